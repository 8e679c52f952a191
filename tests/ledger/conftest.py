"""Records of the tests: real files in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbdesk.ledger.record import Attachment, Draft, Line, Paper, Record, Said, Stored

FOUNDED = Line("assembly.founded", {"at": "2026-11-24T19:00:00+00:00", "name": "Ward 7"})


def sealing(root: bytes, n: int) -> list[Line]:
    """The entry that seals the urn, as every test writes it."""
    return [Line("urn.sealed", {"n": n, "urn_root": root.hex()})]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the record of a test stands."""
    return tmp_path / "ward-7.pbdesk"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    """A record that was just begun."""
    with Record.create(path, [FOUNDED]) as record:
        yield record


@pytest.fixture
def cast(record: Record) -> Callable[[str], tuple[Stored, ...]]:
    """Casts one ballot."""

    def one(ballot: str) -> tuple[Stored, ...]:
        n = record.urn_count() + 1
        return record.write([Line("urn.count", {"n": n})], [Paper("counted", ballot)])

    return one


@pytest.fixture
def full(path: Path) -> Path:
    """A closed record with 150 ballots and something of everything."""
    with Record.create(path, [FOUNDED]) as record:
        for n in range(150):
            record.write([Line("urn.count", {"n": n + 1})], [Paper("counted", f"A,B,{n}")])
        record.write([Line("proposal.received", {"title": {"said": "ab12"}})], said=[Said("ab12", b"salt" * 4, "Benches")],
                     drafts=[Draft("batch-1/1", "keyed", "A,C")], attachments=[Attachment("text/plain", b"minutes" * 50)])
    return path
