"""Ideas: every proposer is owed an answer, and nothing disappears."""

from __future__ import annotations

from pbdesk.assembly import ideas
from pbdesk.assembly.doubts import doubts
from pbdesk.i18n import render
from pbdesk.questions import sheet
from tests.assembly.said import said


def first_open(desk):
    return desk.state.ideas.open[0].id


def test_an_idea_without_a_title_is_refused_beside_its_title(evening):
    refusal = evening("sealed").desk.do(ideas.receive, title="  ")
    assert (said(refusal), refusal.where) == ("The idea has no title.", "title")


def test_direction_signs_are_taken_out_of_a_title(evening):
    desk = evening("sealed").desk
    assert desk.do(ideas.receive, title="Park\u202e\u2066 gnihcneb") is None
    assert desk.state.ideas.open[0].title == "Park gnihcneb"


def test_a_proposal_is_not_refused_without_a_reason(evening):
    desk = evening("ideas").desk
    refusal = desk.do(ideas.answer, proposal=first_open(desk), accepted=False)
    assert (said(refusal), refusal.where) == (
        "Whoever hands in an idea is owed a reason.",
        "reason",
    )


def test_a_project_over_the_pot_needs_a_reason_to_stand_on_the_ballot(evening):
    desk = evening("ideas").desk
    dear = desk.do(
        ideas.answer,
        proposal=first_open(desk),
        accepted=True,
        cost=6_000_001,
    )
    assert said(dear) == "£60,000.01 is more than the whole pot of £60,000."
    why = "A gift pays the rest."
    assert (
        desk.do(
            ideas.answer,
            proposal=first_open(desk),
            accepted=True,
            cost=6_000_001,
            reason=why,
        )
        is None
    )


def test_merging_needs_consent(evening):
    desk = evening("ideas").desk
    first, second = (p.id for p in desk.state.ideas.open[:2])
    refusal = desk.do(
        ideas.merge,
        proposal=first,
        into=second,
        consent=False,
        reason="Alike",
    )
    assert refusal.where == "consent"
    assert (
        desk.do(
            ideas.merge,
            proposal=first,
            into=second,
            consent=True,
            reason="Alike",
        )
        is None
    )
    assert desk.state.ideas.by_id[first].state == "merged"


def test_a_withdrawn_proposal_keeps_its_reason(evening):
    desk = evening("ideas").desk
    gone = first_open(desk)
    assert (
        desk.do(
            ideas.withdraw,
            proposal=gone,
            reason="The council will pay for it",
        )
        is None
    )
    assert (
        str(desk.state.ideas.by_id[gone].reason)
        == "The council will pay for it"
    )


def test_after_the_ballot_is_drawn_up_nothing_on_the_list_changes(evening):
    desk = evening("drawn-up").desk
    project = desk.state.ideas.projects[0].id
    assert said(
        desk.do(ideas.withdraw, proposal=project, reason="x"),
    ).startswith(
        "The ballot is drawn up",
    )


def test_the_ballot_is_not_drawn_up_while_a_proposal_waits(evening):
    refusal = evening("answering").desk.do(sheet.draw_up)
    assert "has no answer yet" in said(refusal)


def test_the_order_on_the_ballot_is_the_order_of_the_lot(evening):
    desk = evening("drawn-up").desk
    from pbdesk.voting.ties import Lot, lot_order

    drawn = next(
        r.entry
        for r in desk.recorded
        if isinstance(r.entry, sheet.BallotDrawnUp)
    )
    projects = [project.id for project in desk.state.ideas.projects]
    assert tuple(line.project for line in drawn.lines) == lot_order(
        Lot(drawn.seed, "sheet"),
        projects,
    )
    assert [line.code for line in drawn.lines] == list("ABCDEFGH")


def test_erased_words_show_as_erased_and_the_record_stays_whole(evening):
    from pbdesk.assembly.kind import ASSEMBLY

    desk = evening("answered").desk
    answered = next(
        r
        for r in desk.recorded
        if isinstance(r.entry, ideas.ProposalAnswered) and not r.entry.accepted
    )
    assert (
        desk.do(desk.erasing, number=answered.seq, reason="asked for") is None
    )
    path = desk.record.path
    desk.close()
    from pbdesk.app.desk import Desk

    with Desk.open(path) as again:
        entry = next(r.entry for r in again.recorded if r.seq == answered.seq)
        assert "(these words were erased)" in render(
            ASSEMBLY.tell(entry, again.state),
        )


def test_the_minutes_tell_also_what_was_done_to_a_proposal_that_was_taken_back(
    evening,
):
    from pbdesk.assembly.kind import ASSEMBLY

    desk = evening("sealed").desk
    assert desk.do(ideas.receive, title="Benches") is None
    assert (
        desk.do(
            ideas.withdraw,
            proposal=first_open(desk),
            reason="Built already",
        )
        is None
    )
    assert desk.undo() is None
    assert desk.undo() is None
    told = [
        render(ASSEMBLY.tell(r.entry, desk.state)) for r in desk.recorded[-4:]
    ]
    assert told[0].endswith("“Benches”.")
    assert (
        told[1]
        == "“a proposal that was taken back” was withdrawn: Built already"
    )


def test_two_proposals_of_one_title_are_told_apart_before_the_ballot(evening):
    desk = evening("sealed").desk
    for title in ("Bench at the weir", "BENCH at the weir", "Trees"):
        desk.do(ideas.receive, title=title)
    first, second, third = desk.state.ideas.open
    assert [render(words) for words in doubts(desk.state, second.id)] == [
        "No. 1 has the same title. On the ballot the two could not be told apart: merge them, or "
        "amend one.",
    ]
    assert not doubts(desk.state, third.id)
    desk.do(
        ideas.withdraw,
        proposal=first.id,
        reason="Asked for by its proposer.",
    )
    assert not doubts(desk.state, second.id)


def test_a_title_with_letters_that_look_like_others_is_said(evening):
    desk = evening("sealed").desk
    desk.do(ideas.receive, title="P\u0430rk")
    (told,) = doubts(desk.state, first_open(desk))
    assert "mixes letters of two alphabets" in render(told)


def test_one_project_is_no_ballot_and_the_way_says_so_before_it_is_refused(
    evening,
):
    desk = evening("sealed").desk
    desk.do(ideas.receive, title="Benches")
    desk.do(
        ideas.answer,
        proposal=first_open(desk),
        accepted=True,
        cost=4000_00,
    )
    assert [render(each.words) for each in ideas.missing(desk.state)] == [
        "A ballot needs at least two projects.",
    ]
    desk.do(ideas.receive, title="Trees")
    desk.do(
        ideas.answer,
        proposal=first_open(desk),
        accepted=True,
        cost=4000_00,
    )
    assert not ideas.missing(desk.state)
    assert desk.do(sheet.draw_up) is None
