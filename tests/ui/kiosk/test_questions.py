"""One voter at the kiosk, and several questions: each is marked, reviewed and cast by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pbdesk.app.desk import Desk
from pbdesk.questions import door, kiosk
from pbdesk.ui.kiosk.asking import Locked
from pbdesk.ui.kiosk.faces import Skipping
from pbdesk.ui.kiosk.recorded import Recorded
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.theme import theme
from tests.asking import GROUP, MOOD, NAME, ROAD, desk_until, do, placed
from tests.assembly.said import said
from tests.ui.kiosk.test_journey import words_on


@pytest.fixture
def desk(tmp_path) -> Iterator[Desk]:
    made = desk_until("given", tmp_path)
    yield made
    made.close()


def cast_at(desk: Desk, stub: str) -> set[str]:
    return {
        each
        for each in desk.state.order
        if stub in desk.state.of(each).kiosk.taken
    }


def mark_first(window: KioskWindow) -> None:
    ballot = window.booth.ballot
    if ballot.sheet.style == "ordinal":
        ballot.put(ballot.sheet.lines[0].project, 1)
    else:
        ballot.lines[0].click()


def test_all_questions_of_the_round_are_cast_one_after_the_other_and_thanked_once(
    desk,
    kiosk_of,
    voter_at,
):
    window = kiosk_of(desk)
    voter, asked = voter_at(window), []
    for place in (1, 2, 3):
        asked.append(window._asked)
        assert f"uestion {place} of 3" in words_on(window.booth)
        mark_first(window)
        voter.casts()
    assert asked == [GROUP, ROAD, MOOD]
    assert cast_at(desk, "K1") == {GROUP, ROAD, MOOD}
    assert isinstance(window.face, Recorded)
    assert desk.state.asked == GROUP, "the desk is turned as it was"
    assert window.booth is None


def test_the_window_may_be_turned_to_another_round(desk, kiosk_of, voter_at):
    desk.turn(NAME)
    window = kiosk_of(desk)
    mark_first(window)
    voter_at(window).casts()
    assert cast_at(desk, "K1") == {GROUP}
    assert desk.state.asked == NAME


def test_a_skipped_question_is_not_cast_and_never_asked_of_this_stub_again(
    desk,
    kiosk_of,
    voter_at,
):
    window = kiosk_of(desk)
    mark_first(window)
    voter = voter_at(window)
    voter.casts()
    voter.looks()
    window.booth.skip.click()
    assert isinstance(window.face, Skipping)
    voter.looks()
    assert window.face.stay.hasFocus()
    window.face.stay.click()
    assert window._asked == ROAD
    voter.looks()
    window.booth.skip.click()
    window.face.skip.click()
    assert window._asked == MOOD
    mark_first(window)
    voter.casts()
    assert cast_at(desk, "K1") == {GROUP, MOOD}
    assert desk.state.of(ROAD).kiosk.in_urn == 0
    voter.looks(60)
    assert isinstance(window.face, Locked)
    window.next_ballot()
    assert window.stub == "K2"
    desk.turn(ROAD)
    refusal = desk.do(kiosk.cast, stub="K1", marks=placed(desk, {"Yes": 1}))
    assert said(refusal) == "Ticket K1 has no ballot to cast."


def test_after_a_crash_it_goes_on_at_the_first_question_that_was_not_cast(
    tmp_path,
    kiosk_of,
):
    desk = desk_until("given", tmp_path)
    do(desk, kiosk.cast, stub="K1", marks=placed(desk, {"Ada": 1}))
    desk.close()
    with Desk.open(desk.record.path) as again:
        window = kiosk_of(again)
        assert (window.stub, window._asked) == ("K1", ROAD)


def test_no_price_stands_where_no_money_is_shared_out_and_answers_speak_the_voters_language(
    desk,
    kiosk_of,
    voter_at,
):
    do(desk, kiosk.cast, stub="K1", marks=placed(desk, {"Ada": 1}))
    window = kiosk_of(desk)
    names = [row.accessibleName() for row in window.booth.ballot.lines]
    assert names == ["A, Yes", "B, No", "C, I abstain"]
    window._speak("ar")
    assert not any(
        "Yes" in row.accessibleName() for row in window.booth.ballot.lines
    )
    theme().set(language="en")
    assert {
        row.accessibleDescription() for row in window.booth.ballot.lines
    } == {""}
    window.booth.ballot.lines[0].click()
    review = voter_at(window).checks()
    assert "You marked one line" in words_on(review)
    assert "project" not in words_on(review)
    assert "£" not in words_on(review)


def test_a_ballot_of_which_one_question_was_cast_is_not_taken_back_at_the_door(
    desk,
):
    do(desk, kiosk.cast, stub="K1", marks=placed(desk, {"Ada": 1}))
    desk.turn(ROAD)
    assert said(desk.do(door.take_back, stub="K1")).startswith(
        "Ballot K1 was cast at the kiosk",
    )


def test_steps_of_a_scale_stand_in_their_own_order(desk):
    for question in (ROAD, MOOD):
        lines = desk.state.of(question).sheet.lines
        fixed = list(desk.state.of(question).terms.of.options)
        assert [line.project for line in lines] == fixed


def test_a_voter_who_skips_every_question_is_not_told_that_a_ballot_is_cast(
    desk,
    kiosk_of,
    voter_at,
):
    window = kiosk_of(desk)
    voter = voter_at(window)
    for _ in range(3):
        voter.looks()
        window.booth.skip.click()
        window.face.skip.click()
    assert isinstance(window.face, Recorded)
    assert "You cast no ballot" in words_on(window.face)


def test_the_next_question_says_that_the_one_before_is_cast_and_never_with_what(
    desk,
    kiosk_of,
    voter_at,
):
    window = kiosk_of(desk)
    mark_first(window)
    voter = voter_at(window)
    voter.casts()
    said = words_on(window.booth)
    assert "Question 1 is cast. This is question 2 of 3." in said
    assert "Nothing is cast yet for this question." in said
    voter.looks()
    window.booth.skip.click()
    window.face.skip.click()
    assert "Question 3 of 3" in words_on(window.booth), "2 was left out"
    mark_first(window)
    voter.casts()
    assert "Your two ballots are cast." in words_on(window.face)


def test_where_one_is_marked_a_press_on_another_row_moves_the_mark(
    desk,
    kiosk_of,
):
    do(desk, kiosk.cast, stub="K1", marks=placed(desk, {"Ada": 1}))
    window = kiosk_of(desk)
    yes, no, _ = window.booth.ballot.lines
    yes.click()
    no.click()
    assert list(window.booth.ballot.marks()) == [no.line.project]
    assert "Press another row to change your mark." in words_on(window.booth)
    no.click()
    assert not window.booth.ballot.marks(), "again takes it away"
