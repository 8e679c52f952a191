"""Consent, one row a purpose: which words were shown, when it was given, when it was taken back.

Giving consent again after taking it back is a new row. Who is erased takes their rows along.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pbdesk.ledger.sqlite import File

__all__ = ["TABLE", "Consent", "consents", "forget", "give", "withdraw"]

TABLE = """CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL REFERENCES person (ref),
    purpose TEXT NOT NULL,
    shown TEXT NOT NULL,
    given TEXT NOT NULL,
    withdrawn TEXT
) STRICT"""


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to.

    The purpose, the very words that were shown, and from which day to which.
    """

    purpose: str
    shown: str
    given: date
    withdrawn: date | None = None


def give(file: File, ref: str, consent: Consent) -> None:
    """Write a consent down, inside the caller's transaction.

    Raises ValueError where it is given already.
    """
    if any(
        each.purpose == consent.purpose and each.withdrawn is None
        for each in consents(file, ref)
    ):
        raise ValueError("this consent is given already")
    file.add(
        "consent",
        {
            "ref": ref,
            "purpose": consent.purpose,
            "shown": consent.shown,
            "given": consent.given.isoformat(),
        },
    )


def withdraw(file: File, ref: str, purpose: str, day: date) -> None:
    """Take a consent back, inside the caller's transaction.

    Raises KeyError where none is in force.
    """
    changed = file.change(
        "UPDATE consent SET withdrawn = ? WHERE ref = ? AND purpose = ? AND withdrawn IS NULL",
        [day.isoformat(), ref, purpose],
    )
    if changed != 1:
        raise KeyError(purpose)


def consents(file: File, ref: str) -> tuple[Consent, ...]:
    """All that somebody agreed to, oldest first, taken back or not."""
    rows = file.rows(
        "SELECT purpose, shown, given, withdrawn FROM consent WHERE ref = ? ORDER BY id",
        [ref],
    )
    return tuple(
        Consent(purpose, shown, date.fromisoformat(given), _day(withdrawn))
        for purpose, shown, given, withdrawn in rows
    )


def _day(said: str | None) -> date | None:
    if said is None:
        return None
    return date.fromisoformat(said)


def forget(file: File, ref: str) -> None:
    """Take all rows of somebody out, inside the caller's transaction."""
    _ = file.change("DELETE FROM consent WHERE ref = ?", [ref])
