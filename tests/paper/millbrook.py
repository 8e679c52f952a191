"""Millbrook: a whole result with figures that add up, as values.

Eight projects, £60,000, 343 valid ballots.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from pbdesk.assembly.figures import (
    Channel,
    Figures,
    KeyedLine,
    LotLine,
    OffBallot,
    ProjectFigures,
    RulingLine,
)
from pbdesk.assembly.poster import Poster
from pbdesk.assembly.reached import Reached
from pbdesk.minutes.entries import Id
from pbdesk.questions.batches import Identity
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.ties import Lot, lot_number
from pbdesk.words import Day, Money, Words, code_groups, plain, say, several

POT = 60_000_00
DAY = date(2026, 11, 26)
ZONE = timezone(timedelta(0))
SEED = "4-2-6-1-3-JK7Q-M2XD"

_PROJECTS = (  # code, title, summary, cost, ballots; in the order funded, then by ballots
    (
        "F",
        "Lighting on the riverside path",
        "Twelve low lamps, Mill Lane to the playpark",
        12_500_00,
        231,
    ),
    (
        "A",
        "Benches and shade at the bowling green",
        "Six benches and a canopy by the green",
        8_400_00,
        204,
    ),
    (
        "B",
        "Friday night youth club",
        "Seven to ten, with two youth workers, for a year",
        15_000_00,
        187,
    ),
    ("C", "Community fridge", "Shared food, open every day", 6_200_00, 169),
    (
        "D",
        "Dropped kerbs on Station Road",
        "Eleven crossings for wheels",
        14_600_00,
        152,
    ),
    (
        "G",
        "Outdoor gym beside the pitches",
        "Five machines, free to use",
        18_000_00,
        141,
    ),
    (
        "E",
        "Welcome walks in five languages",
        "Monthly walks led by neighbours",
        3_900_00,
        118,
    ),
    (
        "H",
        "Seed library in the old kiosk",
        "Borrow seeds, bring some back",
        4_100_00,
        96,
    ),
)
LINES = tuple(
    BallotLine(Id(f"p-{code.lower()}"), code, title, cost)
    for code, title, _, cost, _ in sorted(_PROJECTS)
)
SUMMARIES = {
    f"p-{code.lower()}": summary for code, _, summary, _, _ in _PROJECTS
}


def money(minor: int) -> Money:
    return Money(minor, "GBP")


def _reason(ballots: int, left: int, cost: int) -> Words:
    support = several("{n} ballot", "{n} ballots", ballots)
    if cost <= left:
        return say(
            "{support}. At its turn {left} was left and it costs {cost}.",
            support=support,
            left=money(left),
            cost=money(cost),
        )
    return say(
        "{support}. At its turn only {left} was left and it costs {cost}.",
        support=support,
        left=money(left),
        cost=money(cost),
    )


def _projects() -> tuple[ProjectFigures, ...]:
    left, found = POT, list[ProjectFigures]()
    for place, (code, title, summary, cost, ballots) in enumerate(
        _PROJECTS,
        start=1,
    ):
        before, funded = left, cost <= left
        left -= cost if funded else 0
        found.append(
            ProjectFigures(
                id=f"p-{code.lower()}",
                code=code,
                title=title,
                summary=summary,
                cost=cost,
                support=ballots,
                place=place,
                funded=funded,
                item=place if funded else None,
                left_after=left if funded else None,
                reason=_reason(ballots, before, cost),
            ),
        )
    return tuple(found)


def _lot() -> tuple[LotLine, ...]:
    numbers = sorted(
        (lot_number(Lot(SEED), p.id).hex(), p.code, p.title)
        for p in _projects()
    )
    return tuple(
        LotLine(i, code, title, number[:12])
        for i, (number, code, title) in enumerate(numbers, start=1)
    )


POSTER = Poster(
    people=say(
        "{people} may vote. Staff and councillors may not.",
        people="Who lives in Millbrook, from 14 years",
    ),
    ballot=say(
        "Put a cross in up to five boxes. Who hands in a project may vote for it.",
    ),
    count=say(
        "Projects are taken in the order of their support, most first. Each is funded if the money "
        "left pays for it; one that costs more is passed over. A project on fewer than {share} of "
        "100 valid ballots is not funded.",
        share=10,
    ),
    ties=say(
        "If two tie, the cheaper wins, then the one with more votes, then the lot, drawn in view "
        "of all.",
    ),
    leftover=say("What is left is kept for the next assembly."),
    intention=say(
        "If the intention of a paper is clear, it counts. A paper nobody can read for certain does "
        "not.",
    ),
    quorum=say(
        "At least {quorum} people must take a ballot, else the result is only reported.",
        quorum=120,
    ),
)


def _keyed() -> tuple[KeyedLine, ...]:
    """Seven batches; a third helped with the last, where four papers were looked at again."""
    first, second = "teller-1", "teller-2"
    even = [
        KeyedLine(n, 50, (first,), (second,), (), 0, 0) for n in range(1, 7)
    ]
    last = KeyedLine(7, 24, (first, "teller-3"), (second,), ("teller-4",), 4, 0)
    return (*even, last)


MILLBROOK = Figures(
    id="millbrook-assembly-2026-11-4f9c",
    name="Millbrook Assembly",
    place="Millbrook Community Hall",
    day=DAY,
    currency="GBP",
    language="en",
    rehearsal=False,
    question="Which projects should Millbrook fund?",
    holder="Millbrook Town Council",
    decider="Millbrook Town Council",
    binding=False,
    promise="Promised on 3 September 2026 to answer with reasons.",
    answer_by=date(2027, 1, 29),
    looks=(date(2027, 4, 29), date(2027, 7, 29)),
    charter=(
        (
            say("What the assembly is asked"),
            plain("Which projects should Millbrook fund?"),
        ),
        (say("Who holds the money"), plain("Millbrook Town Council")),
        (say("Pot"), say("{value}", value=money(POT))),
        (
            say("What the vote does"),
            say("It advises: somebody else takes the final decision"),
        ),
        (say("Who takes the final decision"), plain("Millbrook Town Council")),
        (say("Answer by"), say("{value}", value=Day(date(2027, 1, 29)))),
    ),
    clauses=(
        (say("People"), plain("Who lives in Millbrook, from 14 years")),
        (say("Staff and councillors may vote"), say("No")),
        (say("Style"), say("Crosses (approval)")),
        (say("Most crosses on a ballot"), say("{value}", value=5)),
        (say("Counting rule"), say("Most support first")),
        (say("Least share of valid ballots, in %"), say("{value}", value=10)),
        (say("Least number of ballots (quorum)"), say("{value}", value=120)),
        (say("What stays unspent"), say("Kept for the next assembly")),
    ),
    poster=POSTER,
    help=say("Fewer is fine."),
    fingerprint=code_groups(bytes(range(7, 39))),
    sealed_at=datetime(2026, 11, 26, 18, 30, tzinfo=ZONE),
    style="approval",
    rule="greedy",
    support_name=say("Ballots"),
    register=2614,
    people=353,
    channels=(
        Channel(say("On paper"), 333, 324),
        Channel(say("At the kiosk"), 25, 25),
    ),
    identity=Identity(
        issued=333,
        counted=318,
        rejected=6,
        to_rule=0,
        spoilt=5,
        unreturned=4,
        to_key=0,
        missing=0,
    ),
    valid=343,
    rejected=6,
    rejected_by=(
        ("too-many", say("Too many marks"), 3),
        ("unmarked", say("Unmarked"), 2),
        ("identifies", say("Identifies the voter"), 1),
    ),
    rulings=(
        RulingLine(
            3,
            17,
            say("Counts"),
            "Four ticks in place of crosses: the intention is clear.",
        ),
        RulingLine(
            5,
            8,
            say("Identifies the voter"),
            "Signed.",
            "A first name is no name.",
        ),
    ),
    objections=(
        "Batch 3, paper 17: a tick is no cross. Noted, and withdrawn after the ruling was "
        "explained.",
    ),
    kept=(),
    keyed=_keyed(),
    pot=POT,
    given=56_700_00,
    leftover=3_300_00,
    leftover_words=say(
        "{left} is kept for the next assembly.",
        left=money(3_300_00),
    ),
    projects=_projects(),
    off_ballot=(
        OffBallot(
            4,
            "A bridge over the weir",
            say("Not feasible"),
            "It would cost four times the pot.",
        ),
        OffBallot(
            9,
            "More benches",
            say(
                "Merged into “{title}”",
                title="Benches and shade at the bowling green",
            ),
            "The same benches; both proposers agreed.",
        ),
        OffBallot(
            11,
            "A skate ramp",
            say("Withdrawn"),
            "The school will build one.",
        ),
    ),
    ties=(),
    lots=(),
    dice="4-2-6-1-3",
    lot_code="JK7Q-M2XD",
    seed=SEED,
    lot=_lot(),
    counted_at=datetime(2026, 11, 26, 20, 40, tzinfo=ZONE),
    declared_at=datetime(2026, 11, 26, 21, 0, tzinfo=ZONE),
    quorum=120,
    quorum_met=True,
    public_ballots=True,
    reached=(
        Reached(
            say("Turnout"),
            several(
                "{n} person with a ballot",
                "{n} people with a ballot",
                120,
            ),
            say("Reached: {n} people took a ballot.", n=353),
        ),
        Reached(
            say("Support"),
            say("{least}: {share}% of {valid}", least=35, share=10, valid=343),
            say("Reached by {n} of {all} projects.", n=8, all=8),
        ),
    ),
)
