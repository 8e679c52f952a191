"""What a case and a jury refuse, at which stage, and in which words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pbdesk.app.desk import OpenFile
from pbdesk.i18n import render
from pbdesk.jury import (
    answer,
    bundle,
    complaint,
    docket,
    finding,
    followup,
    hearing,
    remedies,
    report,
    rules,
    scores,
    sitting,
    terms,
    triage,
)
from pbdesk.jury.days import STANDARD
from pbdesk.jury.excluded import LOOKED_THROUGH
from pbdesk.jury.kind import CASE, JURY
from pbdesk.minutes.decision import Refusal
from tests.jury.held import (
    COMPLAINT,
    FILE,
    NUMBERS,
    PLAN,
    REMEDY,
    TERMS,
    Held,
    certificate,
    jury_file,
    vote,
)

LOOK = {"verdict": "take", "trigger": "service", "by": "Chair"}
AWAY = {
    "verdict": "premature",
    "by": "Chair",
    "where": "The landlord",
    "reason": "Not yet.",
}
DANGER = {
    "verdict": "safeguarding",
    "by": "Chair",
    "where": "The team",
    "reason": "Unsafe.",
}
TAKE = {"title": "A log", "source": "service", "pages": 2, "original": FILE}
ASK_OUT = {"page": 1, "side": "service", "reason": "Private."}
ANSWER = {"remedy": "r", "reply": "accept", "received": "2026-05-01"}
LOOKED = {"remedy": "r", "months": 3, "done": "done", "evidence": "A photo."}

REFUSED = [
    (
        "opened",
        complaint.give_receipt,
        {"day": "2026-03-03"},
        "There is no complaint yet.",
    ),
    ("opened", triage.look_through, LOOK, "There is no complaint yet."),
    (
        "opened",
        triage.release,
        {"by": "Team", "reason": "Safe."},
        "This case is not paused.",
    ),
    (
        "opened",
        complaint.receive,
        {**COMPLAINT, "words": " "},
        "Nothing is written of what",
    ),
    ("opened", terms.word, TERMS, "The jury has not taken this case."),
    ("opened", answer.answer, ANSWER, "The report is not out."),
    (
        "opened",
        answer.remind,
        {"letter": "reminder", "to": "x", "day": "2026-05-01"},
        "The report",
    ),
    ("opened", followup.look, LOOKED, "The report is not out."),
    (
        "opened",
        followup.reopen,
        {"reason": "It is wet again."},
        "The case is open as it is.",
    ),
    ("opened", followup.close, {}, "The last follow-up is not made."),
    (
        "received",
        complaint.give_receipt,
        {"day": "tomorrow"},
        "“tomorrow” is not a day.",
    ),
    (
        "received",
        triage.look_through,
        {**LOOK, "trigger": ""},
        "Nothing made this a case",
    ),
    (
        "received",
        triage.look_through,
        {**LOOK, "trigger": "stage"},
        "The service has not answered",
    ),
    (
        "received",
        triage.look_through,
        {**LOOK, "by": ""},
        "Nobody says who looked it through.",
    ),
    (
        "received",
        triage.look_through,
        {**AWAY, "where": ""},
        "It does not say who was told",
    ),
    (
        "received",
        triage.look_through,
        {**DANGER, "told": False},
        "It does not say why the person",
    ),
    (
        "received",
        complaint.receive,
        {**COMPLAINT, "knew": "soon"},
        "“soon” is not a day.",
    ),
    (
        "taken",
        complaint.receive,
        COMPLAINT,
        "The complaint was looked through as it stands.",
    ),
    (
        "taken",
        complaint.take_rules,
        {"jury": "j", "days": STANDARD},
        "The case goes by its num",
    ),
    (
        "taken",
        complaint.give_receipt,
        {"day": "2026-03-04"},
        "A receipt was given on 3 March",
    ),
    ("taken", terms.seal, {}, "The terms are not worded."),
    (
        "taken",
        terms.word,
        {**TERMS, "points": "\n"},
        "There is no point to decide on.",
    ),
    (
        "taken",
        terms.word,
        {**TERMS, "points": "\n".join("abcdefghijklmnop")},
        "More than 12",
    ),
    (
        "taken",
        sitting.check_pool,
        {"by": "", "looked": LOOKED_THROUGH},
        "Nobody says who looked.",
    ),
    (
        "taken",
        sitting.check_pool,
        {"by": "Clerk", "looked": LOOKED_THROUGH[1:]},
        "Nobody has looked for this: Works for the service.",
    ),
    ("taken", sitting.list_draw, {}, "The terms are not sealed."),
    (
        "taken",
        bundle.list_names,
        {"names": FILE, "count": 0},
        "No name is listed.",
    ),
    (
        "sealed",
        triage.look_through,
        LOOK,
        "What this complaint is was decided already.",
    ),
    ("sealed", terms.word, TERMS, "The terms are sealed."),
    ("sealed", terms.seal, {}, "The terms are sealed."),
    (
        "sealed",
        bundle.take,
        {**TAKE, "pages": 0},
        "A document has 1 to 2,000 pages.",
    ),
    (
        "sealed",
        bundle.take,
        {**TAKE, "title": ""},
        "The document has no title.",
    ),
    ("sealed", bundle.ask_out, ASK_OUT, "The bundle has no page 1."),
    (
        "sealed",
        bundle.close,
        {},
        "Nobody has listed the names that must not leave.",
    ),
    ("sealed", sitting.list_draw, {}, "Nobody has looked the pool through."),
    (
        "drawn",
        sitting.check_pool,
        {"by": "Clerk", "looked": LOOKED_THROUGH},
        "The list of panels is made already.",
    ),
    (
        "sealed",
        sitting.throw,
        {"dice": "1"},
        "The list of panels does not hang",
    ),
    ("sealed", sitting.throw, {"dice": ""}, "The dice are missing."),
    ("sealed", hearing.plan, PLAN, "There is no panel or no bundle yet."),
    (
        "sealed",
        hearing.adjourn,
        {"until": "2026-05-01", "reason": "Late."},
        "No hearing is planned.",
    ),
    ("bundled", bundle.take, TAKE, "The bundle is closed"),
    ("drawn", sitting.list_draw, {}, "The panel was drawn already."),
    ("drawn", sitting.throw, {"dice": "1"}, "The panel was drawn already."),
    (
        "drawn",
        sitting.lend,
        {"people": 9, "who": FILE},
        "The list of panels is made already.",
    ),
    (
        "drawn",
        sitting.declare_interest,
        {"juror": 9, "what": "x"},
        "There is no juror 9.",
    ),
    (
        "drawn",
        sitting.stand_down,
        {"juror": 1, "reason": ""},
        "The reason is missing.",
    ),
    (
        "drawn",
        hearing.plan,
        {**PLAN, "minutes": 0},
        "A part takes 1 to 120 minutes.",
    ),
    (
        "drawn",
        hearing.plan,
        {**PLAN, "place": ""},
        "Nobody knows where the hearing is.",
    ),
    ("drawn", hearing.let_speak, {"part": 1}, "No hearing is planned."),
    ("drawn", hearing.resume, {}, "The hearing is not adjourned."),
    ("planned", hearing.let_speak, {"part": 99}, "The order has no part 99."),
    ("planned", hearing.finish, {}, "The person who complains was not heard."),
    (
        "planned",
        scores.key_slip,
        {"scores": (1, 2)},
        "The hearing is not over.",
    ),
    ("planned", hearing.interpret, {}, "Neither side's clock is running."),
    (
        "planned",
        hearing.give_more,
        {"minutes": 5, "why": ""},
        "The reason is missing.",
    ),
    (
        "planned",
        hearing.give_more,
        {"minutes": 0, "why": "Deaf."},
        "A part takes 1 to 120",
    ),
    ("heard", hearing.finish, {}, "The hearing is over."),
    ("heard", scores.key_slip, {"scores": (1,)}, "Each standard needs a score"),
    (
        "heard",
        scores.key_slip,
        {"scores": (1, 5)},
        "Each standard needs a score",
    ),
    ("heard", scores.key_again, {}, "No slip is keyed."),
    ("heard", scores.show, {}, "5 slips are missing."),
    (
        "heard",
        finding.vote,
        vote(1, 5, 0, 0),
        "The jurors have not scored yet.",
    ),
    ("scored", scores.show, {}, "The scores are shown"),
    (
        "scored",
        sitting.challenge,
        {"juror": 1, "side": "service", "reason": "A friend."},
        "The jurors have scored",
    ),
    ("scored", finding.vote, vote(9, 5, 0, 0), "The terms have no point 9."),
    (
        "scored",
        sitting.stand_down,
        {"juror": 9, "reason": "Ill."},
        "There is no juror 9.",
    ),
    (
        "scored",
        finding.vote,
        vote(1, 5, 1, 0),
        "6 votes are not those of 5 jurors.",
    ),
    (
        "scored",
        finding.vote,
        vote(1, 6, -1, 0),
        "5 votes are not those of 5 jurors.",
    ),
    (
        "scored",
        finding.vote,
        vote(1, 5, 0, 0, again=4),
        "Two people counted 5 and 4 slips.",
    ),
    (
        "scored",
        finding.vote,
        vote(1, 2, 3, 0),
        "More than half say: upheld at least in part.",
    ),
    (
        "scored",
        finding.vote,
        vote(1, 2, 3, 0, 6),
        "6 votes are not those of 5 jurors.",
    ),
    (
        "scored",
        finding.word,
        {"point": 1, "reasons": "x", "pages": "1"},
        "Nobody has voted",
    ),
    (
        "scored",
        finding.dissent,
        {"point": 1, "words": "x"},
        "Nobody has voted on this point.",
    ),
    ("scored", remedies.recommend, REMEDY, "Point 1 was not upheld."),
    (
        "scored",
        report.send_draft,
        {"until": "2026-05-01"},
        "Not every point has its finding.",
    ),
    (
        "decided",
        finding.word,
        {"point": 1, "reasons": "x", "pages": ""},
        "A finding rests on pages",
    ),
    (
        "decided",
        finding.word,
        {"point": 1, "reasons": "x", "pages": "six"},
        "A finding rests on",
    ),
    (
        "decided",
        finding.word,
        {"point": 1, "reasons": "x", "pages": "6"},
        "Page 6 is not in",
    ),
    (
        "decided",
        finding.word,
        {"point": 1, "reasons": "", "pages": "1"},
        "The reasons are missing.",
    ),
    (
        "decided",
        remedies.recommend,
        {**REMEDY, "day": "2026-01-01"},
        "The day is missing, or over",
    ),
    (
        "decided",
        remedies.recommend,
        {**REMEDY, "owner": ""},
        "Nobody answers for it.",
    ),
    (
        "decided",
        remedies.recommend,
        {**REMEDY, "point": 2},
        "Point 2 was not upheld.",
    ),
    (
        "decided",
        report.issue,
        {"edition": "short", "users": 9},
        "The sides have not seen the draft.",
    ),
    (
        "decided",
        report.reply,
        {"side": "service", "words": "x", "changed": False, "answer": "y"},
        "No",
    ),
    (
        "issued",
        report.send_draft,
        {"until": "2026-05-01"},
        "The report is out.",
    ),
    ("issued", finding.vote, vote(1, 5, 0, 0), "The report is out."),
    (
        "issued",
        sitting.stand_down,
        {"juror": 1, "reason": "Ill."},
        "The report is out: the panel",
    ),
    (
        "issued",
        remedies.recommend,
        REMEDY,
        "The report is out: its recommendations stay",
    ),
    (
        "issued",
        answer.answer,
        {**ANSWER, "day": "soon"},
        "“soon” is not a day.",
    ),
    (
        "issued",
        answer.remind,
        {"letter": "reminder", "to": "", "day": "2026-05-01"},
        "It does not",
    ),
    (
        "issued",
        followup.look,
        {**LOOKED, "months": 4},
        "It is asked at 3 and at 6 months.",
    ),
    (
        "issued",
        followup.look,
        {**LOOKED, "evidence": ""},
        "It does not say what shows it.",
    ),
    ("issued", followup.reopen, {"reason": ""}, "The case is open as it is."),
]


def words(refusal: Refusal | None) -> str:
    assert isinstance(refusal, Refusal)
    if refusal.mend is not None:
        assert render(refusal.mend)
    return render(refusal.words).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("stage", "decision", "given", "said"),
    REFUSED,
    ids=[
        f"{stage}-{decision.__name__}-{said[:24]}"
        for stage, decision, _, said in REFUSED
    ],
)
def test_a_case_refuses_in_a_sentence_and_writes_nothing(
    tmp_path,
    stage,
    decision,
    given,
    said,
):
    held = Held(tmp_path).until(stage)
    entries = held.file.entries
    if decision in (sitting.list_draw, sitting.throw):
        given = {"certificate": held.certificate, **given}
        more = {"quotas": held.pool.quotas, "left_out": {}}
        given |= more if decision is sitting.list_draw else {}
        given |= {"pool": held.pool} if decision is sitting.throw else {}
    assert words(held.do(decision, **given)).startswith(said)
    assert held.file.entries == entries


def test_an_open_bundle_refuses_to_close_while_something_of_it_waits(tmp_path):
    held = Held(tmp_path).until("sealed")
    held.done(bundle.take, **TAKE)
    assert words(held.do(bundle.close)).startswith(
        "Nobody has listed the names",
    )
    held.done(bundle.list_names, names=FILE, count=1)
    assert words(held.do(bundle.close)) == "1 document still has its names."
    (document,) = held.state.bundle.by_id
    held.done(
        bundle.confirm_redaction,
        document=document,
        redacted=FILE,
        removed=1,
        by="Clerk",
    )
    held.done(bundle.ask_out, **ASK_OUT)
    assert words(held.do(bundle.close)) == "1 page waits for a ruling."


def test_a_bundle_is_not_closed_before_the_terms_are_sealed(tmp_path):
    held = Held(tmp_path).until("taken")
    assert words(held.do(bundle.close)) == "The terms are not sealed."


def test_a_challenge_is_ruled_on_once_and_only_with_somebody_to_take_the_seat(
    tmp_path,
):
    held = Held(tmp_path)
    held.pool = type(held.pool)(held.pool.people[:5], held.pool.quotas, 5)
    held.certificate = certificate(held.pool)
    held.until("drawn")
    held.done(
        sitting.challenge,
        juror=1,
        side="service",
        reason="They are friends.",
    )
    (raised,) = held.state.panel.challenges
    upheld = {"challenge": raised, "upheld": True, "reason": "They are."}
    assert words(held.do(sitting.rule, **upheld)).startswith(
        "Nobody is left who fits",
    )
    held.done(sitting.rule, **{**upheld, "upheld": False})
    assert (
        words(held.do(sitting.rule, **upheld))
        == "This challenge was ruled on already."
    )


def test_the_clock_of_a_hearing_takes_one_part_at_a_time(tmp_path):
    held = Held(tmp_path).until("planned")
    held.done(hearing.let_speak, part=1)
    assert (
        words(held.do(hearing.let_speak, part=2))
        == "Another part is under way."
    )
    assert (
        words(held.do(hearing.plan, **PLAN))
        == "The hearing has begun: its order stays."
    )
    assert words(held.do(hearing.finish)) == "A part is under way."
    held.done(hearing.end)
    assert words(held.do(hearing.let_speak, part=1)) == "This part is over."
    held.done(hearing.adjourn, until="2026-04-21", reason="It is late.")
    assert (
        words(held.do(hearing.let_speak, part=2)) == "The hearing is adjourned."
    )


def test_the_full_report_of_a_small_service_is_not_let_out(tmp_path):
    held = Held(tmp_path).until("decided")
    held.done(report.send_draft, until="2026-05-05")
    full = {"edition": "full", "users": 5000, "agreed": True, "known": "no"}
    unread = held.do(report.issue, **{**full, "agreed": False})
    assert (
        words(unread)
        == "The person who complained has not agreed to the full report."
    )
    unasked = held.do(report.issue, **{**full, "known": ""})
    assert words(unasked).startswith(
        "Nobody has said whether a neighbour or a colleague",
    )
    for small in ({"users": 99}, {"known": "yes"}):
        assert words(held.do(report.issue, **{**full, **small})).startswith(
            "Readers could tell",
        )
    assert words(held.do(report.issue, edition="short", users=0)).startswith(
        "Nobody knows how",
    )


def test_a_closed_case_takes_no_more_until_it_is_re_opened(tmp_path):
    held = Held(tmp_path).until("followed")
    held.done(followup.close)
    assert words(held.do(followup.close)) == "The case is closed already."
    assert (
        words(held.do(followup.put_right, months=6, right="no"))
        == "The case is closed."
    )
    held.done(followup.reopen, reason="The wall is wet again.")
    held.done(followup.put_right, months=6, right="no")


NEW = {
    "name": "x",
    "place": "",
    "day": "2026-01-12",
    "currency": "GBP",
    "language": "en",
}


@pytest.mark.parametrize("kind", [CASE, JURY], ids=["case", "jury"])
def test_a_file_needs_a_name_and_a_day(tmp_path, kind):
    for given, said in (
        ({"name": ""}, "needs a name"),
        ({"day": "soon"}, "The day is missing."),
    ):
        made = OpenFile.create(tmp_path / "x", kind=kind, **{**NEW, **given})
        assert said in words(made)


def test_a_jury_refuses_numbers_that_make_no_sense_and_what_comes_before_they_are_sealed(
    tmp_path,
):
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with jury_file(tmp_path, lambda: now) as file:
        for given, said in (
            ({"receipt": 0}, "This is a whole number from 1 to 366."),
            ({"seats": 4}, "A jury has 5 seats or more."),
            ({"free": "Christmas"}, "One of these is not a day."),
            ({"lead": ""}, "Nobody is named to whom a danger is told."),
        ):
            assert (
                words(file.do(rules.set_days, **{**NUMBERS, **given})) == said
            )
        assert words(file.do(rules.seal)) == "Nobody has looked at the numbers."
        case = {"theme": "damp", "service": "", "received": "2026-03-02"}
        assert (
            words(file.do(docket.list_case, **case))
            == "The jury's numbers are not sealed."
        )
        assert words(file.do(docket.count_pool, people=60)).startswith(
            "The jury's numbers",
        )
        assert file.do(rules.set_days, **NUMBERS) is None
        assert file.do(rules.seal) is None
        assert words(file.do(rules.seal)) == "The numbers are sealed."
        assert (
            words(file.do(rules.set_days, **NUMBERS))
            == "The numbers are sealed."
        )
        assert (
            words(file.do(docket.count_pool, people=3))
            == "There are fewer people than seats."
        )
        assert (
            words(file.do(docket.list_case, **{**case, "theme": ""}))
            == "The theme is missing."
        )
        assert file.do(docket.list_case, **case) is None
        (one,) = file.state.docket.by_case
        assert words(file.do(docket.fire, theme="damp")).startswith(
            "This theme has not reached",
        )
        early = {"case": one, "to": "receipt", "day": "2026-03-01"}
        assert (
            words(file.do(docket.move, **early))
            == "The complaint came in on 2 March 2026."
        )
        assert (
            file.do(docket.move, case=one, to="elsewhere", day="2026-03-02")
            is None
        )
        assert (
            words(file.do(docket.move, **early)) == "This case has ended here."
        )


def test_a_referred_case_takes_nothing_at_all_until_it_is_released(tmp_path):
    held = Held(tmp_path).until("received")
    held.done(triage.look_through, **DANGER)
    for decision, given in (
        (terms.word, TERMS),
        (bundle.take, TAKE),
        (hearing.resume, {}),
        (scores.show, {}),
        (report.send_draft, {"until": "2026-05-01"}),
    ):
        assert isinstance(held.do(decision, **given), Refusal)
    assert words(held.do(triage.look_through, **LOOK)).startswith(
        "What this complaint is",
    )
    held.done(triage.release, by="The team", reason="She is safe now.")
    held.done(terms.word, **TERMS)
