"""Names of those who count and sign, beside the register and never in it: a teller votes too.

The record calls each by a role with a number ("teller-2"), which is no reference of the register.
A row is written first, waiting for the entry that names the role. To forget it blanks the name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pbdesk.ledger.sqlite import File

__all__ = ["TABLE", "Staff", "confirm", "forget", "name", "settle", "staff"]

TABLE = """CREATE TABLE staff (
    who TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    printed INTEGER NOT NULL CHECK (printed IN (0, 1)),
    pending INTEGER NOT NULL CHECK (pending IN (0, 1)),
    forgotten TEXT
) STRICT"""


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who counts or signs; the name is empty once it was forgotten.

    `printed`: they agreed that it stands beside their signature.
    """

    who: str
    name: str
    printed: bool = False


def name(file: File, who: str, called: str, *, printed: bool | None) -> None:
    """Write a name down, or as it should have been, inside the caller's transaction.

    A new row waits for its entry. Raises KeyError for a name that was forgotten.
    """
    match file.one("SELECT printed, forgotten FROM staff WHERE who = ?", [who]):
        case None:
            cells = {"who": who, "name": called, "printed": int(bool(printed))}
            file.add("staff", {**cells, "pending": 1, "forgotten": None})
        case (int() as before, None):
            agreed = before if printed is None else int(printed)
            statement = "UPDATE staff SET name = ?, printed = ? WHERE who = ?"
            file.run(statement, [called, agreed, who])
        case _:
            raise KeyError(who)


def confirm(file: File, who: str) -> None:
    """The entry that this row waited for is on disk."""
    file.run("UPDATE staff SET pending = 0 WHERE who = ?", [who])


def forget(file: File, who: str, day: date) -> None:
    """Blank a name, inside the caller's transaction; nothing where it is blank already."""
    file.run(
        "UPDATE staff SET name = '', printed = 0, pending = 0, forgotten = ? "
        "WHERE who = ? AND forgotten IS NULL",
        [day.isoformat(), who],
    )


def settle(file: File, named: Collection[str]) -> None:
    """Confirm what entries name, inside the transaction, and take out what was never recorded."""
    for who in file.column("SELECT who FROM staff WHERE pending = 1"):
        if who in named:
            confirm(file, who)
        else:
            file.run("DELETE FROM staff WHERE who = ?", [who])


def staff(file: File) -> tuple[Staff, ...]:
    """Everybody who was named, those who were forgotten too."""
    return tuple(
        Staff(who, called, bool(printed))
        for who, called, printed in file.rows(
            "SELECT who, name, printed FROM staff ORDER BY who",
        )
    )
