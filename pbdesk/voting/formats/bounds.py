"""How much a file of ballots may hold: bytes, lines, cells, options, marks.

A file beyond any vote that is held would keep the computer busy for minutes and fill its memory,
so it is refused in a sentence before anything is made of it.
"""

from __future__ import annotations

from collections.abc import Sized
from pathlib import Path

from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.words import Words, say

__all__ = [
    "MOST_BYTES",
    "MOST_CELLS",
    "MOST_LINES",
    "MOST_MARKS",
    "MOST_OPTIONS",
    "MOST_ROWS",
    "MOST_ROW_MARKS",
    "MOST_VALUES",
    "bytes_of",
    "refuse_more",
    "refuse_more_lines",
    "refuse_more_options",
]

MOST_BYTES = 64_000_000
MOST_ROWS = 1_200_000
"""Lines of a .pb, whose equal rows are counted before they are read: a city of a million."""

MOST_LINES = 500_000
"""Lines of any other file."""

MOST_CELLS = 2_000_000
"""Cells of a table, a short row counted as wide as its headings."""

MOST_OPTIONS = 5_000
MOST_MARKS = 2_000_000
"""Marks on distinct ballots of any file but a .pb, and there those of a default score."""

MOST_ROW_MARKS = 12_000_000
"""Marks in a .pb."""

MOST_VALUES = 2_000_000
"""Values in a JSON file: its commas, and the brackets that open."""


def bytes_of(path: Path) -> bytes:
    """The file's bytes. Raises ImportRefused where it cannot be read, or is too large."""
    if path.exists() and not path.is_file():
        raise _closed(path, say("it is no file"))
    data = _first_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_large(path)
    return data


def _first_bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise _closed(path, error.strerror or "") from error


def _too_large(path: Path) -> ImportRefused:
    return ImportRefused(
        say(
            "“{name}” is larger than {most} MB.",
            name=path.name,
            most=MOST_BYTES // 10**6,
        ),
    )


def refuse_more_lines(text: str, most: int) -> None:
    """Raise ImportRefused where the text has more than `most` lines."""
    if _has_more_lines(text, most):
        raise ImportRefused(
            say("The file has more than {most} lines.", most=most),
        )


def _has_more_lines(text: str, most: int) -> bool:
    ends = sum(map(text.count, "\n\r"))
    return ends > 2 * most or len(text.splitlines()) > most


def refuse_more_options(options: Sized) -> None:
    """Raise ImportRefused for more options than any ballot has."""
    refuse_more(len(options), MOST_OPTIONS, say("options"))


def refuse_more(found: int, most: int, what: Words) -> None:
    """Raise ImportRefused where `found` is more than `most`; `what`: of which things, many."""
    if found > most:
        raise ImportRefused(
            say(
                "The file holds more than {most} {what}, which cannot be read.",
                most=most,
                what=what,
            ),
        )


def _closed(path: Path, reason: Words | str) -> ImportRefused:
    return ImportRefused(
        say(
            "“{name}” cannot be opened: {reason}.",
            name=path.name or str(path),
            reason=reason,
        ),
    )
