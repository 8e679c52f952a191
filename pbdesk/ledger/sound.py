"""What of a damaged record can be proved sound.

Read row by row, so that one bad page does not hide the others. Entries are proved by the chain, up
to the first that does not fit; an attachment by its own hash; a sealed paper by the root that the
record named for its box; papers of an open box, free text and drafts by their sums, which find rot
but not forgery. Nothing here writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, cast

from pbdesk.ledger import urn
from pbdesk.ledger.chain import FIRST, Stored, event_hash, parse
from pbdesk.ledger.drafts import row_sum
from pbdesk.ledger.schema import SCHEMA, measured
from pbdesk.ledger.sqlite import Error, File, Row

__all__ = [
    "Found",
    "Papers",
    "Proof",
    "after",
    "entries",
    "papers",
    "rows",
    "said_in",
]

type Proof = Literal["all", "some", "none", "sums"]
"""All papers are the sealed ones; some are, each proved; the root proves none; the box was open.

Their sums fit.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of a table that fit, and how many others were met.

    Pages that cannot be read hide an unknown number.
    """

    fitting: tuple[Row, ...]
    broken: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a box.

    As id, box, kind, ballot, sum by their ids; how many did not fit; and what proves them.
    """

    rows: tuple[Row, ...]
    broken: int
    proof: Proof


def entries(file: File) -> tuple[Stored, ...]:
    """The longest sound beginning of the chain."""
    found: list[Stored] = []
    if not _is_table(file, "event"):
        return ()
    while (
        entry := _entry(
            file,
            len(found) + 1,
            found[-1].hash if found else FIRST,
        )
    ) is not None:
        found.append(entry)
    return tuple(found)


_BYTES = "CAST({} AS BLOB)"
_ENTRY = ", ".join(
    (
        measured("prev", "type"),
        measured("body", read_as=_BYTES),
        measured("random", "hash"),
    ),
)


def _entry(file: File, seq: int, before: bytes) -> Stored | None:
    try:
        row = file.one(
            f"SELECT {_ENTRY} FROM event WHERE seq = ?",  # noqa: S608 - names of our own
            [seq],
        )
        match row:
            case (
                bytes() as prev,
                str() as tag,
                bytes() as text,
                bytes() as random,
                bytes() as newest,
            ) if prev == before:
                entry = Stored(
                    seq,
                    prev,
                    tag,
                    parse(text.decode()),
                    random,
                    newest,
                )
                if event_hash(seq, prev, entry.digest) == newest:
                    return entry
                return None
            case _:
                return None
    except (Error, ValueError):
        return None


def after(file: File, sound: int) -> tuple[int, bool]:
    """The newest number met beyond the first `sound` entries.

    And whether all but the next fit one another.
    """
    if not _is_table(file, "event"):
        return sound, False
    try:
        newest = file.one("SELECT max(seq) FROM event")
        broken = file.one("SELECT hash FROM event WHERE seq = ?", [sound + 1])
    except Error:
        return sound + 1, False  # a page that cannot be read hides at least one
    last = (
        newest[0]
        if newest is not None and isinstance(newest[0], int)
        else sound
    )
    if last < sound + 2 or broken is None or not isinstance(broken[0], bytes):
        return max(last, sound), False
    return last, _fit(file, range(sound + 2, last + 1), broken[0])


def _fit(file: File, numbers: range, before: bytes) -> bool:
    """Whether entries of these numbers fit one another, the first what stands `before` it."""
    for seq in numbers:
        entry = _entry(file, seq, before)
        if entry is None:
            return False
        before = entry.hash
    return True


def rows(file: File, table: Literal["attachment", "said", "drafts"]) -> Found:
    """The rows of a table that fit their sums, by key."""
    columns, fits = _TABLES[table]
    met, hidden = _met(file, table, columns)
    fitting = {row[0]: row for row in met if fits(row)}
    return Found(
        tuple(fitting[key] for key in sorted(fitting)),
        len(met) - len(fitting),
        hidden,
    )


def papers(
    file: File,
    roots: Mapping[str, bytes],
    boxes: Iterable[str],
) -> tuple[Mapping[str, Papers], bool]:
    """The papers of each box, and whether pages that cannot be read hide some.

    `roots` is what the sealing entries name, `boxes` are those that any sound entry knows. A paper
    whose box alone rotted is known by its sum; one whose box nothing tells counts as broken in "".
    """
    read, hidden = _met(file, "urn", _PAPER)
    met = [_with_words(row) for row in read]
    known = {*roots, *boxes, *(row[1] for row in met if _fits_as_cast(row))}
    placed = sorted((_in_its_box(row, known) for row in met), key=_fits_as_cast)
    once = sorted({row[0]: row for row in placed}.values(), key=_box)
    found = {
        box: _proved(list(rows), roots.get(box))
        for box, rows in groupby(once, _box)
    }
    return {
        **{box: _proved([], root) for box, root in roots.items()},
        **found,
    }, hidden


_PAPER = f"id, {measured('box', 'kind', 'ballot', read_as=_BYTES)}, {measured('sum')}"
"""A paper, read as bytes: one whose text broke hides no other."""


def _with_words(row: Row) -> Row:
    """A paper with its words as text; what is no text any more stays bytes."""
    paper, box, kind, ballot, leaf = row
    return paper, _words(box), _words(kind), _words(ballot), leaf


def _words(cell: object) -> object:
    try:
        if isinstance(cell, bytes):
            return cell.decode()
        return cell
    except UnicodeDecodeError:
        return cell


def _box(row: Row) -> str:
    if isinstance(row[1], str):
        return row[1]
    return ""


def _in_its_box(row: Row, boxes: Iterable[str]) -> Row:
    """A paper in the box that its sum tells, where it fits none in its own."""
    if _fits_as_cast(row):
        return row
    moved = [(row[0], box, *row[2:]) for box in boxes]
    return next((each for each in moved if _fits_as_cast(each)), row)


def _proved(read: Sequence[Row], root: bytes | None) -> Papers:
    """The papers of one box; `root` is None where no sound entry seals it.

    A paper's sum is its leaf. So either may rot: where what the papers say gives the root, all are
    proved and their sums made anew; where the stored sums do, each paper that fits its own is one
    of those that were sealed.
    """
    said = [row[:4] for row in read if _is_paper(row)]
    fitting = tuple(sorted(row for row in read if _fits_as_cast(row)))
    broken = len(read) - len(fitting)
    if root is None:
        return Papers(fitting, broken, "sums")
    if urn.root(said) == root:
        return Papers(
            tuple(sorted((*row, urn.leaf(*row)) for row in said)),
            0,
            "all",
        )
    if urn.root_of(row[4] for row in read if isinstance(row[4], bytes)) == root:
        return Papers(fitting, broken, "some")
    return Papers((), len(read), "none")


def said_in(entries: Iterable[Stored]) -> frozenset[str]:
    """The free text that entries name: each `{"said": id}` anywhere in a body."""
    return frozenset(said for entry in entries for said in _said(entry.body))


def _said(value: object) -> Iterator[str]:
    match value:
        case {"said": str() as said}:
            yield said
        case Mapping():
            for inner in cast("Mapping[str, object]", value).values():
                yield from _said(inner)
        case list():
            for inner in cast("list[object]", value):
                yield from _said(inner)
        case _:
            pass


def _is_paper(row: Row) -> bool:
    match row:
        case (bytes(), str() as box, "counted" | "rejected", str(), _):
            return "\0" not in box
        case _:
            return False


def _fits_as_cast(row: Row) -> bool:
    return _is_paper(row) and urn.leaf(*row[:4]) == row[4]


def _fits_its_hash(row: Row) -> bool:
    match row:
        case (bytes() as sha256, str(), bytes() as data, _):
            return hashlib.sha256(data).digest() == sha256
        case _:
            return False


def _fits_its_sum(row: Row) -> bool:
    *cells, checksum = row
    return (
        not any(isinstance(cell, int | float) for cell in cells)
        and row_sum(*cells) == checksum
    )


_TABLES: Mapping[str, tuple[str, Callable[[Row], bool]]] = {
    "attachment": (
        f"sha256, {measured('media_type', 'data', 'sum')}",
        _fits_its_hash,
    ),
    "said": (
        f"id, {measured('salt', 'body', 'erased', 'reason', 'sum')}",
        _fits_its_sum,
    ),
    "drafts": (f"key, {measured('kind', 'body', 'sum')}", _fits_its_sum),
}


def _met(file: File, table: str, columns: str) -> tuple[set[Row], bool]:
    """The rows that can be read, from both ends where a page breaks.

    And whether any may be hidden.
    """
    if not _is_table(file, table):
        return set(), True
    query = f"SELECT {columns} FROM {table} ORDER BY {columns.split(',', 1)[0]}"  # noqa: S608 - names of our own
    met, broke = _read(file, query)
    if broke:
        met += _read(file, f"{query} DESC")[0]
    return set(met), broke


def _read(file: File, query: str) -> tuple[list[Row], bool]:
    """The rows of a query as far as they can be read, and whether something stopped it."""
    found: list[Row] = []
    try:
        for row in file.each(query):
            found.append(row)  # noqa: PERF402 - what came before the broken page is kept
    except Error:
        return found, True
    return found, False


def _is_table(file: File, name: str) -> bool:
    """Whether `name` is a table as we made it.

    Another program may have put a view there that never ends.
    """
    try:
        return file.one(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?",
            [name],
        ) == (SCHEMA[name],)
    except Error:
        return False
