"""Equality slips: totals typed in at once, merged, and then only looked at."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import equality
from pbdesk.assembly.equality import LEAST, QUESTIONS, answered
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.ui.render.blocks import Ask, Heading, Paragraph, Tallies
from pbdesk.ui.render.intents import To
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import NOT_STARTED, SEALED, FieldSpec, Text
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "release"]

_LABEL = say("Equality slips")
_MOST = 100_000
_COLUMNS = (("age",), ("gender", "disability"), ("origin", "first-time"))
"""The questions in three columns of about the same height, in the order of the slip."""

_LEAD = say(
    "Who came is asked on a slip of its own, dropped into a box of its own, and never laid "
    "beside a ballot or a name. Add each column up by hand and type the totals. Answers given "
    "by fewer than {n} are taken together before anything is recorded; what you typed is then "
    "erased.",
    n=LEAST,
)


def view(state: Assembly, _people: People | None, _here: Here) -> PageView:
    """The questions to fill in, or what was released."""
    if state.equality.released is not None:
        return PageView(
            (
                Heading(say("In the record, once and for good"), _LABEL, SEALED),
                Paragraph(_came_in(state)),
                Tallies(_told(state)),
            )
        )
    return PageView(
        (
            Heading(say("Not in the record yet"), _LABEL, NOT_STARTED),
            Paragraph(_LEAD),
            _ASK,
        )
    )


def _way(_state: Assembly, target: str | None) -> To:
    return To(focus=target or "slips")


PAGE = PageSpec("equality", _LABEL, view, way=_way, whole=True)


def _came_in(state: Assembly) -> Words:
    if not state.equality.slips:
        return say("Fewer than {n} slips came in; nothing of them is told.", n=LEAST)
    return several("{n} slip was added up.", "{n} slips were added up.", state.equality.slips)


type _Groups = tuple[tuple[Text, tuple[tuple[Text, Text], ...]], ...]


def _told(state: Assembly) -> tuple[_Groups, ...]:
    """What was released: columns of questions, each with its answers and how many gave them."""
    told = zip(state.equality.answered, answered(state.equality), strict=True)
    cells = {each.question: found for each, (_, found) in told if found}
    return tuple(_column([name for name in names if name in cells], cells) for names in _COLUMNS)


def _column(names: list[str], cells: Mapping[str, tuple[tuple[Words, int], ...]]) -> _Groups:
    return tuple(
        (QUESTIONS[name].label, tuple((words, say("{n}", n=n)) for words, n in cells[name]))
        for name in names
    )


def _fields() -> tuple[FieldSpec, ...]:
    """How many slips, then a number for each answer."""
    fields = [FieldSpec("slips", say("Slips in the box"), "number", least=0, most=_MOST)]
    begins = [column[0] for column in _COLUMNS]
    for name, question in QUESTIONS.items():
        for place, (answer, label) in enumerate(question.answers.items()):
            first = place == 0
            fields.append(
                FieldSpec(
                    f"{name}/{answer}",
                    label,
                    "number",
                    least=0,
                    most=_MOST,
                    across=True,
                    heard=say("{question}: {answer}", question=question.label, answer=label),
                    section=question.label if first else "",
                    column=first and name in begins,
                )
            )
    return tuple(fields)


def release(
    state: Assembly, moment: Moment, *, slips: int | None, **counts: int | None
) -> Writing | Refusal:
    """The decision, of what is typed: an empty field is nobody."""
    given = {name: n for name, n in counts.items() if n is not None}
    return equality.release(state, moment, slips=slips or 0, counts=MappingProxyType(given))


_ASK = Ask(
    "slips",
    _fields(),
    release,
    say("Put them in the record"),
    then=To(said=say("Recorded.")),
    cancel=None,
    final=say(
        "Small numbers are taken together, and the totals you typed are erased. This is "
        "done once: a second "
        "release would tell small numbers by the difference."
    ),
    icon="lock",
)
