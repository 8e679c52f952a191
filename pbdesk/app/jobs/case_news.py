"""Reading what the file of a case tells its jury; no people file is opened for it."""

from __future__ import annotations

from pathlib import Path

from pbdesk.app.case_file import CaseFile
from pbdesk.app.desk import AnotherKind
from pbdesk.jury.case_told import CaseTold, told_by
from pbdesk.ledger.refusals import LedgerError
from pbdesk.words import Words, say

__all__ = ["news_of"]


def news_of(path: Path) -> CaseTold | Words:
    """What a case tells; a sentence where the file is none, or cannot be opened."""
    try:
        return _told(path)
    except AnotherKind:
        return say("“{name}” is not the file of a case.", name=path.name)
    except LedgerError as error:
        return error.words


def _told(path: Path) -> CaseTold:
    with CaseFile.open(path, read_only=True) as file:
        return told_by(file.state)
