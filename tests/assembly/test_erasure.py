"""Erasing what somebody wrote.

The words go for good, the entry stays, and everything else reads as before.
"""

from __future__ import annotations

import pytest

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.assembly import ideas
from pbdesk.assembly.figures import figures
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import render
from pbdesk.ledger.check import check
from pbdesk.minutes.entries import free_texts
from pbdesk.minutes.erasure import WordsErased, holds_words, same_words
from tests.assembly.said import said


def first_refused(desk: Desk):
    return next(
        r
        for r in desk.recorded
        if isinstance(r.entry, ideas.ProposalAnswered) and not r.entry.accepted
    )


def test_the_words_go_at_once_and_the_minutes_say_that_and_why(evening):
    desk = evening("answered").desk
    answered = first_refused(desk)
    words = str(answered.entry.reason)
    assert (
        desk.do(
            desk.erasing,
            number=answered.seq,
            reason=" Asked for by  its writer ",
        )
        is None
    )
    entry = desk.recorded[answered.seq - 1].entry
    assert next(free_texts(entry)).text is None
    assert render(ASSEMBLY.tell(desk.recorded[-1].entry, desk.state)) == (
        f"The words in entry {answered.seq} were erased: Asked for by its writer"
    )
    assert not any(
        words in render(ASSEMBLY.tell(each.entry, desk.state))
        for each in desk.recorded
    )
    assert (
        desk.record.removed(answered.entry.reason.digest).reason
        == "Asked for by its writer"
    )


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("  ", "The record says why words were erased.")],
)
def test_why_must_be_said(evening, reason, sentence):
    desk = evening("answered").desk
    refusal = desk.do(
        desk.erasing,
        number=first_refused(desk).seq,
        reason=reason,
    )
    assert (said(refusal), refusal.where) == (sentence, "reason")


@pytest.mark.parametrize("number", [0, 1, 99_999])
def test_an_entry_without_words_is_refused(evening, number):
    desk = evening("answered").desk
    assert "Nobody’s own words" in said(
        desk.do(desk.erasing, number=number, reason="asked for"),
    )


def test_words_are_erased_once(evening):
    desk = evening("answered").desk
    number = first_refused(desk).seq
    assert desk.do(desk.erasing, number=number, reason="asked for") is None
    assert "Nobody’s own words" in said(
        desk.do(desk.erasing, number=number, reason="asked for"),
    )


def test_an_erasure_cannot_be_undone_and_what_was_undone_stays_undone(evening):
    desk = evening("answered").desk
    assert (
        desk.do(
            desk.erasing,
            number=first_refused(desk).seq,
            reason="asked for",
        )
        is None
    )
    assert "cannot be undone" in said(desk.undo())


def test_when_every_word_is_erased_all_figures_stay_and_the_record_is_whole(
    evening,
):
    desk = evening("declared").desk
    before, path = figures(desk.state), desk.record.path
    for number in [
        each.seq for each in desk.recorded if holds_words(each.entry)
    ]:
        assert desk.do(desk.erasing, number=number, reason="asked for") is None
    assert not any(holds_words(each.entry) for each in desk.recorded)
    assert all(
        render(ASSEMBLY.tell(each.entry, desk.state)) for each in desk.recorded
    )
    after = figures(desk.state)
    assert [(each.id, each.cost) for each in after.funded] == [
        (each.id, each.cost) for each in before.funded
    ]
    assert pack_source(desk)
    state = desk.state
    desk.close()
    assert check(path).whole
    with Desk.open(path) as again:
        assert again.state == state
        assert (
            sum(isinstance(each.entry, WordsErased) for each in again.recorded)
            > 20
        )


def test_other_entries_with_the_same_words_are_named(evening):
    desk = evening("sealed").desk
    assert (
        desk.do(ideas.receive, title="Benches", summary="Ada sits there")
        is None
    )
    proposal = desk.state.ideas.open[0].id
    assert (
        desk.do(
            ideas.amend,
            proposal=proposal,
            title="Benches by the weir",
            summary="Ada sits there",
        )
        is None
    )
    received, amended = (each.seq for each in desk.recorded[-2:])
    assert same_words(desk.recorded, received) == (amended,)
    assert desk.do(desk.erasing, number=amended, reason="asked for") is None
    assert same_words(desk.recorded, received) == ()
