"""The invented case: a wet wall in a rented flat, from complaint to six months after the answer.

Everybody in it is made up; the telephone number is one that Ofcom keeps for drama. A second
complaint is about somebody in danger: it is referred at once, and seen no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from pbdesk.app.case_file import CaseFile
from pbdesk.app.chance import from_seed
from pbdesk.app.desk import AnyFile, OpenFile
from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.sample.evening import Clock
from pbdesk.app.sample.refused import RefusedInSample, granted, settled
from pbdesk.i18n import ENGLISH
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
from pbdesk.jury.asked import Side
from pbdesk.jury.bundle import From
from pbdesk.jury.case_told import told_by
from pbdesk.jury.certificate import Certificate, certify
from pbdesk.jury.excluded import LOOKED_THROUGH, sifted
from pbdesk.jury.fair import fairest
from pbdesk.jury.followup import Done, Right
from pbdesk.jury.kind import CASE, JURY
from pbdesk.jury.panels import kinds_of
from pbdesk.jury.pool import Person, Pool, Quota, Reason
from pbdesk.jury.remedies import RemedyKind
from pbdesk.jury.state import Jury
from pbdesk.ledger.people import Cost
from pbdesk.minutes.decision import Decision
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Words, plain, say

__all__ = ["MOMENTS", "NAMES", "PASSPHRASE", "Played", "play_case"]

PASSPHRASE = "wall lamp kettle bridge heron"  # noqa: S105  opens invented people, and the demo prints it

NAMES = (
    "Samira Okonjo-Hale\tthe tenant",
    "Tobias Okonjo-Hale\tthe son",
    "Tobias\tthe son",
    "Derek Pullman\tthe repairs officer",
    "Wendeline Achterberg\tthe surveyor",
    "14 Larkspur Terrace\tthe flat",
    "07700 900461\ta telephone",
    "samira.okonjo@example.org\tan e-mail address",
)
"""What must not leave: names, a street, a number, each with what stands in its place."""

_DICE = "4 1 6 2 2 5 3 6"
_SEATS = 7
_DOCUMENTS: tuple[tuple[str, From, tuple[str, ...]], ...] = (
    (
        "Complaint of 2 March",
        "complainant",
        (
            "My name is Samira Okonjo-Hale. I live at 14 Larkspur Terrace with my son Tobias.",
            "The wall of his bedroom has been wet since October. It is black now.",
            "I rang four times. Mr Pullman said somebody would come. Nobody came.",
            "You can reach me at 07700 900461 or samira.okonjo@example.org.",
        ),
    ),
    (
        "Repair log of the landlord",
        "service",
        (
            "14 Larkspur Terrace: call logged on 19 October, priority routine, D. Pullman.",
            "Second call on 9 November: no access noted. The tenant says that she was at home.",
            "Third call on 11 December: passed to the contractor. No visit is recorded.",
        ),
    ),
    (
        "Survey of 20 March",
        "desk",
        (
            "Surveyor: Wendeline Achterberg. Moisture of the wall 28 per cent at 30 cm.",
            "The gutter above the bedroom is broken. Rain runs behind the render.",
        ),
    ),
)


@dataclass(frozen=True)
class Played:
    """What was played: the jury, the case, the referred case, and the list of panels."""

    jury: OpenFile[Jury]
    case: CaseFile
    referred: CaseFile
    certificate: Certificate
    clock: Clock


class _Stage:
    """The files and their clock."""

    def __init__(self, folder: Path, cost: Cost, progress: Progress) -> None:
        self.clock = Clock(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
        self.progress = progress
        self.certificate: Certificate | None = None
        self.jury: OpenFile[Jury] = self._begun(
            OpenFile[Jury],
            folder / "riverside.pbjury",
            JURY,
            "Riverside tenants' jury",
        )
        self._folder = folder
        self._cost = cost
        self._cases: dict[str, CaseFile] = {}

    @property
    def case(self) -> CaseFile:
        """The case of the wet wall."""
        return self._cases["damp"]

    @property
    def referred(self) -> CaseFile:
        """The case of somebody in danger."""
        return self._cases["neighbours"]

    def listed(self, theme: str) -> CaseFile:
        """Put a complaint on the jury's list today, and begin its file under its reference."""
        received = self.clock.at.date().isoformat()
        about = {"theme": theme, "service": "Riverside Homes"}
        self.do(self.jury, docket.list_case, received=received, **about)
        reference = tuple(self.jury.state.docket.by_case)[-1]
        path = self._folder / f"{theme}.pbcase"
        file = self._begun(CaseFile, path, CASE, reference)
        file.make_people(PASSPHRASE, self._cost)
        rules_of = self.jury.state.rules
        self.do(
            file,
            complaint.take_rules,
            jury=rules_of.id,
            days=rules_of.days,
        )
        self._cases[theme] = file
        return file

    def _begun[D: AnyFile](
        self,
        desk: type[D],
        path: Path,
        kind: Any,
        name: str,
    ) -> D:
        return granted(
            desk.create(
                path,
                kind=kind,
                name=name,
                place="Riverside Hall",
                day=self.clock.at.date().isoformat(),
                source=from_seed(f"riverside/{name}", self.clock),
            ),
        )

    def on(self, day: date, hour: int = 10) -> None:
        """Go on to a day."""
        later = datetime.combine(day, time(hour), UTC)
        self.clock.at = max(self.clock.at, later)

    def do[S, **P](
        self,
        file: AnyFile,
        decision: Decision[S, P],
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        """Do it; a refusal is a fault of the sample."""
        settled(file.do(decision, *args, **given))

    def moved(self, file: CaseFile, *steps: tuple[Any, date]) -> None:
        """The jury's list follows what happened in a case."""
        case = file.state.complaint.name
        for step, day in steps:
            self.do(
                self.jury,
                docket.move,
                case=case,
                to=step,
                day=day.isoformat(),
            )


def _nobody(_moment: str, _at: datetime) -> None:
    """Nobody keeps the files as they were."""


def play_case(
    folder: Path,
    *,
    cost: Cost | None = None,
    progress: Progress = silent,
    kept: Callable[[str, datetime], None] = _nobody,
) -> Played:
    """Play the whole case into `folder`: the jury's file, two case files, and their stores.

    `kept` is told each moment once all of it is on disk.
    """
    stage = _Stage(folder, cost or Cost(), progress)
    kept("opened", stage.clock.at)
    for number, (moment, (words, act)) in enumerate(MOMENTS.items()):
        progress(number, len(MOMENTS), words)
        act(stage)
        kept(moment, stage.clock.at)
    if stage.certificate is None:
        raise RefusedInSample("nobody was drawn")
    return Played(
        stage.jury,
        stage.case,
        stage.referred,
        stage.certificate,
        stage.clock,
    )


def _numbers(stage: _Stage) -> None:
    stage.do(
        stage.jury,
        rules.set_days,
        place="england-and-wales",
        receipt=3,
        triage=10,
        hearing=40,
        report=15,
        response=20,
        reminder=5,
        cases=5,
        within=90,
        seats=_SEATS,
        barred=3,
        lead="Safeguarding team of the council, by telephone at once",
    )
    stage.do(stage.jury, rules.seal)
    stage.do(stage.jury, docket.count_pool, people=60, lent=24)


def _listed(stage: _Stage) -> None:
    stage.on(date(2026, 3, 2))
    _ = stage.listed("damp")


def _intake(stage: _Stage) -> None:
    stage.do(
        stage.case,
        complaint.receive,
        how="person",
        service="Riverside Homes",
        country="england",
        kind="landlord",
        answered="2026-02-16",
        theme="damp",
        stage="two",
        words="My boy's wall is black and wet and nobody comes. I have told them four times.",
        happened="The wall has been wet since October; four calls, no visit.",
        affected="My son, who coughs at night, and me.",
        wanted="Mend the gutter, dry the wall, and tell me what you will do and when.",
        needs="Evenings, please: I work until five.",
        language="en",
        share=True,
        asked=True,
    )
    stage.on(date(2026, 3, 4))
    stage.do(stage.case, complaint.give_receipt, day="2026-03-04")
    stage.on(date(2026, 3, 9))
    stage.do(
        stage.case,
        triage.look_through,
        verdict="take",
        trigger="stage",
        by="Chair of the jury",
    )
    stage.moved(
        stage.case,
        ("receipt", date(2026, 3, 4)),
        ("looked", date(2026, 3, 9)),
        ("taken", date(2026, 3, 9)),
    )


def _danger(stage: _Stage) -> None:
    """Another complaint: somebody may not be safe."""
    stage.do(
        stage.listed("neighbours"),
        complaint.receive,
        how="phone",
        service="Riverside Homes",
        country="england",
        kind="landlord",
        theme="neighbours",
        stage="none",
        words="I am afraid to go home. He has a key.",
        wanted="Change the lock.",
    )
    stage.do(
        stage.referred,
        triage.look_through,
        verdict="safeguarding",
        by="Chair of the jury",
        where=stage.jury.state.rules.days.lead,
        reason="Somebody may not be safe at home tonight.",
    )
    stage.moved(stage.referred, ("elsewhere", date(2026, 3, 9)))


def _prepared(stage: _Stage) -> None:
    stage.on(date(2026, 3, 10))
    stage.do(
        stage.case,
        terms.word,
        question="Was the wet wall reported, and was it dealt with as it should have been?",
        remit="What Riverside Homes should do for this home, and for other homes like it.",
        points=(
            "The calls were not dealt with in time.\n"
            "The tenant was not told what would happen.\n"
            "The tenant did not let the contractor in."
        ),
        standards=(
            "Repairs of this kind are made within 28 days.\n"
            "Who reports a repair is told what happens and when.\n"
            "Visits are agreed with whoever lives there."
        ),
    )
    stage.do(stage.case, terms.seal)
    settled(stage.case.list_names(NAMES))
    stage.on(date(2026, 3, 23))
    _bundled(stage)
    _asked_out(stage)
    stage.do(stage.case, bundle.close)


def _bundled(stage: _Stage) -> None:
    """The documents are taken in, and names are taken out of them."""
    case = stage.case
    for title, source, lines in _DOCUMENTS:
        settled(case.take(title, source, _letter(title, lines)))
    for document in case.state.bundle.documents:
        made = granted(case.without_names(document.id, stage.progress))
        settled(case.confirm(document.id, made, "Clerk of the jury"))


def _asked_out(stage: _Stage) -> None:
    """The service asks for a page to be left out, and it stays."""
    stage.do(
        stage.case,
        bundle.ask_out,
        page=2,
        side="service",
        reason="The log names a contractor that is not a party.",
    )
    _leave_it_in(stage)


def _leave_it_in(stage: _Stage) -> None:
    (asked,) = stage.case.state.bundle.asked
    stage.do(
        stage.case,
        bundle.rule_on_page,
        asked=asked,
        out=False,
        reason="Names are taken out already, and the days matter.",
    )


def _letter(title: str, lines: Sequence[str]) -> bytes:
    flow = Flow(plain(title), say("Riverside Homes"), locale=ENGLISH)
    for line in lines:
        flow.text(line)
    return flow.pdf()


def _people() -> tuple[Person, ...]:
    """Sixty who may be drawn, and five who may not."""
    others: tuple[tuple[Reason | None, str], ...] = (
        ("staff", ""),
        ("contractor", ""),
        ("party", "H900"),
        (None, "H900"),
        ("relative", ""),
    )
    return tuple(map(_tenant, range(60))) + tuple(
        Person(f"T{n:03}", {"home": "flat", "years": "under 5"}, home, reason)
        for n, (reason, home) in enumerate(others, 60)
    )


def _tenant(n: int) -> Person:
    """Somebody who may be drawn; some share a household with the next one."""
    home = ("flat", "house", "sheltered")[n % 3]
    years = "under 5" if n % 2 else "5 or more"
    household = f"H{n // 2:03}" if n % 10 < 2 else ""
    return Person(f"T{n:03}", {"home": home, "years": years}, household)


_QUOTAS = (
    Quota("home", "flat", 2, 3),
    Quota("home", "house", 2, 3),
    Quota("home", "sheltered", 1, 3),
    Quota("years", "under 5", 3, 4),
    Quota("years", "5 or more", 3, 4),
)


def _drawn(stage: _Stage) -> None:
    stage.on(date(2026, 3, 30))
    may_sit, left_out = sifted(_people(), frozenset())
    pool = Pool(may_sit, _QUOTAS, _SEATS)
    certificate = _certificate(pool)
    stage.do(
        stage.case,
        sitting.check_pool,
        by="Clerk of the jury",
        looked=LOOKED_THROUGH,
    )
    stage.do(
        stage.case,
        sitting.list_draw,
        certificate=certificate,
        quotas=pool.quotas,
        left_out=left_out,
    )
    stage.do(
        stage.case,
        sitting.throw,
        certificate=certificate,
        pool=pool,
        dice=_DICE,
    )
    stage.do(
        stage.case,
        sitting.declare_interest,
        juror=5,
        what="I waited half a year for a repair from the same landlord.",
    )
    _challenged(stage)
    stage.certificate = certificate


def _certificate(pool: Pool) -> Certificate:
    """The list of panels, of which the dice take one."""
    kinds = kinds_of(pool)
    fair = fairest(kinds, "leximin", silent)
    if fair is None:
        raise RefusedInSample("no panel meets the quotas of the sample")
    return certify(
        kinds,
        fair,
        "leximin",
        tuple(each.id for each in pool.people),
    )


def _challenged(stage: _Stage) -> None:
    stage.do(
        stage.case,
        sitting.challenge,
        juror=3,
        side="service",
        reason="This juror works for the contractor.",
    )
    _uphold(stage)


def _uphold(stage: _Stage) -> None:
    """Rule on the challenge."""
    (raised,) = stage.case.state.panel.challenges
    reason = "Who works for the contractor cannot judge its work."
    stage.do(
        stage.case,
        sitting.rule,
        challenge=raised,
        upheld=True,
        reason=reason,
    )


def _under_way(stage: _Stage) -> None:
    """The person has told it, and is asked by the chair."""
    stage.on(date(2026, 3, 31))
    stage.do(
        stage.case,
        hearing.plan,
        day="2026-04-14",
        hour="18:30",
        place="Riverside Hall, the small room",
        minutes=20,
    )
    stage.on(date(2026, 4, 14), 18)
    stage.do(
        stage.case,
        hearing.help_side,
        side="complainant",
        help="supporter",
    )
    _parts(stage, range(1, 3))
    _begin(stage, 3)


def _heard(stage: _Stage) -> None:
    _end(stage)
    stage.do(
        stage.case,
        hearing.adjourn,
        until="2026-04-21",
        reason="It is late, and the witness is shaken.",
    )
    stage.on(date(2026, 4, 21), 18)
    stage.do(stage.case, hearing.resume)
    _parts(stage, range(4, 9))
    stage.do(stage.case, hearing.finish)
    stage.moved(stage.case, ("heard", date(2026, 4, 21)))


_QUESTIONS: dict[int, tuple[Side, str]] = {
    3: ("complainant", "Were you at home on 9 November?"),
    6: ("service", "Who decides that a call is routine?"),
}


def _parts(stage: _Stage, numbers: range) -> None:
    for number in numbers:
        _begin(stage, number)
        _end(stage)


def _begin(stage: _Stage, number: int) -> None:
    stage.do(stage.case, hearing.let_speak, part=number)
    if number in _QUESTIONS:
        side, words = _QUESTIONS[number]
        stage.do(stage.case, hearing.ask, side=side, words=words)


def _end(stage: _Stage) -> None:
    stage.clock.pass_by(600)
    stage.do(stage.case, hearing.end)


_ADVICE: tuple[tuple[RemedyKind, int, str, str, str, str], ...] = (
    (
        "remedy",
        1,
        "Mend the gutter and dry the wall of the bedroom.",
        "Head of Repairs",
        "2026-06-30",
        "the invoice, and a photo of the dry wall",
    ),
    (
        "remedy",
        2,
        "Apologise in writing, and say what is done and when.",
        "Director of Homes",
        "2026-06-12",
        "a copy of the letter",
    ),
    (
        "change",
        1,
        "Treat a wet wall in a bedroom as urgent.",
        "Head of Repairs",
        "2026-09-30",
        "the new list of priorities",
    ),
)
"""Kind, point, words, who does it, until when, what shows it."""


def _decided(stage: _Stage) -> None:
    slips = (
        (0, 1, 1),
        (1, 1, 0),
        (0, 0, 1),
        (1, 2, 2),
        (0, 1, None),
        (1, 1, 3),
        (0, 0, 1),
    )
    for row in slips:
        stage.do(stage.case, scores.key_slip, scores=row)
    stage.do(stage.case, scores.show)
    for point, (none, part, wholly) in (
        (1, (0, 7, 6)),
        (2, (1, 6, 2)),
        (3, (4, 3, None)),
    ):
        stage.do(
            stage.case,
            finding.vote,
            point=point,
            none=none,
            part=part,
            unable=0,
            again=_SEATS,
            wholly=wholly,
        )
    reasons = (
        "Four calls came in from October to December. The log shows no visit for any of them.",
        "The tenant was told that somebody would come, and not when, or what was broken.",
        "One line of the log says that nobody let the contractor in. No visit was agreed.",
    )
    for point, (words, pages) in enumerate(
        zip(reasons, ("1, 2", "1-2", "2"), strict=True),
        1,
    ):
        stage.do(
            stage.case,
            finding.word,
            point=point,
            reasons=words,
            pages=pages,
        )
    stage.do(
        stage.case,
        finding.dissent,
        point=3,
        words="Some of us think that a call before the visit would have been answered.",
    )
    _advised(stage)


def _advised(stage: _Stage) -> None:
    for kind, point, words, owner, day, evidence in _ADVICE:
        stage.do(
            stage.case,
            remedies.recommend,
            kind=kind,
            point=point,
            words=words,
            owner=owner,
            day=day,
            evidence=evidence,
        )


def _reported(stage: _Stage) -> None:
    stage.on(date(2026, 4, 24))
    stage.do(stage.case, report.send_draft, until="2026-05-05")
    stage.on(date(2026, 5, 5))
    stage.do(
        stage.case,
        report.reply,
        side="service",
        words="The second call was on 10 November, not on the 9th.",
        changed=False,
        answer="The log itself says 9 November.",
    )
    stage.on(date(2026, 5, 6))
    stage.do(
        stage.case,
        report.issue,
        edition="full",
        users=1900,
        agreed=True,
        known="no",
    )
    stage.moved(stage.case, ("reported", date(2026, 5, 6)))


def _answered(stage: _Stage) -> None:
    """The landlord answers late, and leaves something out."""
    stage.on(date(2026, 6, 5))
    stage.do(
        stage.case,
        answer.remind,
        letter="reminder",
        to="Director of Homes",
        day="2026-06-05",
    )
    stage.on(date(2026, 6, 22))
    first, second, third = (
        each.id for each in stage.case.state.remedies.standing
    )
    came = "2026-06-22"
    stage.do(
        stage.case,
        answer.answer,
        remedy=first,
        reply="accept",
        received=came,
        owner="Head of Repairs",
        day="2026-07-31",
    )
    stage.do(
        stage.case,
        answer.answer,
        remedy=second,
        reply="accept",
        received=came,
        owner="Director of Homes",
        day="2026-06-30",
    )
    stage.do(
        stage.case,
        answer.answer,
        remedy=third,
        reply="part",
        received=came,
        owner="Head of Repairs",
    )
    stage.moved(stage.case, ("answered", date(2026, 6, 22)))


def _followed_up(stage: _Stage) -> None:
    remedy = [each.id for each in stage.case.state.remedies.standing]
    asked: tuple[tuple[int, date, tuple[Done, Done, Done], Right, str], ...] = (
        (
            3,
            date(2026, 9, 4),
            ("done", "done", "not"),
            "partly",
            "The wall is dry. I still ring.",
        ),
        (
            6,
            date(2026, 12, 4),
            ("done", "done", "partly"),
            "yes",
            "They came at once last week.",
        ),
    )
    for months, day, found, right, words in asked:
        stage.on(day)
        for each, done in zip(remedy, found, strict=True):
            stage.do(
                stage.case,
                followup.look,
                remedy=each,
                months=months,
                done=done,
                evidence="Seen by the clerk on the day.",
            )
        stage.do(
            stage.case,
            followup.put_right,
            months=months,
            right=right,
            words=words,
        )
    stage.do(stage.case, followup.close)
    stage.do(stage.jury, docket.follow, told=told_by(stage.case.state))
    stage.do(
        stage.jury,
        docket.note_lesson,
        theme="damp",
        words="A wet wall in a bedroom is not routine.",
    )


MOMENTS: dict[str, tuple[Words, Callable[[_Stage], None]]] = {
    "numbers": (say("Sealing the jury's numbers"), _numbers),
    "listed": (say("Putting the complaint on the list"), _listed),
    "intake": (say("Taking the complaint"), _intake),
    "danger": (say("Referring a danger"), _danger),
    "prepared": (say("Terms and bundle"), _prepared),
    "drawn": (say("Drawing the panel"), _drawn),
    "hearing": (say("Hearing the person"), _under_way),
    "heard": (say("Hearing both sides"), _heard),
    "decided": (say("Scores and findings"), _decided),
    "reported": (say("Letting the report out"), _reported),
    "answered": (say("A late answer"), _answered),
    "followed": (say("Three and six months later"), _followed_up),
}
"""The case, moment by moment."""
