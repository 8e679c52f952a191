"""How many rows a table holds, and what their sums add up to: kept beside the rows themselves.

A page that a disk did not write, or put back from before, is sound in itself: only a figure that
stands elsewhere in the file tells that rows are gone, or are there again. The urn has no such sum:
two of them, one before and one after a ballot, would give that ballot away. Its rows are held
against the count in the record instead (`check`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pbdesk.ledger.sqlite import File

__all__ = [
    "TABLES",
    "Standing",
    "begin",
    "count_anew",
    "standing",
    "taken",
    "told",
]

type Table = Literal["attachment", "said", "drafts"]

TABLES: tuple[Table, ...] = ("attachment", "said", "drafts")
"""The tables whose rows are held against a figure."""

_ROOM = 1 << 256


@dataclass(frozen=True, slots=True)
class Standing:
    """A number of rows, and the sum of their sums as 32 bytes (modulo 2^256)."""

    rows: int
    total: bytes


def begin(file: File) -> None:
    """Say for the first time what the tables hold, nothing, inside the caller's transaction."""
    for table in TABLES:
        file.add("standing", {"of": table, "rows": 0, "total": bytes(32)})


def count_anew(file: File) -> None:
    """Say what the tables hold after rows came otherwise, inside the caller's transaction."""
    for table in TABLES:
        _say(file, table, standing(file, table))


def told(file: File, table: Table) -> Standing | None:
    """What the record says that a table holds; None where it does not say."""
    match file.one("SELECT rows, total FROM standing WHERE of = ?", [table]):
        case (int() as rows, bytes() as total):
            return Standing(rows, total)
        case _:
            return None


def standing(file: File, table: Table) -> Standing:
    """What a table holds."""
    sums = file.column(f"SELECT sum FROM {table}")  # noqa: S608 - names of our own
    total = sum(map(int.from_bytes, sums))
    return Standing(len(sums), (total % _ROOM).to_bytes(32))


def taken(
    file: File,
    table: Table,
    *,
    added: bytes | None = None,
    removed: bytes | None = None,
) -> None:
    """A row with the sum `added` came, or one with `removed` went, inside the transaction."""
    before = told(file, table) or Standing(0, bytes(32))
    total = int.from_bytes(before.total)
    total += int.from_bytes(added or b"") - int.from_bytes(removed or b"")
    rows = before.rows + (added is not None) - (removed is not None)
    _say(file, table, Standing(rows, (total % _ROOM).to_bytes(32)))


def _say(file: File, table: Table, standing: Standing) -> None:
    file.run(
        "UPDATE standing SET rows = ?, total = ? WHERE of = ?",
        [standing.rows, standing.total, table],
    )
