"""Door and kiosk: one person, one ballot; the record never says what was on it."""

from __future__ import annotations

from pbdesk.questions import door
from pbdesk.questions.kiosk import cast
from tests.assembly.said import said


def someone(desk):
    return next(
        ref for ref in sorted(desk.state.door.register) if ref not in desk.state.door.by_person
    )


def test_nobody_gets_a_ballot_before_the_vote_is_open(evening):
    desk = evening("register").desk
    assert said(
        desk.do(door.give, person=someone(desk), channel="paper", checked_with="letter")
    ).startswith("The vote is not open")


def test_nobody_gets_a_second_ballot(evening):
    desk = evening("open").desk
    person = someone(desk)
    assert desk.do(door.give, person=person, channel="paper", checked_with="letter") is None
    assert said(desk.do(door.give, person=person, channel="kiosk", checked_with="letter")) == (
        "This person already has ballot 1."
    )


def test_a_control_number_is_given_out_once(evening):
    desk = evening("open").desk
    assert (
        desk.do(door.give, person=someone(desk), channel="paper", checked_with="letter", stub="77")
        is None
    )
    refusal = desk.do(
        door.give, person=someone(desk), channel="paper", checked_with="letter", stub="77"
    )
    assert (said(refusal), refusal.where) == ("Ballot 77 was given out already.", "stub")


def test_a_given_stub_is_not_undone(evening):
    desk = evening("open").desk
    assert desk.do(door.give, person=someone(desk), channel="paper", checked_with="letter") is None
    assert said(desk.undo()) == "The last act cannot be undone."


def test_a_spoilt_paper_is_exchanged_and_both_are_accounted_for(evening):
    desk = evening("open").desk
    assert desk.do(door.give, person=someone(desk), channel="paper", checked_with="known") is None
    assert desk.do(door.exchange, stub="1") is None
    assert (desk.state.door.given("paper"), desk.state.door.spoilt, desk.state.door.people) == (
        2,
        1,
        1,
    )


def kiosk(desk):
    person = someone(desk)
    assert desk.do(door.give, person=person, channel="kiosk", checked_with="letter") is None
    return desk.state.door.by_person[person]


def test_a_kiosk_stub_casts_one_ballot(evening):
    desk = evening("open").desk
    stub, project = kiosk(desk), desk.state.sheet.lines[0].project
    assert desk.do(cast, stub=stub, marks={project: 1}) is None
    assert (
        said(desk.do(cast, stub=stub, marks={project: 1})) == f"Stub {stub} has no ballot to cast."
    )
    assert desk.record.urn_count() == 1


def test_too_many_crosses_are_refused_at_the_kiosk_and_the_stub_stays_open(evening):
    desk = evening("open").desk
    stub = kiosk(desk)
    refusal = desk.do(cast, stub=stub, marks={line.project: 1 for line in desk.state.sheet.lines})
    assert (refusal.where, desk.state.kiosk.in_urn) == ("marks", 0)
    assert stub in desk.state.door.open_permits(desk.state.kiosk.taken)


def test_no_entry_of_a_cast_says_what_was_on_the_ballot(evening):
    desk = evening("open").desk
    stub, project = kiosk(desk), desk.state.sheet.lines[0].project
    before = desk.entries
    assert desk.do(cast, stub=stub, marks={project: 1}) is None
    bodies = [entry.body for entry in desk.record.entries(after=before)]
    assert [entry.type for entry in desk.record.entries(after=before)] == [
        "kiosk.permit_taken",
        "urn.count",
    ]
    assert project not in str(bodies)
    assert "at" not in bodies[1]


def test_an_unsealed_urn_is_not_read(evening):
    import pytest

    desk = evening("door").desk
    with pytest.raises(ValueError, match="sealed"):
        list(desk.ballots())


def test_nothing_is_cast_after_the_close(evening):
    desk = evening("closed").desk
    assert said(desk.do(cast, stub="K1", marks={})) == "The vote is not open."
