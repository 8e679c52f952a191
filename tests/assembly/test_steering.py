"""Who steers: seats by interest with what is missing, and the four things that a meeting needs."""

from __future__ import annotations

import pytest

from pbdesk.assembly import steering
from pbdesk.assembly.steering import INTERESTS, NEEDS, lacking, unchecked
from pbdesk.i18n import render
from pbdesk.ui.pages.charter import wording
from tests.assembly.said import said


def plain_words(desk) -> str:
    return " ".join(render(each) for each in wording(desk.state).sentences)


def test_an_interest_without_anybody_is_named_as_missing(evening):
    desk = evening("charter").desk
    assert lacking(desk.state.steering) == {}
    assert desk.do(steering.set_seats, interest="residents", seats=2) is None
    assert lacking(desk.state.steering) == {
        "residents": 2,
        "users": 1,
        "workers": 1,
        "owners": 1,
    }
    assert (
        desk.do(steering.take, interest="residents", who="Someone of Mill Lane")
        is None
    )
    for interest in ("users", "workers", "owners"):
        assert desk.do(steering.set_seats, interest=interest, seats=1) is None
        assert (
            desk.do(steering.take, interest=interest, who="One of them") is None
        )
    assert lacking(desk.state.steering) == {"residents": 1}
    assert "seats are missing for: Residents" in plain_words(desk)
    assert desk.do(steering.take, interest="residents", who="Another") is None
    assert "5 of 5 seats taken" in plain_words(desk)


def test_a_seat_is_given_up_and_missing_again(evening):
    desk = evening("charter").desk
    assert desk.do(steering.set_seats, interest="users", seats=1) is None
    assert desk.do(steering.take, interest="users", who="A mother") is None
    assert (
        desk.do(steering.set_seats, interest="users", seats=0).where == "seats"
    )
    [seat] = desk.state.steering.taken
    assert desk.do(steering.leave, seat=seat) is None
    assert lacking(desk.state.steering)["users"] == 1
    assert said(desk.do(steering.leave, seat=seat)) == "Nobody sits there."


@pytest.mark.parametrize("seats", [None, -1, 51])
def test_seats_are_a_number_that_a_group_can_have(evening, seats):
    desk = evening("charter").desk
    assert (
        desk.do(steering.set_seats, interest="users", seats=seats).where
        == "seats"
    )


def test_nobody_takes_a_seat_that_is_not_there_or_without_being_named(evening):
    desk = evening("charter").desk
    refusal = desk.do(steering.take, interest="owners", who="A shop")
    assert said(refusal) == "No seat is free."
    assert desk.do(steering.take, interest="owners", who=" ").where == "who"


def test_the_four_things_are_checked_in_words_and_the_charter_says_them(
    evening,
):
    desk = evening("charter").desk
    assert unchecked(desk.state.steering) == (*NEEDS,)
    assert (
        desk.do(steering.check, need="place", met=True, words=" ").where
        == "words"
    )
    assert (
        desk.do(steering.check, need="place", met=True, words="Step-free.")
        is None
    )
    assert (
        desk.do(steering.check, need="time", words="The last bus goes at nine.")
        is None
    )
    assert unchecked(desk.state.steering) == ("time", "organisation", "power")
    assert "Place: Step-free. Time: The last bus goes at nine." in plain_words(
        desk,
    )


def test_no_name_of_the_group_stands_in_the_minutes_or_the_public_record(
    evening,
):
    desk = evening("charter").desk
    assert desk.do(steering.set_seats, interest="residents", seats=1) is None
    assert desk.do(steering.take, interest="residents", who="Ada Marsh") is None
    *_, newest = desk.record.entries()
    assert "Ada" not in str(newest.body)
    told = [
        render(desk.kind.tell(each.entry, desk.state)) for each in desk.recorded
    ]
    assert not [line for line in told if "Ada" in line]
    assert "Residents" in told[-1]
    assert set(INTERESTS) == {"residents", "users", "workers", "owners"}
