"""A lot is told wherever the result is: in the room, on the page, in the report, in its certificate."""

from __future__ import annotations

from pbdesk.assembly.answered import answer
from pbdesk.assembly.figures import figures
from pbdesk.assembly.reported import answers
from pbdesk.i18n import ENGLISH, render
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.audit import accounted, lot_certificate
from pbdesk.paper.report.source import Source
from tests import asking
from tests.hall import Hall

NAMES = ("Ash", "Birch", "Cedar")
EQUAL = "Birch and Cedar came out equal: the lot decided."


def told(words) -> str:
    return "\n".join(render(each) for each in words)


def in_either_order(words) -> str:
    """What is told; the lot may draw either of the two first."""
    return told(words).replace("Cedar and Birch", "Birch and Cedar")


def test_a_lot_for_the_last_place_is_told_on_page_and_in_the_report():
    rules = {"style": "approval", "rule": "approval", "count.seats": 2}
    hall = Hall.asking("choose", rules, NAMES)
    hall.vote([{"Ash": 1, "Birch": 1}, {"Ash": 1, "Cedar": 1}])
    found = answer(hall.state)
    assert found is not None
    assert EQUAL in in_either_order(found.notes)
    assert EQUAL in in_either_order(answers(hall.state)[0].notes)
    assert EQUAL in in_either_order(figures(hall.state).lots)


def test_a_lot_in_the_middle_of_a_count_stands_with_its_stage():
    hall = Hall.asking(
        "choose",
        {"rule": "stv-scottish", "count.seats": 2},
        NAMES,
    )
    hall.vote([{"Ash": 1}, {"Ash": 1}, {"Birch": 1}, {"Cedar": 1}])
    stages = [each.told for each in answers(hall.state)[0].stages]
    assert EQUAL in in_either_order(stages)
    assert EQUAL not in in_either_order(answers(hall.state)[0].notes), (
        "told once"
    )
    found = answer(hall.state)
    assert found is not None
    assert "is chosen: as many are left as there are places." in told(
        found.stages[-1].told,
    )
    assert "enough votes" not in told(found.stages[-1].told)


def test_the_certificate_tells_the_lots_of_every_question_that_went_by_the_throw(
    tmp_path,
    monkeypatch,
):
    equal = [{asking.GROUP: {name: 1}} for name in ("Ada", "Ben", "Cleo")]
    marks = [
        each | {asking.ROAD: {"Yes": 1}, asking.MOOD: {"1": 1}}
        for each in equal
    ]
    monkeypatch.setattr(asking, "MARKS", marks)
    with asking.desk_until("counted", tmp_path) as desk:
        state = desk.state.of(asking.ROAD)
    found = figures(state)
    assert "Question 1: " in told(found.lots)
    assert "came out equal: the lot decided" in told(found.lots)
    (page,) = lot_certificate(Source(found, Pen(ENGLISH, "GBP")))
    assert "decided nothing" not in str(page)
    assert "Question 1: " in str(page)


def test_as_many_no_as_yes_is_told_as_the_reason():
    hall = Hall.asking("decide", {"count.than": "at-least"})
    hall.vote([{"Yes": 1}, {"No": 1}])
    came = "Not passed: 1 said yes and 1 said no; more must say yes than no."
    assert render(answers(hall.state)[0].came) == came


def test_equals_that_the_cheaper_parted_are_not_told_as_a_lot():
    rules = {"style": "approval", "rule": "greedy", "ties": "cheaper"}
    hall = Hall.asking("fund", rules, {"Ash": 6000, "Elm": 4000}, pot=6500)
    hall.vote([{"Ash": 1}, {"Elm": 1}])
    found = figures(hall.state)
    assert "the cheaper goes first" in told(found.ties)
    assert not found.lots
    source = Source(found, Pen(ENGLISH, "GBP"))
    assert "Equals were told apart without the lot" in str(accounted(source))
    assert "the cheaper goes first" in str(lot_certificate(source))
