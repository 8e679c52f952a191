"""Checks 29 and 30: the sum of several halls is that of their packs, and who signed these.

What the sum says of a hall is read again from what the pack keeps of that hall's own, from the
signed file down; then the figures are added up again, and the lot held against the parent's sealed
codes. Needs no ballots.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, cast

import msgspec

from pbdesk.pack.bag import SIGNED
from pbdesk.pack.checks.asked import sealed_settings
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.checks.signatures import SignedBy, good_signature
from pbdesk.pack.contents import Asked, Json, canonical, canonically_read
from pbdesk.pack.halls import (
    HALLS,
    HallLine,
    HallTurnout,
    Sums,
    added,
    hall_folder,
    hall_line,
    is_ballots,
    packed_on,
    turnout_of,
)
from pbdesk.pack.parent import (
    PARENT_FILE,
    Parent,
    ParentHall,
    ParentQuestion,
    parent_digest,
    read_parent,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer
from pbdesk.pack.zipped import Files, below
from pbdesk.voting.rules import RULES
from pbdesk.voting.trace import outcome_told
from pbdesk.words import Listing, Words, say, several

__all__ = ["halls_signed", "sum_of_halls"]

_DICE = re.compile("[1-6]{4,}")
type _Json = Mapping[str, Any]


class _Named(msgspec.Struct, frozen=True):
    id: str


class _Said(msgspec.Struct, frozen=True):
    """What the result of a sum says beside what every result does."""

    parent: dict[str, object]
    halls: list[dict[str, object]]
    without: list[str]
    turnout: dict[str, object]
    name: str
    questions: list[dict[str, object]]


def sum_of_halls(case: Case) -> Finding:
    """Every hall is there or named as left out, and the figures are those of the halls."""
    kept = _halls_kept(case)
    if case.info.stage == "combined":
        return _sum(case, kept)
    if kept:
        raise PackRefused(
            say("A pack that is no sum keeps nothing of other halls."),
        )
    return Unchecked(say("This pack is no sum of halls."))


def _halls_kept(case: Case) -> list[str]:
    """The ids of the halls of which the pack keeps something."""
    files = case.bag.files
    return sorted(
        {name.split("/")[2] for name in files if name.startswith(HALLS)},
    )


def _added(question: ParentQuestion, lines: Sequence[HallLine]) -> Sums:
    """What the halls answered to it, added up."""
    answers = (
        each
        for line in lines
        for each in line.questions
        if each.id == question.id
    )
    return added(answers)


def _sum(case: Case, kept: Sequence[str]) -> Words:
    """Hold the sum against the halls whose files are `kept` in it."""
    parent, digest = _parent(case)
    said = _said(case)
    _refuse(
        said.parent == {"sha256": digest},
        say("It is the sum of another parent’s halls."),
    )
    _refuse_other_vote(case, parent, said)
    _refuse_ballots(case.bag.files)
    halls = _halls(parent, said, kept)
    lines = [_line(case, parent, digest, hall, told) for hall, told in halls]
    turnout = turnout_of(lines)
    _refuse(
        _is_same(said.turnout, turnout),
        say("The turnout is not that of the halls."),
    )
    asked = {each.id: each for each in case.result.asked}
    for question, told in zip(parent.questions, said.questions, strict=True):
        here = asked[question.id]
        _refuse_other_question(parent, question, here)
        _refuse_other_sums(
            parent,
            question,
            _added(question, lines),
            here,
            told,
        )
        _refuse_other_quorum(parent, question, told, turnout)
    _refuse_other_lot(case, parent)
    return _told(parent, lines, said.without)


def _is_same(one: object, other: object) -> bool:
    return canonical(one) == canonical(other)


def _refuse_ballots(files: Iterable[str]) -> None:
    _refuse(
        not any(map(is_ballots, files)),
        say(
            "The ballots of a sum lie with the halls that gave them, and nowhere else.",
        ),
    )


def _told(
    parent: Parent,
    lines: Sequence[HallLine],
    without: Sequence[str],
) -> Words:
    found = several(
        "{n} hall adds up to this result.",
        "{n} halls add up to this result.",
        len(lines),
    )
    if not without:
        return found
    names = (hall.name for hall in parent.halls if hall.id in without)
    return say(
        "{found} Left out: {halls}.",
        found=found,
        halls=Listing(tuple(names)),
    )


def _refuse(holds: bool, words: Words) -> None:  # noqa: FBT001  a fact, and what is wrong without it
    if not holds:
        raise PackRefused(words)


def _parent(case: Case) -> tuple[Parent, str]:
    export = _export(case)
    return read_parent(export), parent_digest(export)


def _export(case: Case) -> bytes:
    name = f"data/{PARENT_FILE}"
    if name not in case.bag.files:
        raise PackRefused(say("“{name}” is missing.", name=name))
    return case.bag.files[name]


def _said(case: Case) -> _Said:
    try:
        return _read_said(case.bag.result)
    except ValueError as error:
        raise PackRefused(
            say("What the sum says of its halls cannot be read."),
        ) from error


def _read_said(result: bytes) -> _Said:
    said = msgspec.convert(canonically_read(result), _Said)
    _ = msgspec.convert(said.halls, list[_Named])
    return said


def _refuse_other_vote(case: Case, parent: Parent, said: _Said) -> None:
    result = case.result
    same = (
        (result.assembly, said.name) == (parent.assembly, parent.name)
        and (result.currency, result.day) == (parent.currency, parent.day)
        and canonical(result.rulebooks) == canonical(list(parent.rulebooks))
        and [each.id for each in result.questions]
        == [each.id for each in parent.questions]
    )
    _refuse(same, say("The sum is of another vote than its parent sealed."))


def _halls(
    parent: Parent,
    said: _Said,
    kept: Sequence[str],
) -> list[tuple[ParentHall, dict[str, object]]]:
    """Each hall that is in the sum, and what is told of it: none missing, none there twice."""
    there = [str(each.get("id")) for each in said.halls]
    named = sorted([*there, *said.without])
    for hall in parent.halls:
        _refuse(
            named.count(hall.id) == 1,
            say(
                "“{hall}” is neither in the sum nor left out, or there twice.",
                hall=hall.name,
            ),
        )
    _refuse(
        len(named) == len(parent.halls) and sorted(there) == list(kept),
        say(
            "The sum has a hall that is none of this vote, or keeps nothing of one that is.",
        ),
    )
    told = {str(each.get("id")): each for each in said.halls}
    found = [(hall, told[hall.id]) for hall in parent.halls if hall.id in told]
    ordered = [hall.id for hall, _ in found] == there
    _refuse(
        ordered,
        say("The halls stand in another order than the parent has them."),
    )
    return found


def _line(
    case: Case,
    parent: Parent,
    digest: str,
    hall: ParentHall,
    told: dict[str, object],
) -> HallLine:
    """What is kept of a hall, found to say what is told of it."""
    line = hall_line(parent, digest, hall, _kept_of(case, hall))
    same = canonical(told) == canonical(line)
    _refuse(
        same,
        say(
            "The sum tells “{hall}” otherwise than its pack does.",
            hall=hall.name,
        ),
    )
    return line


def _kept_of(case: Case, hall: ParentHall) -> Files:
    return below(case.bag.files, hall_folder(hall.id))


def _refuse_other_question(
    parent: Parent,
    question: ParentQuestion,
    asked: Asked,
) -> None:
    """Raise PackRefused where something else was asked, or counted by another rule than sealed."""
    own = asked.question
    options = [
        (each.id, each.code, each.title, each.cost) for each in question.options
    ]
    lines = [
        (each.id, each.code, each.title, each.cost)
        for each in asked.outcome.projects
    ]
    same = (
        (own.kind, own.wording, own.force)
        == (question.kind, question.wording, question.force)
        and (own.way, own.round, own.rulebook)
        == (question.way, question.round, question.rulebook)
        and lines == options
        and asked.outcome.budget == question.budget
        and canonical(asked.outcome.constraints)
        == canonical(question.constraints)
        and _by_the_rule(_rules(parent, question), asked)
    )
    _refuse(
        same,
        say(
            "Question {number} stands otherwise in the sealed rules.",
            number=question.id,
        ),
    )


def _by_the_rule(rules: _Json, asked: Asked) -> bool:
    """Whether rule and settings are those that were given, as far as they were."""
    given = {
        name: value
        for name, value in sealed_settings(rules).items()
        if value is not None
    }
    settings = asked.outcome.parameters
    return rules.get("rule") in (None, asked.outcome.rule) and all(
        canonical(settings[name]) == canonical(value)
        for name, value in given.items()
        if name in settings
    )


def _rules(parent: Parent, question: ParentQuestion) -> _Json:
    found = parent.sealed(question).get("rulebook")
    if isinstance(found, dict):
        return cast("_Json", found)
    return {}


def _style(parent: Parent, question: ParentQuestion) -> object:
    """How it is marked."""
    usual = "ordinal" if question.kind == "choose" else "approval"
    return _rules(parent, question).get("style") or usual


def _refuse_other_sums(
    parent: Parent,
    question: ParentQuestion,
    sums: Sums,
    asked: Asked,
    told: Json,
) -> None:
    ballots = asked.outcome.ballots
    same = (
        (ballots.counted, ballots.rejected) == (sums.counted, sums.rejected)
        and canonical(told.get("papers")) == canonical(sums.papers)
        and canonical(told.get("sums")) == canonical(sums.sums)
        and all(
            figures == sums.sums
            for figures in _begun_from(_style(parent, question), asked)
        )
    )
    _refuse(
        same,
        say(
            "The figures of question {number} are not those of the halls.",
            number=question.id,
        ),
    )


def _begun_from(
    style: object,
    asked: Asked,
) -> Iterator[Mapping[str, int | Fraction]]:
    """What the count tells of the sums that it began from.

    Its support, where the rule goes by the sums; the votes of its first stage, where it has stages.
    """
    by = RULES.get(asked.outcome.rule)
    if style == "approval" or (by is not None and style in by.sums):
        yield {
            each.id: Fraction(str(each.support or 0))
            for each in asked.outcome.projects
        }
    if asked.outcome.funded is None and asked.trace is not None:
        stages = outcome_told(asked.trace).rounds
        yield from (stage.totals for stage in stages[:1] if stage.totals)


def _refuse_other_quorum(
    parent: Parent,
    question: ParentQuestion,
    told: Json,
    turnout: HallTurnout,
) -> None:
    needed = _whole(_rules(parent, question).get("quorum"))
    people = turnout.people_in(question.round)
    right = {"needed": needed, "people": people, "met": people >= needed}
    _refuse(
        canonical(told.get("quorum")) == canonical(right),
        say(
            "The quorum of question {number} is told otherwise.",
            number=question.id,
        ),
    )


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return 0


def _refuse_other_lot(case: Case, parent: Parent) -> None:
    """Raise PackRefused where the lot is not one throw and the parent's sealed codes."""
    rounds = case.result.rounds
    dice = set[str]()
    for name, code in parent.lot_codes.items():
        lot = rounds.get(name)
        right = (
            lot is not None
            and hashlib.sha256(lot.lot_code.encode()).hexdigest() == code
            and _DICE.fullmatch(lot.dice) is not None
            and lot.seed == f"{lot.dice}-{lot.lot_code}"
        )
        dice.add(lot.dice if lot else "")
        _refuse(
            right,
            say("The lot is not the dice and the code that the parent sealed."),
        )
    _refuse(
        len(dice) == 1 and rounds.keys() == parent.lot_codes.keys(),
        say("The lot is not one throw for all rounds."),
    )


def halls_signed(case: Case) -> Finding:
    """What is kept of each hall was signed there, as far as the signers file names anybody."""
    if case.info.stage != "combined":
        return Unchecked(say("This pack is no sum of halls."))
    if case.others is None:
        return Unchecked(
            say("No list of keys was brought, so nobody knows who signed."),
        )
    parent, _ = _parent(case)
    there = [
        hall
        for hall in parent.halls
        if hall_folder(hall.id) + SIGNED in case.bag.files
    ]
    signers = {hall.id: case.others.signers(hall.id) for hall in there}
    unknown = [hall.name for hall in there if not signers[hall.id]]
    for hall in there:
        _refuse_unsigned(case, hall, signers[hall.id])
    if unknown:
        return Unchecked(
            say(
                "The signers file has no key for {halls}.",
                halls=Listing(tuple(unknown[:5])),
            ),
        )
    return several(
        "What {n} hall gave was signed there.",
        "What {n} halls gave was signed there.",
        len(there),
    )


def _refuse_unsigned(
    case: Case,
    hall: ParentHall,
    signers: Sequence[Signer],
) -> None:
    files = _kept_of(case, hall)
    by = SignedBy(files, "result", packed_on(hall, files), case.revoked)
    must = [each for each in signers if "result" in each.kinds]
    for who in sorted({each.who for each in must}):
        try:
            _ = good_signature(by, must, who)
        except PackRefused as refused:
            raise PackRefused(
                say("“{hall}”: {why}", hall=hall.name, why=refused.words),
            ) from refused
