"""A kind of file that nobody else knows, without register and without pot, asks a question.

Decision 61: "any question" is done when such a kind asks one, declares it, packs it and verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import rfc8785

from pbdesk.app import kinds
from pbdesk.app.chance import from_seed
from pbdesk.app.desk import OpenFile
from pbdesk.app.jobs.pack_source import record_lines
from pbdesk.app.jobs.result import question_told
from pbdesk.app.sample.evening import Clock
from pbdesk.ledger.check import check
from pbdesk.minutes.decision import Attached, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.minutes.fold import UNDONE, fold
from pbdesk.minutes.kinds import Act, Chapter, Kind
from pbdesk.pack.bag import write_zip
from pbdesk.pack.contents import assemble
from pbdesk.pack.decided import decided, decided_json, result_code
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from pbdesk.questions import count, declaration, hands, sheet, terms
from pbdesk.questions.count import record_count
from pbdesk.questions.door import Door
from pbdesk.questions.lot import Lot
from pbdesk.questions.parts import PARTS, Question, Round
from pbdesk.questions.sealing import RulebookSealed, Rules, Sealing, rulebook_of
from pbdesk.questions.staff import Staff
from pbdesk.questions.tally import tally
from pbdesk.questions.terms import QuestionAsked, QuestionSet
from pbdesk.voting.trace import outcome_bytes, outcome_from
from pbdesk.words import say
from tests.pack.both import Brought, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.on_verify_page import PAGE
from tests.pack.sample import KEYS, pdf, public_of, sign_all


class CircleStarted(Entry, frozen=True, tag="circle.started", kw_only=True):
    """A circle of friends met."""

    undoable = False
    id: str
    name: str
    day: str
    currency: str
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class About:
    """What a circle says of itself."""

    id: str = ""
    name: str = ""
    place: str = ""
    day: date = date.min
    currency: str = ""
    language: str = "en"
    rehearsal: bool = False


@dataclass(frozen=True)
class Circle:
    """A file that holds questions and hardly anything else."""

    about: About = About()
    rules: Rules = Rules()
    questions: Mapping[Id, Question] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    rounds: Mapping[str, Round] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    drafts: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    last: Act | None = None

    registered = frozenset[Any]()
    pot, part, asked, lot, door = 0, False, Id("1"), Lot(), Door()
    staff = Staff(("teller-1", "teller-2"))
    any_open = over = False

    @property
    def order(self) -> tuple[Id, ...]:
        return tuple(self.questions)

    def of(self, _question: Id) -> Circle:
        return self

    def __getattr__(self, name: str) -> Any:
        """The slices of its only question."""
        return getattr(self.questions.get(Id("1")) or Question(), name)

    @property
    def rulebook(self) -> Any:
        return rulebook_of(self.rules, self.terms, "1")

    @property
    def options(self) -> tuple[Any, ...]:
        own = self.terms.of.options.items()
        return tuple(terms.Chosen(each, words.text) for each, words in own)

    @property
    def round(self) -> str:
        return ""

    def settled(self) -> None:
        return None

    def unready(self) -> None:
        return None

    def placed(self) -> tuple[()]:
        return ()

    def with_drafts(self, drafts: Sequence[Any]) -> Circle:
        kept = dict(self.drafts)
        for draft in drafts:
            kept.pop(draft.key, None)
            if draft.body is not None:
                kept[draft.key] = draft.body
        return replace(self, drafts=MappingProxyType(kept))

    def with_attached(self, attachment: Any) -> Circle:
        held = self.questions.get(Id("1"))
        if held is None or held.count.counted is None:
            return self
        outcome = outcome_from(attachment(held.count.counted.digest))
        return replace(
            self,
            questions={Id("1"): replace(held, outcome=outcome)},
        )


def start(
    _state: Circle,
    _moment: Any,
    *,
    name: str,
    day: str,
    **_: object,
) -> Writing:
    begun = CircleStarted(
        id="circle-1",
        name=name,
        day=day,
        currency="GBP",
        rehearsal=False,
    )
    return Writing(begun, QuestionAsked("decide", question="1"))


def put(_state: Circle, _moment: Any, *, clause: str, value: str) -> Writing:
    return Writing(QuestionSet(clause, value))


def document(state: Circle) -> dict[str, Any]:
    said = dict(state.terms.given)
    charter = {name: said.pop(name) for name in ("question", "binding")}
    return {
        "questions": [
            {"id": "1", "kind": "decide", "charter": charter, "rulebook": said},
        ],
    }


def seal(state: Circle, _moment: Any) -> Writing:
    data = rfc8785.dumps(document(state))
    digest = hashlib.sha256(data).hexdigest()
    sealed = RulebookSealed(
        number=1,
        digest=digest,
        questions=("1",),
        lot_codes={},
    )
    return Writing(sealed, attachments=(Attached("application/json", data),))


def _about(_about_: About, entry: CircleStarted, _at: datetime) -> About:
    day = date.fromisoformat(entry.day)
    return About(id=entry.id, name=entry.name, day=day, currency=entry.currency)


def _sealed(rules: Rules, entry: RulebookSealed, at: datetime) -> Rules:
    return replace(
        rules,
        sealings=(Sealing(at, entry.digest, entry.questions, {}),),
    )


CIRCLE: Kind[Any] = Kind(
    tag="circle",
    state=Circle,
    opens=CircleStarted,
    chapters=(
        Chapter(
            "about",
            "",
            CircleStarted,
            About(),
            _about,
            lambda *_: say("A circle met."),
        ),
        Chapter(
            "rules",
            "",
            RulebookSealed,
            Rules(),
            _sealed,
            lambda *_: say("Sealed."),
        ),
        *(
            Chapter(
                name,
                "",
                entries,
                first,
                module.apply,
                module.tell,
                of="question",
            )
            for name, module, entries, first in (
                ("terms", terms, terms.TermsEntry, terms.Terms()),
                ("sheet", sheet, sheet.BallotDrawnUp, sheet.Sheet()),
                ("hands", hands, hands.HandsEntry, hands.Hands()),
                ("count", count, count.CountEntry, count.Count()),
                (
                    "declaration",
                    declaration,
                    declaration.DeclarationEntry,
                    declaration.Declaration(),
                ),
            )
        ),
        UNDONE,
    ),
    start=start,
    steps=(),
    pages=(),
    public=lambda state: state,
    signers={"facilitator": say("Facilitator")},
    ending=".pbcircle",
    word=say("a circle"),
    parts=PARTS,
    turned_to=lambda _state: {"question": "1", "round": ""},
)


class CircleFile(OpenFile[Any]):
    """One open circle."""

    kinds = (CIRCLE,)


def do(file: CircleFile, decision: Any, **given: Any) -> None:
    refusal = file.do(decision, **given)
    assert refusal is None, refusal.words


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """Its line in the table of kinds, which is all that the desk knows of it."""
    monkeypatch.setattr(
        kinds.kind_of,
        "__defaults__",
        ((*kinds.KINDS, CIRCLE),),
    )


@pytest.fixture
def file(tmp_path):
    """A circle that asked whether to meet again, counted hands and declared the result."""
    source = from_seed(
        "circle",
        Clock(datetime(2026, 11, 24, 18, 0, tzinfo=UTC)),
    )
    made = CircleFile.create(
        tmp_path / "friends.pbcircle",
        name="Friends",
        place="",
        day="2026-11-24",
        source=source,
    )
    assert not isinstance(made, Refusal)
    said = {
        "question": "Shall we meet again?",
        "binding": "advisory",
        "way": "hands",
    }
    for clause, value in {**said, "count.base": "present"}.items():
        do(made, put, clause=clause, value=value)
    do(made, seal)
    do(made, sheet.draw_up)
    for by in ("teller-1", "teller-2"):
        do(
            made,
            hands.count_hands,
            by=by,
            hands={"yes": 5, "no": 2, "abstain": 1},
            present=9,
        )
    found = tally(made.state, ())
    do(
        made,
        record_count,
        outcome=found.outcome,
        counted=found.profile.n,
        rejected=found.rejected,
        trace=outcome_bytes(found.outcome),
    )
    do(made, declaration.declare)
    with made:
        yield made


def packed(file: CircleFile, folder: Path) -> Path:
    """Its pack, signed by its facilitator."""
    state, (seq, head) = file.state, file.record.head
    said: dict[str, Any] = {
        "currency": "GBP",
        "day": "2026-11-24",
        "record": {"entries": seq, "head": head.hex()},
        "previous": None,
        "rulebooks": [document(state)],
        "rounds": {},
        "questions": [question_told(state)],
    }
    objects = decided(said, assembly="circle-1", stage="final")
    said["questions"][0]["result_code"] = " ".join(result_code(objects[0]))
    files = {
        "START-HERE.txt": b"A circle.\n",
        "record.jsonl": record_lines(CIRCLE, file.record.entries()),
        "decided.json": decided_json(objects),
    }
    bag = assemble(
        files,
        said,
        pdf,
        assembly="circle-1",
        stage="final",
        day=date(2026, 11, 24),
    )
    signed = sign_all(bag, {"facilitator": KEYS["facilitator"]})
    path = folder / f"{signed.name}.zip"
    write_zip(signed, path)
    return path


SIGNERS = (
    Signer("facilitator", "circle-1", public_of(KEYS["facilitator"])).line
    + "\n"
)


def test_a_kind_without_register_and_pot_asks_counts_and_declares(file):
    assert file.state.outcome.decided.passed
    assert file.state.outcome.decided.of == 9
    assert file.state.declaration.declared
    assert not file.people
    path = file.record.path
    again = fold(CIRCLE, file.recorded).with_attached(file._attached)
    assert again == file.state
    file.record.close()
    assert check(path).whole
    with CircleFile.open(path, read_only=True) as reopened:
        assert reopened.state.outcome == file.state.outcome


def test_its_pack_is_genuine_and_every_question_is_looked_at(file, tmp_path):
    found = verify(packed(file, tmp_path), SIGNERS, "circle-1")
    assert found.verdict == "genuine", [
        (each.number, str(each.detail)) for each in found.failed
    ]
    passed = {each.number for each in found.checks if each.passed}
    assert {14, 15, 20, 22, 27} <= passed
    told = found.as_json()["questions"]
    assert json.loads(json.dumps(told))[0]["passed"] is True


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """A page of its own with verify.html."""
    with chromium.apart() as made:
        made.open(PAGE)
        yield made


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_the_page_finds_the_same(file, tmp_path, browser):
    brought = Brought(SIGNERS, "circle-1")
    path = packed(file, tmp_path)
    assert by_page(path, browser, brought) == by_command(path, brought)
    assert by_page(path, browser, brought).verdict == "genuine"
