"""`check`, `show` and `salvage` on records that rot has been at.

What is wrong, what is still sound, what is saved.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.evenings import evening_at


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


def closed(moment: str, folder: Path) -> Path:
    """The record of the sample evening at a moment, with nobody writing to it."""
    evening = evening_at(moment, folder)
    evening.desk.close()
    return evening.desk.record.path


def rot(path: Path, old: bytes, new: bytes) -> None:
    """Change the first place where `old` stands."""
    whole = path.read_bytes()
    assert len(old) == len(new)
    assert old in whole
    path.write_bytes(whole.replace(old, new, 1))


def test_check_names_the_first_broken_entry_and_what_is_still_sound(tmp_path):
    path = closed("declared", tmp_path)
    rot(path, b'"clause":"pot"', b'"clause":"bot"')
    result = run("check", path)
    assert result.exit_code == 1
    first, sound = result.output.splitlines()
    assert first.startswith("entry ")
    number = int(first.split()[1].rstrip(":"))
    assert f"entries 1 to {number - 1}" in sound
    assert "all papers, all attachments, all free text" in sound
    assert (
        json.loads(run("check", path, "--json").output)["sound"] == number - 1
    )


def test_of_a_record_that_cannot_be_read_nothing_is_said_to_be_sound(tmp_path):
    path = closed("sealed", tmp_path)
    path.with_name(f"{path.name}-journal").write_bytes(
        bytes.fromhex("d9d505f920a163d7") + bytes(504),
    )
    checked = run("check", path)
    assert checked.exit_code == 1
    assert "Still sound" not in checked.output
    salvaged = run("salvage", path, "--to", tmp_path / "saved.pbdesk")
    assert (
        salvaged.exit_code,
        "A write was interrupted" in salvaged.stderr,
    ) == (
        2,
        True,
    )


def test_salvage_saves_the_sound_beginning_and_says_what_is_lost(tmp_path):
    path, new = closed("declared", tmp_path), tmp_path / "saved.pbdesk"
    rot(path, b'"clause":"pot"', b'"clause":"bot"')
    before = path.read_bytes()
    result = run("salvage", path, "--to", new)
    assert result.exit_code == 1, result.output
    assert path.read_bytes() == before
    assert "does not fit the one before it" in result.output
    assert (
        run("check", new).exit_code
        == run("show", new, "minutes").exit_code
        == 0
    )
    assert "does not fit" in (tmp_path / "saved.salvage.txt").read_text(
        encoding="utf-8",
    )


def test_a_whole_record_is_salvaged_whole_and_counts_to_the_same_result(
    tmp_path,
):
    path, new = closed("declared", tmp_path), tmp_path / "saved.pbdesk"
    result = run("salvage", path, "--to", new, "--json")
    told = json.loads(result.output)
    assert (result.exit_code, told["lost"], told["whole"]) == (0, False, True)
    assert (
        "Counting the saved papers again gives the recorded result."
        in told["lines"]
    )
    assert (
        run("show", new, "minutes").output
        == run("show", path, "minutes").output
    )


def test_papers_that_a_break_before_their_count_leaves_over_are_said(tmp_path):
    path, new = closed("all-given", tmp_path), tmp_path / "saved.pbdesk"
    rot(path, b'"n":50', b'"n":51')
    result = run("salvage", path, "--to", new)
    assert "count 49 ballots cast on the screen; 56 are saved" in result.output


def test_a_record_whose_outcome_is_lost_is_saved_and_said(tmp_path):
    path, new = closed("declared", tmp_path), tmp_path / "saved.pbdesk"
    rot(path, b'{"budget":', b'{"bUdget":')
    result = run("salvage", path, "--to", new)
    assert result.exit_code == 1
    assert "Attachments: 1 row is lost" in result.output
    assert "An attachment that the record names is lost" in result.output
    checked = run("check", new)
    assert (checked.exit_code, "not in the file" in checked.output) == (1, True)


@pytest.mark.parametrize("taken", ["saved.pbdesk", "saved.salvage.txt"])
def test_salvage_never_writes_over_a_file(tmp_path, taken):
    path = closed("sealed", tmp_path)
    (tmp_path / taken).write_text("my notes")
    result = run("salvage", path, "--to", tmp_path / "saved.pbdesk")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert (tmp_path / taken).read_text() == "my notes"


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear neighbours,\n"],
    ids=["empty", "text"],
)
def test_what_is_no_record_is_not_salvaged(tmp_path, content):
    path = tmp_path / "letter.pbdesk"
    path.write_bytes(content)
    result = run("salvage", path, "--to", tmp_path / "saved.pbdesk")
    assert result.exit_code == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["letter.pbdesk"]
