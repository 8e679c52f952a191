"""Millbrook deliberates.

Who steers, its agenda, the interests that were declared, tables by lot, three trade-offs from the
tables, dots, and what was asked together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.app.jobs.keeping import do_with
from pbdesk.assembly import (
    agenda,
    arguments,
    aside,
    conditions,
    dots,
    floor,
    matters,
    seating,
    speakers,
    steering,
    tradeoffs,
    trades,
)
from pbdesk.ledger.people import Brought
from pbdesk.minutes import clock
from pbdesk.minutes.entries import Id
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from pbdesk.app.sample.evening import Evening

__all__ = ["DELIBERATING"]

_LAMPS = "Lighting on the riverside path"
_KERBS = "Dropped kerbs on Station Road"
_CLUB = "Friday night youth club"
_GYM = "Outdoor gym beside the pitches"
_TABLES = 5


@dataclass(frozen=True, slots=True)
class _Weighed:
    title: str
    gained: str
    costs: str
    bears: str
    condition: str
    choice: tradeoffs.Chosen
    reason: str
    minority: str = ""


_WEIGHED = (
    _Weighed(
        _LAMPS,
        "The path can be walked after dark. Seventy people use it on a winter evening, most of "
        "them on "
        "the way home from the late bus.",
        "£12,500 to build and £640 a year for power. Light by the water at night, where it has "
        "always been dark.",
        "Three houses on Mill Lane, and the bats under the bridge.",
        "The lamps dim at 22:30 and shine downwards only.",
        "condition",
        "People without a car have no other way home from the late bus.",
        "Two of nine: walk each other home instead, and leave the river dark. The money would keep "
        "the fridge "
        "for two years.",
    ),
    _Weighed(
        _KERBS,
        "Eight crossings that wheelchairs, prams and trolleys can use.",
        "Three parking places, and six weeks of works.",
        "The shops at numbers 4 to 18.",
        "A loading place until 10:00, and no works in December.",
        "condition",
        "Whoever cannot step down a kerb cannot get to the surgery.",
    ),
    _Weighed(
        _CLUB,
        "Somewhere warm and free from seven to ten, run with the young people.",
        "Noise when they go home.",
        "Six households beside the hall.",
        "",
        "support",
        "They were asked, and would rather hear them than wonder where they are.",
    ),
)


_PRESENT = 61
_SEATS: dict[steering.Interest, int] = {
    "residents": 3,
    "users": 1,
    "workers": 1,
    "owners": 1,
}
_STEER: tuple[tuple[steering.Interest, str], ...] = (
    ("residents", "Ayo Bankole"),
    ("residents", "Wren Castell"),
    ("residents", "Tobias Lind"),
    ("users", "Halima Noor"),
    ("workers", "Greta Oakes"),
)
_SPEAKERS: tuple[tuple[int, steering.Interest], ...] = (
    (2, "users"),
    (5, "workers"),
    (2, "users"),
)
_NEEDS: dict[steering.Need, str] = {
    "place": "The community hall: step-free, with a hearing loop.",
    "time": "From five to nine, after work; children are minded.",
    "organisation": "Two facilitators, four tellers, soup from the lunch club.",
    "power": "What is voted is paid, up to the pot; the council promised it in writing.",
}
_DOTS = (
    (13, "6 9 1 2 4 3 8 6"),
    (12, "9 3 2 1 4 2 7 8"),
    (12, "11 4 1 3 2 2 6 7"),
    (12, "5 8 0 2 3 4 10 4"),
    (12, "12 2 1 4 3 3 5 6"),
)
"""People at each table, and the dots that they laid on the projects."""
_COUNT = Brought(
    "text/plain",
    b"Stop by the weir, 5 to 9 October: 71, 66, 73, 70 and 74 people.",
)
"""The file that the evidence about the last bus is in."""


def _steer(evening: Evening) -> None:
    """Three residents, a user and a worker prepare it; a seat for owners stays empty."""
    for interest, seats in _SEATS.items():
        evening.do(steering.set_seats, interest=interest, seats=seats)
    for interest, who in _STEER:
        evening.do(steering.take, interest=interest, who=who)
    _check_needs(evening)


def _check_needs(evening: Evening) -> None:
    for need, words in _NEEDS.items():
        evening.do(steering.check, need=need, met=True, words=words)


def _plan(evening: Evening) -> None:
    """The running order, with the presentations in the order of a lot.

    Who steers, and two interests before anybody speaks.
    """
    evening.at(17, 2)
    _steer(evening)
    evening.do(
        agenda.plan,
        kind="talk",
        title="Welcome, and how the evening goes",
        minutes=5,
        speaker="Facilitator",
    )
    for title in (_LAMPS, _KERBS, _CLUB):
        evening.do(
            agenda.plan,
            kind="tables",
            project=_project(evening, title),
            minutes=3,
            tables=_TABLES,
        )
    evening.do(
        agenda.plan,
        kind="break",
        title="Soup, and questions to the officers",
        minutes=15,
    )
    evening.do(agenda.plan, kind="vote", title="The vote", minutes=60)
    evening.do(agenda.present_projects, minutes=2)
    evening.do(
        aside.declare,
        role="steering",
        project=_project(evening, _LAMPS),
        handled="recused",
        what="Owns one of the three houses on Mill Lane.",
        reason="Did not help to word what the tables read.",
    )
    evening.do(
        aside.declare,
        role="teller",
        project=_project(evening, _CLUB),
        handled="dispensation",
        what="Has a daughter who would go to the club.",
        reason="Papers are keyed twice by different tellers, and nobody else who counts was free.",
    )


def _present(evening: Evening) -> None:
    """Welcome and all presentations, each in its time.

    The tables weigh the lamps, and table 2 is speaking.
    """
    evening.at(17, 5)
    evening.do(seating.draw, tables=_TABLES, cards=_PRESENT - 4, dice="4 2 6 1")
    evening.do(seating.seat_late, more=4, dice="1 1 3 5")
    for item in evening.desk.state.agenda.items:
        if item.kind == "tables":
            break
        evening.do(floor.begin, item=item.id)
        _later(evening, 60 * item.minutes - 8)
    lamps = _item(evening, _LAMPS)
    evening.do(floor.begin, item=lamps)
    evening.do(
        tradeoffs.take_up,
        projects=[_project(evening, weighed.title) for weighed in _WEIGHED],
        tables=_TABLES,
    )
    _later(evening, 150)
    evening.do(floor.begin, item=lamps, table=2)
    for table, group in _SPEAKERS:
        evening.do(speakers.ask, table=table, group=group)
    evening.do(speakers.call)


def _weigh(evening: Evening) -> None:
    """The lamps are confirmed and then changed; the kerbs are written down.

    The club is still to come.
    """
    lamps, kerbs, _ = evening.desk.state.tradeoffs.by_id
    evening.do(
        arguments.note,
        tradeoff=lamps,
        kind="evidence",
        words="The bus company counted seventy people a night.",
    )
    evening.do(
        arguments.note,
        tradeoff=lamps,
        kind="worry",
        words="Bats do not cross lit water.",
    )
    _word(evening, lamps, _WEIGHED[0], minority="")
    _later(evening, 40)
    evening.do(tradeoffs.confirm, tradeoff=lamps)
    _word(evening, lamps, _WEIGHED[0], minority=_WEIGHED[0].minority)
    _word(evening, kerbs, _WEIGHED[1], minority="")
    for table in (3, 4):
        evening.do(floor.begin, item=_item(evening, _LAMPS), table=table)
        _later(evening, 100)


def _settle(evening: Evening) -> None:
    """Everything is read aloud and confirmed; the tables have weighed all three."""
    lamps, kerbs, club = evening.desk.state.tradeoffs.by_id
    evening.do(tradeoffs.confirm, tradeoff=lamps)
    evening.do(
        conditions.count_hands,
        number=1,
        in_favour=7,
        against=2,
        abstained=0,
        told=True,
    )
    for title in (_KERBS, _CLUB):
        item = evening.desk.state.agenda.by_id[_item(evening, title)]
        for table in floor.to_come(evening.desk.state, item):
            evening.do(floor.begin, item=item.id, table=table)
            _later(evening, 40)
    evening.do(clock.end)
    evening.do(tradeoffs.confirm, tradeoff=kerbs)
    evening.do(
        conditions.count_hands,
        number=2,
        in_favour=8,
        against=0,
        abstained=1,
    )
    _word(evening, club, _WEIGHED[2], minority="")
    evening.do(tradeoffs.confirm, tradeoff=club)
    _ask(evening, lamps, club)
    _lay_dots(evening)
    _ask_together(evening)
    _trade(evening)


def _ask(evening: Evening, lamps: Id, club: Id) -> None:
    """Two questions, of which one gets its answer; one sentence is put right."""
    evening.do(
        arguments.hear,
        tradeoff=lamps,
        line="? Who pays for the power after a year?",
    )
    asked = evening.desk.state.arguments.unanswered[0].id
    evening.do(
        arguments.answer_question,
        argument=asked,
        by="Street lighting office",
        words="The town council, out of the street budget.",
    )
    evening.do(
        arguments.hear,
        tradeoff=club,
        line="? Who locks up when the helpers are ill?",
    )
    evidence = next(iter(evening.desk.state.arguments.by_id))
    evening.do(
        arguments.correct,
        argument=evidence,
        kind="evidence",
        words="The bus company counted seventy people a night.",
        source="Bus company, counts of October 2026",
    )
    refusal = do_with(
        evening.desk,
        _COUNT,
        arguments.enclose,
        as_="file",
        argument=evidence,
    )
    if refusal is not None:
        raise ValueError(refusal.words.text)


def _lay_dots(evening: Evening) -> None:
    """Every table lays dots on the projects."""
    for table, (people, line) in enumerate(_DOTS, start=1):
        evening.do(
            dots.count_dots,
            sheet="",
            table=table,
            people=people,
            line=line,
        )


def _ask_together(evening: Evening) -> None:
    """Enough people ask about the crossing, and are answered; too few about the clock."""
    _raise_matter(evening, "A crossing at the school gate.", (34, 33, 34, 34))
    _raise_matter(evening, "A new face for the church clock.", (6, 6))
    _answer_the_first(evening)


def _answer_the_first(evening: Evening) -> None:
    evening.do(
        matters.answer,
        matter=next(iter(evening.desk.state.matters.by_id)),
        by="Highways",
        reason="A crossing needs the county; it is on the list of March 2027.",
    )


def _raise_matter(evening: Evening, words: str, counts: Sequence[int]) -> None:
    """Raise it; two tellers count the hands for it, in turns."""
    evening.do(matters.raise_matter, words=words)
    matter = list(evening.desk.state.matters.by_id)[-1]
    for turn, hands in enumerate(counts):
        evening.do(
            matters.count_hands,
            matter=matter,
            by=evening.desk.state.staff.tellers[turn % 2],
            hands=hands,
            present=_PRESENT,
        )


def _trade(evening: Evening) -> None:
    """The room would rather light the path than have the gym."""
    evening.do(
        trades.word,
        rather=_project(evening, _LAMPS),
        than=_project(evening, _GYM),
        reason="Everybody walks there; few would use the gym.",
        gained="A way home that can be used all winter.",
        given_up="Somewhere to train that costs nothing.",
        running="£640 for power.",
        bears="Young people who have no money for a gym.",
        minority="Three of us: the gym would be ours, the path is the council's to light.",
        in_favour=41,
        against=12,
        abstained=5,
    )
    traded = next(iter(evening.desk.state.trades.by_id))
    evening.do(trades.confirm, trade=traded)


def _word(
    evening: Evening,
    tradeoff: Id,
    weighed: _Weighed,
    *,
    minority: str,
) -> None:
    evening.do(
        tradeoffs.word,
        tradeoff=tradeoff,
        gained=weighed.gained,
        costs=weighed.costs,
        bears=weighed.bears,
        condition=weighed.condition,
        choice=weighed.choice,
        reason=weighed.reason,
        minority=minority,
    )


def _later(evening: Evening, seconds: int) -> None:
    evening.clock.pass_by(seconds)


def _project(evening: Evening, title: str) -> Id:
    return next(
        p.id
        for p in evening.desk.state.ideas.by_id.values()
        if p.title == title
    )


def _item(evening: Evening, title: str) -> Id:
    return next(
        item.id
        for item in evening.desk.state.agenda.items
        if item.kind == "tables" and item.title == title
    )


DELIBERATING: dict[str, tuple[Words, Callable[[Evening], None]]] = {
    "planned": (
        say("The agenda is planned, and interests are declared"),
        _plan,
    ),
    "speaking": (say("Projects are presented, and tables speak"), _present),
    "weighed": (say("Trade-offs are written down"), _weigh),
    "deliberated": (say("Every trade-off is confirmed"), _settle),
}
"""The moments between the ballot and the register."""
