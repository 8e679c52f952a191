"""The count: sealed, drawn, counted; and the same again."""

from __future__ import annotations

import hashlib

import pytest
from click.testing import CliRunner

from pbdesk.app.jobs.counting import count_now, counted, recounted
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly.figures import figures
from pbdesk.cli.record import check
from pbdesk.minutes.decision import Writing
from pbdesk.questions import box, count, declaration
from pbdesk.questions.batches import lost_papers
from pbdesk.questions.lot import draw_seed
from pbdesk.questions.papers import PaperDraft, PaperTurn
from pbdesk.voting.trace import outcome_bytes
from tests.assembly.said import said


def test_every_paper_issued_is_accounted_for(evening):
    found = figures(evening("declared").desk.state).identity
    assert (
        found.issued
        == found.counted
        + found.rejected
        + found.spoilt
        + found.unreturned
        + found.missing
    )
    assert (
        found.issued,
        found.counted,
        found.rejected,
        found.spoilt,
        found.unreturned,
    ) == (
        301,
        287,
        6,
        3,
        5,
    )


def test_the_dice_are_not_thrown_before_the_urn_is_sealed(evening):
    assert (
        said(evening("reconciled").desk.do(draw_seed, dice="3516"))
        == "The ballots are not sealed."
    )


def test_f1_a_keyed_paper_that_vanished_is_named_at_the_seal_and_by_check_and_keyed_again(
    evening,
):
    desk = evening("reconciled").desk
    gone = tuple(
        PaperDraft("1", PaperTurn(2, 7, turn), None).as_draft()
        for turn in (1, 2)
    )
    assert desk.do(lambda _state, _moment: Writing(drafts=gone)) is None
    assert lost_papers(desk.state) == ((2, 7),)
    assert (
        said(desk.do(count.seal_urn))
        == "Paper 7 of batch 2 was keyed, and is not in the file any more."
    )
    told = CliRunner().invoke(check, [str(desk.record.path)])
    assert (told.exit_code, "batch 2, paper 7" in told.output) == (1, True)
    papers = desk.state.box.batches[2].papers
    assert (
        desk.do(
            box.correct_batch,
            batch=2,
            papers=papers,
            reason="Keyed papers lost",
        )
        is None
    )
    assert (
        desk.do(box.key, batch=2, turn=1, teller="teller-1", text="0") is None
    )
    assert desk.state.papers.paper(2, 7).at(1) is not None


@pytest.mark.parametrize("dice", ["", "351", "3 5 1 7", "abcd"])
def test_what_is_no_throw_of_dice_is_refused(evening, dice):
    desk = evening("reconciled").desk
    assert desk.do(count.seal_urn) is None
    assert desk.do(draw_seed, dice=dice).where == "dice"


def test_only_the_sealed_code_opens_the_lot(evening):
    desk = evening("reconciled").desk
    assert desk.do(count.seal_urn) is None
    assert (
        said(desk.do(draw_seed, dice="3516", code="AAAA"))
        == "This is not the code that was sealed."
    )


def test_sealing_moves_every_paper_and_leaves_no_draft(evening):
    desk = evening("urn").desk
    assert len(list(desk.ballots())) == 293 + 56
    assert not [name for name in desk.state.drafts if name.startswith("paper/")]


def test_the_sample_evening_comes_out_as_its_ballots_say(evening):
    result = figures(evening("declared").desk.state)
    assert [(p.title, p.support) for p in result.funded] == [
        ("Lighting on the riverside path", 231),
        ("Benches and shade at the bowling green", 204),
        ("Friday night youth club", 187),
        ("Community fridge", 169),
        ("Dropped kerbs on Station Road", 152),
    ]
    assert (result.valid, result.given, result.leftover) == (
        343,
        5_670_000,
        330_000,
    )
    assert {code: n for code, _, n in result.rejected_by} == {
        "too-many": 3,
        "unmarked": 1,
        "identifies": 1,
        "uncertain": 1,
    }


def test_counting_again_gives_the_same_bytes(evening):
    desk = evening("declared").desk
    assert recounted(desk, silent)
    again = outcome_bytes(counted(desk.state, desk.ballots(), silent).outcome)
    assert hashlib.sha256(again).hexdigest() == desk.state.count.counted.digest
    assert said(count_now(desk, silent)).startswith(
        "The ballots were counted already",
    )


def test_an_objection_changes_nothing_but_is_kept(evening):
    desk = evening("declared").desk
    assert (
        desk.do(
            declaration.note_objection,
            words="The kerbs cost more than was said.",
        )
        is None
    )
    assert figures(desk.state).objections == (
        "The kerbs cost more than was said.",
    )
