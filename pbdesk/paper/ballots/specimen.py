"""Specimens: invented projects, so that nobody practises on what is on the ballot.

And an example filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import get_currency_precision

from pbdesk.i18n import Locale, render
from pbdesk.minutes.entries import Id
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles import STYLES, Rejected
from pbdesk.words import say

__all__ = ["example", "invented"]

_INVENTED = (
    (say("A pond for the frogs"), 4_200),
    (say("Paint for the bus shelter"), 600),
    (say("A swing on the old oak"), 1_900),
    (say("Apple trees along the verge"), 3_100),
    (say("Chess tables in the square"), 2_700),
    (say("A clock for the chapel tower"), 8_500),
    (say("Bulbs beside the lane"), 450),
    (say("A stage for the brass band"), 6_800),
)


def invented(currency: str, locale: Locale) -> tuple[BallotLine, ...]:
    """Eight lines with names and costs that nobody proposed."""
    unit = 10 ** get_currency_precision(currency)
    return tuple(
        BallotLine(
            Id(f"specimen-{i}"),
            chr(ord("A") + i),
            render(title, locale),
            cost * unit,
        )
        for i, (title, cost) in enumerate(_INVENTED)
    )


def example(
    style: str,
    settings: Settings,
    lines: Sequence[BallotLine],
) -> Marks | None:
    """The first of the examples that the style's own check takes under these settings, by project.

    None: no example.
    """
    project: dict[str, str] = {line.code: line.project for line in lines}
    cost: dict[str, int] = {line.project: line.cost for line in lines}
    for by_code in STYLES[style].examples:
        marks = {project[code]: value for code, value in by_code.items()}
        found = STYLES[style].check(
            marks,
            tuple(cost),
            cost,
            sum(cost.values()),
            settings,
        )
        if not isinstance(found, Rejected):
            return found
    return None
