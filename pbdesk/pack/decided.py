"""What was decided, without a word and without a time: the result code of each question.

The code is the SHA-256 of a JCS object. It is the same in every language, pack and repacking; one
changed figure changes it. `data/decided.json` lists the objects of all questions but straw polls,
and its SHA-256 is the result code of the assembly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from pbdesk.canonical import JsonObject
from pbdesk.pack.contents import canonical, salted_digest
from pbdesk.words import code_groups

__all__ = ["decided", "decided_json", "decided_of", "result_code"]

_OUTCOME = (
    "funded",
    "awards",
    "elected",
    "passed",
    "cost",
    "leftover",
    "budget",
)

type _Json = Mapping[str, Any]


def decided(result: _Json, *, assembly: str, stage: str) -> list[JsonObject]:
    """The object of each question of a result.json that is no straw poll, in their order.

    One hall of several decides nothing, so that it has none.
    """
    if stage == "part":
        return []
    books = [
        hashlib.sha256(canonical(each)).hexdigest()
        for each in result.get("rulebooks", ())
    ]
    whose = {"assembly": assembly, "stage": stage}
    return [
        decided_of(
            each,
            **whose,
            rulebook=_rulebook(books, each),
            lot=result.get("rounds", {}).get(each.get("round", "")),
            conditions=_conditions(result),
        )
        for each in result["questions"]
        if each["force"] != "straw"
    ]


def _rulebook(books: list[str], question: _Json) -> str | None:
    number = int(question.get("rulebook", 0))
    if 0 < number <= len(books):
        return books[number - 1]
    return None


def decided_of(
    question: _Json,
    *,
    assembly: str,
    stage: str,
    rulebook: str | None,
    lot: _Json | None,
    conditions: Sequence[Sequence[Any]],
) -> JsonObject:
    """The object of one question: as result.json has it, under the rules of that digest (hex).

    `conditions`: number and digest (hex) of each; they belong to the question of money alone.
    """
    outcome = question["outcome"]
    return {
        "assembly": assembly,
        "stage": stage,
        "question": question["id"],
        "rulebook": rulebook,
        "force": question["force"],
        "outcome": {name: outcome.get(name) for name in _OUTCOME},
        "sums": {
            line["id"]: line.get("support") for line in outcome["projects"]
        },
        "counted": outcome["ballots"]["counted"],
        "rejected": outcome["ballots"]["rejected"],
        "lot": None if lot is None else _opened(lot),
        "conditions": list(conditions) if question["kind"] == "fund" else [],
    }


def _opened(lot: _Json) -> dict[str, str]:
    return {"dice": lot.get("dice", ""), "code": lot.get("lot_code", "")}


def _conditions(result: _Json) -> list[list[Any]]:
    """Each condition by its number and the digest of its words, null where they were erased."""
    return [
        [each["number"], _digest(each)] for each in result.get("conditions", ())
    ]


def _digest(condition: _Json) -> str | None:
    words = condition["words"]
    salt = condition["salt"]
    if words is None or salt is None:
        return None
    return salted_digest(salt, words)


def decided_json(objects: Sequence[_Json]) -> bytes:
    """The bytes of data/decided.json."""
    return canonical(list(objects))


def result_code(decided: object) -> tuple[str, ...]:
    """The code of one question's object, or of bytes of decided.json: 8 groups of 4."""
    data = decided if isinstance(decided, bytes) else canonical(decided)
    return code_groups(hashlib.sha256(data).digest())
