"""M7: records whose chain is sound and whose entries are impossible together.

Somebody made them; pbdesk writes none. Every command says so in a sentence.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from pbdesk.app.desk import Desk
from pbdesk.cli.pack import pack
from pbdesk.cli.record import check, salvage, show
from pbdesk.ledger import schema
from pbdesk.ledger.check import check as look
from pbdesk.ledger.refusals import RecordDamaged
from tests.conftest import ROOT
from tests.ledger.faults import Told, rechained

SAMPLES = [
    ROOT / "tests" / "data" / "records" / "v1" / f"{name}.pbdesk"
    for name in ("small", "several")
]
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**53 - 1,
    "",
    "../../x",
    "9999-99-99",
    "1/0",
    [],
    {},
    ["A"],
    {"said": "0"},
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied(SAMPLES[0], tmp_path)


def copied(sample: Path, folder: Path) -> Path:
    path = Path(shutil.copy(sample, folder / "a.pbdesk"))
    path.chmod(0o600)
    return path


def all_commands(path: Path, folder: Path) -> list[Result]:
    """What each command makes of the record; nothing it wrote stays."""
    asked: list[tuple[click.Command, list[str]]] = [
        (check, []),
        (show, []),
        (show, ["minutes"]),
        (salvage, ["--to", str(folder / "new.pbdesk")]),
    ]
    found = [
        CliRunner().invoke(command, [str(path), *words])
        for command, words in asked
    ]
    for file in folder.glob("new*"):
        file.unlink()
    return found


def changed(
    type_: str,
    key: str,
    value: object,
    nth: int = 0,
) -> Callable[[list[Told]], list[Told]]:
    """One value of the n-th entry of a type is another."""

    def change(entries: list[Told]) -> list[Told]:
        _, body = [entry for entry in entries if entry[0] == type_][nth]
        body[key] = value
        return entries

    return change


def odd(chance: random.Random, entries: list[Told]) -> list[Told]:
    """An entry left out, doubled, elsewhere, or with another value."""
    at, other = chance.randrange(len(entries)), chance.randrange(len(entries))
    match chance.randrange(5):
        case 0:
            del entries[at]
        case 1:
            entries.insert(at, entries[at])
        case 2:
            entries[at], entries[other] = entries[other], entries[at]
        case _:
            body = entries[at][1]
            body[chance.choice(sorted(body))] = chance.choice(VALUES)
    return entries


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_m7_no_command_dies_of_entries_that_are_impossible_together(
    sample: Path,
    tmp_path: Path,
):
    chance, codes = random.Random(7), set[int]()
    for _ in range(12):
        path = copied(sample, tmp_path)
        rechained(path, lambda entries: odd(chance, entries))
        for result in all_commands(path, tmp_path):
            assert result.exception is None or isinstance(
                result.exception,
                SystemExit,
            ), result.output
            codes.add(result.exit_code)
    assert codes == {0, 1}


@pytest.mark.parametrize(
    "change",
    [
        changed("question.set", "value", "1/0", nth=2),
        changed("charter.set", "clause", "../../x"),
    ],
)
def test_m7_the_minutes_of_such_a_record_are_refused_in_a_sentence(
    path: Path,
    change,
):
    rechained(path, change)
    told = CliRunner().invoke(show, [str(path), "minutes"])
    assert told.exit_code == 1
    assert "is damaged" in told.output


def test_m7_a_record_whose_counting_again_meets_the_impossible_is_damaged(
    path: Path,
):
    """A project left the ballot that ballots name."""

    def fewer(entries: list[Told]) -> list[Told]:
        _, drawn = next(
            entry for entry in entries if entry[0] == "ballot.drawn_up"
        )
        drawn["lines"] = drawn["lines"][1:]
        return entries

    rechained(path, fewer)
    told = CliRunner().invoke(check, [str(path)])
    assert (told.exit_code, isinstance(told.exception, SystemExit)) == (1, True)


@pytest.mark.parametrize("name", ["../../x", "a/b", "", "\u202e", "A" * 300])
def test_m7_no_pack_is_made_for_an_assembly_whose_id_is_no_name(
    path: Path,
    tmp_path: Path,
    name: str,
):
    rechained(path, changed("assembly.started", "id", name))
    (tmp_path / "to").mkdir()
    told = CliRunner().invoke(pack, [str(path), "--to", str(tmp_path / "to")])
    assert told.exit_code == 1
    assert isinstance(told.exception, SystemExit)
    assert not list((tmp_path / "to").iterdir())


def test_m7_a_cell_larger_than_any_is_damage_and_is_never_read(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    """The limit is made smaller than an attachment of the record, and no file of 64 MB is needed."""
    stranger = sqlite3.connect(path)
    (largest,) = stranger.execute(
        "SELECT max(length(data)) FROM attachment",
    ).fetchone()
    stranger.close()
    assert look(path).whole
    assert f"<= {schema.MOST_CELL}" in schema.measured("data")
    monkeypatch.setattr(schema, "MOST_CELL", largest - 1)
    smaller = f"sha256, {schema.measured('media_type', 'data', 'sum')}"
    monkeypatch.setattr("pbdesk.ledger.check._ATTACHMENT", smaller)
    assert [fault.where for fault in look(path).faults] == ["attachment"]
    with pytest.raises(RecordDamaged):
        Desk.open(path)
