"""Checking somebody's pack: the verdict, the four links that carry it, and each numbered check.

The links are what a pack rests on: its files, the record, the count, the signatures. A pack alone
proves the first three; whose it is shows only against what lies outside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pbdesk.assembly.retained import SIGNERS as ASSEMBLY
from pbdesk.jury.state import SIGNERS as CASE
from pbdesk.pack.verify import Check, Verification
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    NOTICE,
    Labelled,
    Link,
    Shape,
)
from pbdesk.words import Day, Listing, Value, Words, plain, say

__all__ = ["FAILED", "LINKS", "CheckLine", "Found", "found", "in_two_lines"]

FAILED = Shape("octagon-x", "error")
_AUDITED = 19


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One numbered check.

    `passed` is None where it was not made; `word` says which of the three in a word.
    """

    name: Words
    passed: bool | None
    word: Words
    detail: Words


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: the verdict with its sign, what it means, the links, and every check.

    `missing` is what only the person at the desk can bring, and where it comes from; `to_do` what
    helps where the pack is not genuine; `code` are the groups of the pack code, none where the pack
    cannot say it; `tally` counts the checks.
    """

    verdict: Words
    sign: Shape
    meaning: Words
    links: tuple[Link, ...]
    missing: Labelled
    to_do: Labelled
    code: tuple[str, ...]
    tally: Words
    lines: tuple[CheckLine, ...]


def found(verification: Verification) -> Found:
    """The verification as the page shows it."""
    verification = replace(
        verification,
        checks=tuple(
            replace(check, detail=_by_office(check.detail))
            for check in verification.checks
        ),
    )
    verdict, sign, meaning = _verdict(verification)
    by_number = {check.number: check for check in verification.checks}
    return Found(
        verdict,
        sign,
        meaning,
        tuple(_link(link, by_number) for link in LINKS),
        _missing(by_number) if verification.verdict == "whole" else (),
        _TO_DO if verification.failed and verification.reason is None else (),
        () if verification.failed else verification.pack_code or (),
        _tally(verification),
        tuple(_line(check) for check in verification.checks),
    )


def in_two_lines(code: Sequence[str]) -> Words:
    """A pack code in two lines of four groups."""
    return plain("\n".join("  ".join(code[i : i + 4]) for i in (0, 4)))


_OFFICES: Mapping[str, Words] = MappingProxyType({**ASSEMBLY, **CASE})
"""Who signs, as the list of keys calls them, and as people do."""


def _by_office(detail: Words) -> Words:
    """A sentence that names who signed as people do, in the reader's language."""
    named = {gap: _called(value) for gap, value in detail.values.items()}
    return replace(detail, values=MappingProxyType(named))


def _called(value: Value) -> Value:
    match value:
        case Listing(items=items):
            return replace(value, items=tuple(map(_office, items)))
        case _:
            return _office(value)


def _office[T](value: T) -> T | Words:
    return _OFFICES.get(value, value) if isinstance(value, str) else value


# The verdict


type _Judged = tuple[
    Words,
    Shape,
    Words,
]  # the verdict, its sign, what it means


def _verdict(verification: Verification) -> _Judged:
    match verification.verdict:
        case "not-genuine":
            return _not_genuine(verification)
        case "whole":
            return (
                say("Whole, but signed by whom?"),
                ATTENTION,
                _whole(verification),
            )
        case "genuine":
            return _genuine(verification)


def _not_genuine(verification: Verification) -> _Judged:
    detail = verification.failed[0].detail
    if verification.reason == "other-assembly":
        return _of_another(detail)
    return (
        say("Not genuine"),
        FAILED,
        say(
            "{detail} Do not use anything in this pack, not even the parts that look right.",
            detail=detail,
        ),
    )


def _of_another(detail: Words) -> _Judged:
    meaning = say(
        "{detail} Look whether you wrote the right assembly; whether the pack is genuine was "
        "not found out.",
        detail=detail,
    )
    return say("The pack of another assembly"), FAILED, meaning


def _whole(verification: Verification) -> Words:
    whose = _whose(verification)
    if verification.stage == "rehearsal":
        return say(
            "Nothing in this pack contradicts the rest. It calls itself a rehearsal of {whose}. "
            "Who signed it is not known to you: no pack can prove that by itself.",
            whose=whose,
        )
    return say(
        "Nothing in this pack contradicts the rest. It calls itself the final result of {whose}. "
        "Who signed it is not known to you: no pack can prove that by itself.",
        whose=whose,
    )


def _genuine(verification: Verification) -> _Judged:
    whose = _whose(verification)
    signed = _detail_of(verification, _SIGNED)
    if verification.stage != "rehearsal":
        told = say(
            "The final result of {whose}, whole and unchanged: {signed}",
            whose=whose,
            signed=signed,
        )
        return say("Genuine"), DONE, told
    told = say(
        "A rehearsal of {whose}, whole and unchanged: {signed}",
        whose=whose,
        signed=signed,
    )
    return say("Genuine, but a rehearsal: not a result"), DONE, told


def _detail_of(verification: Verification, number: int) -> Words:
    checks = verification.checks
    return next(check.detail for check in checks if check.number == number)


def _whose(verification: Verification) -> Words:
    """The assembly as people call it, and its day; by its id where the pack says no name."""
    day = _day(verification.day)
    if not verification.name or day is None:
        return say("“{assembly}”", assembly=verification.assembly or "")
    return say("“{name}” of {day}", name=verification.name, day=Day(day))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


# The links


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A link: its checks, the one whose sentence stands for all, and what is said of it.

    `good` where that check passed, `open` (with its shape) where there was no ground for it. The
    checks `besides` are made only once it is known who signed: the link holds without them.
    """

    name: Words
    checks: tuple[int, ...]
    ground: int
    good: Words
    open: Words
    open_shape: Shape = NOTICE
    besides: tuple[int, ...] = ()


_FILES, _CHAIN, _SIGNED = 4, 14, 12

LINKS = (
    LinkSpec(
        say("Files"),
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 11),
        _FILES,
        say("Whole and unchanged"),
        say("Not looked at"),
        besides=(18, 24),
    ),
    LinkSpec(
        say("Record"),
        (14, 15, 22, 25, 26, 28, 31),
        _CHAIN,
        say("In order, to its end"),
        say("Not looked at"),
    ),
    LinkSpec(
        say("Count"),
        (16, 17, 19, 20, 23, 27, 29),
        _AUDITED,
        say("Counted again: the same"),
        say("Adds up, not counted again"),
    ),
    LinkSpec(
        say("Signatures"),
        (10, 12, 13, 21, 30),
        _SIGNED,
        say("By the clerk’s list"),
        say("Not known to you"),
        ATTENTION,
    ),
)
"""What a pack rests on. Each numbered check belongs to one of them."""


def _link(link: LinkSpec, by_number: Mapping[int, Check]) -> Link:
    ground = by_number[link.ground]
    failed = _first_failed(link, by_number)
    if failed is not None:
        return Link(link.name, FAILED, say("Something is wrong"), failed.detail)
    if _not_looked_at(link, by_number):
        later = say("It is looked at once the rest is right.")
        return Link(link.name, NOT_STARTED, say("Not looked at"), later)
    if ground.open:
        return Link(link.name, link.open_shape, link.open, ground.detail)
    return Link(link.name, DONE, link.good, ground.detail)


def _first_failed(
    link: LinkSpec,
    by_number: Mapping[int, Check],
) -> Check | None:
    checks = (by_number[number] for number in (*link.checks, *link.besides))
    return next((check for check in checks if check.passed is False), None)


def _not_looked_at(link: LinkSpec, by_number: Mapping[int, Check]) -> bool:
    checks = (by_number[number] for number in link.checks)
    return any(check.passed is None and not check.open for check in checks)


# What only the person at the desk can bring

_OUTSIDE: Mapping[int, tuple[Words, Words]] = MappingProxyType(
    {
        10: (
            say("Which assembly it should be"),
            say(
                "Its id stands on the key cards. Write it below; do not copy it from the pack.",
            ),
        ),
        12: (
            say("Whose keys count"),
            say(
                "Ask the clerk for the list of keys, not whoever gave you the pack.",
            ),
        ),
    },
)


_TO_DO = (
    (say("Keep this copy as it is"), say("It shows what was changed.")),
    (
        say("Ask for the pack again"),
        say(
            "From the council’s clerk, or from the stick that is kept at the hall.",
        ),
    ),
    (
        say("Tell whoever gave it to you"),
        say(
            "And the facilitator. The code of the true result is on the wall and on the prints.",
        ),
    ),
)
"""Where a pack was changed, and is not just another assembly's."""


def _missing(by_number: Mapping[int, Check]) -> Labelled:
    return tuple(
        words for number, words in _OUTSIDE.items() if by_number[number].open
    )


# Every check


def _tally(verification: Verification) -> Words:
    """How many passed, failed and were not made."""
    passed = sum(check.passed is True for check in verification.checks)
    failed = len(verification.failed)
    left = len(verification.checks) - passed - failed
    if failed:
        return say(
            "{failed} failed, {passed} passed, {left} not made",
            failed=failed,
            passed=passed,
            left=left,
        )
    if left:
        return say("{passed} passed, {left} not made", passed=passed, left=left)
    return say("All {passed} passed", passed=passed)


def _line(check: Check) -> CheckLine:
    name = say("{number}. {name}", number=check.number, name=check.name)
    return CheckLine(name, check.passed, _word(check), check.detail)


def _word(check: Check) -> Words:
    if check.passed is None:
        return (
            say("needs the auditor copy")
            if check.number == _AUDITED
            else say("not made")
        )
    return say("passed") if check.passed else say("failed")
