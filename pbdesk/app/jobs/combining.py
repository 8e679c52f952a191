"""Combining: the halls that were gathered, counted as one vote under the parent's sealed rules.

The parent's lot alone decides ties: the dice that are thrown where the halls are brought together,
and the code that the parent sealed. What a hall threw for itself never comes in. The same halls,
rules, code and dice give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from babel.numbers import get_currency_precision

from pbdesk.app.jobs.gathering import Gathered, Part
from pbdesk.app.jobs.result import came_out
from pbdesk.canonical import JsonObject
from pbdesk.i18n import Locale
from pbdesk.pack.bag import Bag
from pbdesk.pack.contents import assemble
from pbdesk.pack.decided import decided, decided_json, result_code
from pbdesk.pack.halls import (
    HallTurnout,
    Sums,
    added,
    ballots_of_all,
    hall_folder,
    is_ballots,
    turnout_of,
)
from pbdesk.pack.parent import (
    PARENT_FILE,
    Parent,
    ParentOption,
    ParentQuestion,
    parent_digest,
)
from pbdesk.pack.start_here import start_here
from pbdesk.questions.sealing import Rulebook, rule_settings
from pbdesk.questions.terms import KINDS
from pbdesk.resources import resource
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.together import together
from pbdesk.voting.trace import outcome_bytes

if TYPE_CHECKING:
    from pbdesk.voting.outcome import Outcome

__all__ = [
    "Answered",
    "Combined",
    "Given",
    "combine",
    "combined_bag",
    "rulebook_of",
]


@dataclass(frozen=True)
class Given:
    """What the parent's file gives to the sum.

    `export`: the bytes that every hall began from; `codes`: the sealed code of each round, opened
    now; `record`: its lines as a pack tells them, how many, and the hash of the last (hex).
    """

    export: bytes
    codes: Mapping[str, str]
    record: bytes
    entries: int
    head: str


@dataclass(frozen=True, eq=False)
class Answered:
    """A question of the sum: its figures, what came out, and whether enough people came.

    `people`: how many took a ballot in all halls; `quorum`: how many must.
    """

    asked: ParentQuestion
    rulebook: Rulebook
    sums: Sums
    outcome: Outcome
    people: int
    quorum: int

    @property
    def quorum_met(self) -> bool:
        """Whether enough people came to all halls together."""
        return self.people >= self.quorum


@dataclass(frozen=True, eq=False)
class Combined:
    """The sum of the halls that were gathered, with the lot that was thrown for it."""

    gathered: Gathered
    dice: str
    codes: Mapping[str, str]
    turnout: HallTurnout
    answers: tuple[Answered, ...]

    @property
    def parent(self) -> Parent:
        """What all halls had alike."""
        return self.gathered.parent

    def seed(self, round_: str) -> str:
        """The seed of the lot of a round: the dice and its code, joined by a hyphen."""
        return f"{self.dice}-{self.codes[round_]}"


type Report = Callable[
    [Combined, tuple[str, ...], bytes, Mapping[str, str]],
    bytes,
]
"""Makes the PDF: of what, under which code, from which result.json; the code of each question."""


def combine(
    gathered: Gathered,
    codes: Mapping[str, str],
    dice: str,
) -> Combined:
    """Count what was gathered as one vote. `dice`: as `questions.lot.as_thrown` gives them.

    Raises ValueError where not all is there that must be.
    """
    if not gathered.ready:
        raise ValueError("not every hall is there")
    parts = gathered.parts
    turnout = turnout_of([part.line for part in parts])
    answers = tuple(
        _answered(
            gathered.parent,
            each,
            parts,
            turnout,
            f"{dice}-{codes[each.round]}",
        )
        for each in gathered.parent.questions
    )
    return Combined(gathered.counted(), dice, codes, turnout, answers)


def _answered(
    parent: Parent,
    asked: ParentQuestion,
    parts: Sequence[Part],
    turnout: HallTurnout,
    seed: str,
) -> Answered:
    sums = added(
        answer
        for part in parts
        for answer in part.line.questions
        if answer.id == asked.id
    )
    rulebook = rulebook_of(parent, asked)
    sheet = _sheet(parent, asked, rulebook)
    if KINDS[asked.kind].options:
        profile = _one_mark_each(sheet, sums)
    else:
        profile = together([part.ballots[asked.id] for part in parts], sheet)
    people = turnout.people_in(asked.round)
    settings = rule_settings(
        rulebook,
        profile.n,
        _base(rulebook, sums, turnout.register, people),
    )
    lot = Lot(seed, asked.id, rulebook.rungs)
    outcome = RULES[rulebook.rule].count_box(profile, settings, lot)
    quorum = int(rulebook.given.get("quorum") or 0)
    return Answered(asked, rulebook, sums, outcome, people, quorum)


class _Sealed(msgspec.Struct, frozen=True):
    rulebook: dict[str, str | int | bool | None]


def rulebook_of(parent: Parent, asked: ParentQuestion) -> Rulebook:
    """The sealed rules of a question."""
    sealed = msgspec.convert(parent.sealed(asked), _Sealed)
    return Rulebook(sealed.rulebook, kind=asked.kind)


def _sheet(
    parent: Parent,
    asked: ParentQuestion,
    rulebook: Rulebook,
) -> Profile:
    """The sheet as all halls had it, without a ballot."""
    return Profile.of(
        rulebook.style,
        list(map(_project, asked.options)),
        asked.budget or 0,
        [],
        currency=parent.currency,
        unit=10 ** get_currency_precision(parent.currency),
        constraints=asked.obeyed,
    )


def _project(option: ParentOption) -> Project:
    categories = (option.category,) if option.category else ()
    return Project(option.id, option.cost, option.title, categories)


def _one_mark_each(sheet: Profile, sums: Sums) -> Profile:
    """The ballots of a sheet that takes one mark: the sums tell them."""
    ballots = [({name: 1}, n) for name, n in sums.sums.items() if n]
    unmarked = sums.counted - sum(sums.sums.values())
    if unmarked > 0:
        ballots.append(({}, unmarked))
    return Profile.of(
        sheet.style,
        sheet.projects,
        sheet.budget,
        ballots,
        currency=sheet.currency,
        unit=sheet.unit,
    )


def _base(
    rulebook: Rulebook,
    sums: Sums,
    register: int,
    people: int,
) -> int | None:
    """How many the base of a threshold is, in all halls; None where the ballots tell it."""
    match rulebook.given.get("count.base"):
        case "entitled":
            return register
        case "given":
            return people
        case "cast":
            return sums.counted + sum(sums.rejected.values())
        case _:
            return None


def combined_bag(
    combined: Combined,
    given: Given,
    report: Report,
    *,
    locale: Locale,
    made: date,
) -> Bag:
    """The pack of the sum, unsigned. `report` makes its PDF."""
    parent = combined.parent
    said = _document(combined, given)
    objects = decided(said, assembly=parent.assembly, stage="combined")
    codes = {each["question"]: " ".join(result_code(each)) for each in objects}
    for question in said["questions"]:
        question["result_code"] = codes.get(question["id"])
    signers = [each.role for each in parent.combiners]
    files = {
        "START-HERE.txt": start_here(
            parent.assembly,
            "combined",
            signers,
            locale,
        ),
        "decided.json": decided_json(objects),
        "record.jsonl": given.record,
        "verify.html": resource("verify.html").read_bytes(),
        PARENT_FILE: given.export,
        **_of_halls(combined.gathered.parts),
    }
    return assemble(
        files,
        said,
        lambda code, result: report(combined, code, result, codes),
        assembly=parent.assembly,
        stage="combined",
        day=made,
    )


def _of_halls(parts: Sequence[Part]) -> dict[str, bytes]:
    """What the sum keeps of each hall's pack, by its name below data/."""
    whole = ballots_of_all([part.files for part in parts])
    return {
        f"{hall_folder(part.line.id).removeprefix('data/')}{name}": content
        for part in parts
        for name, content in part.files.items()
        if name in whole or not is_ballots(name)
    }


def _document(combined: Combined, given: Given) -> JsonObject:
    """result.json of the sum, but for what the pack itself says and the codes."""
    parent = combined.parent
    gathered = combined.gathered
    return {
        "name": parent.name,
        "day": parent.day,
        "currency": parent.currency,
        "record": {"entries": given.entries, "head": given.head},
        "previous": None,
        "rulebooks": parent.rulebooks,
        "rounds": {
            name: {
                "seed": combined.seed(name),
                "dice": combined.dice,
                "lot_code": combined.codes[name],
            }
            for name in parent.lot_codes
        },
        "turnout": combined.turnout,
        "conditions": [],
        "parent": {"sha256": parent_digest(given.export)},
        "halls": [part.line for part in gathered.parts],
        "without": [
            hall.id for hall in parent.halls if hall.id in gathered.without
        ],
        "questions": [_question(each) for each in combined.answers],
    }


def _question(answered: Answered) -> JsonObject:
    asked = answered.asked
    sums = answered.sums
    return {
        "id": asked.id,
        "kind": asked.kind,
        "wording": asked.wording,
        "way": asked.way,
        "force": asked.force,
        "round": asked.round,
        "rulebook": asked.rulebook,
        "papers": sums.papers,
        "sums": sums.sums,
        "quorum": {
            "needed": answered.quorum,
            "people": answered.people,
            "met": answered.quorum_met,
        },
        "outcome": _outcome(answered),
        "trace": json.loads(outcome_bytes(answered.outcome)),
    }


def _outcome(answered: Answered) -> JsonObject:
    outcome = answered.outcome
    asked = answered.asked
    found: JsonObject = {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
        "ballots": {
            "counted": answered.sums.counted,
            "rejected": answered.sums.rejected,
        },
        "projects": [
            {
                "id": each.id,
                "code": each.code,
                "title": each.title,
                "cost": each.cost,
                "support": str(outcome.support[each.id]),
                "funded": each.id in outcome.funded,
            }
            for each in asked.options
        ],
    }
    found |= came_out(asked.kind, outcome, asked.budget)
    if outcome.awards:
        found["awards"] = dict(outcome.awards)
    obeyed = asked.obeyed
    if obeyed is None:
        return found
    return found | {"constraints": constraints_json(obeyed)}
