"""What the file of a parent gives to the sum. The file is only read: no byte of it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pbdesk.app.halls import ParentDesk
from pbdesk.app.jobs.combining import Given
from pbdesk.app.jobs.pack_source import record_lines
from pbdesk.pack.parent import read_parent
from pbdesk.pack.refused import PackRefused
from pbdesk.questions.lot import lot_code
from pbdesk.words import say

__all__ = ["given_by", "given_in"]


def given_in(path: Path) -> Given:
    """What the parent's file at `path` gives.

    Raises PackRefused where its export is not made or a sealed code is not in it, and RecordRefused
    or RecordDamaged as opening does.
    """
    with ParentDesk.open(path, read_only=True) as desk:
        return given_by(desk)


def given_by(desk: ParentDesk) -> Given:
    """What an open parent's file gives. Raises PackRefused as `given_in` does."""
    export = desk.export()
    if export is None:
        raise _not_fixed(desk.parent.about.name)
    seq, head = desk.record.head
    return Given(
        export,
        _codes(export, desk.state.drafts),
        record_lines(desk.kind, desk.record.entries()),
        seq,
        head.hex(),
    )


def _not_fixed(parent: str) -> PackRefused:
    return PackRefused(
        say("The halls of “{name}” are not fixed: no hall began.", name=parent),
    )


def _codes(export: bytes, drafts: Mapping[str, str]) -> dict[str, str]:
    """The sealed code of each round, which the sum opens."""
    codes = dict[str, str]()
    for round_, digest in read_parent(export).lot_codes.items():
        code = drafts.get(lot_code(round_), "")
        if hashlib.sha256(code.encode()).hexdigest() != digest:
            raise PackRefused(
                say(
                    "The code that was sealed for round {round} is not in the file.",
                    round=round_,
                ),
            )
        codes[round_] = code
    return codes
