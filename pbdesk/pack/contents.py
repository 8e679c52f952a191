"""What a pack holds: result.json, its pack code, START-HERE.txt, and the whole put together.

result.json is written in one way only (JCS, RFC 8785), so equal results have equal bytes and one
code. It gives the digest of every other file below `data/` but the reports: they carry the code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Annotated, cast

import msgspec

from pbdesk.canonical import canonical as spelled
from pbdesk.pack.bag import FORM_FILE, Bag, BagInfo, make_bag, measure
from pbdesk.pack.seal import Sealing, sealed
from pbdesk.pack.zipped import Files
from pbdesk.voting.ties import LADDERS, USUAL, Rung
from pbdesk.words import code_groups

__all__ = [
    "MOST_DEEP",
    "RESULT_FORMAT",
    "AnswersTogether",
    "Asked",
    "Condition",
    "Count",
    "Deliberated",
    "FileDigest",
    "FromParent",
    "Papers",
    "ProjectLine",
    "Question",
    "Quorum",
    "RecordHead",
    "Result",
    "RoundLot",
    "Stated",
    "Tallied",
    "TalliedItem",
    "ToldTradeOff",
    "assemble",
    "canonical",
    "canonically_read",
    "file_digests",
    "format_of",
    "question_in",
    "questions_in",
    "read_result",
    "read_stated",
    "result_json",
    "results_code",
    "salted_digest",
]

RESULT_FORMAT = "pbdesk-result/2"
SUPPLEMENT_FORMAT = "pbdesk-supplement/1"
"""Of every kind of pack but the result itself: what followed it."""
MOST_DEEP = 32
MOST_RESULT = 8 * 2**20

type Json = Mapping[str, object]
"""A JSON object."""


class FileDigest(msgspec.Struct, frozen=True):
    """SHA-256 (hex) and length of a file below `data/`."""

    sha256: str
    bytes: int


class RecordHead(msgspec.Struct, frozen=True):
    """How many entries the record had when the pack was made, and the hash (hex) of the last."""

    entries: int
    head: str


class Papers(msgspec.Struct, frozen=True):
    """Where every issued ballot went; a figure that is 0 may be left out. Channels are added up."""

    issued: int
    counted: int
    rejected: int = 0
    to_rule_on: int = 0
    spoilt: int = 0
    provisional: int = 0
    unreturned: int = 0
    to_key: int = 0
    missing: int = 0

    @property
    def given(self) -> int:
        """How many were given out and did not go back spoilt."""
        return self.issued - self.spoilt


class Ballots(msgspec.Struct, frozen=True):
    """Ballots that the rule counted, and those rejected by reason."""

    counted: int
    rejected: dict[str, int]


class ProjectLine(msgspec.Struct, frozen=True):
    """A project on the ballot.

    `cost` in integer minor units, `support` what the rule went by ("7/2": a fraction).
    """

    id: str
    cost: int = 0
    support: int | str | None = None
    funded: bool = False
    code: str = ""
    title: str = ""


class Count(msgspec.Struct, frozen=True):
    """The count, as `pbdesk count --json` prints it.

    Rules that spend give the money, rules that choose `winners` (the set before any lot) and
    `elected` (after it), rules that decide `passed`. `awards`: projects that get a part
    of their cost. `constraints`: what the count had to obey (`constraints_json`).
    """

    rule: str
    parameters: dict[str, str | int | None]
    ballots: Ballots
    projects: list[ProjectLine]
    budget: int | None = None
    funded: list[str] | None = None
    cost: int | None = None
    leftover: int | None = None
    winners: list[str] | None = None
    awards: dict[str, int] = {}
    constraints: object = None
    elected: list[str] = []
    passed: bool | None = None


class Condition(msgspec.Struct, frozen=True):
    """A condition under which a project was supported, by its number.

    `words` and `salt` (hex) give the digest in the record; both are null where they were erased.
    Hands `for` it, `against` it and `abstained` are null where nobody counted, or too few did.
    """

    number: int
    words: str | None
    salt: Annotated[str, msgspec.Meta(pattern="^(?:[0-9a-f]{2})*$")] | None
    project: str
    table: int
    in_favour: int | None = msgspec.field(name="for")
    against: int | None
    abstained: int | None


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """What result.json says in a pack of every kind.

    `number` is 0 for the result and counts on from there in what follows it; `previous` is then the
    code of the pack before, and for a result an earlier one that it replaces.
    """

    format: str
    assembly: str
    stage: str
    files: dict[str, FileDigest]
    record: RecordHead
    previous: str | None
    kind: str = "result"
    number: int = 0


class RoundLot(msgspec.Struct, frozen=True):
    """A round: the dice, the code that was opened, and both joined: the seed.

    `people`: how many were given its sheets.
    """

    seed: str | None
    dice: str = ""
    lot_code: str = ""
    people: int | None = None


class Turnout(msgspec.Struct, frozen=True):
    """How many people are entitled, and how many were given a sheet in any round.

    `rounds`: in each round, where one hall or the sum of all tells it; in another result each
    round's lot does.
    """

    register: int | None = None
    people: int | None = None
    rounds: dict[str, int] = {}


class LeastChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """So many more ballots for a line, and so many minor units less of cost, would have won it.

    `proved`: with one less of either it would not have; else it was found by search. `mark`: what
    each of those ballots gives it, where options are chosen.
    """

    more: int
    less: int
    proved: bool
    mark: int | None = None


class Quorum(msgspec.Struct, frozen=True):
    """How many people had to take part, how many did, and whether that is enough."""

    needed: int
    people: int
    met: bool


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question: what was asked, how it was answered, and what came out.

    `papers` is null where nobody voted on a sheet; `round` is empty there, and the question has no
    lot. `rulebook` is the number of the sealed document that has its rules, from 1. `result_code`
    is null for a straw poll. `least_changes`: by line, where they were looked for; only whoever
    has the ballots can check them. `quorum` is null where none was sealed, of a straw poll, and in
    one hall of several.
    """

    id: str
    kind: str
    way: str
    force: str
    wording: str
    round: str = ""
    rulebook: int = 0
    papers: Papers | None
    outcome: Count
    trace: object = None
    result_code: str | None = None
    least_changes: dict[str, list[LeastChange]] = {}
    quorum: Quorum | None = None


class AnswersTogether(msgspec.Struct, frozen=True):
    """Answers of an item taken together, by their ids, and how many slips gave one of them."""

    answers: list[str]
    slips: int


class TalliedItem(msgspec.Struct, frozen=True):
    """An item of a slip and its answers; no cells where too few answered it."""

    id: str
    cells: list[AnswersTogether]
    title: str = ""


class Tallied(msgspec.Struct, frozen=True):
    """Slips that were only added up: how many came in (0: too few to tell), item by item."""

    id: str
    slips: int
    items: list[TalliedItem]
    wording: str = ""


class ToldInterest(msgspec.Struct, frozen=True):
    """Who stood aside or said why not, by role; `project` is null where it was about several."""

    role: str
    project: str | None
    handled: str


class ToldTradeOff(msgspec.Struct, frozen=True):
    """A trade-off of a project at a table; `skipped`: why it was left out, in words.

    `condition`: the number of what it asks for; null where it asks for nothing.
    """

    number: int
    project: str
    table: int
    condition: int | None
    choice: str | None
    confirmed: bool
    skipped: str | None


class ToldSide(msgspec.Struct, frozen=True):
    """One of two options; null where it is a budget line."""

    project: str | None


class ToldTrade(msgspec.Struct, frozen=True):
    """Rather one option than another, with the hands for it, against it and abstained."""

    number: int
    table: int
    rather: ToldSide
    than: ToldSide
    condition: int | None
    in_favour: int | None = msgspec.field(name="for")
    against: int | None
    abstained: int | None
    confirmed: bool


class ToldMatter(msgspec.Struct, frozen=True):
    """What people asked together, the hands for it, and what became of it.

    `agenda`: the title of the item that it became.
    """

    number: int
    hands: int | None
    agenda: str | None = None
    answered_by: str | None = None
    reason: str | None = None


class ToldMerged(msgspec.Struct, frozen=True):
    """An idea that was merged into another."""

    into: str
    title: str | None = None


class ToldTiming(msgspec.Struct, frozen=True):
    """An item of the agenda: its minutes, of each table where tables spoke; `took`: seconds."""

    title: str
    minutes: int
    tables: int
    took: int


class ToldQuestion(msgspec.Struct, frozen=True):
    """A question that was put at a table, and who answered it what."""

    project: str | None
    table: int
    answer: str | None = None
    answered_by: str | None = None


class ToldSeats(msgspec.Struct, frozen=True):
    """The seats of an interest in the steering group, and how many are taken."""

    interest: str
    seats: int
    taken: int


class ToldNeed(msgspec.Struct, frozen=True):
    """One of the four things that a meeting needs, as it was checked."""

    need: str
    met: bool


class ToldSteering(msgspec.Struct, frozen=True):
    """Who prepared the assembly: counts by interest, nobody named; and what was checked."""

    seats: list[ToldSeats] = []
    needs: list[ToldNeed] = []


class ToldDealt(msgspec.Struct, frozen=True):
    """So many numbered cards were dealt by this lot."""

    cards: int
    seed: str


class ToldSeating(msgspec.Struct, frozen=True):
    """Tables by lot: anybody deals the cards again from this."""

    tables: int
    dealt: list[ToldDealt]


class ToldEvidence(msgspec.Struct, frozen=True):
    """A piece of evidence; `file`: the digest (hex, salted) of the file that it is in."""

    project: str | None
    table: int
    file: str | None


class ToldLine(msgspec.Struct, frozen=True):
    """A line of a sheet for dots; null where it is something that was said."""

    project: str | None


class ToldDots(msgspec.Struct, frozen=True):
    """The dots of a table, line by line; null where too few people sat there.

    `about`: the project whose arguments stand on the sheet; null where the projects do.
    """

    about: str | None
    table: int
    people: int | None
    lines: list[ToldLine]
    dots: list[int] | None


class Deliberated(msgspec.Struct, frozen=True):
    """What was deliberated, as far as the record has it in more than digests of words."""

    steering: ToldSteering = ToldSteering()
    seating: ToldSeating | None = None
    interests: list[ToldInterest] = []
    tradeoffs: list[ToldTradeOff] = []
    trades: list[ToldTrade] = []
    matters: list[ToldMatter] = []
    questions: list[ToldQuestion] = []
    evidence: list[ToldEvidence] = []
    dots: list[ToldDots] = []
    merged: list[ToldMerged] = []
    timings: list[ToldTiming] = []


class FromParent(msgspec.Struct, frozen=True):
    """Of which export one hall, or the sum of all halls, is: SHA-256 (hex) of its bytes."""

    sha256: str


class Result(Stated, frozen=True, kw_only=True):
    """The parts of a result's result.json that the checks read.

    Whatever else it says is covered by its code. A hall throws no lot: of a part, the `rounds` are
    null.
    """

    name: str | None = None
    place: str | None = None
    currency: str = ""
    day: str = ""
    rulebooks: list[object] = []
    rounds: dict[str, RoundLot | None] = {}
    turnout: Turnout = Turnout()
    questions: list[Question]
    conditions: list[Condition] = []
    deliberated: Deliberated | None = None
    tallies: list[Tallied] = []
    parent: FromParent | None = None

    @property
    def sealed(self) -> list[object]:
        """The ids of the questions that its rulebooks have."""
        return [each.get("id") for each in self._sealed]

    @property
    def _sealed(self) -> list[Json]:
        return [each for book in self.rulebooks for each in questions_in(book)]

    def sealed_as(self, question: str) -> Json:
        """What the sealed documents say of a question; empty where they say nothing."""
        for each in self._sealed:
            if each.get("id") == question:
                return each
        return {}

    @property
    def came(self) -> Mapping[str, int]:
        """How many people were given a sheet of each round, where it is told."""
        told = dict(self.turnout.rounds)
        for name, lot in self.rounds.items():
            if lot is not None and lot.people is not None:
                told[name] = lot.people
        return told

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Each question with what stands in the result beside it."""
        return tuple(Asked(self, question) for question in self.questions)

    @property
    def money(self) -> Asked | None:
        """The question about the money, where one was asked."""
        return next(
            (each for each in self.asked if each.question.kind == "fund"),
            None,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a result, as the checks look at it."""

    result: Result
    question: Question

    @property
    def id(self) -> str:
        """The question."""
        return self.question.id

    @property
    def papers(self) -> Papers | None:
        """Where every ballot went."""
        return self.question.papers

    @property
    def outcome(self) -> Count:
        """What was counted."""
        return self.question.outcome

    @property
    def trace(self) -> object:
        """The count, round by round."""
        return self.question.trace

    @property
    def currency(self) -> str:
        """The currency of its sums."""
        return self.result.currency

    @property
    def lot(self) -> RoundLot:
        """The lot of its round; none where it has none."""
        return self.result.rounds.get(self.question.round) or RoundLot(None)

    @property
    def seed(self) -> str | None:
        """The seed of its lot."""
        return self.lot.seed

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """What parts equal projects before the lot does, as the sealed document says."""
        if self.question.kind != "fund":
            return USUAL
        return LADDERS.get(self._said_of_ties, USUAL)

    @property
    def _said_of_ties(self) -> str:
        clauses = self.rules.get("rulebook")
        if not isinstance(clauses, dict):
            return ""
        return str(cast("Json", clauses).get("ties"))

    @property
    def rules(self) -> Json:
        """What the sealed document says of it; empty where it says nothing."""
        if not 0 < self.question.rulebook <= len(self.result.rulebooks):
            return {}
        book = self.result.rulebooks[self.question.rulebook - 1]
        return question_in(book, self.id) or {}


class _Document(msgspec.Struct, frozen=True):
    questions: list[dict[str, object]]


def questions_in(book: object) -> list[dict[str, object]]:
    """The questions of a sealed document; none where it is no such document."""
    try:
        return msgspec.convert(book, _Document).questions
    except msgspec.ValidationError:
        return []


def question_in(book: object, id: str) -> Json | None:
    """What a sealed document says of a question; None where it says nothing."""
    return next(
        (each for each in questions_in(book) if each.get("id") == id),
        None,
    )


def canonical(value: object) -> bytes:
    """`value` (mappings, lists, text, whole numbers below 2^53, truth, null) as JCS.

    Raises ValueError for others.
    """
    plain: object = msgspec.to_builtins(value)
    _refuse_what_differs(plain, MOST_DEEP)
    return spelled(plain).encode()


def _refuse_what_differs(value: object, deeper: int) -> None:
    """Fractions and deep nesting are where programs read one text in two ways."""
    if isinstance(value, float) or deeper < 0:
        raise ValueError("a fraction, or nested too deep")
    inner = _within(value)
    if inner and deeper == 0:
        raise ValueError("nested too deep")
    for one in inner:
        if not isinstance(one, str):
            _refuse_what_differs(one, deeper - 1)


def _within(value: object) -> Collection[object]:
    if isinstance(value, dict):
        return cast("dict[str, object]", value).values()
    return cast("list[object]", value) if isinstance(value, list) else ()


def canonically_read(data: bytes) -> object:
    """The value in `data`.

    Raises ValueError unless `data` is exactly its JCS: no doubled keys, no NaN, no spaces.
    """
    try:
        value: object = msgspec.json.decode(data)
        again = canonical(value)
    except (RecursionError, msgspec.DecodeError) as error:
        raise ValueError("not JSON") from error
    if again != data:
        raise ValueError("not written canonically")
    return value


def salted_digest(salt: str, words: str) -> str:
    """The SHA-256 (hex) of some words after their salt (hex)."""
    return hashlib.sha256(bytes.fromhex(salt) + words.encode()).hexdigest()


def file_digests(files: Files) -> dict[str, FileDigest]:
    """The digest of each file."""
    return {name: _file_digest(content) for name, content in files.items()}


def _file_digest(content: bytes) -> FileDigest:
    return FileDigest(hashlib.sha256(content).hexdigest(), len(content))


def format_of(kind: str) -> str:
    """The format of result.json in a pack of this kind."""
    if kind == "result":
        return RESULT_FORMAT
    return SUPPLEMENT_FORMAT


def result_json(
    content: Json,
    files: Files,
    *,
    assembly: str,
    stage: str,
    kind: str = "result",
) -> bytes:
    """The bytes of result.json.

    `content`: record, previous, papers, outcome, seed, and what else is to be said; for another
    kind than a result: record, previous, number. Added to it: format, assembly, stage, kind, and
    the digests of `files` (everything below `data/` but itself and the report). Raises ValueError
    where `content` says one of these itself, lacks a part, or holds what JCS cannot.
    """
    ours = {
        "format": format_of(kind),
        "assembly": assembly,
        "stage": stage,
        "kind": kind,
        "files": file_digests(files),
    }
    if doubled := ours.keys() & content.keys():
        raise ValueError(f"the pack itself says: {', '.join(sorted(doubled))}")
    data = canonical({**content, **ours})
    _ = read_result(data) if kind == "result" else read_stated(data)
    return data


def read_result(data: bytes) -> Result:
    """result.json as far as the checks read it.

    Raises ValueError where it is larger than a result can be, not canonical, or lacks a part.
    """
    return msgspec.convert(_read(data), Result)


def read_stated(data: bytes) -> Stated:
    """What result.json says in a pack of every kind. Raises ValueError as `read_result` does."""
    return msgspec.convert(_read(data), Stated)


def _read(data: bytes) -> object:
    if len(data) > MOST_RESULT:
        raise ValueError("larger than a result can be")
    return canonically_read(data)


def results_code(result: bytes) -> tuple[str, ...]:
    """The code that people compare: 8 groups of 4, from the SHA-256 of result.json's bytes."""
    return code_groups(hashlib.sha256(result).digest())


type _Editions = Callable[[tuple[str, ...], bytes], Files]


def assemble(
    files: Files,
    content: Json,
    report: Callable[[tuple[str, ...], bytes], bytes],
    *,
    assembly: str,
    stage: str,
    day: date,
    kind: str = "result",
    sealing: Sealing | None = None,
    editions: _Editions | None = None,
) -> Bag:
    """The whole pack, unsigned.

    `files` are those below `data/` but result.json and the reports; `content` is what `result_json`
    takes; `report(code, result_json)` makes the PDF. `editions(code, result_json)` makes further
    reports, by file name. All but the form get the facilitator's seal where `sealing` is given.
    Raises ValueError for what is not a pack's.
    """
    result = result_json(
        content,
        files,
        assembly=assembly,
        stage=stage,
        kind=kind,
    )
    code = results_code(result)
    pdf = report(code, result)
    payload = {
        **files,
        "result.json": result,
        "report.pdf": sealed(pdf, sealing) if sealing else pdf,
    }
    others = (
        editions(code, result)
        if editions
        else MappingProxyType(dict[str, bytes]())
    )
    for name, edition in others.items():
        payload[name] = (
            sealed(edition, sealing)
            if sealing and name != FORM_FILE
            else edition
        )
    return make_bag(
        payload,
        BagInfo(assembly, stage, code, measure(pdf), day, kind),
    )
