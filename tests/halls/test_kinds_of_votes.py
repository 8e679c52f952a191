"""Votes in several halls of every kind: people and seats, rounds, limits, points, another language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pbdesk.app.chance import from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.halls import ParentDesk, begin_hall, make_export
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE, Clock
from pbdesk.assembly import ideas, mandate, placed, rulebook
from pbdesk.halls import named
from pbdesk.ledger.people import Particulars
from pbdesk.minutes.entries import Id
from pbdesk.pack.parent import Parent, read_parent
from pbdesk.pack.verify import verify
from pbdesk.questions import box, count, declaration, door, kiosk, terms, vote
from tests.evenings import CHEAP
from tests.halls.votes import CLERK, packed

FOLLOWS = {
    "question": "What?",
    "binding": "binding",
    "decider": "C",
    "answer_by": "2027-01-29",
}
SHARED = {"people": "Whoever lives here", "kept": 12, "public_ballots": True}
CLOCK = Clock(datetime(2026, 11, 26, 15, 0, tzinfo=UTC))
SIGN = {"facilitator": "F", "teller-1": "A", "teller-2": "B"}

type Ask = Callable[[ParentDesk], None]


def do(desk: Desk, decision: Callable[..., object], **given: object) -> None:
    refusal = desk.do(decision, **given)
    assert refusal is None, (refusal.words.text, dict(refusal.words.values))


def sealed_vote(folder: Path, asks: str, ask: Ask) -> tuple[bytes, Parent]:
    """A vote of two halls whose questions `ask` writes."""
    made = ParentDesk.create(
        folder / "parent.pbparent",
        name="Northside",
        place="",
        day="2026-11-26",
        source=from_seed("kinds", CLOCK),
        asks=asks,
    )
    assert isinstance(made, ParentDesk)
    with made as desk:
        for clause, value in SHARED.items():
            do(desk, rulebook.set_rule, clause=clause, value=value)
        ask(desk)
        if rulebook.unsealed(desk.state):
            do(desk, rulebook.seal)
        do(desk, named.draw_up_all)
        for name in ("School", "Library"):
            do(desk, named.name_hall, name=name, place="Here")
        do(desk, named.name_combiner, role="clerk", key=CLERK)
        assert make_export(desk) is None
        export = desk.export() or b""
    return export, read_parent(export)


def given(desk: ParentDesk, **rules: object) -> None:
    """What every question says, and its rules."""
    for clause, value in FOLLOWS.items():
        do(desk, mandate.set_charter, clause=clause, value=value)
    for clause, value in {"quorum": 0, **rules}.items():
        do(
            desk,
            rulebook.set_rule,
            clause=clause.replace("__", "."),
            value=value,
        )


def names(desk: ParentDesk, *options: str, person: bool = False) -> None:
    for each in options:
        do(desk, terms.add_option, name=each, person=person, consent=person)


def projects(desk: ParentDesk, **costs: int) -> list[Id]:
    do(desk, mandate.set_charter, clause="holder", value="Council")
    do(desk, mandate.set_charter, clause="pot", value=10_000)
    for title, cost in costs.items():
        do(desk, ideas.receive, title=title, wish=cost)
        newest = list(desk.state.ideas.by_id)[-1]
        do(
            desk,
            ideas.answer,
            proposal=newest,
            accepted=True,
            cost=cost,
            reason="Yes",
        )
    return list(desk.state.ideas.by_id)


type Marks = Callable[[Desk, int], Mapping[str, int]]


def held(
    folder: Path,
    export: bytes,
    hall: str,
    marks: Mapping[str, Marks],
    **own: str,
) -> Desk:
    """A hall with four voters at the kiosk, to the figures that are said aloud."""
    made = begin_hall(
        folder / "hall.pbdesk",
        export,
        hall,
        source=from_seed(hall, CLOCK),
        **own,
    )
    assert isinstance(made, Desk)
    made.make_people(PASSPHRASE, CHEAP)
    for clause, value in SIGN.items():
        do(made, mandate.set_charter, clause=clause, value=value)
    do(made, rulebook.seal)
    assert (
        add_people(made, [Particulars(f"V{n}", "") for n in range(4)]) is None
    )
    for round_ in sorted(
        {made.state.of(each).round for each in made.state.order},
    ):
        asked = [
            each
            for each in made.state.order
            if made.state.of(each).round == round_
        ]
        _one_round(made, asked, marks)
    return made


def _one_round(desk: Desk, asked: list[Id], marks: Mapping[str, Marks]) -> None:
    desk.turn(asked[0])
    do(desk, vote.open_vote)
    for n, person in enumerate(sorted(desk.state.door.register)):
        desk.turn(asked[0])
        stub = door.next_stub(desk.state.door, "kiosk")
        do(
            desk,
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )
        for each in asked:
            desk.turn(each)
            do(desk, kiosk.cast, stub=stub, marks=marks[each](desk, n))
    desk.turn(asked[0])
    do(desk, vote.close_vote)
    for each in asked:
        desk.turn(each)
        do(desk, box.reconcile, unreturned=0)
    do(desk, count.seal_urn)
    for each in asked:
        desk.turn(each)
        assert count_now(desk, silent) is None
        if desk.state.terms.force != "straw":
            do(desk, declaration.declare)


def checked(desk: Desk, folder: Path) -> dict[int, bool | None]:
    """What each check finds in the hall's pack, which nobody signed."""
    found = verify(packed(desk, folder).path, None, None)
    assert not found.failed, [check.detail for check in found.failed]
    assert found.stage == "part"
    return {check.number: check.passed for check in found.checks}


def first(n: int) -> Marks:
    """The first n options of the sheet, ranked or with one mark."""
    return lambda desk, _voter: {
        line.project: place
        for place, line in enumerate(desk.state.sheet.lines[:n], 1)
    }


def cross(*places: int) -> Marks:
    return lambda desk, _voter: {
        desk.state.sheet.lines[place].project: 1 for place in places
    }


def test_people_stand_for_seats_in_all_halls_and_a_name_can_be_erased_in_one(
    tmp_path,
):
    def ask(desk: ParentDesk) -> None:
        given(desk, rule="stv-scottish", count__seats=2)
        names(desk, "Ada", "Ben", "Cleo", "Dov", person=True)

    export, parent = sealed_vote(tmp_path, "choose", ask)
    assert {each.title for each in parent.questions[0].options} == {
        "Ada",
        "Ben",
        "Cleo",
        "Dov",
    }
    assert all(each.person for each in parent.questions[0].options)
    with held(tmp_path, export, parent.halls[0].id, {"1": first(3)}) as desk:
        assert checked(desk, tmp_path)[28] is True
        added = next(
            each
            for each in desk.recorded
            if type(each.entry).__name__ == "OptionAdded"
        )
        assert (
            desk.do(desk.erasing, number=added.seq, reason="She asked for it")
            is None
        )
        (tmp_path / "again").mkdir()
        assert checked(desk, tmp_path / "again")[28] is True


def test_two_rounds_have_each_a_lot_that_the_hall_does_not_hold(tmp_path):
    def ask(desk: ParentDesk) -> None:
        given(desk, rule="irv")
        names(desk, "Weir", "Alder")
        do(desk, terms.ask, kind="decide")
        desk.turn(Id("2"))
        given(desk, round=2)

    export, parent = sealed_vote(tmp_path, "choose", ask)
    assert set(parent.lot_codes) == {"1", "2"}
    marks = {"1": first(2), "2": cross(0)}
    with held(tmp_path, export, parent.halls[1].id, marks) as desk:
        assert checked(desk, tmp_path)[28] is True
        assert not any(key.startswith("lot/") for key in desk.state.drafts)


def test_rules_that_were_sealed_later_reach_every_hall_too(tmp_path):
    def ask(desk: ParentDesk) -> None:
        given(desk, rule="irv")
        names(desk, "Weir", "Alder")
        do(desk, rulebook.seal)
        do(desk, terms.ask, kind="decide")
        desk.turn(Id("2"))
        given(desk)
        do(desk, rulebook.seal, reason="It was asked for on the street.")

    export, parent = sealed_vote(tmp_path, "choose", ask)
    assert [each.rulebook for each in parent.questions] == [1, 2]
    marks = {"1": first(2), "2": cross(1)}
    with held(tmp_path, export, parent.halls[0].id, marks) as desk:
        assert checked(desk, tmp_path)[28] is True


def test_categories_and_projects_that_exclude_each_other_are_the_same_in_every_hall(
    tmp_path,
):
    def ask(desk: ParentDesk) -> None:
        given(desk, rule="greedy", categories="Parks, Play", exclusive=True)
        do(desk, rulebook.set_rule, clause="cap.Parks", value=6_000)
        benches, lamps, swings = projects(
            desk,
            Benches=4_000,
            Lamps=5_000,
            Swings=3_000,
        )
        do(
            desk,
            placed.place,
            proposal=benches,
            category="Parks",
            excludes=(lamps,),
        )
        do(desk, placed.place, proposal=lamps, category="Parks")
        do(desk, placed.place, proposal=swings, category="Play")

    export, parent = sealed_vote(tmp_path, "fund", ask)
    assert parent.questions[0].constraints is not None
    with held(tmp_path, export, parent.halls[0].id, {"1": cross(0, 2)}) as desk:
        assert checked(desk, tmp_path)[28] is True


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("cumulative", cross(0, 1)),
        ("scoring", cross(0)),
        ("quadratic", cross(0)),
        ("ordinal", first(2)),
    ],
)
def test_a_hall_adds_up_sheets_of_every_style(tmp_path, style, marks):
    def ask(desk: ParentDesk) -> None:
        given(desk, style=style)
        projects(desk, Benches=4_000, Lamps=5_000, Swings=3_000)

    export, parent = sealed_vote(tmp_path, "fund", ask)
    with held(tmp_path, export, parent.halls[0].id, {"1": marks}) as desk:
        assert checked(desk, tmp_path)[28] is True
        first_line = desk.state.sheet.lines[0].project
        assert desk.state.outcome.support[first_line] == 4


def test_a_straw_poll_on_a_sheet_is_part_of_the_vote(tmp_path):
    def ask(desk: ParentDesk) -> None:
        do(
            desk,
            mandate.set_charter,
            clause="question",
            value="How strong is it?",
        )
        do(desk, rulebook.set_rule, clause="way", value="sheet")

    export, parent = sealed_vote(tmp_path, "scale", ask)
    with held(tmp_path, export, parent.halls[0].id, {"1": cross(3)}) as desk:
        assert desk.state.of("1").outcome.support["4"] == 4


def test_a_hall_in_another_language_gives_the_same_kind_of_pack(tmp_path):
    def ask(desk: ParentDesk) -> None:
        given(desk)

    export, parent = sealed_vote(tmp_path, "decide", ask)
    hall = parent.halls[0].id
    with held(
        tmp_path,
        export,
        hall,
        {"1": cross(0)},
        language="ar",
        place="هنا",
    ) as desk:
        assert checked(desk, tmp_path)[28] is True
        assert desk.state.about.place == "هنا"
