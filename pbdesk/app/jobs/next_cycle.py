"""The next cycle: a new assembly that begins from what is open of the last one."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import cast

from pbdesk.app.chance import Source, from_system
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.proposers import no_leave
from pbdesk.app.jobs.register import add_people
from pbdesk.assembly.carried import NEXT, last_of, start, unfunded
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import DEAR, Cost, Particulars
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.terms import KindName

__all__ = ["begin_next", "renew_register"]


def begin_next(
    old: Desk,
    path: Path,
    *,
    day: str,
    name: str = "",
    ideas: Collection[str] = (),
    source: Source | None = None,
) -> Desk | Refusal:
    """A new assembly in `path`, begun from `old`; its desk is the caller's to close.

    `ideas`: those without money whose proposers agreed, which is held against what they said where
    that is kept. Raises nothing; a refusal writes no file.
    """
    chosen = [each for each in unfunded(old.state) if each.id in ideas]
    unasked = next(filter(None, (no_leave(old, each) for each in chosen)), None)
    if unasked is not None:
        return unasked
    last = last_of(old.state, ideas)
    if isinstance(last, Refusal):
        return last
    about = old.state.about
    source = source or from_system()
    decided = start(
        Assembly(),
        source.moment(),
        last=last,
        name=name or about.name,
        place=about.place,
        day=day,
        currency=about.currency,
        language=about.language,
        rehearsal=about.rehearsal,
        asks=cast("KindName", old.state.terms.kind),
    )
    if isinstance(decided, Refusal):
        return decided
    return Desk.begin(path, decided, source)


def renew_register(
    old: Desk,
    new: Desk,
    passphrase: str,
    cost: Cost = DEAR,
) -> int | Refusal:
    """Make the people file of the new assembly, with everybody who agreed to be in it; how many.

    The people file of the old one is unlocked. Raises RecordRefused or RecordNotWritten.
    """
    agreed = old.people.agreed(NEXT) if old.people is not None else []
    new.make_people(passphrase, cost)
    refusal = add_people(
        new,
        [Particulars(each.name, each.street) for each in agreed],
    )
    return refusal if refusal is not None and agreed else len(agreed)
