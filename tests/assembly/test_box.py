"""The box: papers keyed twice and blind, looked at again, ruled on in view, and adding up."""

from __future__ import annotations

from pbdesk.assembly import batches, box
from pbdesk.i18n import render
from tests.assembly.said import said


def key(desk, text, batch=1, turn=1, teller="Ann"):
    return desk.do(box.key, batch=batch, turn=turn, teller=teller, text=text)


def test_a_code_that_is_not_on_the_paper_is_named(evening):
    refusal = key(evening("box").desk, "AZ")
    assert (said(refusal), render(refusal.mend)) == (
        "“Z” is not on the paper.",
        "The codes go from A to H.",
    )


def test_a_code_typed_twice_is_refused(evening):
    assert said(key(evening("box").desk, "AA")) == "A is typed twice."


def test_one_teller_does_not_key_both_passes(evening):
    desk = evening("box").desk
    assert key(desk, "A") is None
    assert said(key(desk, "A", turn=2)) == "Ann keyed the other pass."


def test_keyed_papers_are_never_in_the_record(evening):
    desk = evening("box").desk
    before = desk.entries
    assert key(desk, "ABC") is None
    assert desk.entries == before
    assert desk.state.drafts["paper/1/1/1"]


def test_the_last_paper_can_be_taken_back(evening):
    desk = evening("box").desk
    assert key(desk, "ABC") is None
    assert desk.do(box.take_back, batch=1, turn=1) is None
    assert batches.passes(desk.state, 1) == (0, 0)


def test_a_paper_on_which_two_tellers_differ_is_looked_at_again(evening):
    desk = evening("keying").desk
    assert batches.unsettled(desk.state, 2) == (9,)
    assert not desk.state.box.batches[2].agreed
    assert desk.do(box.settle, batch=2, paper=9, teller="Cy", text="AB") is None
    assert desk.state.box.batches[2].agreed


def test_a_ruling_needs_a_reason_and_keeps_no_marks(evening):
    desk = evening("keyed").desk
    batch, paper = batches.to_rule(desk.state)[0]
    refusal = desk.do(box.rule_paper, batch=batch, paper=paper, codes=["A"], reason=" ")
    assert refusal.where == "reason"
    before = desk.entries
    assert (
        desk.do(box.rule_paper, batch=batch, paper=paper, codes=["A"], reason="The wish is clear.")
        is None
    )
    body = next(iter(desk.record.entries(after=before))).body
    assert set(body) == {"batch", "paper", "ruling", "code", "reason", "objection", "act", "at"}


def test_a_missing_paper_must_be_explained(evening):
    desk = evening("ruled").desk
    refusal = desk.do(box.reconcile, unreturned=4)
    assert (said(refusal), refusal.where) == ("1 paper is missing.", "explanation")
    assert (
        desk.do(box.reconcile, unreturned=4, explanation="A paper was seen leaving with its voter.")
        is None
    )


def test_a_box_whose_papers_are_keyed_is_not_undone(evening):
    desk = evening("box").desk
    assert key(desk, "A") is None
    assert said(desk.undo()) == "Papers of this box are keyed already."
    assert desk.do(box.take_back, batch=1, turn=1) is None
    assert desk.undo() is None
    assert not desk.state.box.batches


def test_an_undone_ruling_is_ruled_on_again_and_not_brought_back(evening):
    desk = evening("keyed").desk
    batch, paper = batches.to_rule(desk.state)[0]
    assert (
        desk.do(box.rule_paper, batch=batch, paper=paper, codes=["A"], reason="The wish is clear.")
        is None
    )
    assert desk.undo() is None
    assert (batch, paper) in batches.to_rule(desk.state)
    assert said(desk.redo()) == "A ruling is not brought back."


def test_a_third_look_can_be_taken_again_until_the_batch_is_agreed(evening):
    desk = evening("box").desk
    for turn, teller, text in ((1, "Ann", "A"), (2, "Bo", "B")):
        assert key(desk, text, batch=12, turn=turn, teller=teller) is None
    for text in ("C", "D"):
        assert desk.do(box.settle, batch=12, paper=1, teller="Cy", text=text) is None
    kept = batches.final_paper(desk.state, 12, 1)
    assert desk.state.vote.lines[3].project in kept.ballot
