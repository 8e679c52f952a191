"""How a panel decides: what counts, who may, and what of it is written down anywhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.i18n import ENGLISH, render
from pbdesk.jury import docket, finding, hearing, scores, sitting
from pbdesk.jury.agreement import alpha
from pbdesk.jury.case_told import told_by
from pbdesk.jury.excluded import LOOKED_THROUGH
from pbdesk.jury.finding import decided
from pbdesk.jury.hearing import part_id
from pbdesk.jury.kind import CASE
from pbdesk.jury.pool import Person
from pbdesk.minutes.decision import Refusal
from pbdesk.paper.case.report import report_pdf
from pbdesk.questions.slips import told
from tests.jury.held import Held, certificate, pool, sealed_jury, vote
from tests.paper.reading import text_of


@pytest.mark.parametrize(
    ("none", "part", "unable", "wholly", "outcome"),
    [
        (4, 3, 0, None, "not"),
        (3, 3, 1, None, "unable"),
        (0, 7, 0, 7, "upheld"),
        (0, 7, 0, 4, "upheld"),
        (0, 7, 0, 3, "partly"),
        (3, 4, 0, 0, "partly"),
        (0, 3, 4, None, "unable"),
    ],
)
def test_more_than_half_decide_and_whether_wholly_is_asked_afterwards(
    none,
    part,
    unable,
    wholly,
    outcome,
):
    assert none + part + unable == 7
    assert decided(7, none=none, part=part, wholly=wholly) == outcome


@given(st.integers(5, 15), st.data())
def test_half_is_never_enough(jurors, data):
    half = jurors // 2
    none = data.draw(st.integers(0, half))
    part = data.draw(st.integers(0, min(half, jurors - none)))
    assert decided(jurors, none=none, part=part, wholly=part) == "unable"


def test_the_figures_of_a_vote_are_written_nowhere(tmp_path):
    held = Held(tmp_path).until("scored")
    held.done(finding.vote, **vote(1, 1, 4, 0, 3))
    entry = held.file.recorded[-1].entry
    assert set(entry.__struct_fields__) == {"point", "outcome"}
    assert held.state.findings.by_point[1].outcome == "upheld"
    assert not held.state.drafts


def test_a_point_that_could_not_be_decided_needs_the_reasons_of_both_views(
    tmp_path,
):
    held = Held(tmp_path).until("scored")
    held.done(finding.vote, **vote(1, 2, 2, 1))
    refusal = held.do(finding.word, point=1, reasons="The log.", pages="1")
    assert isinstance(refusal, Refusal)
    assert refusal.where == "other"
    held.done(
        finding.word,
        point=1,
        reasons="The log.",
        other="No call.",
        pages="1",
    )
    text = text_of(report_pdf(held.state, "full", locale=ENGLISH))
    assert "One view" in text
    assert "No call." in text


def test_another_vote_on_a_point_takes_the_reasons_of_the_other_outcome_away(
    tmp_path,
):
    held = Held(tmp_path).until("decided")
    held.done(finding.vote, **vote(1, 2, 3, 0, 1))
    found = held.state.findings.by_point[1]
    assert (found.outcome, found.worded) == ("partly", False)


def test_a_slip_that_cannot_say_is_counted_and_never_a_row(tmp_path):
    held = Held(tmp_path).until("heard")
    for row in ((0, None), (4, None), (0, 1), (1, 1), (0, 1)):
        held.done(scores.key_slip, scores=row)
        assert all(
            "[0, 1]" not in body.replace("[[", "")
            for body in held.state.drafts.values()
        )
    refusal = held.do(scores.key_slip, scores=(1, 1))
    assert isinstance(refusal, Refusal)
    assert render(refusal.words) == "All 5 slips are keyed."
    held.done(scores.show)
    assert scores.tallies(held.state) == ((3, 1, 0, 0, 1, 0), (0,) * 6)
    assert not held.state.drafts
    found = told(scores.question(held.state), held.state.scores)
    shown = {render(label): answers for label, answers in found}
    assert shown["Within 28 days."]
    assert shown["People are told."] == ()


def test_a_slip_keyed_wrongly_is_mended_by_keying_all_again(tmp_path):
    held = Held(tmp_path).until("heard")
    held.done(scores.key_slip, scores=(4, 4))
    held.done(scores.key_again)
    assert scores.slips(held.state) == 0
    for _ in range(5):
        held.done(scores.key_slip, scores=(1, 1))
    held.done(scores.show)
    assert scores.tallies(held.state)[0] == (0, 5, 0, 0, 0, 0)


def six_seated(tmp_path) -> Held:
    held = Held(tmp_path)
    more = pool()
    held.pool = type(more)(more.people, more.quotas, 6)
    held.certificate = certificate(held.pool)
    return held.until("planned")


def test_only_who_heard_all_of_it_decides(tmp_path):
    """Before the hearing a seat is filled; once it has begun it stays empty."""
    held = six_seated(tmp_path)
    held.done(sitting.stand_down, juror=1, reason="On holiday.")
    assert len(held.state.panel.by_number) == 6
    held.done(hearing.let_speak, part=1)
    held.done(hearing.end)
    held.done(sitting.stand_down, juror=2, reason="Ill on the second evening.")
    assert sorted(held.state.panel.by_number) == [1, 3, 4, 5, 6]
    assert held.state.panel.left == 1
    held.heard()
    held.scored()
    assert isinstance(
        held.do(finding.vote, **vote(1, 6, 0, 0, again=6)),
        Refusal,
    )
    held.done(finding.vote, **vote(1, 5, 0, 0))


def test_fewer_than_five_decide_nothing(tmp_path):
    held = Held(tmp_path).until("planned")
    held.done(hearing.let_speak, part=1)
    held.done(hearing.end)
    held.done(sitting.stand_down, juror=2, reason="Ill.")
    held.heard()
    refusal = held.do(scores.key_slip, scores=(1, 1))
    assert isinstance(refusal, Refusal)
    assert (
        render(refusal.words)
        == "Fewer than 5 jurors heard all of it: they cannot decide."
    )
    assert any(
        "Fewer than 5" in render(m.words)
        for s in CASE.steps
        for m in s.missing(held.state)
    )


def test_a_panel_of_four_is_not_listed(tmp_path):
    held = Held(tmp_path).until("bundled")
    small = pool()
    held.pool = type(small)(small.people, small.quotas, 4)
    held.certificate = certificate(held.pool)
    held.done(sitting.check_pool, by="Clerk", looked=LOOKED_THROUGH)
    refusal = held.do(
        sitting.list_draw,
        certificate=held.certificate,
        quotas=held.pool.quotas,
        left_out={},
    )
    assert isinstance(refusal, Refusal)
    assert render(refusal.words) == "A panel has 5 seats or more."


def test_two_of_one_household_never_sit_together_whoever_stands_down(tmp_path):
    held = Held(tmp_path)
    people = tuple(
        Person(f"T{n}", {"home": ("flat", "house")[n % 2]}, f"H{n // 4}")
        for n in range(40)
    )
    held.pool = type(held.pool)(people, held.pool.quotas, 5)
    held.certificate = certificate(held.pool)
    held.until("planned")
    homes = {each.id: each.household for each in people}
    seen = 0
    while (
        held.do(sitting.stand_down, juror=seen % 5 + 1, reason="Ill.") is None
    ):
        seated = [
            homes[each.person] for each in held.state.panel.by_number.values()
        ]
        assert len(seated) == len(set(seated))
        seen += 1
    assert seen


def test_interpreting_takes_no_time_and_more_time_is_for_both_sides(tmp_path):
    held = Held(tmp_path).until("planned")
    held.done(hearing.let_speak, part=1)
    held.done(hearing.end)
    held.done(hearing.let_speak, part=2)
    before = (
        hearing.left(held.state, "complainant"),
        hearing.left(held.state, "service"),
    )
    assert before[0] == before[1]
    held.on("2026-04-14")
    held.done(hearing.interpret)
    held.on("2026-04-15")
    held.done(hearing.let_speak, part=2)
    spoken = held.state.floor.used(part_id(2), 1)
    held.done(hearing.give_more, minutes=7, why="The hearing loop failed.")
    held.done(hearing.end)
    after = (
        hearing.left(held.state, "complainant"),
        hearing.left(held.state, "service"),
    )
    assert after == (before[0] + 420 - spoken, before[1] + 420)
    kinds = [(each.kind, each.side) for each in held.state.hearing.parts]
    more = kinds.index(("more", "complainant"))
    assert kinds[more + 1] == ("more", "service")
    assert kinds[more + 2][0] == "closing"
    assert held.state.floor.over(part_id(2))


def test_agreement_is_shown_from_the_tenth_case_and_counts_say_all_it_needs(
    tmp_path,
):
    """Alpha of the counts of ten cases is that of the slips themselves."""
    held = Held(tmp_path).until("scored")
    jury = sealed_jury(tmp_path, lambda: held.at)
    told = replace(told_by(held.state), closed=True)
    slips = ((0, 1), (1, 1), (0, None), (4, 2), (1, 1))
    tally = ((2, 2, 0, 0, 1, 0), (0, 3, 1, 0, 0, 1))
    for n in range(10):
        given = {"theme": "damp", "service": "Homes", "received": "2026-03-02"}
        assert jury.do(docket.list_case, **given) is None
        case = tuple(jury.state.docket.by_case)[-1]
        assert docket.agreement(jury.state) is None, n
        assert (
            jury.do(docket.follow, told=replace(told, case=case, scores=tally))
            is None
        )
    found = docket.agreement(jury.state)
    assert found is not None
    table, cases = found
    assert cases == 10
    assert alpha(table, "ordinal") == alpha(
        [row * 10 for row in slips],
        "ordinal",
    )
    jury.close()
