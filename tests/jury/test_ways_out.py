"""Where a case could get stuck: each has a way on, and says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pbdesk.i18n import ENGLISH, render
from pbdesk.jury import (
    answer,
    bundle,
    complaint,
    docket,
    finding,
    followup,
    hearing,
    sitting,
    triage,
)
from pbdesk.jury.case_told import told_by
from pbdesk.jury.excluded import LOOKED_THROUGH
from pbdesk.jury.kind import CASE
from pbdesk.jury.pool import Person, Pool, Quota
from pbdesk.jury.public import public, told
from pbdesk.minutes.decision import Refusal
from pbdesk.paper.case.report import report_pdf
from tests.jury.held import FILE, Held, certificate, listed, sealed_jury, vote
from tests.paper.reading import text_of


def refused(refusal: object, words: str) -> Refusal:
    assert isinstance(refusal, Refusal)
    assert render(refusal.words) == words
    return refusal


def open_points(held: Held) -> list[str]:
    return [
        render(each.words)
        for step in CASE.steps
        for each in step.missing(held.state)
    ]


# Nothing was brought


def test_a_case_without_a_document_is_heard_on_what_is_said(tmp_path):
    held = Held(tmp_path).until("sealed")
    held.done(bundle.list_names, names=FILE, count=2)
    held.done(bundle.close)
    for stage in ("drawn", "planned", "heard", "scored"):
        getattr(held, stage)()
    held.done(finding.vote, **vote(1, 5, 0, 0))
    refused(
        held.do(finding.word, point=1, reasons="Both said so.", pages="1"),
        "Page 1 is not in the bundle, or was ruled out.",
    )
    held.done(finding.word, point=1, reasons="Both said so.", pages="")
    assert held.state.findings.by_point[1].worded
    assert "Both said so." in text_of(
        report_pdf(held.state, "full", locale=ENGLISH),
    )


def test_where_there_are_pages_a_finding_rests_on_them(tmp_path):
    held = Held(tmp_path).until("scored")
    held.done(finding.vote, **vote(1, 5, 0, 0))
    refusal = held.do(finding.word, point=1, reasons="Both said so.", pages="")
    assert (
        refused(refusal, "A finding rests on pages of the bundle.").where
        == "pages"
    )


# Nobody is left for a seat


def just_enough() -> Pool:
    """Five seats, and one house more than sit: nobody is left for a flat."""
    homes = ("flat", "flat", "house", "house", "house", "house")
    people = tuple(
        Person(f"T{n}", {"home": home}) for n, home in enumerate(homes)
    )
    return Pool(
        people,
        (Quota("home", "flat", 2, 2), Quota("home", "house", 3, 3)),
        5,
    )


def last_one(tmp_path) -> tuple[Held, int]:
    """A drawn panel, and a juror for whom nobody is left."""
    held = Held(tmp_path)
    held.pool = just_enough()
    held.certificate = certificate(held.pool)
    held.until("bundled")
    drawn(held)
    return held, in_a("flat", held)


def drawn(held: Held) -> None:
    held.done(sitting.check_pool, by="Clerk", looked=LOOKED_THROUGH)
    held.done(
        sitting.list_draw,
        certificate=held.certificate,
        quotas=held.pool.quotas,
        left_out={},
    )
    held.done(
        sitting.throw,
        certificate=held.certificate,
        pool=held.pool,
        dice="1 2 3",
    )


def in_a(home: str, held: Held) -> int:
    seats = held.state.panel.by_number.values()
    return next(each.number for each in seats if each.values["home"] == home)


def test_a_challenge_to_somebody_with_no_reserve_leads_to_another_panel(
    tmp_path,
):
    held, juror = last_one(tmp_path)
    held.done(
        hearing.plan,
        day="2026-04-14",
        hour="18:30",
        place="Hall",
        minutes=20,
    )
    held.done(
        sitting.challenge,
        juror=juror,
        side="service",
        reason="They are neighbours.",
    )
    (challenge,) = held.state.panel.challenges
    refusal = held.do(
        sitting.rule,
        challenge=challenge,
        upheld=True,
        reason="They are.",
    )
    refused(refusal, "Nobody is left who fits into this seat under the quotas.")
    assert render(refusal.mend) == "Set the panel aside and draw another one."
    held.done(
        sitting.set_aside,
        juror=juror,
        reason="A neighbour, and nobody is left.",
    )
    assert "Nobody has looked the pool through." in open_points(held)
    refused(
        held.do(hearing.let_speak, part=1),
        "There is no panel or no bundle yet.",
    )
    more = (*held.pool.people[1:], Person("T9", {"home": "flat"}))
    held.pool = Pool(more, held.pool.quotas, 5)
    held.certificate = certificate(held.pool)
    drawn(held)
    assert not held.state.panel.challenges
    assert held.state.panel.set_aside == 1
    held.heard()
    held.scored()
    held.decided()
    held.issued()
    assert told(held.state)["set_aside"] == 1
    assert "An earlier panel was set aside" in text_of(
        report_pdf(held.state, "short", locale=ENGLISH),
    )


def test_a_panel_is_not_set_aside_while_somebody_fits_or_once_the_hearing_began(
    tmp_path,
):
    held, flat = last_one(tmp_path)
    house = in_a("house", held)
    refused(
        held.do(sitting.set_aside, juror=house, reason="I want others."),
        "The dice chose this panel: it is not drawn again.",
    )
    held.planned()
    held.done(hearing.let_speak, part=1)
    refused(
        held.do(sitting.set_aside, juror=flat, reason="I want others."),
        "The dice chose this panel: it is not drawn again.",
    )


# More than one evening


def test_a_hearing_is_adjourned_and_resumed_as_often_as_it_takes(tmp_path):
    held = Held(tmp_path).until("planned")
    for day in ("2026-04-15", "2026-04-22"):
        held.done(hearing.let_speak, part=2)
        held.done(hearing.adjourn, until=day, reason="It is late.")
        refused(held.do(hearing.let_speak, part=2), "The hearing is adjourned.")
        refused(held.do(hearing.finish), "The hearing is adjourned.")
        held.on(day)
        held.done(hearing.resume)
    assert len(held.state.hearing.adjournments) == 2
    held.done(hearing.let_speak, part=2)
    held.done(hearing.end)
    held.heard()


# The authority


def test_an_answer_after_the_escalation_is_taken_and_told_as_late(tmp_path):
    held = Held(tmp_path).until("issued")
    for letter, day in (
        ("reminder", "2026-05-01"),
        ("escalation", "2026-05-20"),
    ):
        held.done(answer.remind, letter=letter, to="Director of Homes", day=day)
    (remedy,) = held.state.remedies.by_id
    given = {"reply": "accept", "owner": "Repairs", "day": "2026-09-01"}
    held.done(answer.answer, remedy=remedy, received="2026-06-30", **given)
    report: Any = told(held.state)
    (one,) = report["recommendations"]
    assert (one["answer"]["reply"], one["answer"]["late"]) == ("accept", True)
    assert not any("no answer" in each for each in open_points(held))


# The person


def test_a_person_withdraws_and_the_case_rests_until_they_ask_for_it(tmp_path):
    held = Held(tmp_path).until("drawn")
    held.done(complaint.withdraw)
    assert open_points(held) == []
    assert public(held.state) is None
    refusal = refused(
        held.do(
            hearing.plan,
            day="2026-04-14",
            hour="18:30",
            place="Hall",
            minutes=20,
        ),
        "The person withdrew the complaint.",
    )
    assert render(refusal.mend) == "If they ask for it, take it up again."
    refused(held.do(complaint.withdraw), "The complaint was withdrawn already.")
    held.done(complaint.take_up)
    refused(held.do(complaint.take_up), "The complaint does not rest.")
    held.planned()
    held.heard()


def test_what_was_withdrawn_is_looked_through_for_danger_all_the_same(tmp_path):
    held = Held(tmp_path).until("received")
    held.done(complaint.withdraw, reason="It is not worth it.")
    assert open_points(held) == ["Nobody has looked it through."]
    danger = {
        "verdict": "safeguarding",
        "by": "Chair",
        "where": "Lead",
        "reason": "A child.",
    }
    held.done(triage.look_through, **danger)
    assert held.state.triage.paused


def test_a_danger_and_a_report_are_not_withdrawn(tmp_path):
    refused(Held(tmp_path).do(complaint.withdraw), "There is no complaint yet.")
    (tmp_path / "two").mkdir()
    held = Held(tmp_path / "two").until("received")
    danger = {
        "verdict": "harm",
        "by": "Chair",
        "where": "Lead",
        "reason": "Gas.",
    }
    held.done(triage.look_through, **danger)
    refused(
        held.do(complaint.withdraw),
        "This case was referred: a danger does not end because nobody complains.",
    )
    (tmp_path / "three").mkdir()
    out = Held(tmp_path / "three").until("issued")
    refused(
        out.do(complaint.withdraw),
        "The report is out: what the jury found stays.",
    )


def test_the_jurys_list_says_that_a_case_was_withdrawn_and_came_back(tmp_path):
    held = Held(tmp_path).until("drawn")
    jury = sealed_jury(tmp_path, lambda: held.at)
    name = listed(jury, "damp", date(2026, 3, 2))
    follow(jury, held, name)
    held.done(complaint.withdraw)
    follow(jury, held, name)
    assert jury.state.docket.by_case[name].ended == "withdrawn"
    assert docket.due(jury.state) == ()
    refused(
        jury.do(docket.follow, told=as_listed(held, name)),
        "The list says the same already.",
    )
    held.done(complaint.take_up)
    follow(jury, held, name)
    assert jury.state.docket.by_case[name].ended == ""


def as_listed(held: Held, name: str):
    return replace(told_by(held.state), case=name)


def follow(jury, held: Held, name: str) -> None:
    assert jury.do(docket.follow, told=as_listed(held, name)) is None


def test_a_case_that_is_not_put_right_is_re_opened_and_closed_once_more(
    tmp_path,
):
    held = Held(tmp_path).until("followed")
    held.done(followup.close)
    (remedy,) = held.state.remedies.by_id
    look = {
        "remedy": remedy,
        "months": 6,
        "done": "not",
        "evidence": "It leaks again.",
    }
    refused(held.do(followup.look, **look), "The case is closed.")
    refused(held.do(followup.reopen, reason=" "), "The reason is missing.")
    held.done(followup.reopen, reason="It leaks again.")
    held.done(followup.look, **look)
    held.done(followup.put_right, months=6, right="no")
    assert "The case is not closed." in open_points(held)
    held.done(followup.close)
    assert held.state.followup.closed


def test_a_case_that_was_never_closed_is_not_re_opened(tmp_path):
    held = Held(tmp_path).until("followed")
    refused(
        held.do(followup.reopen, reason="It leaks."),
        "The case is open as it is.",
    )
