"""What a person hands in by mistake: one sentence and exit 2; what is ours and damaged.

Exit 1, what and where.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from tests.evenings import evening_at


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def bad(tmp_path: Path):
    def make(kind: str) -> Path:
        path = tmp_path / f"{kind}.pbdesk"
        match kind:
            case "empty":
                path.write_bytes(b"")
            case "text":
                path.write_text("Dear neighbours,\n")
            case "foreign":
                with sqlite3.connect(path) as db:
                    db.execute("CREATE TABLE recipes (name)")
                db.close()
            case "future":
                evening = evening_at("sealed", tmp_path)
                evening.desk.close()
                path = evening.desk.record.path
                with sqlite3.connect(path) as db:
                    db.execute("PRAGMA user_version = 99")
                db.close()
            case "folder":
                path.mkdir()
            case _:
                pass
        return path

    return make


COMMANDS = {
    "check": lambda path: ("check", path),
    "show": lambda path: ("show", path),
    "pack": lambda path: ("pack", path),
    "count": lambda path: ("count", path, "--rule", "greedy"),
    "verify": lambda path: (
        "verify",
        path,
        "--signers",
        __file__,
        "--assembly",
        "millbrook",
    ),
    "demo": lambda path: ("demo", "--to", path.parent / "demo", "--from", path),
}


@pytest.mark.parametrize(
    "kind",
    ["empty", "text", "foreign", "future", "folder", "missing"],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_that_is_not_ours_gets_one_sentence_and_exit_2(
    bad,
    kind,
    command,
):
    path = bad(kind)
    before = path.read_bytes() if path.is_file() else None
    result = run(*COMMANDS[command](path))
    assert result.exit_code == 2, result.output
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.output
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_record_with_a_changed_byte_is_named_with_its_entry(tmp_path):
    evening = evening_at("declared", tmp_path)
    path = evening.desk.record.path
    evening.desk.close()
    whole = path.read_bytes()
    place = whole.index(b"Lighting on the riverside path")
    path.write_bytes(whole[:place] + b"Tighting" + whole[place + 8 :])
    result = run("check", path)
    assert result.exit_code == 1
    assert "entry" in result.output.lower()
    assert path.read_bytes()[place : place + 8] == b"Tighting"


def test_a_whole_record_is_said_to_be_whole_and_recounted(tmp_path):
    evening = evening_at("declared", tmp_path)
    evening.desk.close()
    result = run("check", evening.desk.record.path)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "the same result" in result.output


def test_the_minutes_can_be_printed(tmp_path):
    evening = evening_at("declared", tmp_path)
    evening.desk.close()
    result = run("show", evening.desk.record.path, "minutes")
    assert result.exit_code == 0
    assert "The result was declared." in result.output


def test_a_second_instance_is_refused_in_a_sentence(tmp_path):
    evening = evening_at("declared", tmp_path)
    result = run("pack", evening.desk.record.path)
    evening.desk.close()
    assert result.exit_code == 2
    assert "millbrook.pbdesk" in result.stderr


@pytest.mark.parametrize(
    "words",
    [("check",), ("verify",), ("count", "--rule", "greedy")],
    ids=["check", "verify", "count"],
)
def test_the_folder_that_one_stands_in_is_named_where_a_file_was_meant(words):
    """A sentence about “” says nothing."""
    command, *options = words
    said = run(command, Path(), *options)
    assert said.exit_code == 2
    assert "“.” cannot be" in said.output
