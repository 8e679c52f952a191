"""Check 25: the conditions in the result are those that the record agreed, word for word.

Each has its number, project, table and hands as the public entries have them, and its words with
the salt give the digest there. Words may be missing only where an entry says that they were erased.
What else was deliberated is compared with the record too, as far as it is no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from pbdesk.pack.checks.case import Case
from pbdesk.pack.checks.deliberated import is_as_recorded
from pbdesk.pack.contents import Condition, Deliberated, salted_digest
from pbdesk.pack.record import ToldLines, in_force, of_type
from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say, several

__all__ = ["conditions"]

_AGREED = "condition.agreed"
_DROPPED = "condition.dropped"
_HANDS = "condition.hands"


class _Said(msgspec.Struct, frozen=True):
    said: str


class _Agreed(msgspec.Struct, frozen=True):
    number: int
    project: str
    table: int
    words: _Said


class _Hands(msgspec.Struct, frozen=True):
    number: int
    in_favour: int | None
    against: int | None
    abstained: int | None


class _Dropped(msgspec.Struct, frozen=True):
    number: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """A condition as the record has it. `seq`: the entry with its words, `said`: their digest."""

    seq: int
    project: str
    table: int
    said: str
    hands: tuple[int | None, int | None, int | None] = (None, None, None)


def conditions(case: Case) -> Words:
    """Every condition that stands in the record is in the result, and no other."""
    told = in_force(case.record.told)
    standing = _standing(told)
    stated = case.result.conditions
    for number in _differing(standing, stated, _erased(told)):
        raise PackRefused(
            say(
                "Condition {number} is not the one that the record has.",
                number=number,
            ),
        )
    if not is_as_recorded(told, case.result.deliberated or Deliberated()):
        raise PackRefused(
            say(
                "The result tells otherwise than the record what was deliberated.",
            ),
        )
    if not stated:
        return say("No condition was agreed.")
    return several(
        "{n} condition, as it was agreed.",
        "{n} conditions, as they were agreed.",
        len(stated),
    )


def _standing(told: ToldLines) -> dict[int, _Standing]:
    found = dict[int, _Standing]()
    for line in told:
        if line.type == _AGREED:
            agreed = msgspec.convert(line.body, _Agreed)
            words = agreed.words.said
            found[agreed.number] = _Standing(
                line.seq,
                agreed.project,
                agreed.table,
                words,
            )
        elif line.type == _DROPPED:
            del found[msgspec.convert(line.body, _Dropped).number]
        elif line.type == _HANDS:
            hands = msgspec.convert(line.body, _Hands)
            figures = (hands.in_favour, hands.against, hands.abstained)
            found[hands.number] = replace(found[hands.number], hands=figures)
    return found


def _erased(told: ToldLines) -> set[object]:
    """The numbers of the entries whose words were erased."""
    return {line.body.get("number") for line in of_type("words.erased", told)}


def _differing(
    standing: dict[int, _Standing],
    stated: Sequence[Condition],
    erased: set[object],
) -> Iterator[int]:
    """The numbers of those that are missing, there twice, too many, or otherwise."""
    numbers = [each.number for each in stated]
    yield from sorted(standing.keys() ^ set(numbers))
    yield from (number for number in numbers if numbers.count(number) > 1)
    for each in stated:
        here = standing[each.number]
        place = (
            each.project,
            each.table,
            (each.in_favour, each.against, each.abstained),
        )
        if place != (here.project, here.table, here.hands) or not _same_words(
            each,
            here,
            erased,
        ):
            yield each.number


def _same_words(each: Condition, here: _Standing, erased: set[object]) -> bool:
    if each.words is None or each.salt is None:
        return each.words is None and each.salt is None and here.seq in erased
    return salted_digest(each.salt, each.words) == here.said
