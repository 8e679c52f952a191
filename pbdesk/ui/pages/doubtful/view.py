"""Doubtful papers.

Each as the hand made it, what the rulebook says, and the rulings that can be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.batches import keyed_paper, to_rule
from pbdesk.assembly.keying import Keyed, intended, keyed_from
from pbdesk.assembly.poster import poster
from pbdesk.assembly.state import Assembly
from pbdesk.ui.pages.marked import Marked, as_made, how_to_mark, said
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["CODES", "Doubtful", "DoubtfulLine", "DoubtfulView", "Way", "view"]

CODES = ("uncertain", "identifies", "no-official-mark", "too-many", "unmarked")
"""Reasons for which a doubtful paper may be rejected: keys of REASONS."""

_HANDS = {
    "struck": say("a mark struck out"),
    "beside": say("a mark beside its box"),
    "tick": say("a tick"),
}


@dataclass(frozen=True, slots=True)
class DoubtfulLine:
    """A doubtful paper in the list: `key` is "batch/paper"."""

    key: str
    title: Words
    sub: Words
    ruled: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A ruling that can be given: what it would count as. `codes` is None for a rejection."""

    key: Literal["plain", "struck", "rejected"]
    words: Words
    codes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The chosen paper.

    `lines` are empty where its marks were erased with the sealing of the urn.
    """

    batch: int
    paper: int
    title: Words
    caption: Words
    name: str
    how: Words
    lines: tuple[Marked, ...]
    rule: Words
    rule_place: Words
    ways: tuple[Way, ...]
    ruled: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class DoubtfulView:
    """The page: all doubtful papers, and the chosen one."""

    caption: Words
    lines: tuple[DoubtfulLine, ...]
    chosen: Doubtful | None


def view(state: Assembly, here: Here) -> DoubtfulView:
    """The page as it stands; `here.chosen` is "batch/paper"."""
    waiting = to_rule(state)
    papers = sorted({*waiting, *state.box.rulings})
    lines = [
        _line(state, i, paper, ruled=paper not in waiting)
        for i, paper in enumerate(papers, start=1)
    ]
    chosen = next(
        (i for i, paper in enumerate(papers, start=1) if _key(paper) == here.chosen), None
    )
    return DoubtfulView(
        caption=several(
            "{n} doubtful paper of {all}",
            "{n} doubtful papers of {all}",
            len(papers),
            all=state.box.papers,
        ),
        lines=tuple(sorted(lines, key=lambda line: line.ruled)),
        chosen=None if chosen is None else _doubtful(state, chosen, papers[chosen - 1]),
    )


def _key(paper: tuple[int, int]) -> str:
    return f"{paper[0]}/{paper[1]}"


def _as_keyed(state: Assembly, paper: tuple[int, int]) -> Keyed | None:
    """The paper as the tellers read it, before any ruling; None once the urn is sealed."""
    batch, number = paper
    return keyed_paper(state, batch, number, 3) or keyed_paper(state, batch, number, 1)


def _line(state: Assembly, number: int, paper: tuple[int, int], *, ruled: bool) -> DoubtfulLine:
    title = say("Doubtful paper {n}", n=number)
    keyed = _as_keyed(state, paper)
    if ruled:
        return DoubtfulLine(_key(paper), title, _ruled(state, paper), ruled=True)
    sub = say("Batch {batch}: {hand}", batch=paper[0], hand=_hand(keyed))
    return DoubtfulLine(_key(paper), title, sub, ruled=False)


def _hand(keyed: Keyed | None) -> Words:
    """What makes the paper doubtful, in a few words: the oddest mark on it."""
    made = {mark.hand for mark in keyed.hand} if keyed else set[str]()
    odd = next((words for hand, words in _HANDS.items() if hand in made), None)
    if odd is not None:
        return odd
    return (
        several("{n} cross", "{n} crosses", len(keyed.hand))
        if keyed and keyed.hand
        else say("no mark")
    )


def _ruled(state: Assembly, paper: tuple[int, int]) -> Words:
    ruling = state.box.rulings[paper]
    if ruling.ruling == "rejected":
        return say("Rejected: {reason}", reason=REASONS[ruling.code])
    held = keyed_paper(state, *paper, 4)
    return say("Counts for {marks}", marks=said(state, held.ballot)) if held else say("Counts")


def _doubtful(state: Assembly, number: int, paper: tuple[int, int]) -> Doubtful:
    keyed, wall = _as_keyed(state, paper), poster(state)
    sealed, number_of_rule = state.rulebook.sealed, wall.intention_number
    rule_place = (
        say("Rule {n}", n=number_of_rule)
        if sealed is None
        else say("Rule {n}, sealed at {time}", n=number_of_rule, time=Clock(sealed))
    )
    waiting = paper in to_rule(state)
    return Doubtful(
        batch=paper[0],
        paper=paper[1],
        title=say("Doubtful paper {n}", n=number),
        caption=_caption(state, paper),
        name=state.mandate.name,
        how=how_to_mark(state),
        lines=as_made(state, keyed.hand) if keyed else (),
        rule=wall.intention,
        rule_place=rule_place,
        ways=_ways(state, keyed) if waiting and keyed else (),
        ruled=() if waiting else _told(state, paper),
    )


def _caption(state: Assembly, paper: tuple[int, int]) -> Words:
    if keyed_paper(state, *paper, 3) is not None:
        return say(
            "Batch {batch}, paper {paper}: keyed with ? by the third teller",
            batch=paper[0],
            paper=paper[1],
        )
    if keyed_paper(state, *paper, 1) is None:
        return say("Batch {batch}, paper {paper}", batch=paper[0], paper=paper[1])
    return say(
        "Batch {batch}, paper {paper}: keyed with ? by both tellers", batch=paper[0], paper=paper[1]
    )


def _ways(state: Assembly, keyed: Keyed) -> tuple[Way, ...]:
    """How the paper can be ruled on.

    Readings that the sealed rules would count, then the rejection.
    """
    readings: list[Way] = []
    plain_codes, all_codes = intended(keyed), intended(keyed, with_struck=True)
    _add(state, keyed, readings, "plain", plain_codes)
    if all_codes != plain_codes:
        _add(state, keyed, readings, "struck", all_codes)
    return (*readings, Way("rejected", say("Rejected"), None))


def _add(
    state: Assembly,
    keyed: Keyed,
    readings: list[Way],
    key: Literal["plain", "struck"],
    codes: tuple[str, ...],
) -> None:
    read = keyed_from(state, keyed, codes, keyed.by)
    if read.kind == "counted":
        readings.append(Way(key, say("Counts for {marks}", marks=said(state, read.ballot)), codes))


def _told(state: Assembly, paper: tuple[int, int]) -> tuple[tuple[Words, Words], ...]:
    """The ruling as it stands in the minutes."""
    ruling = state.box.rulings[paper]
    told = [(say("Ruling"), _ruled(state, paper)), (say("Reason"), _spoken(str(ruling.reason)))]
    if ruling.objection is not None:
        told.append((say("Objection"), _spoken(str(ruling.objection))))
    return tuple(told)


def _spoken(text: str) -> Words:
    return plain(text) if text else say("(these words were erased)")
