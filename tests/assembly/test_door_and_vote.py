"""Door and kiosk: one person, one ballot; the record never says what was on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.minutes.entries import PersonRef
from pbdesk.questions import box, door
from pbdesk.questions.batches import identity
from pbdesk.questions.box import PapersAddedUp
from pbdesk.questions.door import (
    BallotMoved,
    BallotTakenBack,
    Door,
    PaperSpoilt,
    StubGiven,
    Stubs,
)
from pbdesk.questions.kiosk import cast
from pbdesk.questions.spares import in_the_envelope
from pbdesk.ui.pages.given_out import given_out
from tests.assembly.said import said
from tests.turned import with_round

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def someone(desk):
    return next(
        ref
        for ref in sorted(desk.state.door.register)
        if ref not in desk.state.door.by_person
    )


def test_nobody_gets_a_ballot_before_the_vote_is_open(evening):
    desk = evening("register").desk
    assert said(
        desk.do(
            door.give,
            person=someone(desk),
            channel="paper",
            checked_with="letter",
        ),
    ).startswith("The vote is not open")


def test_nobody_gets_a_second_ballot(evening):
    desk = evening("open").desk
    person = someone(desk)
    assert (
        desk.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
        )
        is None
    )
    assert said(
        desk.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        ),
    ) == ("This person already has ballot 1.")


def test_a_control_number_is_given_out_once(evening):
    desk = evening("open").desk
    assert (
        desk.do(
            door.give,
            person=someone(desk),
            channel="paper",
            checked_with="letter",
            stub="77",
        )
        is None
    )
    refusal = desk.do(
        door.give,
        person=someone(desk),
        channel="paper",
        checked_with="letter",
        stub="77",
    )
    assert (said(refusal), refusal.where) == (
        "Ballot 77 was given out already.",
        "stub",
    )


def test_a_given_stub_is_not_undone(evening):
    desk = evening("open").desk
    assert (
        desk.do(
            door.give,
            person=someone(desk),
            channel="paper",
            checked_with="letter",
        )
        is None
    )
    assert said(desk.undo()) == "What was done last cannot be undone."


def test_a_spoilt_paper_is_exchanged_and_both_are_accounted_for(evening):
    desk = evening("open").desk
    assert (
        desk.do(
            door.give,
            person=someone(desk),
            channel="paper",
            checked_with="known",
        )
        is None
    )
    assert desk.do(door.exchange, stub="1") is None
    assert (
        desk.state.door.given("paper"),
        desk.state.door.spoilt,
        desk.state.door.people,
    ) == (
        2,
        1,
        1,
    )


def kiosk(desk):
    person = someone(desk)
    assert (
        desk.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )
        is None
    )
    return desk.state.door.by_person[person]


def test_a_kiosk_stub_casts_one_ballot(evening):
    desk = evening("open").desk
    stub, project = kiosk(desk), desk.state.sheet.lines[0].project
    assert desk.do(cast, stub=stub, marks={project: 1}) is None
    assert (
        said(desk.do(cast, stub=stub, marks={project: 1}))
        == f"Ticket {stub} has no ballot to cast."
    )
    assert desk.record.urn_count() == 1


def test_too_many_crosses_are_refused_at_the_kiosk_and_the_stub_stays_open(
    evening,
):
    desk = evening("open").desk
    stub = kiosk(desk)
    refusal = desk.do(
        cast,
        stub=stub,
        marks={line.project: 1 for line in desk.state.sheet.lines},
    )
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


def given_to(desk, channel="paper"):
    person = someone(desk)
    assert (
        desk.do(door.give, person=person, channel=channel, checked_with="known")
        is None
    )
    return person, desk.state.door.by_person[person]


def test_a_ballot_is_never_given_to_somebody_who_is_not_in_the_register(
    evening,
):
    desk = evening("open").desk
    before = desk.entries
    refusal = desk.do(
        door.give,
        person="nobody",
        channel="paper",
        checked_with="letter",
    )
    assert (said(refusal), refusal.where) == (
        "This person is not in the register.",
        "person",
    )
    assert (desk.entries, desk.state.door.given()) == (before, 0)


def test_a_kiosk_stub_is_never_exchanged_as_spoilt_paper(evening):
    desk = evening("open").desk
    _, stub = given_to(desk, "kiosk")
    assert (
        said(desk.do(door.exchange, stub=stub))
        == f"There is no paper {stub} to exchange."
    )
    assert (desk.state.door.given(), desk.state.door.spoilt) == (1, 0)


def test_a_paper_given_to_the_wrong_person_is_taken_back_and_they_can_be_given_one_again(
    evening,
):
    desk = evening("open").desk
    person, stub = given_to(desk)
    assert desk.do(door.take_back, stub=stub) is None
    stands = desk.state.door
    assert (stands.people, stands.given("paper"), stands.in_the_envelope) == (
        0,
        1,
        1,
    )
    assert said(desk.do(door.exchange, stub=stub)).startswith(
        "There is no paper 1",
    )
    assert said(desk.do(door.take_back, stub=stub)) == "Nobody has ballot 1."
    assert (
        desk.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
        )
        is None
    )
    assert desk.state.door.by_person[person] == "2"


def test_a_kiosk_stub_that_was_taken_back_opens_no_ballot(evening):
    desk = evening("open").desk
    _, stub = given_to(desk, "kiosk")
    assert desk.do(door.take_back, stub=stub) is None
    assert not desk.state.door.open_permits(desk.state.kiosk.taken)
    project = desk.state.sheet.lines[0].project
    assert said(desk.do(cast, stub=stub, marks={project: 1})) == (
        f"Ticket {stub} has no ballot to cast."
    )
    assert desk.state.kiosk.in_urn == 0


@pytest.mark.parametrize("channel", ["paper", "large", "kiosk"])
def test_a_ballot_ticked_beside_the_wrong_name_moves_to_the_person_who_has_it(
    evening,
    channel,
):
    desk = evening("open").desk
    wrong, stub = given_to(desk, channel)
    right = someone(desk)
    assert (
        desk.do(door.move, stub=stub, person=right, checked_with="letter")
        is None
    )
    stands = desk.state.door
    assert dict(stands.by_person) == {right: stub}
    assert (stands.given(), stands.in_the_envelope, stands.people) == (1, 0, 1)
    assert (
        desk.do(door.give, person=wrong, channel="paper", checked_with="letter")
        is None
    )
    assert desk._folded().door == desk.state.door


def test_a_ballot_moves_only_to_somebody_who_may_have_one(evening):
    desk = evening("open").desk
    other, _ = given_to(desk)
    _, stub = given_to(desk)

    def refused(**given):
        return said(desk.do(door.move, stub=stub, **given))

    assert (
        refused(person=other, checked_with="letter")
        == "This person already has ballot 1."
    )
    assert (
        refused(person="nobody", checked_with="letter")
        == "This person is not in the register."
    )
    assert (
        refused(person=someone(desk), checked_with="")
        == "Say how the person was checked."
    )


@pytest.mark.parametrize("act", ["take_back", "move"])
def test_a_ballot_that_was_cast_at_the_kiosk_is_neither_taken_back_nor_moved(
    evening,
    act,
):
    desk = evening("open").desk
    _, stub = given_to(desk, "kiosk")
    project = desk.state.sheet.lines[0].project
    assert desk.do(cast, stub=stub, marks={project: 1}) is None
    more = (
        {"person": someone(desk), "checked_with": "letter"}
        if act == "move"
        else {}
    )
    assert said(desk.do(getattr(door, act), stub=stub, **more)) == (
        f"Ballot {stub} was cast at the kiosk, and a vote cannot be taken back."
    )


def test_after_the_close_nothing_at_the_door_is_put_right_any_more(evening):
    desk = evening("closed").desk
    stub = next(iter(desk.state.door.by_person.values()))
    assert said(desk.do(door.take_back, stub=stub)).startswith(
        "The vote is not open",
    )


def test_ballots_given_by_mistake_stand_in_the_sum_of_what_was_given_out(
    evening,
):
    desk = evening("door").desk
    paper = next(
        n for n, s in desk.state.door.stubs.items() if s.channel == "paper"
    )
    assert desk.do(door.take_back, stub=paper) is None
    _, stub = given_to(desk, "kiosk")
    before = papers_and_kiosk(desk)
    assert desk.do(door.take_back, stub=stub) is None
    after = papers_and_kiosk(desk)
    assert after.spoilt == before.spoilt + 1
    assert after.unreturned == before.unreturned - 1
    for stated in (before, after):
        known = stated.cast + stated.spoilt + stated.unreturned + stated.missing
        assert stated.issued == known


def at_random(choices):
    """A door at which these things happened one after the other; what cannot be is passed over."""
    given = Stubs()
    for n, (what, channel) in enumerate(choices):
        held = [*given.by_person.values()]
        person = PersonRef(f"person-{n}")
        if what == "give":
            entry = StubGiven(
                stub=f"{n}",
                channel=channel,
                person=person,
                checked_with="letter",
            )
        elif not held:
            continue
        elif what == "spoil":
            entry = PaperSpoilt(stub=held[0], replacement=f"{n}")
        elif what == "back":
            entry = BallotTakenBack(held[0])
        else:
            entry = BallotMoved(
                stub=held[0],
                person=person,
                checked_with="letter",
            )
        given = door.apply(given, entry, NOON)
    return Door(given_out=given)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("give", "give", "spoil", "back", "move")),
            st.sampled_from(("paper", "large", "kiosk")),
        ),
    ),
)
def test_what_was_given_out_is_counted_as_it_happens(choices):
    found = at_random(choices)
    stubs = found.stubs.values()
    assert found.given() == len(stubs)
    assert found.spoilt == sum(each.spoilt for each in stubs)
    assert found.people == found.held()
    for channel in ("paper", "large", "kiosk"):
        own = [each for each in stubs if each.channel == channel]
        assert found.given(channel) == len(own)
        assert found.mistaken(channel) == sum(each.mistaken for each in own)
        assert found.held(channel) == sum(not each.returned for each in own)


class Unread(dict):
    """Stubs that are as many as they are; nobody may go through them."""

    def values(self):
        raise AssertionError("somebody went through the stubs")

    __iter__ = items = keys = values


def test_nobody_goes_through_the_stubs_to_say_how_many_there_are(evening):
    state = evening("door").desk.state
    held = replace(state.door.given_out, stubs=Unread(state.door.stubs))
    turned = with_round(state, given_out=held)
    assert given_out(turned) == given_out(state)
    assert turned.door.given() == len(state.door.stubs)
    assert in_the_envelope(turned) == in_the_envelope(state)


def papers_and_kiosk(desk):
    """What would be stated if no paper came into the box."""
    found = identity(desk.state, 0)
    papers = PapersAddedUp(
        issued=found.issued,
        counted=0,
        rejected=0,
        spoilt=found.spoilt,
        unreturned=0,
        missing=found.missing,
    )
    return box._all_channels(desk.state, papers, "")


def test_the_minutes_tell_that_a_ballot_was_given_by_mistake(evening):
    desk = evening("open").desk
    _, stub = given_to(desk)
    assert (
        desk.do(
            door.move,
            stub=stub,
            person=someone(desk),
            checked_with="letter",
        )
        is None
    )
    assert desk.do(door.take_back, stub=stub) is None
    told = [
        render(desk.kind.tell(each.entry, desk.state))
        for each in desk.recorded[-2:]
    ]
    assert told == [
        "Ballot 1 had been ticked beside the wrong name; it stands beside the right one now.",
        "Ballot 1 was given by mistake and taken back.",
    ]
    assert said(desk.undo()) == "What was done last cannot be undone."


def test_two_of_the_staff_keep_the_door_and_the_record_knows_which(evening):
    desk = evening("open").desk
    assert desk.do(door.keep, first="teller-1", second="teller-2") is None
    assert desk.do(door.keep, first="facilitator", second="teller-2") is None
    kept = [each.by for each in desk.state.door.kept]
    assert kept == [("teller-1", "teller-2"), ("facilitator", "teller-2")]
    told = render(desk.kind.tell(desk.recorded[-1].entry, desk.state))
    assert told == "Facilitator and Teller 2 keep the door."


@pytest.mark.parametrize(
    ("first", "second", "where"),
    [
        ("", "teller-2", "first"),
        ("teller-1", "", "second"),
        ("teller-9", "teller-2", "first"),
        ("teller-1", "teller-1", "second"),
    ],
)
def test_nobody_keeps_the_door_alone_or_unnamed(evening, first, second, where):
    desk = evening("open").desk
    refusal = desk.do(door.keep, first=first, second=second)
    assert refusal is not None
    assert refusal.where == where
    assert not desk.state.door.kept


def test_who_keeps_the_door_already_is_not_recorded_twice(evening):
    desk = evening("open").desk
    assert desk.do(door.keep, first="teller-1", second="teller-2") is None
    again = desk.do(door.keep, first="teller-2", second="teller-1")
    assert said(again).startswith("These two keep the door already")


def test_after_the_close_nobody_is_said_to_have_kept_the_door(evening):
    desk = evening("closed").desk
    late = desk.do(door.keep, first="teller-1", second="teller-2")
    assert said(late).startswith("The vote is closed")


def test_a_ticket_waits_until_it_is_used_and_beside_one_that_was_taken_back(
    evening,
):
    desk = evening("open").desk
    _, first = given_to(desk, "kiosk")
    _, second = given_to(desk, "kiosk")
    waits = desk.state.door.open_permits
    assert waits(frozenset()) == {first, second}
    assert waits(frozenset({first})) == {second}
    assert waits(frozenset({first, second})) == frozenset()
    assert desk.do(door.take_back, stub=first) is None
    _, third = given_to(desk, "kiosk")
    over = frozenset({first, second})  # the first left all questions out
    assert desk.state.door.open_permits(over) == {third}
    more = frozenset({first, second, third})
    assert desk.state.door.open_permits(more) == frozenset()
