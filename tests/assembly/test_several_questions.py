"""Several questions in one evening: what may not be done is said in a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample import steering
from pbdesk.app.sample.steering import NAME, RULE, SEATS, STEPS, TIME
from pbdesk.assembly import answers, follow_up, mandate, rulebook
from pbdesk.i18n import render
from pbdesk.ledger.people import Cost, Particulars
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.minutes.entries import Id
from pbdesk.questions import (
    box,
    count,
    declaration,
    door,
    hands,
    sheet,
    slips,
    spares,
    terms,
    vote,
)
from pbdesk.questions.batches import identity
from pbdesk.questions.parts import Round
from pbdesk.questions.vote import Vote
from tests.asking import FOLLOWS
from tests.evenings import state_at

MOMENT = Moment(
    datetime(2026, 11, 26, 20, tzinfo=UTC),
    lambda: "fresh",
    lambda: "JK7QM2XD",
)


@pytest.fixture
def at(tmp_path):
    opened: list[Desk] = []

    def played(*steps: str) -> Desk:
        evening = steering.begin_steering(
            tmp_path / "a.pbdesk",
            cost=Cost(64, 1),
        )
        opened.append(evening.desk)
        for step in steps:
            STEPS[step][1](evening)
        return evening.desk

    yield played
    for desk in opened:
        desk.close()


def refused(desk: Desk, question: Id, decision: Any, **given: Any) -> str:
    desk.turn(question)
    found = desk.do(decision, **given)
    assert isinstance(found, Refusal), "it was done"
    return render(found.words)


HANDS = {"yes": 3, "no": 2, "abstain": 1}


def test_questions_and_options_before_they_are_sealed(at):
    desk = at()
    assert refused(desk, Id("1"), terms.drop) == "It is the only question."
    assert desk.do(terms.ask, kind="fund") is None
    assert refused(desk, Id("1"), terms.ask, kind="fund").startswith(
        "This file already shares",
    )
    assert desk.do(terms.ask, kind="choose") is None
    assert refused(desk, Id("1"), terms.add_option, name="A").startswith(
        "This question has no opt",
    )
    add = terms.add_option
    assert refused(desk, Id("3"), add, name=" ") == "The name is missing."
    assert desk.do(add, name="The weir") is None
    assert refused(desk, Id("3"), add, name="the WEIR").endswith(
        "stands there already.",
    )
    assert refused(desk, Id("3"), add, name="Ada", person=True).startswith(
        "Nobody stands",
    )
    assert refused(desk, Id("3"), terms.drop_option, option=Id("x")).startswith(
        "This option",
    )
    assert refused(
        desk,
        Id("1"),
        mandate.set_charter,
        clause="pot",
        value=5,
    ).startswith("This que")


def test_what_is_sealed_stays_and_what_comes_later_has_a_reason(at):
    desk = at("asked", "sealed")
    assert refused(desk, SEATS, terms.drop) == "This question is sealed."
    assert refused(desk, NAME, terms.add_option, name="Z").startswith(
        "The options were sealed",
    )
    option = min(desk.state.of(NAME).terms.options)
    assert refused(desk, NAME, terms.drop_option, option=option).startswith(
        "The options were",
    )
    assert (
        refused(desk, RULE, rulebook.seal) == "The rulebook is already sealed."
    )
    assert desk.do(terms.ask, kind="scale") is None
    desk.turn(Id("7"))
    assert (
        desk.do(mandate.set_charter, clause="question", value="And now?")
        is None
    )
    assert refused(desk, Id("7"), rulebook.seal).startswith(
        "The rules were sealed before",
    )
    assert desk.do(rulebook.seal, reason="Asked in the hall") is None
    assert [each.questions for each in desk.state.rules.sealings][1] == ("7",)
    assert (
        refused(desk, Id("7"), slips.release, answers={})
        == "This question is not answered on slips."
    )


def test_hands_are_counted_by_two_people_who_agree(at):
    desk = at("asked")
    give = {"by": "teller-1", "hands": HANDS, "present": 8}
    assert (
        refused(desk, TIME, hands.count_hands, **give)
        == "The question is not ready."
    )
    assert refused(desk, RULE, hands.count_hands, **give).startswith(
        "This question is not ans",
    )
    assert (
        refused(desk, Id("1"), slips.release, answers={})
        == "The question is not ready."
    )


def test_unequal_counts_of_hands_stand_and_twice_unequal_goes_on_paper(at):
    desk = at("asked", "sealed")
    ask = hands.count_hands
    assert (
        refused(desk, TIME, ask, by=" ", hands=HANDS, present=8)
        == "Nobody is named who counted."
    )
    assert (
        refused(desk, TIME, ask, by="teller-1", hands={"yes": 3}, present=8)
        == "A figure is missing."
    )
    assert refused(
        desk,
        TIME,
        ask,
        by="teller-1",
        hands=HANDS,
        present=5,
    ).startswith(
        "More hands were",
    )
    assert (
        refused(desk, RULE, count.count_open)
        == "This question is answered on sheets."
    )
    assert (
        refused(desk, TIME, count.record_count, **_nothing())
        == "The hands are not counted."
    )
    for _ in range(2):
        assert desk.do(ask, by="teller-1", hands=HANDS, present=8) is None
        assert refused(
            desk,
            TIME,
            ask,
            by="teller-1",
            hands=HANDS,
            present=8,
        ).endswith(
            "first already.",
        )
        assert (
            desk.do(ask, by="teller-2", hands={**HANDS, "yes": 4}, present=8)
            is None
        )
    assert len(desk.state.hands.differed) == 2
    assert (
        refused(desk, TIME, ask, by="teller-1", hands=HANDS, present=8)
        == "The counts differed twice."
    )


@pytest.fixture
def a_day(at):
    """A day to be chosen in the open, with a quorum of twelve present."""

    def asked() -> Desk:
        desk = at("asked")
        assert desk.do(terms.ask, kind="choose") is None
        desk.turn(DAY)
        for clause, value in {**FOLLOWS, "question": "On which day?"}.items():
            assert (
                desk.do(mandate.set_charter, clause=clause, value=value) is None
            )
        for name in ("Monday", "Tuesday", "Friday"):
            assert desk.do(terms.add_option, name=name) is None
        for clause, value in (("way", "hands"), ("quorum", 12)):
            assert (
                desk.do(rulebook.set_rule, clause=clause, value=value) is None
            )
        assert desk.do(rulebook.seal) is None
        assert desk.do(sheet.draw_up) is None
        return desk

    return asked


DAY = Id("7")


def raised(desk: Desk, present: int, *figures: int) -> None:
    """Two people count these hands, in the order in which the days were written."""
    days = (each.id for each in desk.state.terms.options.values())
    counted = {str(day): n for day, n in zip(days, figures, strict=True)}
    for by in ("teller-1", "teller-2"):
        assert (
            desk.do(hands.count_hands, by=by, hands=counted, present=present)
            is None
        )


@pytest.mark.parametrize(("present", "met"), [(12, True), (11, False)])
def test_one_of_several_is_chosen_by_hands_and_who_is_present_makes_the_quorum(
    a_day,
    present,
    met,
):
    desk = a_day()
    assert (
        refused(desk, DAY, rulebook.set_rule, clause="count.seats", value=2)
        is not None
    )
    raised(desk, present, 3, 6, 2)
    assert count_now(desk, silent) is None
    (chosen,) = desk.state.outcome.elected
    assert desk.state.terms.options[Id(chosen)].title == "Tuesday"
    assert desk.do(declaration.declare) is None
    assert desk.state.declaration.quorum_met is met


@pytest.mark.parametrize("figures", [(5, 5, 1), (0, 0, 0)])
def test_a_tied_choice_by_hands_goes_on_paper_and_no_lot_decides_it(
    a_day,
    figures,
):
    desk = a_day()
    raised(desk, 12, *figures)
    assert desk.state.hands.to_paper
    assert desk.state.question.given_up
    assert refused(desk, DAY, count.count_open) == "The hands are not counted."
    again = refused(
        desk,
        DAY,
        hands.count_hands,
        by="teller-1",
        hands={},
        present=12,
    )
    assert again.startswith("The choice is tied")


def test_answers_that_no_lot_puts_in_an_order_are_drawn_up_without_one(at):
    desk = at("asked", "sealed")
    drawn = [
        each.entry
        for each in desk.recorded
        if isinstance(each.entry, sheet.BallotDrawnUp)
    ]
    told = [
        render(sheet.tell(each, desk.state)) for each in drawn if not each.seed
    ]
    assert "The ballot was drawn up with 3 answers." in told
    assert not any("lot" in each.removeprefix("The ballot") for each in told)


def test_slips_of_a_question_that_is_sealed_and_not_drawn_up_are_not_released(
    at,
):
    desk = at("asked")
    assert desk.do(rulebook.seal) is None
    assert (
        refused(desk, Id("1"), slips.release, answers={})
        == "The question is not ready."
    )


def test_slips_are_released_once_and_below_ten_tell_nothing(at):
    desk = at("asked", "sealed")
    first = Id("1")
    assert (
        refused(desk, first, count.record_count, **_nothing())
        == "The slips are not added up."
    )
    assert refused(desk, first, slips.release, answers={"9": 1}).startswith(
        "A figure stands",
    )
    assert desk.do(slips.release, answers={"1": 9}) is None
    assert dict(desk.state.slips.released.answers) == {}
    assert refused(desk, first, slips.release, answers={"1": 12}).startswith(
        "The slips are in",
    )


def test_hands_that_were_counted_are_not_counted_again(at):
    desk = at("asked", "sealed")
    desk.turn(TIME)
    for by in ("teller-1", "teller-2"):
        assert desk.do(hands.count_hands, by=by, hands=HANDS, present=8) is None
    again = refused(
        desk,
        TIME,
        hands.count_hands,
        by="teller-1",
        hands=HANDS,
        present=8,
    )
    assert again == "The hands are counted already."
    assert count_now(desk, silent) is None
    assert desk.state.outcome.decided.passed is False


def test_one_spoilt_sheet_is_exchanged_for_a_spare_of_its_question_alone(at):
    desk = at("asked", "sealed", "before")
    refused_so = partial(refused, desk, SEATS, spares.exchange_sheet)
    assert refused_so(sheet=NAME, stub="1").startswith("There is no set 1")
    desk.turn(SEATS)
    people = [
        Particulars("Ann", "1 Mill Lane"),
        Particulars("Bo", "2 Mill Lane"),
    ]
    assert add_people(desk, people) is None
    assert desk.do(vote.open_vote) is None
    for person in sorted(desk.state.door.register):
        assert (
            desk.do(
                door.give,
                person=person,
                channel="paper",
                checked_with="letter",
            )
            is None
        )
    assert (
        refused_so(sheet=TIME, stub="1")
        == "This question has no sheet in the set."
    )
    assert desk.do(spares.exchange_sheet, sheet=NAME, stub="1") is None
    assert desk.do(spares.exchange_sheet, sheet=NAME, stub="2") is None
    desk.turn(SEATS)
    assert desk.do(vote.close_vote) is None
    for question, issued, spoilt in ((SEATS, 2, 0), (NAME, 4, 2), (RULE, 2, 0)):
        desk.turn(question)
        assert desk.do(box.open_box, papers=2, batch_size=25) is None
        found = identity(desk.state, 0)
        assert (found.issued, found.spoilt, found.to_key, found.missing) == (
            issued,
            spoilt,
            2,
            0,
        )
    assert desk.state.of(NAME).spares.given == ("S1", "S2")


def _nothing() -> dict[str, Any]:
    return {"outcome": None, "counted": 0, "rejected": {}, "trace": b"{}"}


def with_another_round_open(state):
    """The state as if a second round were open meanwhile."""
    other = Round(vote=Vote(opened=datetime(2026, 11, 26, 18, tzinfo=UTC)))
    return replace(state, rounds=MappingProxyType({**state.rounds, "2": other}))


@pytest.mark.parametrize(
    ("moment", "decision"),
    [("register", vote.open_vote), ("reconciled", count.seal_urn)],
)
def test_nothing_is_opened_or_sealed_while_another_round_is_open(
    moment,
    decision,
):
    found = decision(with_another_round_open(state_at(moment)), MOMENT)
    assert isinstance(found, Refusal)
    assert render(found.words).startswith("Another round is open")


def test_what_follows_a_result_has_its_order():
    handed = replace(
        state_at("declared"),
        handover=replace(state_at("declared").handover, to="The council"),
    )
    item = str(state_at("declared").outcome.funded[0])
    early = follow_up.look(
        state_at("declared"),
        MOMENT,
        item=item,
        done="done",
        evidence="Seen",
    )
    assert isinstance(early, Refusal)
    for decision, given in (
        (
            answers.answer_condition,
            {"item": item, "number": 1, "reply": "accepted", "words": ""},
        ),
        (
            follow_up.look_at_condition,
            {"item": item, "number": 1, "kept": "kept"},
        ),
    ):
        found = decision(handed, MOMENT, **given)
        assert isinstance(found, Refusal)
        assert render(found.words).startswith("The item itself")
    looked = follow_up.look(
        handed,
        MOMENT,
        item=item,
        done="done",
        evidence="Seen",
    )
    assert isinstance(looked, Writing)
    done = follow_up.apply(handed.follow_up, looked.entries[0], MOMENT.at)
    found = follow_up.reopen(
        replace(handed, follow_up=done),
        MOMENT,
        item=item,
        reason=" ",
    )
    assert isinstance(found, Refusal)
    assert render(found.words) == "Opening it again needs a reason."
