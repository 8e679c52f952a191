"""The count: keyed twice and blind, ruled on in view, reconciled, sealed, drawn, counted; and the same again."""

from __future__ import annotations

import hashlib

import pytest

from pbdesk.app.jobs.counting import count_now, counted, recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly import count, declaration
from pbdesk.assembly.figures import figures
from pbdesk.assembly.trace import outcome_bytes
from pbdesk.i18n import render
from tests.assembly.said import said


def key(desk, text, batch=1, turn=1, teller="Ann"):
    return desk.do(count.key, batch=batch, turn=turn, teller=teller, text=text)


def test_a_code_that_is_not_on_the_paper_is_named(evening):
    refusal = key(evening("box").desk, "AZ")
    assert (said(refusal), render(refusal.mend)) == ("“Z” is not on the paper.", "The codes go from A to H.")


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
    assert desk.do(count.take_back, batch=1, turn=1) is None
    assert count.passes(desk.state, 1) == (0, 0)


def test_a_paper_on_which_two_tellers_differ_is_looked_at_again(evening):
    desk = evening("keying").desk
    assert count.unsettled(desk.state, 2) == (9,)
    assert not desk.state.count.batches[2].agreed
    assert desk.do(count.settle, batch=2, paper=9, teller="Cy", text="AB") is None
    assert desk.state.count.batches[2].agreed


def test_a_ruling_needs_a_reason_and_keeps_no_marks(evening):
    desk = evening("keyed").desk
    batch, paper = count.to_rule(desk.state)[0]
    refusal = desk.do(count.rule_paper, batch=batch, paper=paper, codes=["A"], reason=" ")
    assert refusal.where == "reason"
    before = desk.entries
    assert desk.do(count.rule_paper, batch=batch, paper=paper, codes=["A"], reason="The wish is clear.") is None
    body = next(iter(desk.record.entries(after=before))).body
    assert set(body) == {"batch", "paper", "ruling", "code", "reason", "objection", "act", "at"}


def test_a_missing_paper_must_be_explained(evening):
    desk = evening("ruled").desk
    refusal = desk.do(count.reconcile, unreturned=4)
    assert (said(refusal), refusal.where) == ("1 paper is missing.", "explanation")
    assert desk.do(count.reconcile, unreturned=4, explanation="A paper was seen leaving with its voter.") is None


def test_every_paper_issued_is_accounted_for(evening):
    found = figures(evening("declared").desk.state).identity
    assert found.issued == found.counted + found.rejected + found.spoilt + found.unreturned + found.missing
    assert (found.issued, found.counted, found.rejected, found.spoilt, found.unreturned) == (301, 287, 6, 3, 5)


def test_the_dice_are_not_thrown_before_the_urn_is_sealed(evening):
    assert said(evening("reconciled").desk.do(count.draw_seed, dice="3516")) == "The urn is not sealed."


@pytest.mark.parametrize("dice", ["", "351", "3 5 1 7", "abcd"])
def test_what_is_no_throw_of_dice_is_refused(evening, dice):
    desk = evening("reconciled").desk
    assert desk.do(count.seal_urn) is None
    assert desk.do(count.draw_seed, dice=dice).where == "dice"


def test_only_the_sealed_code_opens_the_lot(evening):
    desk = evening("reconciled").desk
    assert desk.do(count.seal_urn) is None
    assert said(desk.do(count.draw_seed, dice="3516", code="AAAA")) == "This is not the code that was sealed."


def test_sealing_moves_every_paper_and_leaves_no_draft(evening):
    desk = evening("urn").desk
    assert len(list(desk.ballots())) == 293 + 56
    assert not [name for name in desk.state.drafts if name.startswith("paper/")]


def test_the_sample_evening_comes_out_as_its_ballots_say(evening):
    result = figures(evening("declared").desk.state)
    assert [(p.title, p.support) for p in result.funded] == [
        ("Lighting on the riverside path", 231), ("Benches and shade at the bowling green", 204),
        ("Friday night youth club", 187), ("Community fridge", 169), ("Dropped kerbs on Station Road", 152)]
    assert (result.valid, result.given, result.leftover) == (343, 5_670_000, 330_000)
    assert {code: n for code, _, n in result.rejected_by} == {
        "too-many": 3, "unmarked": 1, "identifies": 1, "uncertain": 1}


def test_counting_again_gives_the_same_bytes(evening):
    desk = evening("declared").desk
    assert recounted(desk, silent)
    again = outcome_bytes(counted(desk.state, desk.ballots(), silent).outcome)
    assert hashlib.sha256(again).hexdigest() == desk.state.count.counted.digest
    assert said(count_now(desk, silent)).startswith("The ballots were counted already")


def test_an_objection_changes_nothing_but_is_kept(evening):
    desk = evening("declared").desk
    assert desk.do(declaration.note_objection, words="The kerbs cost more than was said.") is None
    assert figures(desk.state).objections == ("The kerbs cost more than was said.",)


def test_a_box_whose_papers_are_keyed_is_not_undone(evening):
    desk = evening("box").desk
    assert key(desk, "A") is None
    assert said(desk.undo()) == "Papers of this box are keyed already."
    assert desk.do(count.take_back, batch=1, turn=1) is None
    assert desk.undo() is None
    assert not desk.state.count.batches


def test_an_undone_ruling_is_ruled_on_again_and_not_brought_back(evening):
    desk = evening("keyed").desk
    batch, paper = count.to_rule(desk.state)[0]
    assert desk.do(count.rule_paper, batch=batch, paper=paper, codes=["A"], reason="The wish is clear.") is None
    assert desk.undo() is None
    assert (batch, paper) in count.to_rule(desk.state)
    assert said(desk.redo()) == "A ruling is not brought back."


def test_a_third_look_can_be_taken_again_until_the_batch_is_agreed(evening):
    desk = evening("box").desk
    for turn, teller, text in ((1, "Ann", "A"), (2, "Bo", "B")):
        assert key(desk, text, batch=12, turn=turn, teller=teller) is None
    for text in ("C", "D"):
        assert desk.do(count.settle, batch=12, paper=1, teller="Cy", text=text) is None
    kept = count.final_paper(desk.state, 12, 1)
    assert desk.state.vote.lines[3].project in kept.ballot
