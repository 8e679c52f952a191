"""Slips: answers without a name, that are only ever added up.

Decisions  release, release_items
Entries    SlipsReleased, SlipsScored
A slip is one tally for each answer, never a row: not even two answers of one slip stand together.
The totals are typed in at once, or the few slips of a jury are read one by one into a draft that
holds sums alone (`Read`). They are released once: from two releases somebody could take the
difference. Below ten slips nothing of them is told; of several items, answers of fewer than ten are
taken together first (`merged`). Of scores only the middle is told, from five on (`shown`): merging
to ten would leave nothing of a jury of seven.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import starmap
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.questions.items import STEPS, UNSAID, Item, Items
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.shown import FEWEST, Summary, summary_of
from pbdesk.words import Listing, Sentences, Words, as_words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking
    from pbdesk.questions.terms import Terms

__all__ = [
    "LEAST",
    "Cell",
    "ItemAnswers",
    "Read",
    "Slips",
    "SlipsEntry",
    "SlipsReleased",
    "SlipsScored",
    "apply",
    "came_in",
    "merged",
    "release",
    "release_items",
    "scored",
    "scores_of",
    "tell",
    "told",
]

LEAST = 10
"""From so many answers on the whole distribution is shown; breakdowns never.

No figure of an item is below it, and none can be worked out more narrowly than to this many.
"""


class Cell(Entry, frozen=True, tag="slips.cell"):
    """Answers to an item taken together, and how many slips gave one of them."""

    answers: tuple[str, ...]
    slips: int


class ItemAnswers(Entry, frozen=True, tag="slips.item"):
    """An item and its cells; none where too few slips answered it."""

    item: str
    cells: tuple[Cell, ...]


class SlipsReleased(
    OfQuestion,
    frozen=True,
    tag="slips.released",
    kw_only=True,
):
    """How many slips gave each answer; nothing where there were too few.

    Of a question with several items `items` has the answers to each, and `slips` says how many came
    in: 0 where they were fewer than ten.
    """

    undoable = False
    answers: dict[str, int]
    slips: int = 0
    items: tuple[ItemAnswers, ...] = ()

    @property
    def came(self) -> int:
        """How many slips came in."""
        if self.items:
            return self.slips
        return sum(self.answers.values())


class SlipsScored(OfQuestion, frozen=True, tag="slips.scored", kw_only=True):
    """How many slips gave each score to each item; only the middle of them is ever told.

    `slips`: how many came in, 0 where they were fewer than five.
    """

    public = False
    undoable = False
    slips: int
    items: tuple[ItemAnswers, ...]


SlipsEntry = SlipsReleased | SlipsScored


@dataclass(frozen=True, slots=True)
class Slips:
    """What was released."""

    released: SlipsReleased | None = None
    scored: SlipsScored | None = None

    @property
    def done(self) -> bool:
        """Whether the slips are in the record, once and for good."""
        return self.released is not None or self.scored is not None

    @property
    def came(self) -> int:
        """How many slips with several items came in; 0 where nothing of them is told."""
        found = self.released or self.scored
        return found.slips if found is not None else 0

    @property
    def items(self) -> tuple[ItemAnswers, ...]:
        """Each item of a slip with several, and what was answered."""
        found = self.released or self.scored
        return found.items if found is not None else ()


@dataclass(frozen=True, slots=True)
class Read:
    """Slips that were read and are in no record yet: how many, and how many gave each answer.

    `counts`: slips by "item/answer". No slip can be taken back out of it.
    """

    slips: int = 0
    counts: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @classmethod
    def of(cls, draft: str | None) -> Read:
        """What a draft holds; nothing where there is none."""
        return cls() if draft is None else cls(**json.loads(draft))

    def with_slip(self, answers: Mapping[Id, str]) -> Read:
        """One slip more, with its answer to each item."""
        more = (f"{item}/{answer}" for item, answer in answers.items())
        return Read(self.slips + 1, Counter(self.counts) + Counter(more))

    def draft(self) -> str:
        """Its sums in the order of their names, so that no slip is told by what came first."""
        counts = dict(sorted(self.counts.items()))
        return json.dumps({"slips": self.slips, "counts": counts})


def release(
    state: Asking,
    _moment: Moment,
    *,
    answers: Mapping[str, int],
) -> Decided:
    """Put the totals of the slips into the record, where there are ten or more."""
    refused = _may_not(state)
    if refused is not None:
        return refused
    known = {str(line.project) for line in state.sheet.lines}
    if not answers.keys() <= known or min(answers.values(), default=0) < 0:
        return _unknown()
    enough = sum(answers.values()) >= LEAST
    every = {each: answers.get(each, 0) for each in sorted(known)}
    return Writing(SlipsReleased(answers=every if enough else {}))


def release_items(
    state: Asking,
    _moment: Moment,
    *,
    slips: int,
    counts: Mapping[str, int],
) -> Decided:
    """Put what slips with several items say into the record, merged.

    `slips`: how many came in. `counts`: slips by "item/answer"; an absent one is 0.
    """
    items = state.terms.items
    refused = (
        _may_not(state)
        or _unknown_cell(items, counts)
        or _too_many(items, counts, slips)
    )
    if refused is not None:
        return refused
    read = Read(slips, counts)
    if state.terms.kind == "score":
        return Writing(scored(items, read))
    cells = tuple(
        ItemAnswers(name, _taken_together(item, _whole(name, item, read)))
        for name, item in items.items()
    )
    enough = slips >= LEAST
    return Writing(
        SlipsReleased(answers={}, slips=slips if enough else 0, items=cells),
    )


def _unknown_cell(
    items: Items,
    counts: Mapping[str, int],
) -> Refusal | None:
    """A cell that no slip has, or less than no slip in one."""
    known = {
        f"{name}/{answer}"
        for name, item in items.items()
        for answer in item.answers
    }
    if counts.keys() <= known and min(counts.values(), default=0) >= 0:
        return None
    return _unknown()


def _too_many(
    items: Items,
    counts: Mapping[str, int],
    slips: int,
) -> Refusal | None:
    """An item to which more answers are given than there are slips."""
    for name, item in items.items():
        given = _given(name, item, counts)
        if sum(n for _, n in given) > slips:
            return Refusal(
                say(
                    "“{item}” has more answers than there are slips.",
                    item=item.label,
                ),
                say("Add that column up again."),
                f"{name}/{given[0][0]}",
            )
    return None


def scored(items: Items, read: Read, question: str = "") -> SlipsScored:
    """What of these scores goes into the record: nothing of an item that too few scored."""
    cells = tuple(
        ItemAnswers(name, _scores(_whole(name, each, read)))
        for name, each in items.items()
    )
    enough = read.slips >= FEWEST
    return SlipsScored(
        question=question,
        slips=read.slips if enough else 0,
        items=cells,
    )


def _may_not(state: Asking) -> Refusal | None:
    """Why no slips are added up now."""
    if state.terms.way != "slip":
        return Refusal(say("This question is not answered on slips."))
    items = state.terms.of.items
    if not state.rulebook.sealed or not (items or state.sheet.drawn_up):
        return Refusal(
            say("The question is not ready."),
            say("Seal it and draw it up before slips go round."),
        )
    if state.slips.done:
        return Refusal(
            say("The slips are in the record already."),
            say("A second release would tell small numbers by the difference."),
        )
    if items and state.together and not state.together[0].vote.closed:
        return Refusal(
            say("The vote of this round is not closed."),
            say("Add the slips up when nobody can hand in another."),
        )
    return None


def _unknown() -> Refusal:
    return Refusal(
        say("A figure stands beside an answer that is not asked."),
        say("Write how many slips gave each answer."),
        "answers",
    )


type _Counts = Sequence[tuple[str, int]]
"""Each answer with the slips that gave it."""


def _given(name: str, item: Item, counts: Mapping[str, int]) -> _Counts:
    return [
        (answer, counts.get(f"{name}/{answer}", 0)) for answer in item.answers
    ]


def _whole(name: str, item: Item, read: Read) -> _Counts:
    """Every slip answers every item: who left it open would rather not say.

    Else the rest told small numbers.
    """
    counts = _given(name, item, read.counts)
    rest = read.slips - sum(n for _, n in counts)
    return [
        (answer, n + rest if answer == UNSAID else n) for answer, n in counts
    ]


def _taken_together(item: Item, counts: _Counts) -> tuple[Cell, ...]:
    return tuple(starmap(Cell, merged(counts, ordered=item.ordered)))


def _scores(counts: _Counts) -> tuple[Cell, ...]:
    """The totals of an item that enough people scored; what is told of them is the middle."""
    if sum(n for answer, n in counts if answer != UNSAID) < FEWEST:
        return ()
    return tuple(Cell((answer,), n) for answer, n in counts)


def merged(
    counts: _Counts,
    *,
    ordered: bool,
    least: int = LEAST,
) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Merge answers until every cell holds `least` slips.

    None at all where all together hold fewer. A cell too small joins its smaller neighbour
    (`ordered`), else the smallest other cell. Nothing is blanked: a blank can be worked out from
    the rest. Whatever is merged is known only to lie between 0 and a sum of at least `least`.
    """
    if sum(n for _, n in counts) < least:
        return ()
    cells: list[_Cell] = [((answer,), n) for answer, n in counts]
    while (at := _too_small(cells, least)) is not None:
        first, second = sorted(
            (at, _smallest_other(cells, at, ordered=ordered)),
        )
        (left, m), (right, n) = cells[first], cells.pop(second)
        cells[first] = (*left, *right), m + n
    return tuple(cells)


type _Cell = tuple[tuple[str, ...], int]
"""Answers that stand together, and how many slips give one of them."""


def _smallest_other(cells: Sequence[_Cell], at: int, *, ordered: bool) -> int:
    """Which cell the one `at` joins: of ordered answers only one beside it."""
    others = [i for i in range(len(cells)) if i != at]
    if ordered:
        others = [i for i in others if abs(i - at) == 1]
    return min(others, key=lambda i: cells[i][1])


def _too_small(cells: Sequence[_Cell], least: int) -> int | None:
    """The first cell with fewer slips, if there is one."""
    return next((i for i, (_, n) in enumerate(cells) if n < least), None)


def told(
    terms: Terms,
    slips: Slips,
) -> Iterator[tuple[Words, tuple[tuple[Words, int | None], ...]]]:
    """Each item with what is told of it, for page, report and data: answers and how many gave them.

    Of a score the middle alone, without a number. Nothing where too few answered it.
    """
    for each in slips.items:
        item = terms.items[Id(each.item)]
        if terms.kind == "score":
            found = scores_of(each)
            yield (
                as_words(item.label),
                () if found is None else ((_middle(found), None),),
            )
        else:
            yield (
                as_words(item.label),
                tuple((_either(item, cell), cell.slips) for cell in each.cells),
            )


def scores_of(answers: ItemAnswers) -> Summary | None:
    """The middle of the scores of an item; None where too few scored it."""
    counts = {cell.answers[0]: cell.slips for cell in answers.cells}
    return summary_of([counts.get(step, 0) for step in STEPS if step != UNSAID])


def _middle(found: Summary) -> Words:
    """The middle score, or the two in the middle, and whether the others are close to it."""
    middle = STEPS[str(found.low)]
    if found.low != found.high:
        middle = say("{low} to {high}", low=middle, high=STEPS[str(found.high)])
    if found.close:
        return say("{middle}, close", middle=middle)
    return say("{middle}, apart", middle=middle)


def _either(item: Item, cell: Cell) -> Words:
    answers = tuple(as_words(item.answers[answer]) for answer in cell.answers)
    if len(answers) == 1:
        return answers[0]
    return say("{answers}", answers=Listing(_quoted(answers), either=True))


def _quoted(answers: Iterable[Words]) -> Sentences:
    return tuple(say("“{answer}”", answer=each) for each in answers)


def apply(slips: Slips, entry: SlipsEntry, _at: datetime) -> Slips:
    """What the entry adds."""
    match entry:
        case SlipsReleased():
            return replace(slips, released=entry)
        case SlipsScored():
            return replace(slips, scored=entry)
        case _:
            assert_never(entry)


def tell(entry: SlipsEntry, _state: object) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case SlipsReleased():
            return came_in(entry.came, LEAST)
        case SlipsScored():
            return came_in(entry.slips, FEWEST)
        case _:
            assert_never(entry)


def came_in(n: int, least: int) -> Words:
    """How many slips came in; none is told of where they were too few."""
    if not n:
        return say(
            "Fewer than {n} slips came in; nothing of them is told.",
            n=least,
        )
    return several("{n} slip was added up.", "{n} slips were added up.", n)
