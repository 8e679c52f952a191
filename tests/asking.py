"""An evening without money for tests: who joins a group, a yes or no, a straw poll, then a name.

Questions 1 to 3 are asked in round 1, question 4 in round 2; all of them at the kiosk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE, Clock
from pbdesk.assembly import mandate, rulebook
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.decision import Refusal
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
from tests.evenings import CHEAP

GROUP, ROAD, MOOD, NAME = Id("1"), Id("2"), Id("3"), Id("4")

CHARTER: Mapping[Id, Mapping[str, str]] = {
    GROUP: {"question": "Who joins the steering group?"},
    ROAD: {"question": "Shall Mill Road be closed on Sundays?"},
    MOOD: {"question": "How strong is the support for the plan?"},
    NAME: {"question": "What shall the new square be called?"},
}
FOLLOWS = {
    "binding": "advisory",
    "decider": "The council",
    "answer_by": "2027-01-29",
}
SIGNERS = {
    "facilitator": "Amina Yusuf",
    "teller-1": "Peter Hallam",
    "teller-2": "Rosa Lindqvist",
}
RULES: Mapping[Id, Mapping[str, str | int]] = {
    GROUP: {"rule": "stv-scottish", "count.seats": 2, "quorum": 0},
    ROAD: {"quorum": 0},
    MOOD: {"way": "sheet"},
    NAME: {"rule": "irv", "round": 2, "quorum": 0},
}
SHARED: dict[str, str | int | bool] = {
    "people": "Whoever lives here",
    "kept": 12,
}
PEOPLE = ("Ada", "Ben", "Cleo", "Dov")
NAMES = ("Mill Square", "Weir Place", "Kiln Yard")
MARKS: Sequence[Mapping[Id, Mapping[str, int]]] = (
    {
        GROUP: {"Ada": 1, "Ben": 2},
        ROAD: {"Yes": 1},
        MOOD: {"1": 1},
        NAME: {"Mill Square": 1},
    },
    {
        GROUP: {"Ada": 1, "Cleo": 2},
        ROAD: {"Yes": 1},
        MOOD: {"2": 1},
        NAME: {"Mill Square": 1},
    },
    {
        GROUP: {"Ada": 1, "Ben": 2},
        ROAD: {"No": 1},
        MOOD: {"2": 1},
        NAME: {"Weir Place": 1},
    },
    {
        GROUP: {"Ben": 1, "Dov": 2},
        ROAD: {"Yes": 1},
        MOOD: {"5": 1},
        NAME: {"Weir Place": 1},
    },
    {
        GROUP: {"Dov": 1, "Ben": 2},
        ROAD: {"Yes": 1},
        MOOD: {"8": 1},
        NAME: {"Kiln Yard": 1, "Mill Square": 2},
    },
)
"""What five people choose: a place by a name; the titles begin as they are written here."""

MOMENTS = (
    "begun",
    "asked",
    "sealed",
    "drawn-up",
    "open",
    "given",
    "cast",
    "counted",
    "declared",
)


def begun(folder: Path) -> Desk:
    """A file that asks first whom to choose, and no money."""
    desk = Desk.create(
        folder / "square.pbdesk",
        name="Square Assembly",
        place="Hall",
        day="2026-11-26",
        source=from_seed(
            "questions",
            Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC)),
        ),
        asks="choose",
    )
    assert isinstance(desk, Desk)
    desk.make_people(PASSPHRASE, CHEAP)
    return desk


def desk_until(moment: str, folder: Path) -> Desk:
    """The evening as it stands at a moment of `MOMENTS`; the caller closes the desk."""
    desk = begun(folder)
    for name in MOMENTS[1 : MOMENTS.index(moment) + 1]:
        _ACTS[name](desk)
    desk.turn(GROUP)
    return desk


def do(desk: Desk, decision: Callable[..., Any], **given: object) -> None:
    """Do it; a refusal is a fault of the test."""
    refusal: Refusal | None = desk.do(decision, **given)
    assert refusal is None, refusal.words


def _ask(desk: Desk) -> None:
    for kind in ("decide", "scale", "choose"):
        do(desk, terms.ask, kind=kind)
    for question, said in CHARTER.items():
        desk.turn(question)
        follows = {} if question == MOOD else FOLLOWS
        for clause, value in {**said, **follows}.items():
            do(desk, mandate.set_charter, clause=clause, value=value)
        for clause, value in RULES[question].items():
            do(desk, rulebook.set_rule, clause=clause, value=value)
    for question, names, person in (
        (GROUP, PEOPLE, True),
        (NAME, NAMES, False),
    ):
        desk.turn(question)
        for name in names:
            do(desk, terms.add_option, name=name, person=person, consent=person)
    for clause, value in SIGNERS.items():
        do(desk, mandate.set_charter, clause=clause, value=value)
    for clause, value in SHARED.items():
        do(desk, rulebook.set_rule, clause=clause, value=value)


def _seal(desk: Desk) -> None:
    do(desk, rulebook.seal)


def _draw_up(desk: Desk) -> None:
    for question in desk.state.order:
        desk.turn(question)
        do(desk, sheet.draw_up)


def _open(desk: Desk) -> None:
    people = [
        Particulars(each, "1 Mill Road")
        for each in ("Abe", "Bea", "Cat", "Dan", "Eve")
    ]
    assert add_people(desk, people) is None
    desk.turn(GROUP)
    do(desk, vote.open_vote)


def _give(desk: Desk) -> None:
    for person in sorted(desk.state.door.register):
        do(
            desk,
            door.give,
            person=person,
            channel="kiosk",
            checked_with="known",
        )


def _cast(desk: Desk) -> None:
    for n, marks in enumerate(MARKS, start=1):
        for question in (GROUP, ROAD, MOOD):
            desk.turn(question)
            do(
                desk,
                kiosk.cast,
                stub=f"K{n}",
                marks=placed(desk, marks[question]),
            )


def placed(desk: Desk, marks: Mapping[str, int]) -> dict[str, int]:
    """The same marks by the ids of the lines."""
    lines = desk.state.sheet.lines
    return {
        next(
            line.project for line in lines if line.title.startswith(title)
        ): mark
        for title, mark in marks.items()
    }


def _count(desk: Desk) -> None:
    desk.turn(GROUP)
    do(desk, vote.close_vote)
    for question in (GROUP, ROAD, MOOD):
        desk.turn(question)
        do(desk, box.reconcile, unreturned=0)
    do(desk, count.seal_urn)
    do(desk, draw_seed, dice="3 5 1 6")
    for question in (GROUP, ROAD, MOOD):
        desk.turn(question)
        assert count_now(desk, silent) is None


def _declare(desk: Desk) -> None:
    for question in (GROUP, ROAD):
        desk.turn(question)
        do(desk, declaration.declare)


_ACTS = {
    "asked": _ask,
    "sealed": _seal,
    "drawn-up": _draw_up,
    "open": _open,
    "given": _give,
    "cast": _cast,
    "counted": _count,
    "declared": _declare,
}
