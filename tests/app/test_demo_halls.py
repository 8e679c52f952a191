"""`pbdesk demo --halls N`: what it leaves, and that its own commands take it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from pbdesk.app.opening import open_file
from pbdesk.cli import main
from pbdesk.pack.bag import read_info, read_zip
from pbdesk.pack.keys import fingerprint_of_line
from pbdesk.pack.parent import read_parent

HALLS = 2


@pytest.fixture(scope="module")
def left(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "mine.txt").write_text("mine")
    for hall in ("hall-8", "hall-9"):
        (folder / hall).mkdir()
        (folder / hall / "pb-result_old.zip").write_text("old")
    (folder / "hall-8" / "mine.txt").write_text("mine")
    told = CliRunner().invoke(
        main,
        ["demo", "--to", str(folder), "--halls", str(HALLS)],
    )
    assert told.exit_code == 0, told.output
    return folder


def test_it_leaves_the_parent_each_hall_with_one_pack_the_sum_and_the_keys(
    left,
):
    names = {path.name for path in left.iterdir()}
    assert {
        "parent.pbparent",
        "hall-1",
        "hall-2",
        "combined.zip",
        "allowed_signers",
    } <= names
    assert "hall-9" not in names
    assert [path.name for path in (left / "hall-8").iterdir()] == ["mine.txt"]
    assert (left / "mine.txt").read_text() == "mine"
    for number in range(1, HALLS + 1):
        [pack] = (left / f"hall-{number}").glob("*.zip")
        assert read_info(read_zip(pack)).stage == "part"


def test_the_sum_verifies_by_the_keys_that_it_left(left):
    with open_file(left / "parent.pbparent", read_only=True) as desk:
        about = desk.state.about.id
    told = CliRunner().invoke(
        main,
        [
            *("verify", str(left / "combined.zip"), "--json"),
            *("--signers", str(left / "allowed_signers"), "--assembly", about),
        ],
    )
    found = json.loads(told.output)
    assert (told.exit_code, found["verdict"]) == (0, "genuine")


def test_the_report_of_the_sum_names_beside_each_role_the_key_of_its_signature(
    left,
):
    with open_file(left / "parent.pbparent", read_only=True) as desk:
        held = desk.state.halls.combiners
    data = read_zip(left / "combined.zip").files["data/report.pdf"]
    pages = PdfReader(io.BytesIO(data)).pages
    words = "".join(page.extract_text() for page in pages).replace("\u200b", "")
    assert held
    assert all(
        fingerprint_of_line(key) in "".join(words.split())
        for key in held.values()
    )


def test_every_hall_verifies_and_publishes_its_ballots(left):
    for number in range(1, HALLS + 1):
        [pack] = (left / f"hall-{number}").glob("*.zip")
        bag = read_zip(pack)
        told = CliRunner().invoke(
            main,
            [
                *(
                    "verify",
                    str(pack),
                    "--json",
                    "--signers",
                    str(left / "allowed_signers"),
                ),
                *("--assembly", read_info(bag).assembly),
            ],
        )
        assert told.exit_code == 0, told.output
        assert {"data/assembly.pb", "data/ballots/2.soi"} <= bag.files.keys()


def test_the_packs_combine_again_and_a_hall_that_is_missing_is_named(
    left,
    tmp_path,
):
    packs = [str(path) for path in left.glob("hall-*/*.zip")]
    common = ["--signers", str(left / "allowed_signers"), "--json"]
    called = ["combine", str(left / "parent.pbparent")]
    whole = CliRunner().invoke(
        main,
        [*called, *packs, *common, "--to", str(tmp_path / "again")],
    )
    assert whole.exit_code == 0, whole.output
    one = CliRunner().invoke(
        main,
        [*called, packs[0], *common, "--to", str(tmp_path / "none")],
    )
    assert one.exit_code == 1
    parent = read_parent(read_zip(Path(packs[0])).files["data/parent.json"])
    there = read_info(read_zip(Path(packs[0]))).assembly
    assert json.loads(one.output)["missing"] == [
        each.id for each in parent.halls if each.id != there
    ]
    assert not (tmp_path / "none").exists()


def test_a_hall_of_the_demo_opens_without_its_invented_names(left):
    with open_file(left / "hall-1" / "hall.pbdesk", read_only=True) as desk:
        assert desk.state.declared
    assert not list((left / "hall-1").glob("*.people*"))


def test_halls_are_played_alone(tmp_path):
    for other in (["--months", "1"], ["--case"], ["--evening", "questions"]):
        told = CliRunner().invoke(
            main,
            ["demo", "--to", str(tmp_path), "--halls", "2", *other],
        )
        assert told.exit_code == 2
        assert "--halls is played alone" in told.output
    assert not list(tmp_path.iterdir())
