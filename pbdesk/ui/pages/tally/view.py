"""Tally: the urn is sealed, the dice are thrown, the ballots are counted.

What was found is not said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.figures import LotLine, figures
from pbdesk.assembly.state import Assembly
from pbdesk.questions.lot import lot_code
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Clock, Listing, Words, code_groups, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["Stage", "TallyView", "view"]

type Stage = Literal["papers", "seal", "dice", "count", "counted"]


@dataclass(frozen=True, slots=True)
class TallyView:
    """The page. `stage` is what comes next.

    `needs_code` where the sealed code must be typed from its envelope.
    """

    stage: Stage
    caption: Words
    urn: Words
    root: tuple[str, ...]
    dice: Words
    needs_code: bool
    count: Words
    rejected: Words | None
    lot: tuple[LotLine, ...]


def view(state: Assembly, _here: Here) -> TallyView:
    """The page as it stands."""
    sealed, counted = state.count.sealed, state.count.counted
    return TallyView(
        stage=_stage(state),
        caption=_caption(state),
        urn=_urn(state),
        root=code_groups(bytes.fromhex(sealed.urn_root)) if sealed else (),
        dice=_dice(state),
        needs_code=lot_code(state.round) not in state.drafts,
        count=_count(state),
        rejected=None if counted is None else _rejected(counted.rejected),
        lot=figures(state).lot if counted and state.outcome else (),
    )


def _stage(state: Assembly) -> Stage:
    count = state.count
    if count.counted:
        return "counted"
    if state.lot.drawn:
        return "count"
    if count.sealed:
        return "count" if state.part else "dice"
    return "seal" if state.box.reconciled else "papers"


def _caption(state: Assembly) -> Words:
    steps = ("papers", "seal", "dice", "count", "counted")
    if state.count.counted_at:
        return say("Counted at {time}", time=Clock(state.count.counted_at))
    return say("Seal, lot, count: {done} of 3 done", done=max(0, steps.index(_stage(state)) - 1))


def _urn(state: Assembly) -> Words:
    sealed, reconciled = state.count.sealed, state.box.reconciled
    if sealed:
        return several(
            "{n} ballot was sealed. None can be added any more.",
            "{n} ballots were sealed. None can be added any more.",
            sealed.ballots,
        )
    if reconciled is None:
        return say(
            "The ballots can be sealed once every paper is keyed twice, ruled on and accounted for."
        )
    papers = several("{n} paper joins them now", "{n} papers join them now", state.box.papers)
    return several(
        "There is {n} ballot from the kiosk; {papers}, and how each was keyed is erased.",
        "There are {n} ballots from the kiosk; {papers}, and how each was keyed is erased.",
        len(state.kiosk.taken),
        papers=papers,
    )


def _dice(state: Assembly) -> Words:
    drawn = state.lot.drawn
    if state.part:
        return say(
            "A hall throws no dice. They are thrown once, where all halls of “{name}” are added "
            "up.",
            name=state.hall.of,
        )
    if drawn:
        return say(
            "The dice showed {dice}; the sealed code was {code}.",
            dice=" ".join(drawn.dice),
            code=drawn.code,
        )
    return say(
        "The dice are thrown in view of the room, whether there is a tie or not. Together with the "
        "code that "
        "was sealed with the rulebook they fix the order in which equals go."
    )


def _count(state: Assembly) -> Words:
    counted = state.count.counted
    if counted is None and state.part:
        return say("Counting adds up what this hall gave. The sum of all halls decides.")
    if counted is None:
        return say(
            "Counting applies the sealed rules to the sealed ballots. Counting again gives the "
            "same result."
        )
    return (
        several(
            "Counted, not declared. {n} ballot is valid.",
            "Counted, not declared. {n} ballots are valid.",
            counted.counted,
        )
        if state.declaration.declared is None
        else several("{n} ballot is valid.", "{n} ballots are valid.", counted.counted)
    )


def _rejected(rejected: dict[str, int]) -> Words:
    total = sum(rejected.values())
    if not total:
        return say("None was rejected.")
    reasons = Listing(
        tuple(say("{reason} ({n})", n=n, reason=REASONS[code]) for code, n in rejected.items())
    )
    return several(
        "{n} was rejected: {reasons}.", "{n} were rejected: {reasons}.", total, reasons=reasons
    )
