"""What is owed: overdue, coming, and what came late, each with its day and who owes it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from pbdesk.app.sample.following_up import play_on
from pbdesk.assembly.asked import items
from pbdesk.assembly.owed import owed
from pbdesk.i18n import render
from pbdesk.minutes import handover
from tests.evenings import evening_at

DUE = date(2027, 1, 29)


@pytest.fixture
def followed(tmp_path):
    """A declared evening whose pack is handed over."""
    evening = evening_at("declared", tmp_path)
    evening.clock.at = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
    evening.do(handover.made, file="pack.zip", result="0" * 64)
    evening.do(handover.handed_over, to="Democratic Services")
    yield evening
    evening.desk.close()


def stands(evening, day: date) -> Counter[str]:
    return Counter(each.stand for each in owed(evening.desk.state, day))


def test_before_the_day_every_answer_is_coming_and_nothing_overdue(followed):
    found = owed(followed.desk.state, date(2027, 1, 19))
    assert {(each.stand, render(each.what), each.days) for each in found} == {
        ("coming", "An answer", 10),
    }
    assert [each.item.number for each in found] == [1, 2, 3, 4, 5, 6]


def test_on_the_day_itself_an_answer_is_still_coming_and_overdue_the_day_after(
    followed,
):
    assert stands(followed, DUE) == {"coming": 6}
    assert stands(followed, date(2027, 1, 30)) == {"overdue": 6}


def test_an_answer_after_its_day_came_late_and_what_it_promised_is_coming(
    followed,
):
    play_on(followed, 2)
    found = owed(followed.desk.state, date(2027, 2, 20))
    late = [each for each in found if each.stand == "late"]
    assert len(late) == 5
    assert {each.days for each in late} == {14}
    promised = {
        each.item.number: render(each.who)
        for each in found
        if each.stand == "coming"
    }
    assert promised[1] == "Highways"


def test_the_longest_overdue_stands_first_and_what_came_late_last(followed):
    play_on(followed, 3)
    found = owed(followed.desk.state, date(2027, 5, 4))
    order = [each.stand for each in found]
    assert order == sorted(order, key=["overdue", "coming", "late"].index)
    overdue = [each.days for each in found if each.stand == "overdue"]
    assert overdue == sorted(overdue, reverse=True)


def test_what_is_stopped_or_rejected_promises_nothing_more(followed):
    play_on(followed, 5)
    state = followed.desk.state
    stopped = {
        each.id
        for each in items(state)
        if state.book.of(each.id).stopped is not None
    }
    assert stopped
    found = owed(state, date(2027, 3, 1))
    assert (
        not {each.item.id for each in found if each.stand == "coming"} & stopped
    )


def test_each_that_is_owed_has_a_key_of_its_own(followed):
    play_on(followed, 3)
    keys = [each.key for each in owed(followed.desk.state, date(2027, 5, 26))]
    assert len(keys) == len(set(keys))
