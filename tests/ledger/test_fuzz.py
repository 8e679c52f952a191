"""Whatever bytes a file holds, the ledger opens it, or refuses it in a sentence, soon.

And leaves it as it was.
"""

from __future__ import annotations

import time
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from pbdesk.ledger.check import check
from pbdesk.ledger.people import Cost, People, Person
from pbdesk.ledger.record import Record
from pbdesk.ledger.refusals import LedgerError, RosterRefused
from pbdesk.ledger.roster import read_roster
from pbdesk.ledger.salvage import salvage
from tests.ledger.sample import FOUNDED, fill, sealing

CHEAP = Cost(memory_kib=64, passes=1)

PLACES = st.integers(100, 65_535).map(
    lambda place: place * 0x9E37 % 65_536 / 65_536,
) | st.floats(0, 0.001)
"""All over the file, and now and then in its header."""

PATCHES = st.lists(
    st.tuples(PLACES, st.binary(min_size=1, max_size=40)),
    max_size=6,
)
"""Where, as a share of the file, and what is written over it."""


@cache
def whole(seal: bool) -> bytes:
    """A record with some of everything."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ward-7.pbdesk"
        with Record.create(path, [FOUNDED]) as record:
            fill(record, 25)
            if seal:
                record.seal_urn(sealing, [""])
        return path.read_bytes()


@cache
def locked() -> bytes:
    """A people file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ward-7.people"
        with People.create(path, "three blue chairs", cost=CHEAP) as people:
            people.add_all(Person(f"r{n}", f"Margaret {n}") for n in range(40))
        return path.read_bytes()


def said(refused: LedgerError) -> None:
    """A refusal is a sentence."""
    assert str(refused).endswith((".", "”"))


def patched(
    content: bytes,
    patches: list[tuple[float, bytes]],
    kept: float,
) -> bytes:
    file = bytearray(content)
    for where, piece in patches:
        at = int(where * len(file))
        file[at : at + len(piece)] = piece
    return bytes(file[: int(kept * len(file))])


@given(
    st.booleans(),
    PATCHES,
    st.just(1.0) | st.floats(0, 1),
    st.binary(max_size=600),
)
def test_a_record_of_any_bytes_is_read_or_refused_in_words_and_within_two_seconds(
    seal,
    patches,
    kept,
    journal,
):
    content = patched(whole(seal), patches, kept)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ward-7.pbdesk"
        path.write_bytes(content)
        path.with_name("ward-7.pbdesk-journal").write_bytes(journal)
        begun = time.process_time()
        for reading in (
            check,
            lambda file: salvage(
                file,
                file.with_name("new.pbdesk"),
                date(2026, 11, 30),
            ),
        ):
            try:
                reading(path)
            except LedgerError as refused:
                said(refused)
        assert path.read_bytes() == content
        for reader in (True, False):
            try:
                with Record.open(path, read_only=reader) as record:
                    assert len(list(record.entries())) == record.head[0]
            except LedgerError as refused:
                said(refused)
        assert time.process_time() - begun < 8, (
            "four readings, two seconds each"
        )


@given(PATCHES, st.just(1.0) | st.floats(0, 1))
def test_a_people_file_of_any_bytes_is_opened_or_refused_in_words(
    patches,
    kept,
):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ward-7.people"
        path.write_bytes(patched(locked(), patches, kept))
        try:
            with People.open(path, "three blue chairs", cost=CHEAP) as people:
                assert people.count() == 40
        except LedgerError as refused:
            said(refused)


CELL = st.text(max_size=12) | st.sampled_from(
    ["=1+1", '"', "\x00", "\u202e", "x" * 300, "Zoë", "ZOË", "\ufeff"],
)


@given(
    st.lists(st.lists(CELL, max_size=5), max_size=12),
    st.sampled_from(",;\t"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1", "utf-32"]),
)
def test_a_list_of_any_cells_is_read_or_refused_in_words(
    rows,
    separator,
    coding,
):
    text = "\n".join(
        [
            f"name{separator}street{separator}born",
            *(separator.join(row) for row in rows),
        ],
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(text.encode(coding, errors="ignore"))
        try:
            preview = read_roster(path, date(2026, 11, 26))
        except RosterRefused as refused:
            said(refused)
            return
    assert all(
        row.name == " ".join(row.name.split()) and len(row.name) <= 200
        for row in preview.rows
    )
    assert not {"\u202e", "\x00", "\ufeff"} & set(
        "".join(row.name + row.street for row in preview.rows),
    )
