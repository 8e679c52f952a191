"""Do the papers add up? Each term in words, what is missing, and what was stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pbdesk.assembly.state import Assembly
from pbdesk.questions.batches import Batch, Identity, identity, is_short
from pbdesk.questions.papers import BatchPapers
from pbdesk.ui.shown import Fill, Sign
from pbdesk.words import Sentences, Words, plain, say, several

__all__ = ["AddingUp", "adding_up", "surplus"]


@dataclass(frozen=True, slots=True)
class AddingUp:
    """Whether the papers add up. `asked` once all are keyed, `stated` once that was said."""

    issued: int
    parts: tuple[Sign, ...]
    alerts: tuple[tuple[Words, Words], ...]
    kiosk: Words | None
    asked: bool
    missing: int
    stated: Sentences


def adding_up(state: Assembly, unreturned: int) -> AddingUp:
    """Where all papers are; `unreturned` is what is written down so far.

    What is left over is a question only once every paper is keyed.
    """
    stated = state.box.reconciled
    found = identity(state, stated.unreturned if stated else unreturned)
    asked = not found.to_key and stated is None
    missing = found.missing if asked else 0
    return AddingUp(
        issued=found.issued,
        parts=_parts(found, _short_batches(state)),
        alerts=(*_short(state), *(_missing(found) if missing else ())),
        kiosk=_kiosk(state),
        asked=asked,
        missing=missing,
        stated=_stated(state),
    )


def _parts(found: Identity, short: Mapping[int, int]) -> tuple[Sign, ...]:
    """The parts in the order of the bar; rare ones only where there are any."""
    parts = (
        _part(found.counted, say("counted"), "filled"),
        _part(found.rejected, say("rejected"), "dark"),
        _part(found.to_rule, say("doubtful, not ruled on yet"), "hatched"),
        _part(found.spoilt, say("spoilt"), "struck"),
        _part(found.unreturned, say("not brought back"), "pale"),
        _part(found.to_key - sum(short.values()), say("still to key"), "plain"),
        *(
            _part(n, say("missing, batch {batch}", batch=b), "gap")
            for b, n in short.items()
        ),
        _left_over(found),
    )
    always = {0, 1, 3}
    return tuple(
        part for place, part in enumerate(parts) if part.n or place in always
    )


def _part(n: int, words: Words, fill: Fill) -> Sign:
    return Sign(words, fill=fill, n=n)


def _left_over(found: Identity) -> Sign:
    n = found.missing
    if n < 0:
        return _part(n, say("too many"), "gap")
    if found.to_key:
        return _part(n, say("not in the box"), "pale")
    return _part(n, say("missing"), "gap")


def _short_batches(state: Assembly) -> dict[int, int]:
    """How many papers each batch is short of its slip, once both passes ended alike."""
    return {
        batch.number: batch.papers - papers.passes[0]
        for batch, papers in _with_papers(state)
        if is_short(batch, papers)
    }


def _with_papers(state: Assembly) -> Iterator[tuple[Batch, BatchPapers]]:
    for batch in state.box.batches.values():
        yield batch, state.papers.batch(batch.number)


def _short(state: Assembly) -> tuple[tuple[Words, Words], ...]:
    batches = state.box.batches
    return tuple(
        _short_told(batches[b], n) for b, n in _short_batches(state).items()
    )


def _short_told(batch: Batch, few: int) -> tuple[Words, Words]:
    return several(
        "Batch {batch} is {n} paper short.",
        "Batch {batch} is {n} papers short.",
        few,
        batch=batch.number,
    ), _count_again(batch.papers, batch.papers - few)


def _count_again(papers: int, keyed: int) -> Words:
    return say(
        "Its slip says {papers} papers, both people keyed {keyed}. Count the bundle by hand.",
        papers=papers,
        keyed=keyed,
    )


def _missing(found: Identity) -> tuple[tuple[Words, Words], ...]:
    n = found.missing
    return (_too_many(-n) if n < 0 else _too_few(n),)


def surplus(state: Assembly) -> tuple[Words, Words] | None:
    """That there are more papers than can be, which is known before any is keyed."""
    n = identity(state, 0).missing
    return _too_many(-n) if n < 0 else None


def _too_many(n: int) -> tuple[Words, Words]:
    many = several("{n} paper is too many.", "{n} papers are too many.", n)
    return many, say("Count the bundles by hand again, or write what is known.")


def _too_few(n: int) -> tuple[Words, Words]:
    few = several(
        "{n} paper is not accounted for.",
        "{n} papers are not accounted for.",
        n,
    )
    return few, say(
        "Say below how many people kept theirs. What is left then needs an explanation.",
    )


def _kiosk(state: Assembly) -> Words | None:
    given = state.door.given("kiosk") - state.door.mistaken("kiosk")
    if not given:
        return None
    return _kiosk_told(given, len(state.kiosk.taken))


def _kiosk_told(given: int, taken: int) -> Words:
    if given == taken:
        return say(
            "{given} given at the kiosk, {taken} cast.",
            given=given,
            taken=taken,
        )
    return say(
        "{given} given at the kiosk, {taken} cast: {open} stayed unused.",
        given=given,
        taken=taken,
        open=given - taken,
    )


def _stated(state: Assembly) -> Sentences:
    box = state.box
    if box.reconciled is None:
        return ()
    if not box.explanation:
        return (_STANDS,)
    return _STANDS, plain(str(box.explanation))


_STANDS = say("It stands in the minutes that the papers add up.")
