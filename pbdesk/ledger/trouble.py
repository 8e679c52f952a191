"""A driver's or the system's error in words: what happened to what was saved, and what to do."""

from __future__ import annotations

from pathlib import Path

from pbdesk.ledger.sqlite import (
    SQLITE_BUSY,
    SQLITE_FULL,
    SQLITE_IOERR,
    SQLITE_READONLY,
    error_code,
    is_moved,
)
from pbdesk.words import Words, say, several

__all__ = [
    "damaged",
    "not_cast",
    "not_made",
    "not_opened",
    "not_read",
    "not_saved",
    "overtaken",
    "papers_differ",
    "reader",
    "remembered",
    "unsealed_copy",
    "unsteady",
]


def not_made(path: Path, error: OSError) -> Words:
    """Why no new file could be made at `path`."""
    if isinstance(error, FileExistsError):
        return say(
            "“{name}” is already there. Choose another name.",
            name=path.name,
        )
    return say(
        "“{name}” cannot be made: {why}. Choose another folder.",
        name=path.name,
        why=error.strerror or "",
    )


def not_opened(path: Path, error: Exception) -> Words:
    """Why a file that looks like ours cannot be opened."""
    if error_code(error) == SQLITE_BUSY:
        return say(
            "Another program is writing to “{name}”. Close it and open “{name}” again.",
            name=path.name,
        )
    if error_code(error) == SQLITE_IOERR:
        return not_read(path, error)
    return say("“{name}” cannot be opened as a record.", name=path.name)


def not_read(path: Path, error: Exception) -> Words:
    """The disk failed while a file was read, which says nothing about the file."""
    if error_code(error) == SQLITE_BUSY:
        return not_opened(path, error)
    return unsteady(path)


def unsteady(path: Path) -> Words:
    """A disk that fails now and then."""
    return say(
        "“{name}” could not be read: the disk reports an error. That need not be damage: look "
        "whether cable or stick sit well, and try again. Nothing was changed.",
        name=path.name,
    )


def not_saved(path: Path, error: Exception) -> tuple[Words, bool]:
    """Why nothing was written, and whether that holds until the record is opened again."""
    match error_code(error):
        case code if code == SQLITE_FULL:
            return say(
                "Not saved: the disk is full. Free some space, then do it again.",
            ), False
        case code if code == SQLITE_BUSY:
            return say(
                "Not saved: another program is reading “{name}”. Close it there, then do it again.",
                name=path.name,
            ), False
        case _ if is_moved(error) or not path.exists():
            return say(
                "Not saved: “{name}” was moved or renamed while it was open. Close pbdesk and open "
                "it where it is now.",
                name=path.name,
            ), True
        case code if code == SQLITE_READONLY:
            return say(
                "Not saved: “{name}” may only be read. Move it to a folder of your own.",
                name=path.name,
            ), True
        case _:
            return say(
                "Not saved: the disk reports an error. Close pbdesk and open “{name}” again: "
                "what was saved before is there. If it happens again, go on with another disk.",
                name=path.name,
            ), True


def overtaken(path: Path) -> Words:
    """Somebody else wrote to the file while we had it open."""
    return say(
        "Not saved: another program wrote to “{name}”. Close pbdesk and open it again.",
        name=path.name,
    )


def papers_differ(told: int, there: int) -> Words:
    """An open box that holds other papers than were cast into it."""
    if there < told:
        return several(
            "{n} ballot cast on the screen is missing: the record says {told}, the file holds "
            "{there}. A page was lost or put back, or another program took papers out.",
            "{n} ballots cast on the screen are missing: the record says {told}, the file holds "
            "{there}. A page was lost or put back, or another program took papers out.",
            told - there,
            told=told,
            there=there,
        )
    return several(
        "{n} ballot too many: the record says {told} were cast on the screen, the file holds "
        "{there}. Another program put papers in, or entries were lost.",
        "{n} ballots too many: the record says {told} were cast on the screen, the file holds "
        "{there}. Another program put papers in, or entries were lost.",
        there - told,
        told=told,
        there=there,
    )


def not_cast(path: Path) -> Words:
    """A box that no longer holds what was cast takes nothing more."""
    return say(
        "Not saved: “{name}” does not hold the ballots any more that were cast. Take a copy, close "
        "pbdesk and open it again: it says what is missing, and “pbdesk salvage” saves the rest.",
        name=path.name,
    )


def reader(path: Path) -> Words:
    """A record that was opened for reading."""
    return say(
        "Not saved: “{name}” was opened for reading only.",
        name=path.name,
    )


def damaged(path: Path) -> Words:
    """A record with faults."""
    return say(
        "“{name}” is damaged: what it holds is not what was written. Take a copy, and go on with "
        "the newest "
        "copy that is whole.",
        name=path.name,
    )


def remembered(path: Path) -> Words:
    """Something was erased, and the disk did not let its old bytes be written over."""
    return say(
        "Saved and erased, but the disk did not let the old bytes of “{name}” be written over. "
        "Close pbdesk and open it again: that does it.",
        name=path.name,
    )


def unsealed_copy(path: Path) -> Words:
    """A sealed urn whose file could not be rewritten yet."""
    return say(
        "The ballots are sealed, but “{name}” could not be rewritten without the order of "
        "casting. Free some space on its disk, close pbdesk and open it again: that "
        "finishes it.",
        name=path.name,
    )
