"""The demo: one command from mandate to a verified pack, on the sample and on real ballots."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pbdesk.app.desk import Desk
from pbdesk.app.sample.published import recounts
from pbdesk.cli import main
from tests.once import once
from tests.paper.reading import text_of


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def demo() -> tuple[Path, str]:
    """What the evening and three months after it leave, and what was said: nobody writes there."""

    def play(folder: Path) -> None:
        result = run("demo", "--to", folder, "--months", 3)
        assert result.exit_code == 0, result.output
        (folder / "said.txt").write_text(result.output, "utf-8")

    folder = once("demo-of-three-months", play)
    return folder, (folder / "said.txt").read_text("utf-8")


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("pb-result_*.zip"))


def pack_of(folder: Path) -> Path:
    """The pack of the evening: names sort in the order of the chain."""
    return packs(folder)[0]


def test_fewer_months_play_only_what_happened_by_then(demo):
    assert len(packs(demo[0])) == 2


def assembly_of(folder: Path) -> str:
    with Desk.open(next(folder.glob("*.pbdesk")), read_only=True) as desk:
        return desk.state.mandate.id


def verified(folder: Path, pack: Path | None = None):
    return run(
        "verify",
        pack or pack_of(folder),
        "--signers",
        folder / "allowed_signers",
        "--assembly",
        assembly_of(folder),
    )


def test_the_demo_leaves_a_genuine_pack_report_papers_and_record(demo):
    folder, said = demo
    assert verified(folder).exit_code == 0
    for name in (
        "report.pdf",
        "ballots-standard.pdf",
        "ballots-large-print.pdf",
        "millbrook.pbdesk",
        "millbrook.people",
    ):
        assert (folder / name).stat().st_size > 1000
        assert name in said
    assert "Lighting on the riverside path" in said
    assert said.count("the published result came out") == 2


def test_the_report_says_what_was_decided(demo):
    text = text_of((demo[0] / "report.pdf").read_bytes())
    for words in (
        "Lighting on the riverside path",
        "£56,700",
        "£3,300",
        "Amina Yusuf",
        "Peter Hallam",
        "Millbrook Town Council",
    ):
        assert words in text
    assert "Rosa Lindqvist" not in text, (
        "she did not agree that her name is printed"
    )


def test_the_report_says_who_was_in_the_room_and_tells_nothing_of_fewer_than_ten(
    demo,
):
    page = next(
        text
        for text in (
            page.extract_text()
            for page in PdfReader(demo[0] / "report.pdf").pages
        )
        if "Who was in the room" in text and "In this report" not in text
    )
    told = page.partition("Who was in the room")[2].partition(
        "Every paper accounted for",
    )[0]
    slips = [int(line) for line in re.findall(r"\b(\d+)$", told, re.MULTILINE)]
    assert len(slips) >= 10
    assert min(slips) >= 10


def test_the_record_of_the_demo_is_whole_and_counts_the_same_again(demo):
    result = run("check", demo[0] / "millbrook.pbdesk")
    assert result.exit_code == 0
    assert "the same result" in result.output


def test_ssh_keygen_accepts_each_signature(demo, tmp_path):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not on this machine.")
    import zipfile

    with zipfile.ZipFile(pack_of(demo[0])) as pack:
        pack.extractall(tmp_path)
    (bag,) = tmp_path.iterdir()
    for who in ("facilitator", "teller-1", "teller-2"):
        with (bag / "tagmanifest-sha256.txt").open("rb") as signed:
            told = subprocess.run(
                [
                    "ssh-keygen",
                    "-Y",
                    "verify",
                    "-f",
                    demo[0] / "allowed_signers",
                    "-I",
                    f"{who}@{assembly_of(demo[0])}",
                    "-n",
                    "pbdesk-result-pack-v1",
                    "-s",
                    bag / "signatures" / f"{who}.sshsig",
                ],
                stdin=signed,
                capture_output=True,
                text=True,
                check=False,
            )
        assert told.returncode == 0, told.stderr
        assert told.stdout.startswith("Good")


def test_a_changed_byte_in_any_file_of_the_demos_pack_fails_a_numbered_check(
    demo,
    tmp_path,
):
    from pbdesk.pack.bag import Bag, read_zip, write_zip

    bag = read_zip(pack_of(demo[0]))
    for i, (name, content) in enumerate(bag.files.items()):
        changed = bytes([content[0] ^ 1]) + content[1:]
        path = tmp_path / str(i) / f"{bag.name}.zip"
        path.parent.mkdir()
        write_zip(Bag(bag.name, {**bag.files, name: changed}), path)
        result = verified(demo[0], path)
        assert result.exit_code == 1, name
        assert "NOT GENUINE. Check " in result.output, name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Poland_Krakow_2018_Swoszowice", marks=pytest.mark.studio),
        "Worldwide_Mechanical_Turk_Utilities_3",
    ],
)
def test_an_evening_is_held_on_a_real_file_of_ballots(shared, tmp_path, name):
    result = run(
        "demo",
        "--to",
        tmp_path,
        "--from",
        shared / "pabulib" / f"{name}.pb",
    )
    assert result.exit_code == 0, result.output
    assert verified(tmp_path).exit_code == 0


def test_the_published_results_of_the_shipped_ballots_come_out():
    assert [recount.agrees for recount in recounts()] == [True, True]
