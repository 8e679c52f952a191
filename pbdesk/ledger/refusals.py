"""What the ledger says when it cannot go on.

Refused, damaged, not written; in words, never a driver's message.
"""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.words import Words

__all__ = [
    "Fault",
    "LedgerError",
    "RecordDamaged",
    "RecordNotWritten",
    "RecordRefused",
    "RecordUnread",
    "RosterRefused",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file: where ("entry 12", "urn", a table's name) and what."""

    where: str
    words: Words


class LedgerError(Exception):
    """The ledger cannot do what was asked; `words` says why and what to do."""

    def __init__(self, words: Words) -> None:
        """Carry the sentence to whoever shows it."""
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        """The sentence before it has a language, its gaps filled plainly."""
        return self.words.text.format_map(dict(self.words.values))


class RecordRefused(LedgerError):
    """The file is not opened: not ours, empty, from a later version, or open elsewhere.

    It was not changed.
    """


class RecordUnread(RecordRefused):
    """The disk gave no answer: that is no damage, and the same file may be read the next time."""


class RosterRefused(LedgerError):
    """A list of people cannot be read at all; single lines that cannot are in the preview."""


class RecordNotWritten(LedgerError):
    """Nothing of it was saved: the disk is full or failed, or it is too long.

    What was saved before is untouched.
    """


class RecordDamaged(LedgerError):
    """The file is ours but not whole; `faults` lists what and where."""

    def __init__(self, words: Words, faults: tuple[Fault, ...]) -> None:
        """Carry the sentence and the list."""
        super().__init__(words)
        self.faults = faults
