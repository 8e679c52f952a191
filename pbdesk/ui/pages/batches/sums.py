"""Do the papers add up? Each term in words, what is missing, and what was stated."""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.assembly.batches import Batch, Identity, identity, passes
from pbdesk.assembly.state import Assembly
from pbdesk.words import Words, plain, say, several

__all__ = ["AddingUp", "Part", "adding_up", "is_short"]


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the identity; amber where it is a question."""

    n: int
    words: Words
    amber: bool = False


@dataclass(frozen=True, slots=True)
class AddingUp:
    """Whether the papers add up. `stated` once that was said."""

    issued: int
    parts: tuple[Part, ...]
    alerts: tuple[tuple[Words, Words], ...]
    kiosk: Words | None
    missing: bool
    stated: tuple[Words, ...]


def is_short(state: Assembly, batch: Batch) -> bool:
    """Whether both passes ended at one paper before the last.

    The bundle holds fewer than its slip says.
    """
    first, second = passes(state, batch.number)
    return not batch.agreed and 0 < first == second < batch.papers


def adding_up(state: Assembly, unreturned: int) -> AddingUp:
    stated = state.box.reconciled
    """Where all papers are; `unreturned` is what is written down so far."""
    found = identity(state, stated.unreturned if stated else unreturned)
    missing = bool(found.missing) and stated is None
    return AddingUp(
        issued=found.issued,
        parts=_parts(found),
        alerts=(*_short(state), *_missing(found, told=missing)),
        kiosk=_kiosk(state),
        missing=missing,
        stated=_stated(state),
    )


def _parts(found: Identity) -> tuple[Part, ...]:
    return (
        Part(found.counted, say("counted")),
        Part(found.rejected, say("rejected")),
        *([Part(found.to_rule, say("to rule on"))] if found.to_rule else []),
        Part(found.spoilt, say("spoilt")),
        *([Part(found.unreturned, say("unreturned"))] if found.unreturned else []),
        *([Part(found.to_key, say("still to key"))] if found.to_key else []),
        *(
            [
                Part(
                    found.missing,
                    say("missing") if found.missing > 0 else say("too many"),
                    amber=True,
                )
            ]
            if found.missing
            else []
        ),
    )


def _short(state: Assembly) -> tuple[tuple[Words, Words], ...]:
    short = [batch for batch in state.box.batches.values() if is_short(state, batch)]
    return tuple(
        (
            several(
                "Batch {batch} is {n} paper short.",
                "Batch {batch} is {n} papers short.",
                batch.papers - passes(state, batch.number)[0],
                batch=batch.number,
            ),
            say(
                "Its slip says {papers} papers, both passes keyed {keyed}. Count the bundle by "
                "hand.",
                papers=batch.papers,
                keyed=passes(state, batch.number)[0],
            ),
        )
        for batch in short
    )


def _missing(found: Identity, *, told: bool) -> tuple[tuple[Words, Words], ...]:
    if not told:
        return ()
    mend = say(
        "Say below how many are known to be unreturned. What then is left needs an explanation."
    )
    if found.missing > 0:
        return (
            (
                several(
                    "{n} paper is not accounted for.",
                    "{n} papers are not accounted for.",
                    found.missing,
                ),
                mend,
            ),
        )
    return (
        (
            several("{n} paper is too many.", "{n} papers are too many.", -found.missing),
            say("Count the bundles by hand again, or write what is known."),
        ),
    )


def _kiosk(state: Assembly) -> Words | None:
    given, taken = state.door.given("kiosk"), len(state.vote.taken)
    if not given:
        return None
    if given == taken:
        return say("{given} given at the kiosk, {taken} cast.", given=given, taken=taken)
    return say(
        "{given} given at the kiosk, {taken} cast: {open} stubs stayed unused.",
        given=given,
        taken=taken,
        open=given - taken,
    )


def _stated(state: Assembly) -> tuple[Words, ...]:
    box = state.box
    if box.reconciled is None:
        return ()
    told = say("It stands in the minutes that the papers add up.")
    return (told, plain(str(box.explanation))) if box.explanation else (told,)
