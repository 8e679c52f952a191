"""A case that is taken as far as a test needs it, in a real file, with a clock set by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from pbdesk.app.case_file import CaseFile
from pbdesk.app.chance import from_seed
from pbdesk.app.desk import OpenFile
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
from pbdesk.jury.certificate import Certificate, certify
from pbdesk.jury.excluded import LOOKED_THROUGH
from pbdesk.jury.fair import fairest
from pbdesk.jury.kind import CASE, JURY
from pbdesk.jury.panels import kinds_of
from pbdesk.jury.pool import Person, Pool, Quota
from pbdesk.minutes.kept import Enclosed

FILE = Enclosed("ref", "0" * 64)
QUOTAS = (Quota("home", "flat", 2, 3), Quota("home", "house", 2, 3))


def pool(people: int = 12) -> Pool:
    """Flats and houses in turn, five seats."""
    return Pool(
        tuple(
            Person(f"T{n}", {"home": ("flat", "house")[n % 2]})
            for n in range(people)
        ),
        QUOTAS,
        5,
    )


def certificate(of: Pool) -> Certificate:
    kinds = kinds_of(of)
    fair = fairest(kinds, "leximin", lambda *_: None)
    assert fair is not None
    return certify(kinds, fair, "leximin", tuple(each.id for each in of.people))


class Held:
    """A case and its clock. Each step asks for the ones before; `do` passes refusals on."""

    def __init__(self, folder: Path) -> None:
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        made = CaseFile.create(
            folder / "case.pbcase",
            kind=CASE,
            name="Case 12",
            place="Hall",
            day="2026-03-02",
            source=from_seed("case", lambda: self.at),
        )
        assert isinstance(made, CaseFile)
        self.file = made
        self.pool = pool()
        self.certificate = certificate(self.pool)

    @property
    def state(self):
        return self.file.state

    def on(self, day: str) -> None:
        self.at = datetime.fromisoformat(f"{day}T18:00+00:00")

    def do(self, decision: Callable, **given: object):
        return self.file.do(decision, **given)

    def done(self, decision: Callable, **given: object) -> None:
        refusal = self.do(decision, **given)
        assert refusal is None, refusal

    def until(self, stage: str) -> Held:
        for name in STAGES[: STAGES.index(stage) + 1]:
            getattr(self, name)()
        return self

    def opened(self) -> None:
        """Nothing is written yet."""

    def received(self) -> None:
        self.done(complaint.receive, **COMPLAINT)

    def taken(self) -> None:
        self.done(complaint.give_receipt, day="2026-03-03")
        self.done(
            triage.look_through,
            verdict="take",
            trigger="service",
            by="Chair",
        )

    def sealed(self) -> None:
        self.done(terms.word, **TERMS)
        self.done(terms.seal)

    def bundled(self) -> None:
        self.done(bundle.list_names, names=FILE, count=2)
        for pages in (2, 3):
            self.done(
                bundle.take,
                title="A log",
                source="service",
                pages=pages,
                original=FILE,
            )
        for document in self.state.bundle.documents:
            self.done(
                bundle.confirm_redaction,
                document=document.id,
                redacted=FILE,
                removed=1,
                by="Clerk",
            )
        self.done(bundle.close)

    def drawn(self) -> None:
        self.done(sitting.check_pool, by="Clerk", looked=LOOKED_THROUGH)
        self.done(
            sitting.list_draw,
            certificate=self.certificate,
            quotas=QUOTAS,
            left_out={},
        )
        self.done(
            sitting.throw,
            certificate=self.certificate,
            pool=self.pool,
            dice="1 2 3",
        )

    def planned(self) -> None:
        self.done(hearing.plan, **PLAN)

    def heard(self) -> None:
        for side in ("complainant", "service"):
            self.done(hearing.in_writing, side=side)
        self.done(hearing.finish)

    def scored(self) -> None:
        for _ in range(5):
            self.done(scores.key_slip, scores=(1, 2))
        self.done(scores.show)

    def decided(self) -> None:
        for point, votes in ((1, (0, 5, 0, 4)), (2, (5, 0, 0, None))):
            self.done(finding.vote, **vote(point, *votes))
            self.done(
                finding.word,
                point=point,
                reasons="The log shows it.",
                pages="1, 3-4",
            )
        self.done(remedies.recommend, **REMEDY)

    def issued(self) -> None:
        self.done(report.send_draft, until="2026-05-05")
        self.done(report.issue, edition="short", users=40)

    def answered(self) -> None:
        (remedy,) = self.state.remedies.by_id
        self.done(
            answer.answer,
            remedy=remedy,
            reply="accept",
            received="2026-03-10",
            owner="Repairs",
            day="2026-06-01",
        )

    def followed(self) -> None:
        (remedy,) = self.state.remedies.by_id
        for months in (3, 6):
            self.done(
                followup.look,
                remedy=remedy,
                months=months,
                done="done",
                evidence="A photo.",
            )
            self.done(followup.put_right, months=months, right="yes")


STAGES = (
    "opened",
    "received",
    "taken",
    "sealed",
    "bundled",
    "drawn",
    "planned",
    "heard",
    "scored",
    "decided",
    "issued",
    "answered",
    "followed",
)
COMPLAINT = {
    "how": "phone",
    "service": "Homes",
    "theme": "Damp",
    "stage": "one",
    "country": "england",
    "kind": "landlord",
    "words": "The wall is wet.",
}
TERMS = {
    "question": "Was it dealt with?",
    "remit": "Homes of this landlord.",
    "points": "It was late.\nNobody was told.",
    "standards": "Within 28 days.\nPeople are told.",
}
PLAN = {"day": "2026-04-14", "hour": "18:30", "place": "Hall", "minutes": 20}
REMEDY = {
    "kind": "remedy",
    "point": 1,
    "words": "Mend the gutter.",
    "owner": "Head of Repairs",
    "day": "2026-06-30",
    "evidence": "the invoice",
}


def vote(
    point: int,
    none: int,
    part: int,
    unable: int,
    wholly: int | None = None,
    again: int = 5,
):
    return {
        "point": point,
        "none": none,
        "part": part,
        "unable": unable,
        "wholly": wholly,
        "again": again,
    }


def jury_file(folder: Path, at: Callable[[], datetime]) -> OpenFile:
    made = OpenFile.create(
        folder / "jury.pbjury",
        kind=JURY,
        name="The jury",
        place="Hall",
        day="2026-01-12",
        source=from_seed("jury", at),
    )
    assert isinstance(made, OpenFile)
    return made


NUMBERS = {
    "place": "england-and-wales",
    "receipt": 3,
    "triage": 10,
    "hearing": 40,
    "report": 10,
    "response": 20,
    "reminder": 5,
    "cases": 3,
    "within": 30,
    "seats": 7,
    "barred": 3,
    "lead": "Safeguarding team, by telephone",
}


def sealed_jury(folder: Path, at: Callable[[], datetime]) -> OpenFile:
    file = jury_file(folder, at)
    assert file.do(rules.set_days, **NUMBERS) is None
    assert file.do(rules.seal) is None
    return file


def listed(file: OpenFile, theme: str, received: date) -> str:
    """Put a complaint on the list; its reference."""
    given = {
        "theme": theme,
        "service": "Homes",
        "received": received.isoformat(),
    }
    assert file.do(docket.list_case, **given) is None
    return tuple(file.state.docket.by_case)[-1]
