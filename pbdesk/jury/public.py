"""What others may see of a case: the room, and whoever reads the pack. Nobody's name, no figures.

Of a case that was referred for a danger there is nothing at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.jury import answer, hearing
from pbdesk.jury.asked import SIDES
from pbdesk.jury.followup import PersonAnswered
from pbdesk.jury.hearing import PARTS, Part, part_id
from pbdesk.jury.remedies import Recommendation
from pbdesk.jury.report import Edition
from pbdesk.jury.triage import stopped
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = ["PartNow", "Told", "part_words", "public", "told"]


@dataclass(frozen=True, slots=True)
class Told:
    """What the room sees while a case is heard.

    `left`: seconds of each side. `now` is the number of the part that has the floor, 0: none.
    """

    name: str
    question: str
    points: tuple[str, ...]
    standards: tuple[str, ...]
    parts: tuple[Part, ...]
    now: int
    left: Mapping[str, int]
    adjourned: bool
    speaking: PartNow | None
    rehearsal: bool


@dataclass(frozen=True, slots=True)
class PartNow:
    """The part that has the floor: seconds that it used, and since when its clock runs."""

    part: Part
    used: int
    since: datetime | None


def part_words(part: Part) -> Words:
    """A part of the hearing as the room reads it."""
    if part.side:
        return say(
            "{part}: {side}",
            part=PARTS[part.kind],
            side=SIDES[part.side],
        )
    return PARTS[part.kind]


def public(state: Case) -> Told | None:
    """What both sides may see; None: nothing may be shown."""
    if stopped(state):
        return None
    floor, parts = state.floor.now, state.hearing.parts
    numbers = {part_id(n): n for n in range(1, len(parts) + 1)}
    now = numbers.get(floor.item, 0) if floor else 0
    speaking = None
    if floor is not None and now:
        used = state.floor.used(floor.item, floor.table)
        speaking = PartNow(parts[now - 1], used, floor.since)
    return Told(
        state.complaint.name,
        state.terms.question,
        state.terms.points,
        state.terms.standards,
        parts,
        now,
        {side: hearing.left(state, side) for side in SIDES},
        state.hearing.adjourned,
        speaking,
        state.complaint.rehearsal,
    )


def told(state: Case) -> Mapping[str, object]:
    """The case as the public pack says it, by the edition that was let out.

    The short one has no day but the month, the shortest only that there was a case. Raises
    ValueError before the report is out: nothing is public then.
    """
    issued, edition = state.reporting.issued, state.reporting.edition
    if issued is None:
        raise ValueError("the report is not out")
    if edition == "number":
        return {"edition": edition, "cases": 1}
    heard, is_whole = state.hearing.over, edition == "full"
    points = _points(state, edition)
    return {
        "edition": edition,
        "issued": issued.isoformat() if is_whole else f"{issued:%Y-%m}",
        **(
            {"heard": heard.date().isoformat() if heard else None}
            if is_whole
            else {}
        ),
        "jurors": len(state.panel.by_number),
        "set_aside": state.panel.set_aside,
        "replaced": state.panel.replaced,
        "left": state.panel.left,
        "list": state.panel.listed.list if state.panel.listed else None,
        "dice": state.panel.dice,
        "panel": [each.person for each in state.panel.seated],
        "points": points,
        "recommendations": _recommendations(state, is_whole=is_whole),
        "follow_up": _follow_up(state),
    }


def _points(state: Case, edition: Edition) -> Sequence[Mapping[str, object]]:
    return [
        {"number": n, "outcome": each.outcome, **_more(state, n, edition)}
        for n, each in sorted(state.findings.by_point.items())
    ]


def _more(state: Case, point: int, edition: Edition) -> Mapping[str, object]:
    found = state.findings.by_point[point]
    if edition == "short":
        return {"point": state.terms.points[point - 1]}
    return {
        "point": state.terms.points[point - 1],
        "reasons": _words(found.reasons),
        "other": _words(found.other),
        "pages": list(found.pages),
        "minority": [_words(each) for each in found.minority],
    }


def _words(text: FreeText) -> Mapping[str, str] | None:
    """Words by their digest, as the record has them; the pack gives words and salt for it."""
    return {"said": text.digest} if text.digest else None


def _recommendations(
    state: Case,
    *,
    is_whole: bool,
) -> list[Mapping[str, object]]:
    return [
        _recommendation(state, each, is_whole=is_whole)
        for each in state.remedies.standing
    ]


def _recommendation(
    state: Case,
    each: Recommendation,
    *,
    is_whole: bool,
) -> Mapping[str, object]:
    return {
        "number": each.number,
        "kind": each.kind,
        "words": _words(each.words),
        "owner": each.owner,
        "day": each.day.isoformat(),
        "evidence": each.evidence,
        "answer": _answer(state, each.id, is_whole=is_whole),
    }


def _answer(
    state: Case,
    remedy: Id,
    *,
    is_whole: bool,
) -> Mapping[str, object] | None:
    found = state.answers.by_remedy.get(remedy)
    if found is None:
        return None
    return {
        "reply": found.reply,
        "received": found.received.isoformat()
        if is_whole
        else f"{found.received:%Y-%m}",
        "late": answer.is_late(state, remedy),
        "missing": list(answer.gaps(state, remedy)),
    }


def _follow_up(state: Case) -> list[Mapping[str, object]]:
    return [
        _after(state, months, person)
        for months, person in sorted(state.followup.person.items())
    ]


def _after(
    state: Case,
    months: int,
    person: PersonAnswered,
) -> Mapping[str, object]:
    return {
        "months": months,
        "put_right": person.right,
        "done": _looked_at(state, months),
    }


def _looked_at(state: Case, months: int) -> list[Mapping[str, object]]:
    return [
        {
            "number": each.number,
            "done": state.followup.looked[months, each.id].done,
        }
        for each in state.remedies.standing
        if (months, each.id) in state.followup.looked
    ]
