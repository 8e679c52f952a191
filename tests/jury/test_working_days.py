"""Deadlines in working days, as people in each nation count them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.jury.working_days import NATIONS, Calendar

WORKED = json.loads(
    (
        Path(__file__).parents[1] / "data" / "working-days" / "expected.json"
    ).read_text(),
)["cases"]


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["id"])
def test_a_deadline_falls_on_the_day_that_was_counted_by_hand(case):
    start, end = (
        date.fromisoformat(case["after"]),
        date.fromisoformat(case["expected"]),
    )
    calendar = Calendar(case["nation"])
    assert calendar.after(start, case["working_days"]) == end
    assert calendar.between(start, end) == case["working_days"]


def test_a_day_that_is_proclaimed_later_can_be_added():
    start = date(2026, 11, 26)
    known = Calendar("england-and-wales")
    told = Calendar("england-and-wales", frozenset({date(2026, 11, 27)}))
    assert known.after(start, 1) == date(2026, 11, 27)
    assert told.after(start, 1) == date(2026, 11, 30)


def test_a_deadline_of_no_days_is_none():
    with pytest.raises(ValueError, match="at least one working day"):
        Calendar("scotland").after(date(2026, 1, 1), 0)


DAYS = st.dates(date(2019, 1, 1), date(2028, 6, 30))


@given(DAYS, st.integers(1, 60), st.sampled_from(sorted(NATIONS)))
def test_a_deadline_is_a_working_day_and_one_day_more_is_the_next(
    start,
    days,
    nation,
):
    calendar = Calendar(nation)
    end = calendar.after(start, days)
    assert calendar.is_working_day(end)
    assert calendar.between(start, end) == days
    following = calendar.after(start, days + 1)
    assert following > end
    between = [end + timedelta(n) for n in range(1, (following - end).days)]
    assert not any(calendar.is_working_day(day) for day in between)
