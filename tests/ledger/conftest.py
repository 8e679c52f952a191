"""Records of the tests: real files in a folder of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pbdesk.ledger.record import Record
from tests.ledger.sample import FOUNDED, Cast, cast_into, fill, sealing


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
def cast(record: Record) -> Cast:
    """Casts one ballot into `record`."""
    return lambda ballot: cast_into(record, ballot)


@pytest.fixture
def full(path: Path) -> Path:
    """A closed record with 150 ballots and some of everything."""
    path.write_bytes(_filled(sealed=False))
    return path


@pytest.fixture
def sealed(path: Path) -> Path:
    """The same with its ballots sealed."""
    path.write_bytes(_filled(sealed=True))
    return path


@cache
def _filled(*, sealed: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ward-7.pbdesk")
        with Record.create(path, [FOUNDED]) as record:
            fill(record, 150)
            if sealed:
                record.seal_urn(sealing, [""])
        return path.read_bytes()
