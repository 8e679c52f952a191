"""Check 22: the record's own public entries make the result.

Those that make it are there, once each and in the order of the evening, and say what result.json
says: whose evening it was, the rulebook, the ballot, the sums, the lot, what was counted. Entries
of an act that was taken back do not count; of a ballot drawn up again, or sums stated again, the
last holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeGuard, cast

import msgspec

from pbdesk.pack.checks.asked import sealed_settings
from pbdesk.pack.checks.case import Case
from pbdesk.pack.contents import (
    AnswersTogether,
    Asked,
    Count,
    Json,
    Papers,
    Quorum,
    Result,
    RoundLot,
    Tallied,
    canonical,
    questions_in,
)
from pbdesk.pack.record import (
    Told,
    ToldLines,
    in_force,
    of_type,
    otherwise,
    untold,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say

__all__ = ["made"]


class _Started(msgspec.Struct, frozen=True):
    id: str
    currency: str
    day: str
    rehearsal: bool
    name: str | None = None
    place: str | None = None


class _RulebookSealed(msgspec.Struct, frozen=True):
    digest: str
    lot_codes: dict[str, str]
    number: int
    questions: list[str]


class _Fixed(msgspec.Struct, frozen=True):
    digest: str


class _Line(msgspec.Struct, frozen=True):
    project: str
    code: str
    title: str
    cost: int


class _DrawnUp(msgspec.Struct, frozen=True):
    lines: list[_Line]


class _Reconciled(msgspec.Struct, frozen=True):
    issued: int
    cast: int
    spoilt: int
    unreturned: int
    missing: int


class _UrnSealed(msgspec.Struct, frozen=True):
    ballots: int


class _SeedDrawn(msgspec.Struct, frozen=True):
    round: str
    dice: str
    code: str


class _Counted(msgspec.Struct, frozen=True):
    digest: str
    counted: int
    rejected: dict[str, int]
    funded: list[str]
    elected: list[str] | None = None
    passed: bool | None = None


class _Declared(msgspec.Struct, frozen=True):
    quorum_met: bool


class _HandsCounted(msgspec.Struct, frozen=True):
    hands: dict[str, int]
    present: int


class _SlipsReleased(msgspec.Struct, frozen=True):
    answers: dict[str, int]


class _Cell(msgspec.Struct, frozen=True):
    answers: list[str]
    slips: int


class _ItemAnswers(msgspec.Struct, frozen=True):
    item: str
    cells: list[_Cell]


class _AddedUp(msgspec.Struct, frozen=True):
    question: str
    slips: int
    items: list[_ItemAnswers]


_ON_SHEET = {
    "ballot": ("ballot.drawn_up", _DrawnUp),
    "sums": ("papers.reconciled", _Reconciled),
    "urn": ("urn.sealed", _UrnSealed),
    "lot": ("seed.drawn", _SeedDrawn),
    "count": ("counted", _Counted),
    "declared": ("declared", _Declared),
}
_BY_HANDS = {
    "ballot": ("ballot.drawn_up", _DrawnUp),
    "hands": ("hands.counted", _HandsCounted),
    "count": ("counted", _Counted),
    "declared": ("declared", _Declared),
}
_ON_SLIPS = {
    "ballot": ("ballot.drawn_up", _DrawnUp),
    "slips": ("slips.released", _SlipsReleased),
    "count": ("counted", _Counted),
}
_WAYS = {"sheet": _ON_SHEET, "hands": _BY_HANDS, "slip": _ON_SLIPS}
"""Part -> the type of its entry and what it says, in the order of an evening, by the way that the
question is answered."""

_BEGINS = ".started"
"""How the type of a file's first entry ends."""

"""What the clauses of a counting rule begin with; behind it stands the name of its setting."""

_AGAIN = ("ballot.drawn_up", "papers.reconciled")
"""What may be done again before the next act."""


def made(case: Case) -> Words:
    """Every figure of the result is the one that the record tells.

    The record of a sum is the parent's: it tells what was sealed, and what the halls began from.
    """
    told = in_force(case.record.told)
    begun = _begun(told)
    started = _part(begun, _Started)
    sealed = of_type("rulebook.sealed", told)
    if not sealed:
        raise untold("rulebook.sealed")
    books = [_part(line, _RulebookSealed) for line in sealed]
    _refuse(_whose(started, case.result), begun.type, begun.seq)
    _refuse_order([begun, *told])
    _refuse_other_books(sealed, books, case.result)
    if case.info.stage == "combined":
        return _fixed(told, case.result)
    codes = _lot_codes(books)
    _refuse_left_out(told, case.result)
    _refuse_other_lots(told, case.result)
    _refuse_other_slips(told, case.result)
    for asked in case.result.asked:
        _look_at(told, asked, sealed, codes)
    return say(
        "What was sealed, drawn, added up and counted in the record makes this result.",
    )


def _fixed(told: ToldLines, said: Result) -> Words:
    """What the halls of a sum began from is what the record of their parent fixed."""
    these = of_type("parent.fixed", told)
    if not these:
        raise untold("parent.fixed")
    line = these[-1]
    if len(these) > 1:
        raise _twice(line.type)
    named = "" if said.parent is None else said.parent.sha256
    _refuse([(_part(line, _Fixed).digest, named)], line.type, line.seq)
    if said.tallies:
        raise _other_slips()
    return say(
        "What the parent sealed in its record is what all halls were asked.",
    )


def _follow(said: Result) -> bool:
    """Whether each sealed document is of this assembly, has its number, and names the one before.

    And has no question that another has: later rules change none. What a document does not say is
    not compared.
    """
    if len(said.sealed) != len(set(map(str, said.sealed))):
        return False
    before = None
    for number, book in enumerate(said.rulebooks, 1):
        document = cast("Json", book if isinstance(book, dict) else {})
        right = {"number": number, "follows": before}
        if said.stage != "part":  # one hall is asked what the parent sealed
            right["assembly"] = said.assembly
        for name, value in right.items():
            if name in document and not _is_same(document[name], value):
                return False
        before = _digest(book)
    return True


def _is_same(one: object, other: object) -> bool:
    return (type(one), one) == (type(other), other)


def _refuse_other_lots(told: ToldLines, said: Result) -> None:
    """Every lot in the result is one that was drawn, and a round without one has none."""
    drawn = {
        str(line.body.get("round")): line
        for line in of_type("seed.drawn", told)
    }
    for name, told_lot in said.rounds.items():
        lot = told_lot or RoundLot(None)
        if name not in drawn and (lot.seed, lot.dice, lot.lot_code) != (
            None,
            "",
            "",
        ):
            raise untold("seed.drawn")
        if name in drawn:
            line = drawn[name]
            seed = _part(line, _SeedDrawn)
            published = (f"{lot.dice}-{lot.lot_code}", lot.dice, lot.lot_code)
            _refuse(
                [((lot.seed, seed.dice, seed.code), published)],
                line.type,
                line.seq,
            )


def _refuse_left_out(told: ToldLines, said: Result) -> None:
    """Every question that was counted stands in the result, once."""
    if _counted(told) != sorted(each.id for each in said.questions):
        raise PackRefused(
            say("The result has other questions than the record counted."),
        )


def _counted(told: ToldLines) -> list[str]:
    """The questions that the record counted."""
    return sorted(
        str(line.body.get("question")) for line in of_type("counted", told)
    )


def _refuse_other_books(
    sealed: ToldLines,
    books: Sequence[_RulebookSealed],
    result: Result,
) -> None:
    for number, (line, book, said) in enumerate(
        zip(sealed, books, result.rulebooks, strict=False),
        1,
    ):
        of = [each.get("id") for each in questions_in(said)] or book.questions
        recorded = (book.digest, book.number, book.questions)
        _refuse([(recorded, (_digest(said), number, of))], line.type, line.seq)
    if len(books) != len(result.rulebooks) or not _follow(result):
        raise PackRefused(
            say("The result tells another rulebook than the record sealed."),
        )


def _lot_codes(books: Sequence[_RulebookSealed]) -> dict[str, str]:
    """The sealed code of each round's lot; each is sealed once."""
    codes = dict[str, str]()
    for book in books:
        if not codes.keys().isdisjoint(book.lot_codes):
            raise _twice("rulebook.sealed")
        codes |= book.lot_codes
    return codes


def _refuse_other_slips(told: ToldLines, said: Result) -> None:
    """The slips with several items that were added up stand in the result, each once."""
    recorded = sorted(
        _recorded_slips(_part(line, _AddedUp)) for line in _slips(told)
    )
    published = sorted(_published_slips(each) for each in said.tallies)
    if recorded != published:
        raise _other_slips()
    for each in said.tallies:
        if not _is_worded_as_sealed(each, said.sealed_as(each.id)):
            raise _worded_otherwise(each.id)


def _slips(told: ToldLines) -> Iterator[Told]:
    """The entries of slips with several items."""
    for line in told:
        if line.type == "slips.released" and line.body.get("items", []) != []:
            yield line


def _worded_otherwise(question: str) -> PackRefused:
    return PackRefused(
        say(
            "Question {number} stands otherwise in the sealed rules.",
            number=question,
        ),
    )


def _is_worded_as_sealed(said: Tallied, sealed: Json) -> bool:
    """Whether slips ask what was sealed, in these words; what either does not say is left."""
    question = _parts(sealed, "charter").get("question")
    items = sealed.get("items")
    titles: dict[object, object] = {}
    for each in cast("list[object]", items) if isinstance(items, list) else []:
        if isinstance(each, dict):
            item = cast("Json", each)
            titles[str(item.get("id"))] = item.get("title")
    pairs = [
        (question, said.wording),
        *((titles.get(one.id), one.title) for one in said.items),
    ]
    return all(
        one is None or not other or _is_same(one, other) for one, other in pairs
    )


def _other_slips() -> PackRefused:
    return PackRefused(
        say("The result has other slips than the record added up."),
    )


type _SlipsOf = tuple[str, int, list[tuple[str, list[tuple[list[str], int]]]]]


def _recorded_slips(added: _AddedUp) -> _SlipsOf:
    items = [(each.item, _cells(each.cells)) for each in added.items]
    return added.question, added.slips, items


def _published_slips(said: Tallied) -> _SlipsOf:
    items = [(each.id, _cells(each.cells)) for each in said.items]
    return said.id, said.slips, items


def _cells(
    cells: Sequence[_Cell | AnswersTogether],
) -> list[tuple[list[str], int]]:
    return [(cell.answers, cell.slips) for cell in cells]


def _look_at(
    told: ToldLines,
    asked: Asked,
    sealed: ToldLines,
    codes: Mapping[str, str],
) -> None:
    """Hold one question against its entries."""
    _refuse_other_rules(asked)
    parts = _entries_of(told, asked)
    lines = {
        part: _last(told, kind, asked) for part, (kind, _) in parts.items()
    }
    _refuse_order([*_book_of(asked, sealed), *lines.values()])
    if asked.question.way == "sheet":
        _refuse_order(
            [
                lines["ballot"],
                *_voted(told, asked.question.round),
                lines["sums"],
            ],
        )
    said = {part: _part(lines[part], kind) for part, (_, kind) in parts.items()}
    for part, entry in said.items():
        _refuse(_pairs(entry, asked, codes), lines[part].type, lines[part].seq)
    _refuse_other_quorum(asked, said, lines)


def _refuse_other_quorum(
    asked: Asked,
    said: Mapping[str, msgspec.Struct],
    lines: Mapping[str, Told],
) -> None:
    """The declaration, where there is one, and the result tell the same quorum."""
    declared = said.get("declared")
    quorum = None
    if isinstance(declared, _Declared):
        quorum = _quorum(asked, _took_part(asked, said.get("hands")))
        line = lines["declared"]
        _refuse(
            [(declared.quorum_met, quorum is None or quorum.met)],
            line.type,
            line.seq,
        )
    if asked.question.quorum != quorum:
        raise PackRefused(
            say(
                "The quorum of question {number} is told otherwise.",
                number=asked.id,
            ),
        )


def _refuse_other_rules(asked: Asked) -> None:
    """The question is the one that was sealed, and tells of money only where it is about money."""
    _refuse_money_elsewhere(asked)
    if not (_as_sealed(asked) and _as_answered(asked)):
        raise _worded_otherwise(asked.id)


def _refuse_money_elsewhere(asked: Asked) -> None:
    if asked.question.kind != "fund" and _has_money(asked.outcome):
        raise PackRefused(
            say("Money stands in a question that is not about money."),
        )


def _took_part(asked: Asked, hands: msgspec.Struct | None) -> int:
    """How many count towards the quorum: who was given a ballot, of hands who is present."""
    if isinstance(hands, _HandsCounted):
        return hands.present
    return 0 if asked.papers is None else asked.papers.given


def _quorum(asked: Asked, people: int) -> Quorum | None:
    """The sealed quorum. One hall of several has none of its own: the sum of all has."""
    least = _parts(asked.rules, "rulebook").get("quorum")
    if asked.result.stage == "part" or not _is_some(least):
        return None
    return Quorum(least, people, people >= least)


def _is_some(number: object) -> TypeGuard[int]:
    return type(number) is int and number > 0


def _book_of(asked: Asked, sealed: ToldLines) -> ToldLines:
    """The sealing that the question names, if there is one."""
    number = asked.question.rulebook
    return sealed[max(number - 1, 0) : max(number, 0)]


def _entries_of(
    told: ToldLines,
    asked: Asked,
) -> Mapping[str, tuple[str, type[msgspec.Struct]]]:
    """The entries that must tell of a question: one hall draws no lot, a straw declares nothing."""
    parts = dict(_WAYS.get(asked.question.way, _ON_SHEET))
    if asked.result.stage == "part":
        _ = parts.pop("lot", None)
    if asked.question.force == "straw":
        _ = parts.pop("declared", None)
        _refuse_declared(told, asked.id)
    return parts


def _refuse_declared(told: ToldLines, straw: str) -> None:
    for line in told:
        if line.type == "declared" and line.body.get("question") == straw:
            raise PackRefused(
                say(
                    "Question {number} is a straw poll and was declared.",
                    number=straw,
                ),
            )


def _has_money(said: Count) -> bool:
    funded = any(line.funded for line in said.projects)
    return funded or bool(said.awards) or _has_sums(said)


def _has_sums(said: Count) -> bool:
    sums = (said.budget, said.funded, said.cost, said.leftover)
    return any(each is not None for each in sums)


def _voted(told: ToldLines, round_: str) -> ToldLines:
    """The entries that open and close a round, as far as there are any."""
    return [
        line for line in told if line.type in _VOTE and _is_of(line, round_)
    ]


def _is_of(line: Told, round_: str) -> bool:
    return line.body.get("round") == round_


_VOTE = ("vote.opened", "vote.closed")


def _refuse_order(lines: ToldLines) -> None:
    for one, after in pairwise(lines):
        if one.seq > after.seq:
            raise _another_order(one, after)


def _another_order(one: Told, after: Told) -> PackRefused:
    return PackRefused(
        say(
            "The record tells the evening in another order: {one} after {after}.",
            one=one.type,
            after=after.type,
        ),
    )


def _as_answered(asked: Asked) -> bool:
    """Whether only what was answered on sheets has papers and a round, and so a lot."""
    question = asked.question
    if question.way == "sheet":
        return question.papers is not None
    return question.papers is None and not question.round


def _pot_and_settings(asked: Asked) -> Iterator[tuple[object, object]]:
    """The pot and each setting of the counting rule, as sealed and as the result tells it."""
    yield _parts(asked.rules, "charter").get("pot"), asked.outcome.budget
    rules = _parts(asked.rules, "rulebook")
    for option, value in sealed_settings(rules).items():
        yield value, asked.outcome.parameters.get(option)


def _as_sealed(asked: Asked) -> bool:
    """Whether a question is of the kind, force, way, round and counting rule that were sealed.

    What the sealed document does not say is not compared; nor is a document without questions. One
    hall of several applies no settings of the rule: the sum does.
    """
    question = asked.question
    sealed = asked.rules
    if not sealed:
        return asked.id not in asked.result.sealed
    charter = _parts(sealed, "charter")
    rules = _parts(sealed, "rulebook")
    said: list[tuple[object, object]] = [
        (sealed.get("kind"), question.kind),
        (charter.get("question"), question.wording),
        (
            (charter.get("binding") or "straw") if charter else None,
            question.force,
        ),
        (rules.get("way"), question.way),
        (rules.get("rule"), asked.outcome.rule),
    ]
    if asked.result.stage != "part":
        said += _pot_and_settings(asked)
    if question.way == "sheet" and (round_ := rules.get("round")) is not None:
        said.append((str(round_), question.round))
    return all(one is None or _is_same(one, other) for one, other in said)


def _parts(sealed: Json, name: str) -> Json:
    found = sealed.get(name)
    if isinstance(found, dict):
        return cast("Json", found)
    return {}


def _last(told: ToldLines, kind: str, asked: Asked) -> Told:
    """The entry that holds for a question. Raises PackRefused where none is, or two are."""
    of = (
        ("round", asked.question.round)
        if kind == "seed.drawn"
        else ("question", asked.id)
    )
    these = [
        line
        for line in told
        if line.type == kind and line.body.get(of[0]) == of[1]
    ]
    if not these:
        raise untold(kind)
    if len(these) > 1 and kind not in _AGAIN:
        raise _twice(kind)
    return these[-1]


def _begun(told: ToldLines) -> Told:
    """The entry that begins the file, of whatever kind it is. Nothing else begins it again."""
    first = _first(told)
    if [line.type for line in told].count(first.type) > 1:
        raise _twice(first.type)
    return first


def _first(told: ToldLines) -> Told:
    """The first entry, which begins a file. Raises PackRefused where it is missing."""
    first = next((line for line in told if line.seq == 1), None)
    if first is None or not first.type.endswith(_BEGINS):
        raise untold("assembly.started")
    return first


def _twice(kind: str) -> PackRefused:
    return PackRefused(say("The record tells it twice: {type}.", type=kind))


def _part[T: msgspec.Struct](line: Told, kind: type[T]) -> T:
    try:
        return msgspec.convert(line.body, kind)
    except ValueError as error:
        raise PackRefused(
            say("An entry that makes the result cannot be read."),
        ) from error


def _refuse(
    pairs: Iterable[tuple[object, object]],
    kind: str,
    seq: int,
) -> None:
    """Raise PackRefused where the record says one thing and the result another."""
    for recorded, published in pairs:
        if recorded != published:
            raise otherwise(kind, seq)


def _whose(started: _Started, said: Result) -> Iterator[tuple[object, object]]:
    yield started.id, said.assembly
    yield started.rehearsal, said.stage == "rehearsal"
    yield (started.currency, started.day), (said.currency, said.day)
    for recorded, published in (
        (started.name, said.name),
        (started.place, said.place),
    ):
        if recorded is not None and published is not None:
            yield recorded, published


def _as_counted(
    entry: _Counted,
    asked: Asked,
) -> Iterator[tuple[object, object]]:
    outcome = asked.outcome
    ballots = outcome.ballots
    yield (entry.counted, entry.rejected), (ballots.counted, ballots.rejected)
    yield entry.funded, list(outcome.funded or ())
    yield entry.elected or [], list(outcome.elected)
    yield entry.passed, outcome.passed
    if asked.result.stage == "part":
        yield entry.digest, _digest(_sums_alone(asked))
    else:
        yield entry.digest, _digest(asked.trace)


def _drawn(entry: _SeedDrawn, asked: Asked) -> Iterator[tuple[object, object]]:
    yield (entry.dice, entry.code), (asked.lot.dice, asked.lot.lot_code)
    yield f"{entry.dice}-{entry.code}", asked.seed


def _by_hands(
    entry: _HandsCounted,
    asked: Asked,
) -> Iterator[tuple[object, object]]:
    outcome = asked.outcome
    yield _texts(entry.hands), _support(asked)
    yield sum(entry.hands.values()), outcome.ballots.counted
    if outcome.parameters.get("base") == "present":
        yield entry.present, outcome.parameters.get("of")


def _pairs(
    entry: msgspec.Struct,
    asked: Asked,
    codes: Mapping[str, str],
) -> Iterator[tuple[object, object]]:
    """(What an entry says, what the result says), each of which must be the same."""
    papers = asked.papers or Papers(0, 0)
    match entry:
        case _DrawnUp():
            yield _ballots(entry, asked)
        case _Reconciled():
            yield entry, _sums(papers)
        case _UrnSealed():
            yield entry.ballots, papers.counted + papers.rejected
        case _SeedDrawn():
            yield codes.get(asked.question.round), _sha256(entry.code.encode())
            yield from _drawn(entry, asked)
        case _HandsCounted():
            yield from _by_hands(entry, asked)
        case _SlipsReleased():
            support = _support(asked)
            yield _texts(entry.answers) or dict.fromkeys(support, "0"), support
        case _Counted():
            yield from _as_counted(entry, asked)
            yield from _traced(asked)
        case _:
            pass


def _sums_alone(asked: Asked) -> dict[str, object]:
    """What the record of one hall attached: its sums, and nothing that was decided."""
    outcome = asked.outcome
    return {
        "budget": outcome.budget or 0,
        "cost": 0,
        "format": "pbdesk/outcome/1",
        "funded": [],
        "leftover": 0,
        "parameters": {},
        "reasons": {},
        "rounds": [],
        "rule": outcome.rule,
        "support": {
            line.id: int(str(line.support)) for line in outcome.projects
        },
        "ties": [],
    }


def _texts(figures: Mapping[str, int]) -> dict[str, str]:
    return {answer: str(n) for answer, n in figures.items()}


def _support(asked: Asked) -> dict[str, str]:
    """What each answer got, by the published lines."""
    return {line.id: str(line.support or 0) for line in asked.outcome.projects}


def _traced(asked: Asked) -> Iterator[tuple[object, object]]:
    """(What the count itself tells, what the result says), where nothing is funded.

    Of money check 20 looks at every round.
    """
    if asked.question.kind == "fund" or not isinstance(asked.trace, dict):
        return
    trace = cast("dict[str, object]", asked.trace)
    outcome = asked.outcome
    yield (
        (trace.get("rule"), trace.get("parameters")),
        (outcome.rule, outcome.parameters),
    )
    sums = trace.get("support")
    told = cast("dict[str, object]", sums) if isinstance(sums, dict) else {}
    yield {name: str(sum_) for name, sum_ in told.items()}, _support(asked)


def _ballots(drawn: _DrawnUp, said: Asked) -> tuple[object, object]:
    recorded = {
        line.project: (line.code, line.title, line.cost) for line in drawn.lines
    }
    people = {line.project for line in drawn.lines if not line.title}
    published = {
        line.id: (line.code, "" if line.id in people else line.title, line.cost)
        for line in said.outcome.projects
    }
    return (len(drawn.lines), recorded), (len(said.outcome.projects), published)


def _sums(papers: Papers) -> _Reconciled:
    cast = papers.counted + papers.rejected
    return _Reconciled(
        papers.issued,
        cast,
        papers.spoilt,
        papers.unreturned,
        papers.missing,
    )


def _digest(value: Any) -> str:
    return _sha256(canonical(value))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
