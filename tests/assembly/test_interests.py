"""Interests: declared by role, before discussion, and handled; nobody is named."""

from __future__ import annotations

from pbdesk.assembly import floor
from pbdesk.assembly.deliberated import late
from pbdesk.assembly.figures import figures
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.minutes import interests
from tests.assembly.said import said
from tests.evenings import state_at


def declared(desk, **given):
    said_ = {
        "role": "steering",
        "what": "Lives beside the path.",
        "handled": "declared",
        **given,
    }
    assert desk.do(interests.declare, **said_) is None
    return list(desk.state.interests.by_id.values())[-1]


def test_an_interest_needs_to_be_said(evening):
    refusal = evening("sealed").desk.do(
        interests.declare,
        role="teller",
        what=" ",
        handled="declared",
    )
    assert (said(refusal), refusal.where) == (
        "Nobody knows what the interest is.",
        "what",
    )


def test_a_dispensation_needs_a_reason(evening):
    desk = evening("sealed").desk
    refusal = desk.do(
        interests.declare,
        role="teller",
        what="A cousin.",
        handled="dispensation",
    )
    assert (said(refusal), refusal.where) == (
        "A dispensation needs a reason.",
        "reason",
    )
    interest = declared(desk)
    assert (
        desk.do(
            interests.handle,
            interest=interest.id,
            handled="dispensation",
        ).where
        == "reason"
    )


def test_handling_it_otherwise_keeps_what_was_decided_before_in_the_record(
    evening,
):
    desk = evening("sealed").desk
    interest = declared(desk)
    assert (
        desk.do(
            interests.handle,
            interest=interest.id,
            handled="recused",
            reason="Asked to.",
        )
        is None
    )
    assert desk.state.interests.by_id[interest.id].handled == "recused"
    told = [
        render(ASSEMBLY.tell(each.entry, desk.state))
        for each in desk.recorded[-2:]
    ]
    assert told == [
        "Interest, A member of the steering group: Lives beside the path. Declared, takes part.",
        "Interest, A member of the steering group: Stood aside. Asked to.",
    ]


def test_what_is_declared_after_the_discussion_is_shown_as_late(evening):
    desk = evening("planned").desk
    first, second = desk.state.agenda.presentations[:2]
    assert desk.do(floor.begin, item=first.id) is None
    assert late(desk.state, declared(desk, project=first.project))
    assert not late(desk.state, declared(desk, project=second.project))
    assert late(desk.state, declared(desk))


def test_the_sample_declared_its_interests_in_time_and_the_record_names_nobody():
    found = figures(state_at("declared")).deliberated.interests
    assert [render(line.who) for line in found] == [
        "A member of the steering group",
        "A teller",
    ]
    assert not any(line.late for line in found)
