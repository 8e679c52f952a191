"""Trace: the outcome of a funding rule as bytes (RFC 8785) and back.

The same count gives the same bytes, anywhere. A rulebook offers funding rules only; what choosing
rules add (winners, matrix, levels) has no place here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import rfc8785

from pbdesk.voting.outcome import Outcome, Payment, Round, Tie
from pbdesk.words import Clock, Day, Listing, Money, Share, Value, Words

__all__ = ["outcome_bytes", "outcome_from", "words_from", "words_json"]


def outcome_bytes(outcome: Outcome) -> bytes:
    """The outcome as canonical JSON.

    Fractions are written "a/b"; sentences keep their gaps and values.
    Raises ValueError for the outcome of a choosing rule.
    """
    if outcome.winners is not None or outcome.lot_needed:
        raise ValueError(f"{outcome.rule} chooses, it funds nothing")
    return rfc8785.dumps(
        {
            "format": "pbdesk/outcome/1",
            "rule": outcome.rule,
            "parameters": dict(outcome.parameters),
            "budget": outcome.budget,
            "support": _numbers(outcome.support),
            "reasons": {project: words_json(words) for project, words in outcome.reasons.items()},
            "funded": list(outcome.funded),
            "cost": outcome.cost,
            "leftover": outcome.leftover,
            "rounds": [_round_json(r) for r in outcome.rounds],
            "ties": [
                {"tied": list(t.tied), "by": t.decided_by, "order": list(t.order)}
                for t in outcome.ties
            ],
            **({"awards": dict(outcome.awards)} if outcome.awards else {}),
            **({"notes": [words_json(words) for words in outcome.notes]} if outcome.notes else {}),
        }
    )


def outcome_from(data: bytes) -> Outcome:
    """The outcome that `outcome_bytes` wrote. Raises ValueError (or KeyError) for anything else."""
    doc: dict[str, Any] = json.loads(data)
    if doc.get("format") != "pbdesk/outcome/1":
        raise ValueError("not an outcome as this version writes it")
    return Outcome(
        doc["rule"],
        MappingProxyType(doc["parameters"]),
        doc["budget"],
        _from_numbers(doc["support"]),
        MappingProxyType({project: words_from(words) for project, words in doc["reasons"].items()}),
        tuple(doc["funded"]),
        doc["cost"],
        doc["leftover"],
        tuple(_round_from(r) for r in doc["rounds"]),
        tuple(Tie(tuple(t["tied"]), t["by"], tuple(t["order"])) for t in doc["ties"]),
        awards=MappingProxyType(doc.get("awards", {})),
        notes=tuple(words_from(words) for words in doc.get("notes", ())),
    )


def _round_json(r: Round) -> dict[str, Any]:
    return {
        "project": r.project,
        "funded": r.funded,
        "left": r.left,
        "payments": [[p.voters, _number(p.each), p.all_left] for p in r.payments],
        "totals": _numbers(r.totals),
        "eliminated": list(r.eliminated),
        "elected": list(r.elected),
        "exhausted": _number(r.exhausted),
        "words": None if r.words is None else words_json(r.words),
        **({"award": r.award} if r.award else {}),
    }


def _round_from(doc: dict[str, Any]) -> Round:
    return Round(
        doc["project"],
        doc["funded"],
        doc["left"],
        tuple(
            Payment(voters, Fraction(each), all_left) for voters, each, all_left in doc["payments"]
        ),
        _from_numbers(doc["totals"]),
        tuple(doc["eliminated"]),
        tuple(doc["elected"]),
        _from_number(doc["exhausted"]),
        None if doc["words"] is None else words_from(doc["words"]),
        award=doc.get("award", 0),
    )


def _number(value: int | Fraction) -> int | str:
    return str(value) if isinstance(value, Fraction) else int(value)


def _from_number(value: int | str) -> int | Fraction:
    return Fraction(value) if isinstance(value, str) else value


def _numbers(values: Mapping[str, int | Fraction]) -> dict[str, int | str]:
    return {name: _number(value) for name, value in values.items()}


def _from_numbers(values: Mapping[str, int | str]) -> Mapping[str, int | Fraction]:
    return MappingProxyType({name: _from_number(value) for name, value in values.items()})


def words_json(words: Words) -> dict[str, Any]:
    """A sentence that still has no language."""
    doc: dict[str, Any] = {
        "text": words.text,
        "values": {k: _value_json(v) for k, v in words.values.items()},
    }
    if words.many is not None:
        doc |= {"many": words.many, "n": words.n}
    if words.context is not None:
        doc["context"] = words.context
    return doc


def words_from(doc: dict[str, Any]) -> Words:
    """The sentence that `words_json` wrote."""
    return Words(
        doc["text"],
        MappingProxyType({k: _value_from(v) for k, v in doc["values"].items()}),
        doc.get("many"),
        doc.get("n", 0),
        doc.get("context"),
    )


def _value_json(value: Value) -> Any:
    match value:
        case str() | int():
            return value
        case Fraction():
            return {"fraction": str(value)}
        case Money():
            return {"money": [value.minor, value.currency]}
        case Day():
            return {"day": value.day.isoformat(), "weekday": value.weekday}
        case Clock():
            return {"clock": value.at.isoformat()}
        case Share():
            return {"share": [_number(value.part), _number(value.whole), value.places]}
        case Listing():
            return {"listing": [_value_json(item) for item in value.items], "either": value.either}
        case Words():
            return {"words": words_json(value)}


def _value_from(doc: Any) -> Value:
    match doc:
        case {"fraction": text}:
            return Fraction(text)
        case {"money": [minor, currency]}:
            return Money(minor, currency)
        case {"day": day, "weekday": weekday}:
            return Day(date.fromisoformat(day), weekday)
        case {"clock": at}:
            return Clock(datetime.fromisoformat(at))
        case {"share": [part, whole, places]}:
            return Share(_from_number(part), _from_number(whole), places)
        case {"listing": items, "either": either}:
            return Listing(tuple(_item(item) for item in items), either)
        case {"words": words}:
            return words_from(words)
        case _:
            return doc


def _item(doc: Any) -> str | Words:
    found = _value_from(doc)
    return found if isinstance(found, str | Words) else str(found)
