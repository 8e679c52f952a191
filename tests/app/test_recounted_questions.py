"""The auditor copy of an evening without money: every question is counted again, here and by others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.app.desk import Desk
from pbdesk.app.jobs import near_misses
from pbdesk.app.jobs.auditor import auditor_files, full_record
from pbdesk.app.jobs.near_misses import changes_told, quick_changes
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.cli import main
from pbdesk.i18n import ENGLISH, render
from pbdesk.pack.bag import read_zip, write_zip
from pbdesk.pack.keys import public_of
from pbdesk.pack.signers import Signer
from pbdesk.pack.zipped import written
from pbdesk.ui.pages.result import PAGE
from pbdesk.ui.render.blocks import Buttons, Paragraph
from pbdesk.ui.render.view import Here
from tests import asking
from tests.pack.sample import KEYS, sign_all
from tests.paper.reading import text_of


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Desk]:
    with asking.desk_until(
        "declared",
        tmp_path_factory.mktemp("asking"),
    ) as desk:
        yield desk


@pytest.fixture(scope="module")
def pack(desk, tmp_path_factory) -> Path:
    """The signed pack, with the signers file beside it."""
    folder = tmp_path_factory.mktemp("pack")
    day, assembly = desk.state.about.day, desk.state.about.id
    made = make_pack(
        pack_source(desk),
        folder,
        locale=ENGLISH,
        made=day,
        progress=silent,
    )
    write_zip(sign_all(read_zip(made.path)), folder / "signed.zip")
    lines = (
        Signer(who, assembly, public_of(key)).line + "\n"
        for who, key in KEYS.items()
    )
    (folder / "signers").write_text("".join(lines))
    return folder / "signed.zip"


@pytest.fixture(scope="module")
def copy(desk, pack) -> Mapping[str, bytes]:
    source = pack_source(desk)
    return auditor_files(source, full_record(desk)(source.entries), pack)


@pytest.fixture(scope="module")
def opened(copy, pack) -> Path:
    path = pack.with_name("opened.zip")
    path.write_bytes(written(copy))
    return path


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


def verified(pack: Path, desk: Desk, ballots: Path):
    keys = (
        "--signers",
        pack.with_name("signers"),
        "--assembly",
        desk.state.about.id,
    )
    return run("verify", pack, *keys, "--recount", ballots)


def words_of(pack: Path) -> str:
    """The report's words, with single spaces."""
    return text_of(read_zip(pack).files["data/report.pdf"])


def test_the_report_says_what_would_have_chosen_another(pack):
    told = words_of(pack)
    assert (
        "What would have chosen another, all other ballots as they were: "
        in told
    )
    assert "more ballots for it alone" in told
    assert "Proved by counting again: with one fewer it is not chosen." in told


def test_the_page_finds_it_when_asked_and_says_so_where_it_takes_too_long(
    desk,
    monkeypatch,
):
    state = desk.state.of(asking.GROUP)
    ballots = tuple(desk.ballots(asking.GROUP))
    asked = PAGE.view(state, None, Here())
    assert isinstance(asked.left, tuple)
    assert [each.key for each in asked.left if isinstance(each, Buttons)] == [
        "another",
    ]
    told = changes_told(state, quick_changes(state, ballots))
    shown = PAGE.view(state, None, Here(found={"ways": told}))
    assert isinstance(shown.left, tuple)
    assert told[0] in [
        each.text for each in shown.left if isinstance(each, Paragraph)
    ]
    monkeypatch.setattr(near_misses, "_MOST_BALLOTS", 4)
    (why,) = changes_told(state, quick_changes(state, ballots))
    assert "takes too long with more than 12 options or 4 ballots" in render(
        why,
    )
    assert (
        render(changes_told(state, {})[0])
        == "No few ballots more would have chosen another."
    )


def test_the_copy_has_a_file_for_every_question_on_sheets(copy):
    assert {
        name for name in copy if "ballots" in name or name.endswith(".pb")
    } == {
        "ballots/1.soi",
        "ballots/2.csv",
        "ballots/3.csv",
    }


def test_each_command_of_its_read_me_gives_what_the_pack_says(copy, opened):
    said = {
        each["id"]: each
        for each in json.loads(copy["result.json"])["questions"]
    }
    commands = [
        line.replace("COPY", str(opened)).split()[1:]
        for line in copy["READ-ME.txt"].decode().splitlines()
        if "pbdesk count" in line
    ]
    asked = [words[words.index("--question") + 1] for words in commands]
    assert asked == list(said)
    for question, words in zip(asked, commands, strict=True):
        found = run(*words, "--json")
        assert found.exit_code == 0, found.output
        told, outcome = json.loads(found.stdout), said[question]["outcome"]
        assert told["ballots"]["counted"] == outcome["ballots"]["counted"]
        assert told.get("elected", []) == outcome.get("elected", [])
        assert told.get("passed") == outcome.get("passed")


def test_the_pack_is_checked_with_the_whole_copy(desk, pack, opened):
    found = verified(pack, desk, opened)
    assert found.exit_code == 0, found.output
    again = next(
        line for line in found.output.splitlines() if "Counted again:" in line
    )
    assert again.startswith("[pass] 19")
    assert again.count("counted again by") == 3
    assert "stays open" not in again


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("ballots/1.soi", b"\n1: ", b"\n3: "),
        ("ballots/2.csv", b"\n4,", b"\n3,"),
        (
            "ballots/1.soi",
            b"# ALTERNATIVE NAME 1: ",
            b"# ALTERNATIVE NAME 1: x",
        ),
        ("ballots/1.soi", b"\n1: ", b"\n?: "),
    ],
    ids=["one ballot more", "one less", "of others", "unreadable"],
)
def test_other_ballots_than_were_counted_are_found(
    name,
    old,
    new,
    desk,
    pack,
    copy,
    tmp_path,
):
    assert old in copy[name], copy[name]
    (tmp_path / "other.zip").write_bytes(
        written({**copy, name: copy[name].replace(old, new, 1)}),
    )
    found = verified(pack, desk, tmp_path / "other.zip")
    assert (found.exit_code, "[FAIL] 19" in found.output) == (1, True)


def test_a_copy_that_is_cut_short_is_unreadable(desk, pack, opened, tmp_path):
    (tmp_path / "cut.zip").write_bytes(opened.read_bytes()[:-40])
    assert verified(pack, desk, tmp_path / "cut.zip").exit_code == 2
