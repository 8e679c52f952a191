"""An evening with money and three other questions for tests: all in one round, on paper and kiosk.

A quadratic fund, three seats by single transferable vote, a name by instant run-off, and a yes or no
by two thirds; papers keyed twice. Titles stand for what people mark.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE, Clock
from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import Id
from pbdesk.questions import (
    box,
    count,
    declaration,
    door,
    kiosk,
    sheet,
    terms,
    vote,
)
from pbdesk.questions.lot import draw_seed
from tests.asking import FOLLOWS, SIGNERS, do
from tests.evenings import CHEAP

FUND, SEATS, NAME, RULE = (Id(str(n)) for n in range(1, 5))
ROUND = (FUND, SEATS, NAME, RULE)
PAPERS, KIOSK = 45, 20
PAPERS_OF_FEW, KIOSK_OF_FEW = 5, 2
POT = 12_000_00
COSTS = {
    "Benches": 3_000_00,
    "Lamps": 5_500_00,
    "Trees": 2_500_00,
    "Gym": 4_200_00,
}
PEOPLE = ("Ada", "Ben", "Cleo", "Dov", "Eve", "Finn")
NAMES = ("Mill Square", "Weir Place", "Kiln Yard", "Ash Green")
RULES: dict[Id, Mapping[str, str | int]] = {
    FUND: {"style": "quadratic", "rule": "quadratic", "quorum": 0},
    SEATS: {"rule": "stv-scottish", "count.seats": 3, "quorum": 0},
    NAME: {"rule": "irv", "quorum": 0},
    RULE: {"count.numerator": 2, "count.denominator": 3, "quorum": 0},
}

type Ballot = Mapping[str, int]

OF_FEW: Mapping[Id, frozenset[str]] = {
    FUND: frozenset({"Benches", "Trees", "Gym"}),
    SEATS: frozenset({"Ada", "Cleo", "Finn"}),
    NAME: frozenset({"Kiln Yard"}),
    RULE: frozenset(),
}
"""What comes out of `few`: four of seven say yes, and that is not more than two thirds.

The window's pack must say so, and so must the programs of others.
"""


def ballots(question: Id) -> list[Ballot]:
    """What everybody says, by title; made up by a seed."""
    return _made_up(question, 3, PAPERS + KIOSK)


def few(question: Id) -> list[Ballot]:
    """What the seven who come to the window's evening say: five on paper, the last two there."""
    return _made_up(question, 22, PAPERS_OF_FEW + KIOSK_OF_FEW)


def _made_up(question: Id, seed: int, n: int) -> list[Ballot]:
    chance = random.Random(f"evening/{question}/{seed}")
    return [_ballot(question, chance) for _ in range(n)]


def _ballot(question: Id, chance: random.Random) -> Ballot:
    if question == RULE:
        return {
            chance.choice(("Yes", "Yes", "Yes", "Yes", "No", "I abstain")): 1,
        }
    if question == FUND:
        return {
            title: chance.randint(1, 3)
            for title in chance.sample(list(COSTS), 2)
        }
    names = PEOPLE if question == SEATS else NAMES
    weights = sorted(
        names,
        key=lambda name: chance.random() * (2 + names.index(name)),
    )
    return {
        name: n
        for n, name in enumerate(weights[: chance.randint(2, len(names))], 1)
    }


def came_out(told: Mapping[str, Any]) -> frozenset[str]:
    """By title what is funded or elected; nothing of a proposal that does not pass."""
    outcome = told["outcome"]
    title = {line["id"]: line["title"] for line in outcome["projects"]}
    if told["kind"] == "decide":
        return frozenset({"Yes"}) if outcome["passed"] else frozenset()
    came = outcome["funded" if told["kind"] == "fund" else "elected"]
    return frozenset(title[each] for each in came)


def asked(desk: Desk) -> None:
    """Everything is asked and sealed, and the projects are accepted; no sheet is drawn up."""
    for kind in ("choose", "choose", "decide"):
        do(desk, terms.ask, kind=kind)
    for question in ROUND:
        desk.turn(question)
        money = (
            {"pot": POT, "holder": "The council"} if question == FUND else {}
        )
        for clause, value in {
            "question": f"What of {question}?",
            **FOLLOWS,
            **money,
        }.items():
            do(desk, mandate.set_charter, clause=clause, value=value)
        for clause, value in RULES[question].items():
            do(desk, rulebook.set_rule, clause=clause, value=value)
    shared = {
        "people": "Whoever lives here",
        "kept": 12,
        "public_ballots": False,
    }
    shared |= {"leftover": "carried", "staff": False, "own": True}
    desk.turn(FUND)
    for clause, value in shared.items():
        do(desk, rulebook.set_rule, clause=clause, value=value)
    for clause, value in SIGNERS.items():
        do(desk, mandate.set_charter, clause=clause, value=value)
    for question, names in ((SEATS, PEOPLE), (NAME, NAMES)):
        desk.turn(question)
        for name in names:
            do(
                desk,
                terms.add_option,
                name=name,
                person=question == SEATS,
                consent=True,
            )
    do(desk, rulebook.seal)
    desk.turn(FUND)
    for title, cost in COSTS.items():
        do(desk, ideas.receive, title=title, wish=cost)
        idea = next(
            each.id
            for each in desk.state.ideas.by_id.values()
            if each.title == title
        )
        do(
            desk,
            ideas.answer,
            proposal=idea,
            accepted=True,
            cost=cost,
            reason="It can be done.",
        )


def _drawn_up(desk: Desk) -> None:
    for question in ROUND:
        desk.turn(question)
        do(desk, sheet.draw_up)


def _voted(desk: Desk) -> None:
    desk.turn(FUND)
    people = [
        Particulars(f"Voter {n:02}", "1 Mill Road")
        for n in range(PAPERS + KIOSK)
    ]
    assert add_people(desk, people) is None
    do(desk, vote.open_vote)
    for n, person in enumerate(sorted(desk.state.door.register)):
        channel = "paper" if n < PAPERS else "kiosk"
        stub = door.next_stub(desk.state.door, channel)
        do(
            desk,
            door.give,
            person=person,
            channel=channel,
            checked_with="known",
        )
        if channel == "kiosk":
            for question in ROUND:
                desk.turn(question)
                do(
                    desk,
                    kiosk.cast,
                    stub=stub,
                    marks=_by_line(desk, ballots(question)[n]),
                )
    desk.turn(FUND)
    do(desk, vote.close_vote)


def _by_line(desk: Desk, ballot: Ballot) -> dict[str, int]:
    line = {each.title: each.project for each in desk.state.sheet.lines}
    return {line[title]: mark for title, mark in ballot.items()}


def _keyed(desk: Desk) -> None:
    for question in ROUND:
        desk.turn(question)
        do(desk, box.open_box, papers=PAPERS, batch_size=15)
        typed = list(_typed(desk, question))
        for number in desk.state.box.batches:
            for turn in (1, 2):
                for text in typed[15 * (number - 1) : 15 * number]:
                    do(
                        desk,
                        box.key,
                        batch=number,
                        turn=turn,
                        teller=f"teller-{turn}",
                        text=text,
                    )
        do(desk, box.reconcile, unreturned=0)


def _typed(desk: Desk, question: Id) -> Iterator[str]:
    """What both tellers type for each paper: codes for a cross, else one number a line."""
    for ballot in ballots(question)[:PAPERS]:
        marks = _by_line(desk, ballot)
        lines = desk.state.sheet.lines
        if question == RULE:
            yield "".join(line.code for line in lines if line.project in marks)
        else:
            yield " ".join(str(marks.get(line.project, "-")) for line in lines)


def begun(folder: Path) -> Desk:
    """A file with its people file, and nothing asked yet; the caller closes the desk."""
    desk = Desk.create(
        folder / "evening.pbdesk",
        name="Four Questions",
        place="Hall",
        day="2026-11-26",
        source=from_seed(
            "oracle",
            Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC)),
        ),
    )
    assert isinstance(desk, Desk)
    desk.make_people(PASSPHRASE, CHEAP)
    return desk


def declared(folder: Path) -> Desk:
    """The whole evening, to the declarations; the caller closes the desk."""
    desk = begun(folder)
    asked(desk)
    _drawn_up(desk)
    _voted(desk)
    _keyed(desk)
    do(desk, count.seal_urn)
    do(desk, draw_seed, dice="3 5 1 6")
    for question in ROUND:
        desk.turn(question)
        assert count_now(desk, silent) is None
        do(desk, declaration.declare)
    return desk
