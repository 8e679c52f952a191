"""The plain-language edition: what was decided, why, what comes next, how to complain.

Short sentences in 18 pt. The figures are those of the report, out of the same `Figures`; a reader
who wants more is sent to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document, running
from pbdesk.paper.force import force_of
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.summary import code_to_check
from pbdesk.paper.section import priced, section
from pbdesk.paper.typeset import typeset
from pbdesk.paper.whose import name_place_and_day
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Day, Words, say, several

__all__ = ["plain_data", "plain_pdf"]

_NAMED, _NAMED_OUT, _REASONS = 60, 24, 6
"""More that is recommended, and more that is not, is only counted; the others have their reason."""
_NONE: Mapping[str, Sequence[NearMiss]] = MappingProxyType({})


_OTHERS = say("The annex of the full report has the reason of every project.")


def plain_pdf(
    figures: Figures,
    *,
    code: tuple[str, ...],
    outcome: tuple[str, ...] = (),
    locale: Locale,
    made: date,
    pack_name: str,
    near_misses: Mapping[str, Sequence[NearMiss]] = _NONE,
) -> bytes:
    """The edition as tagged PDF.

    The same bytes for the same arguments, which are those of the report.
    """
    return typeset(
        plain_data(
            figures,
            code=code,
            outcome=outcome,
            locale=locale,
            made=made,
            pack_name=pack_name,
            near_misses=near_misses,
        ),
    )


def plain_data(
    figures: Figures,
    *,
    code: tuple[str, ...],
    outcome: tuple[str, ...] = (),
    locale: Locale,
    made: date,
    pack_name: str,
    near_misses: Mapping[str, Sequence[NearMiss]] = _NONE,
) -> dict[str, Json]:
    """Its words and figures, rendered for the reader."""
    pen = Pen(locale, figures.currency)
    title = _title(figures)
    whole = section(
        pen,
        "plain",
        "plain",
        title,
        name_place_and_day(figures),
        parts=_parts(figures, near_misses, pen),
        check=_code(code, outcome, pen),
    )
    return document(
        pen,
        title=say("Result of {name} in plain language", name=figures.name),
        name=figures.name,
        made=made,
        running=running(figures),
        sections=[whole],
        code=code,
        outcome=outcome,
        pack_name=pack_name,
        large=True,
        rehearsal=figures.rehearsal,
    )


def _code(code: tuple[str, ...], outcome: tuple[str, ...], pen: Pen) -> Json:
    return code_to_check(
        pen,
        code,
        say("The full report has the same code. Then both say the same."),
        outcome,
    )


def _parts(
    figures: Figures,
    near_misses: Mapping[str, Sequence[NearMiss]],
    pen: Pen,
) -> list[Json]:
    return [
        _decided(figures, pen),
        *_not_funded(figures, pen),
        _why(figures, pen, near_misses),
        _next(figures, pen),
        _complain(figures, pen),
    ]


def _title(figures: Figures) -> Words:
    if figures.rehearsal:
        return say("Rehearsal: nothing here was decided")
    return force_of(figures).plain_title


_TOO_FEW = say(
    "Too few people came for the rules. So this is only a report, and nobody has to "
    "follow it.",
)


def _decided(figures: Figures, pen: Pen) -> Json:
    said = _counted(figures)
    if not figures.quorum_met:
        said.append(
            _TOO_FEW,
        )
    said.append(
        _whether_taken(figures),
    )
    funded = figures.funded[:_NAMED]
    rest = len(figures.funded) - len(funded)
    after = _after(rest, pen)
    after += [pen(figures.leftover_words)] if figures.leftover else []
    return {
        "title": "",
        "words": [pen(words) for words in said],
        "after": after,
        "items": priced(funded, pen),
    }


def _counted(figures: Figures) -> list[Words]:
    return [
        several(
            "{n} vote was counted.",
            "{n} votes were counted.",
            figures.valid,
        ),
        say("There was {pot} to give.", pot=figures.money(figures.pot)),
    ]


def _after(rest: int, pen: Pen) -> list[str]:
    return [pen(_more(rest))] if rest else []


def _whether_taken(figures: Figures) -> Words:
    if figures.funded:
        return force_of(figures).plain_taken
    return force_of(figures).plain_none


def _not_funded(figures: Figures, pen: Pen) -> list[Json]:
    unfunded = figures.unfunded
    if not unfunded:
        return []
    named = _named(unfunded)
    rest = len(unfunded) - len(named)
    return [
        {
            "title": pen(force_of(figures).plain_left_out),
            "words": [],
            "after": [pen(_more(rest))] if rest else [],
            "items": priced(named, pen),
        },
    ]


def _named(unfunded: tuple[ProjectFigures, ...]) -> tuple[ProjectFigures, ...]:
    if len(unfunded) <= _NAMED_OUT:
        return unfunded
    return unfunded[: _NAMED_OUT // 2]


def _more(rest: int) -> Words:
    return several(
        "And {n} more. The annex of the full report names it.",
        "And {n} more. The annex of the full report names each.",
        rest,
    )


def _why(
    figures: Figures,
    pen: Pen,
    near_misses: Mapping[str, Sequence[NearMiss]],
) -> Json:
    """The rules in the words of the wall, then each project that was not funded.

    Of many, those that missed it by least.
    """
    unfunded = figures.unfunded
    told = unfunded if len(unfunded) <= _NAMED_OUT // 2 else unfunded[:_REASONS]
    rules = _rules(figures)
    reasons: list[Json] = []
    for project in told:
        ways = near_misses.get(project.id, ())
        least = _least(ways, pen)
        reasons.append(
            {
                "title": pen(project.title),
                "words": [pen(project.reason), *least],
            },
        )
    return {
        "title": pen(say("Why")),
        "words": [pen(words) for words in rules],
        "items": [],
        "after": [pen(_OTHERS)] if len(told) < len(unfunded) else [],
        "reasons": reasons,
    }


def _least(ways: Sequence[NearMiss], pen: Pen) -> list[str]:
    if ways:
        return [
            pen(say("It would have won with {change}.", change=ways[0].change)),
        ]
    return []


def _rules(figures: Figures) -> list[Words]:
    return [
        say(
            "The rules were fixed before anybody voted. Nobody could change them after that.",
        ),
        figures.poster.ballot,
        figures.poster.count,
        figures.poster.ties,
    ]


def _next(figures: Figures, pen: Pen) -> Json:
    first, second = figures.looks
    said: list[Words] = []
    if figures.binding:
        said.append(
            say(
                "The vote counts. {holder} pays for the projects.",
                holder=figures.holder,
            ),
        )
    else:
        said.append(
            _who_acts(figures),
        )
    said += [
        _when_answered(figures),
        say("For each project it says yes, in part, or no. It must say why."),
        _when_asked(first, second),
    ]
    return {
        "title": pen(say("What happens next")),
        "words": [pen(words) for words in said],
        "items": [],
        "after": [],
    }


def _who_acts(figures: Figures) -> Words:
    return say(
        "The vote is advice. {decider} decides now.",
        decider=figures.decider,
    )


def _when_answered(figures: Figures) -> Words:
    return say(
        "{decider} answers by {day}.",
        decider=figures.decider,
        day=Day(figures.answer_by),
    )


def _when_asked(first: date, second: date) -> Words:
    return say(
        "We ask again on {first} and on {second}: what was done?",
        first=Day(first),
        second=Day(second),
    )


def _complain(figures: Figures, pen: Pen) -> Json:
    said = _said(figures)
    return {
        "title": pen(say("How to complain")),
        "words": [pen(words) for words in said],
        "items": [],
        "after": [],
    }


def _said(figures: Figures) -> list[Words]:
    return [
        say("Something was wrong, or you were treated badly?"),
        say("Tell the facilitator, who led the meeting and signed this paper."),
        say("Or write to {decider}.", decider=figures.decider),
        say(
            "Say what happened and when. You can bring somebody who helps you.",
        ),
        say("Anybody may count again. The full report says how."),
    ]
