"""The box: papers keyed twice and blind, looked at again, ruled on in view, and adding up."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.questions import batches, box, staff
from pbdesk.questions.keying import hand_marks, read_paper
from pbdesk.questions.papers import HandMark
from tests.assembly.said import said
from tests.turned import with_given

REASON = "Counted by hand again."
ANN, BO, CY = "teller-1", "teller-2", "teller-3"


def key(desk, text, batch=1, turn=1, teller=ANN):
    return desk.do(box.key, batch=batch, turn=turn, teller=teller, text=text)


def keyed(desk, *texts, batch=1, first=ANN, second=BO):
    """Both passes over these papers; a pair is read differently."""
    for turn, teller in ((1, first), (2, second)):
        for text in texts:
            typed = text if isinstance(text, str) else text[turn - 1]
            assert key(desk, typed, batch, turn, teller) is None


def rule(desk, where, reading="A", **given):
    batch, paper = where
    return desk.do(
        box.rule_paper,
        **{
            "batch": batch,
            "paper": paper,
            "reading": reading,
            "reason": "Clear.",
            **given,
        },
    )


@pytest.fixture
def small(evening):
    """A box of five papers: a batch of three and one of two."""
    desk = evening("closed").desk
    assert desk.do(box.open_box, papers=5, batch_size=3) is None
    return desk


# Opening the box


def test_the_box_stays_shut_while_the_vote_is_open(evening):
    assert (
        said(evening("open").desk.do(box.open_box, papers=3))
        == "The vote is not closed."
    )


def test_a_box_is_opened_once(small):
    assert (
        said(small.do(box.open_box, papers=3)) == "The box was opened already."
    )


def test_papers_are_counted_before_they_are_bundled(evening):
    desk = evening("closed").desk
    assert desk.do(box.open_box, papers=-1).where == "papers"
    assert desk.do(box.open_box, papers=1, batch_size=201).where == "batch_size"


def test_a_box_whose_papers_are_keyed_is_not_undone(small):
    assert key(small, "A") is None
    assert said(small.undo()) == "Papers of this box are keyed already."
    assert small.do(box.take_back, batch=1, turn=1) is None
    assert small.undo() is None
    assert not small.state.box.batches


# Keying


def test_a_code_that_is_not_on_the_paper_is_named(small):
    refusal = key(small, "AZ")
    assert (said(refusal), render(refusal.mend)) == (
        "“Z” is not on the paper.",
        "The codes go from A to H.",
    )


def test_a_code_typed_twice_is_refused(small):
    assert said(key(small, "AA")) == "A is typed twice."
    assert said(key(small, "AA?")) == "A is typed twice."


def test_a_paper_is_typed_before_it_is_kept(small):
    assert said(key(small, "  ")) == "Nothing is typed."


def test_keyed_papers_are_never_in_the_record(small):
    before = small.entries
    assert key(small, "ABC") is None
    assert small.entries == before
    assert small.state.papers.paper(1, 1).at(1) is not None


def test_only_a_batch_that_is_there_and_not_agreed_is_keyed(small):
    assert said(key(small, "A", batch=9)) == "There is no batch 9."
    keyed(small, "A", "B", batch=2)
    assert (
        said(key(small, "A", batch=2))
        == "This batch is keyed twice and agreed."
    )


def test_a_bundle_that_holds_more_than_its_slip_says_is_counted_again(small):
    assert key(small, "A", batch=2) is None
    assert key(small, "A", batch=2) is None
    assert (
        said(key(small, "A", batch=2)) == "All 2 papers of batch 2 are keyed."
    )


def test_nothing_is_keyed_once_the_box_is_sealed(evening):
    desk = evening("counted").desk
    assert (
        said(key(desk, "A")) == "The ballots are sealed; no paper can be keyed."
    )
    assert (
        desk.do(box.correct_batch, batch=1, papers=26, reason=REASON).where
        == "batch"
    )
    assert (
        said(desk.do(box.add_batch, papers=2, reason=REASON))
        == "No bundle can be added."
    )
    assert (
        desk.do(box.key_again, batch=1, paper=1, reason=REASON).where == "paper"
    )


# Two people for every paper


def test_one_teller_does_not_key_a_paper_twice(small):
    assert key(small, "A") is None
    assert (
        said(key(small, "A", turn=2))
        == "Teller 1 keyed paper 1 in the other pass."
    )


def test_the_rule_of_two_people_holds_for_every_paper_not_for_the_first_alone(
    small,
):
    assert key(small, "A", teller=ANN) is None
    assert key(small, "B", teller=BO) is None
    assert key(small, "A", turn=2, teller=BO) is None
    assert (
        said(key(small, "B", turn=2, teller=BO))
        == "Teller 2 keyed paper 2 in the other pass."
    )
    assert key(small, "B", turn=2, teller=ANN) is None


def test_who_is_not_among_those_who_count_is_named_and_does_not_key(small):
    refusal = key(small, "A", teller="Tom Bell")
    assert said(refusal) == "“Tom Bell” is not among those who count."
    assert refusal.where == "teller"


def test_whose_name_was_forgotten_keys_no_more(small):
    assert small.do(staff.forget, who=BO) is None
    assert (
        said(key(small, "A", teller=BO))
        == "The name of Teller 2 was forgotten."
    )


def test_who_keys_is_said(small):
    assert key(small, "A", teller=" ").where == "teller"
    assert key(small, "A", teller="...").where == "teller"


def test_the_record_names_everybody_who_keyed_a_pass_and_nobody_else(small):
    assert key(small, "A", batch=2, teller=ANN) is None
    assert key(small, "B", batch=2, teller=BO) is None
    assert key(small, "A", batch=2, turn=2, teller=CY) is None
    assert key(small, "B", batch=2, turn=2, teller=CY) is None
    body = list(small.recorded)[-1].entry
    assert body.first == (ANN, BO)
    assert body.second == (CY,)
    assert render(box.tell(body, small.state)) == (
        "Batch 2: 2 papers keyed twice, first by Teller 1 and Teller 2, then by Teller 3. They agree on every paper."
    )


# Taking back, looking again


def test_the_last_paper_can_be_taken_back(small):
    assert key(small, "ABC") is None
    assert small.do(box.take_back, batch=1, turn=1) is None
    assert small.state.papers.batch(1).passes == (0, 0)
    assert (
        said(small.do(box.take_back, batch=1, turn=1))
        == "There is no paper to take back."
    )
    assert small.do(box.take_back, batch=77, turn=1).where == "batch"


def test_a_paper_on_which_two_tellers_differ_is_looked_at_again(small):
    keyed(small, "A", ("B", "C"), batch=2)
    assert small.state.papers.batch(2).at("differs") == (2,)
    assert not small.state.box.batches[2].agreed
    assert small.do(box.settle, batch=2, paper=2, teller=CY, text="AB") is None
    batch = small.state.box.batches[2]
    assert (batch.agreed, batch.looked_again, batch.together) == (True, 1, 0)
    assert batch.third == (CY,)


def test_nobody_looks_again_where_both_agree(small):
    keyed(small, "A", ("B", "C"), "D")
    refusal = small.do(box.settle, batch=1, paper=1, teller=CY, text="AB")
    assert said(refusal) == "The two who keyed do not differ on paper 1."
    assert refusal.where == "paper"


def test_whoever_keyed_the_paper_does_not_look_again_alone(small):
    keyed(small, ("B", "C"), "A", batch=2)
    assert (
        said(small.do(box.settle, batch=2, paper=1, teller=BO, text="B"))
        == "Teller 2 keyed paper 1."
    )
    assert (
        small.do(box.settle, batch=2, paper=1, teller="", text="B").where
        == "teller"
    )


def test_both_who_keyed_a_paper_may_look_together_and_the_record_says_so(small):
    keyed(small, ("B", "C"), "A", batch=2)
    assert (
        small.do(box.settle, batch=2, paper=1, together=True, text="B") is None
    )
    batch = small.state.box.batches[2]
    assert batch.third == (ANN, BO)
    assert (batch.looked_again, batch.together) == (1, 1)
    assert "both who had keyed it looked together" in render(
        box.tell(small.recorded[-1].entry, small.state),
    )


def test_a_third_look_can_be_taken_again_until_the_batch_is_agreed(small):
    keyed(small, ("A", "B"), ("A", "B"), "C")
    for text in ("C", "D"):
        assert (
            small.do(box.settle, batch=1, paper=1, teller=CY, text=text) is None
        )
    assert (
        small.state.sheet.lines[3].project
        in small.state.papers.paper(1, 1).final.ballot
    )
    assert small.do(box.take_back, batch=1, turn=3) is None
    assert small.state.papers.batch(1).at("differs") == (1, 2)


def test_a_third_look_goes_with_the_reading_it_was_about(small):
    keyed(small, ("A", "B"), ("A", "B"), ("A", "B"))
    assert small.do(box.settle, batch=1, paper=3, teller=CY, text="C") is None
    assert small.do(box.take_back, batch=1, turn=2) is None
    assert key(small, "D", turn=2, teller=BO) is None
    assert small.state.papers.batch(1).at("differs") == (1, 2, 3)
    assert small.state.papers.paper(1, 3).final is None


# Correcting


def test_a_bundle_cannot_hold_fewer_papers_than_are_keyed_in_either_pass(small):
    assert key(small, "A") is None
    assert key(small, "B") is None
    assert key(small, "A", turn=2, teller=BO) is None
    refusal = small.do(box.correct_batch, batch=1, papers=1, reason=REASON)
    assert (said(refusal), refusal.where) == (
        "Paper 2 is keyed already.",
        "papers",
    )
    assert (
        small.do(box.correct_batch, batch=1, papers=2, reason=" ").where
        == "reason"
    )
    assert (
        small.do(box.correct_batch, batch=1, papers=201, reason=REASON).where
        == "papers"
    )
    assert small.do(box.correct_batch, batch=1, papers=2, reason=REASON) is None


def test_a_correction_keeps_the_third_look(small):
    keyed(small, ("A", "B"), "C")
    assert small.do(box.settle, batch=1, paper=1, teller=CY, text="A") is None
    assert small.do(box.correct_batch, batch=1, papers=2, reason=REASON) is None
    batch = small.state.box.batches[1]
    assert (batch.agreed, batch.looked_again) == (True, 1)
    assert batch.third == (CY,)


def test_a_correction_is_not_undone_under_papers_that_are_keyed_since(small):
    keyed(small, "A", "B", batch=2)
    assert small.do(box.correct_batch, batch=2, papers=3, reason=REASON) is None
    assert key(small, "C", batch=2) is None
    assert said(small.undo()) == "What was done last cannot be undone."


def test_a_bundle_that_was_forgotten_is_added(small):
    assert (
        small.do(box.add_batch, papers=2, reason="It lay under the lid.")
        is None
    )
    assert small.state.box.papers == 7
    assert small.state.box.batches[3].papers == 2
    assert render(box.tell(small.recorded[-1].entry, small.state)) == (
        "Batch 3 was added: 2 papers. It lay under the lid."
    )
    assert small.do(box.add_batch, papers=0, reason=REASON).where == "papers"
    assert small.do(box.add_batch, papers=1, reason=" ").where == "reason"


def test_a_bundle_that_never_was_there_holds_no_paper(small):
    assert small.do(box.correct_batch, batch=2, papers=0, reason=REASON) is None
    assert small.state.box.batches[2].agreed
    assert (
        render(box.tell(small.recorded[-1].entry, small.state))
        == "Batch 2 holds no paper."
    )


def test_a_paper_that_both_read_wrongly_is_keyed_twice_anew(small):
    keyed(small, "A", "B", "C")
    assert (
        small.do(box.key_again, batch=1, paper=2, reason=" ").where == "reason"
    )
    assert (
        small.do(box.key_again, batch=2, paper=1, reason=REASON).where
        == "paper"
    )
    assert (
        small.do(box.key_again, batch=1, paper=2, reason="B was read for D.")
        is None
    )
    assert not small.state.box.batches[1].agreed
    assert key(small, "D", teller=ANN) is None
    assert small.do(box.take_back, batch=1, turn=1) is None
    assert small.state.papers.batch(1).passes == (2, 2)
    assert key(small, "D", teller=ANN) is None
    assert (
        said(key(small, "D", turn=2, teller=ANN))
        == "Teller 1 keyed paper 2 in the other pass."
    )
    assert key(small, "D", turn=2, teller=CY) is None
    batch = small.state.box.batches[1]
    assert batch.agreed
    assert batch.second == (BO, CY)


# Doubtful papers


def test_a_question_mark_anywhere_makes_a_paper_doubtful_with_its_marks(small):
    for text in ("AB?", "? A B", "A? B", "?AB"):
        assert key(small, text) is None
        read = small.state.papers.paper(1, 1).at(1)
        assert read.kind == "doubtful"
        assert read.hand == (
            HandMark("A", 1, "cross"),
            HandMark("B", 1, "cross"),
        )
        assert small.do(box.take_back, batch=1, turn=1) is None
    assert said(key(small, "AZ?")) == "“AZ” is no mark on this paper."


def test_a_line_left_blank_on_a_doubtful_paper_with_figures_is_no_mark(small):
    state = with_given(
        small.state,
        {**small.state.rulebook.given, "style": "scoring"},
    )
    first, _, third = (line.code for line in state.sheet.lines[:3])
    assert hand_marks(state, "3 - 5'") == (
        HandMark(first, 3, "cross"),
        HandMark(third, 5, "tick"),
    )


def with_figures(state):
    return with_given(state, {**state.rulebook.given, "style": "scoring"})


@pytest.mark.parametrize(
    "text",
    ["3 ? 5'", "3 ? 5' ?", "? 3 ? 5'", "3 - 5'?", "٣ ؟ ٥’", "３ ？ ５'"],
)
def test_the_figure_after_a_line_that_nobody_can_read_stays_in_its_own_line(
    small,
    text,
):
    state = with_figures(small.state)
    first, _, third = (line.code for line in state.sheet.lines[:3])
    assert hand_marks(state, text) == (
        HandMark(first, 3, "cross"),
        HandMark(third, 5, "tick"),
    )


def test_a_first_question_mark_that_may_stand_for_the_first_line_is_asked_about(
    small,
):
    state = with_figures(small.state)
    lines = [line.code for line in state.sheet.lines]
    rest = ["3", *"-" * (len(lines) - 2)]
    found = hand_marks(state, " ".join(["?", *rest]))
    assert said(found) == f"The first ? may stand for line {lines[0]}."
    second = (HandMark(lines[1], 3, "cross"),)
    assert hand_marks(state, " ".join(["?", "?", *rest])) == second
    assert hand_marks(state, " ".join(["?", "-", *rest])) == second


def test_signs_and_figures_of_another_keyboard_mean_the_same(small):
    read = read_paper(small.state, "A B؟")
    assert (read.kind, len(read.hand)) == ("doubtful", 2)
    scores = with_figures(small.state)
    lines = len(scores.sheet.lines)
    typed = " ".join(["3", *"–" * (lines - 1)])
    assert (
        read_paper(scores, typed).ballot
        == read_paper(
            scores,
            typed.replace("3", "٣").replace("–", "-"),
        ).ballot
    )


def test_a_mark_that_is_none_is_told_how_this_paper_is_typed(small):
    figures = hand_marks(with_figures(small.state), "AB?")
    assert figures.mend.text.startswith("Type a number for each line")
    crosses = hand_marks(small.state, "AZ?")
    assert crosses.mend.text.startswith("Type a line's code")


def test_a_bare_question_mark_can_be_ruled_to_count(small):
    keyed(small, "?", "A", batch=2)
    assert rule(small, (2, 1), "C F") is None
    assert small.state.papers.paper(2, 1).final.kind == "counted"


def test_a_ruling_needs_a_reason_and_keeps_no_marks(evening):
    desk = evening("keyed").desk
    waiting = batches.to_rule(desk.state)[0]
    assert rule(desk, waiting, reason=" ").where == "reason"
    before = desk.entries
    assert rule(desk, waiting) is None
    body = next(iter(desk.record.entries(after=before))).body
    assert set(body) == {
        "question",
        "batch",
        "paper",
        "ruling",
        "code",
        "reason",
        "objection",
        "act",
        "at",
    }


@pytest.mark.parametrize(
    ("reading", "where"),
    [
        ("ABCDEF", "reading"),
        ("A?", "reading"),
        ("Z", "reading"),
        ("", "reading"),
    ],
)
def test_a_ruling_counts_only_what_the_sealed_rules_count(
    small,
    reading,
    where,
):
    keyed(small, "?", "A", batch=2)
    assert rule(small, (2, 1), reading).where == where


def test_a_rejection_has_a_reason_of_the_law(small):
    keyed(small, "?", "A", batch=2)
    assert rule(small, (2, 1), None, code="ugly").where == "code"
    assert rule(small, (2, 2)).where == "paper"


def test_a_paper_is_ruled_on_again_until_the_box_is_sealed(small):
    keyed(small, "?", "A", batch=2)
    assert rule(small, (2, 1), None) is None
    assert rule(small, (2, 1), "B", reason="Held to the light.") is None
    assert small.state.box.rulings[2, 1].ruling == "counts"
    assert small.undo() is None
    assert batches.to_rule(small.state) == ((2, 1),)


def test_a_new_ruling_is_added_up_anew(evening):
    desk = evening("reconciled").desk
    ruled = next(iter(desk.state.box.rulings))
    assert rule(desk, ruled, None) is None
    assert desk.state.box.reconciled is None


def test_an_undone_ruling_is_ruled_on_again_and_not_brought_back(evening):
    desk = evening("keyed").desk
    waiting = batches.to_rule(desk.state)[0]
    assert rule(desk, waiting) is None
    assert desk.undo() is None
    assert waiting in batches.to_rule(desk.state)
    assert said(desk.redo()) == "A ruling is not brought back."


def test_a_paper_that_was_ruled_on_is_keyed_again_only_with_a_reason(small):
    keyed(small, "A", "?", batch=2)
    assert rule(small, (2, 2)) is None
    assert small.do(box.correct_batch, batch=2, papers=3, reason=REASON) is None
    refusal = small.do(box.take_back, batch=2, turn=1)
    assert said(refusal) == "Paper 2 was ruled on in view of the room."
    assert (
        small.do(
            box.key_again,
            batch=2,
            paper=2,
            reason="It was another paper.",
        )
        is None
    )
    assert (2, 2) not in small.state.box.rulings


def test_the_drawing_of_a_doubtful_paper_is_mended_in_the_room(small):
    keyed(small, "?", "A", batch=2)
    ticked = HandMark("C", 1, "tick")
    assert small.do(box.redraw, batch=2, paper=1, marks=(ticked,)) is None
    assert small.state.papers.paper(2, 1).drawn == (ticked,)
    assert (
        small.do(box.redraw, batch=2, paper=2, marks=(ticked,)).where == "paper"
    )


# Adding up


def test_papers_do_not_add_up_before_the_box_is_opened(evening):
    assert said(
        evening("closed").desk.do(box.reconcile, unreturned=0),
    ).startswith(
        "The box is not",
    )


UNFINISHED = "Papers are still to be keyed or ruled on."


def test_papers_do_not_add_up_while_some_are_to_key(small):
    assert (
        said(small.do(box.reconcile, unreturned=0, explanation="All known."))
        == UNFINISHED
    )


def test_papers_do_not_add_up_while_some_are_to_rule_on(evening):
    doubtful = evening("keyed").desk
    assert all(batch.agreed for batch in doubtful.state.box.batches.values())
    assert said(doubtful.do(box.reconcile, unreturned=5)) == UNFINISHED


def test_a_missing_paper_must_be_explained(evening):
    desk = evening("ruled").desk
    refusal = desk.do(box.reconcile, unreturned=4)
    assert (said(refusal), refusal.where) == (
        "1 paper is missing.",
        "explanation",
    )
    assert desk.do(box.reconcile, unreturned=-1).where == "unreturned"
    assert (
        desk.do(
            box.reconcile,
            unreturned=4,
            explanation="A paper was seen leaving with its voter.",
        )
        is None
    )


def test_papers_that_are_too_many_must_be_explained(evening):
    desk = evening("ruled").desk
    refusal = desk.do(box.reconcile, unreturned=7)
    assert (said(refusal), refusal.where) == (
        "2 papers are too many.",
        "explanation",
    )
    assert (
        desk.do(box.reconcile, unreturned=7, explanation="Two were copied.")
        is None
    )
    assert desk.state.box.reconciled.missing == -2
