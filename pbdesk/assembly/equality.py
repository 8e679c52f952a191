"""Equality slips: who was in the room.

Asked on a slip of its own that nobody can lay beside a ballot or a name.
Decisions  release        Entries  EqualityReleased
The slips are added up by hand and their totals typed in at once, question by question: no slip is
ever a row, so not
even two answers of one slip stand together. What enters the record is merged first (`merged`), and
once only: from two
releases somebody could take the difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.minutes.decision import Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.words import Listing, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "DRAFT",
    "LEAST",
    "QUESTIONS",
    "Answered",
    "Cell",
    "Equality",
    "EqualityEntry",
    "EqualityReleased",
    "Question",
    "answered",
    "apply",
    "merged",
    "release",
    "tell",
]

LEAST = 10
"""No figure below this is shown, and none can be worked out more narrowly than to this many."""

DRAFT = "equality/slips"
"""The draft that keeps what was typed until it is released.

Then it is erased, small numbers and all.
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the slip.

    `ordered`: only answers that stand beside each other may be merged.
    """

    label: Words
    answers: Mapping[str, Words]
    ordered: bool = False


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "age": Question(
            say("Age"),
            MappingProxyType(
                {
                    "under-18": say("Under 18"),
                    "18-24": say("18 to 24"),
                    "25-44": say("25 to 44"),
                    "45-64": say("45 to 64"),
                    "65-79": say("65 to 79"),
                    "80-up": say("80 and over"),
                    "unsaid": say("Would rather not say"),
                }
            ),
            ordered=True,
        ),
        "gender": Question(
            say("Gender"),
            MappingProxyType(
                {
                    "woman": say("Woman"),
                    "man": say("Man"),
                    "other": say("Another gender"),
                    "unsaid": say("Would rather not say"),
                }
            ),
        ),
        "disability": Question(
            say("Disability or long illness"),
            MappingProxyType(
                {"yes": say("Yes"), "no": say("No"), "unsaid": say("Would rather not say")}
            ),
        ),
        "origin": Question(
            say("Ethnic background"),
            MappingProxyType(
                {
                    "majority": say("The largest group here"),
                    "minority": say("Another group"),
                    "unsaid": say("Would rather not say"),
                }
            ),
        ),
        "first-time": Question(
            say("Has come to such a meeting before"),
            MappingProxyType(
                {
                    "no": say("For the first time"),
                    "yes": say("Has come before"),
                    "unsaid": say("Would rather not say"),
                }
            ),
        ),
    }
)
"""The questions by name, in the order of the slip."""


class Cell(Entry, frozen=True, tag="equality.cell"):
    """Answers taken together, and how many slips gave one of them."""

    answers: tuple[str, ...]
    slips: int


class Answered(Entry, frozen=True, tag="equality.answered"):
    """A question and its cells; none where too few slips answered it."""

    question: str
    cells: tuple[Cell, ...]


class EqualityReleased(Entry, frozen=True, tag="equality.released"):
    """What the slips say, small numbers merged.

    `slips`: how many came in, 0 where they were fewer than ten.
    """

    undoable = False
    slips: int
    answered: tuple[Answered, ...]


EqualityEntry = EqualityReleased


@dataclass(frozen=True, slots=True)
class Equality:
    """What was released, and when."""

    slips: int = 0
    answered: tuple[Answered, ...] = ()
    released: datetime | None = None


def merged(
    counts: Sequence[tuple[str, int]], *, ordered: bool, least: int = LEAST
) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Merge answers until every cell holds `least` slips.

    None at all where all together hold fewer. A cell too small joins its smaller neighbour
    (`ordered`), else the smallest other cell. Nothing is blanked: a blank can be worked out from
    the rest. Whatever is merged is known only to lie between 0 and a sum of at least `least`.
    """
    if sum(n for _, n in counts) < least:
        return ()
    cells: list[tuple[tuple[str, ...], int]] = [((answer,), n) for answer, n in counts]
    while (at := next((i for i, (_, n) in enumerate(cells) if n < least), None)) is not None:
        near = [i for i in (at - 1, at + 1) if 0 <= i < len(cells)]
        other = min(
            near if ordered else (i for i in range(len(cells)) if i != at),
            key=lambda i: cells[i][1],
        )
        first, second = sorted((at, other))
        (left, m), (right, n) = cells[first], cells.pop(second)
        cells[first] = (*left, *right), m + n
    return tuple(cells)


def release(
    state: Assembly, _moment: Moment, *, slips: int, counts: Mapping[str, int]
) -> Writing | Refusal:
    """Put what the slips say into the record, merged.

    `counts`: slips by "question/answer"; an absent one is 0.
    """
    if state.equality.released:
        return Refusal(
            say(
                "The slips are in the record already. A second release would tell small numbers by "
                "the "
                "difference."
            )
        )
    if not state.vote.closed:
        return Refusal(
            say("The vote is not closed."), say("Add the slips up when nobody can hand in another.")
        )
    totals = {name: _counts(name, counts) for name in QUESTIONS}
    for name, given in totals.items():
        if sum(n for _, n in given) > slips:
            return Refusal(
                say(
                    "“{question}” has more answers than there are slips.",
                    question=QUESTIONS[name].label,
                ),
                say("Add that column up again."),
                f"{name}/{given[0][0]}",
            )
    return Writing(
        EqualityReleased(
            slips if slips >= LEAST else 0,
            tuple(
                Answered(
                    name,
                    tuple(
                        Cell(answers, n)
                        for answers, n in merged(
                            _whole(given, slips), ordered=QUESTIONS[name].ordered
                        )
                    ),
                )
                for name, given in totals.items()
            ),
        ),
        drafts=(Draft(f"form/{DRAFT}", None),),
    )


def _counts(name: str, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(answer, counts.get(f"{name}/{answer}", 0)) for answer in QUESTIONS[name].answers]


def _whole(counts: Sequence[tuple[str, int]], slips: int) -> list[tuple[str, int]]:
    """Every slip answers every question: who left it open would rather not say.

    Else the rest told small numbers.
    """
    rest = slips - sum(n for _, n in counts)
    return [(answer, n + rest if answer == "unsaid" else n) for answer, n in counts]


def answered(equality: Equality) -> Iterator[tuple[Words, tuple[tuple[Words, int], ...]]]:
    """Each question with its cells in words, for page, report and data.

    No cells where too few answered it.
    """
    for each in equality.answered:
        question = QUESTIONS[each.question]
        yield question.label, tuple((_either(question, cell), cell.slips) for cell in each.cells)


def _either(question: Question, cell: Cell) -> Words:
    answers = tuple(question.answers[answer] for answer in cell.answers)
    if len(answers) == 1:
        return answers[0]
    return say(
        "{answers}",
        answers=Listing(tuple(say("“{answer}”", answer=each) for each in answers), either=True),
    )


def apply(equality: Equality, entry: EqualityEntry, at: datetime) -> Equality:
    """What the entry adds."""
    return replace(equality, slips=entry.slips, answered=entry.answered, released=at)


def tell(entry: EqualityEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    if not entry.slips:
        return say("Fewer than {n} equality slips came in; nothing of them is told.", n=LEAST)
    return several(
        "{n} equality slip was added up; answers given by fewer than {least} were taken together.",
        "{n} equality slips were added up; answers given by fewer than {least} were taken "
        "together.",
        entry.slips,
        least=LEAST,
    )
