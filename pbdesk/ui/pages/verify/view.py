"""Checking somebody's pack: the verdict in a sentence, and each numbered check."""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.pack.verify import Check, Verification
from pbdesk.words import Words, say

__all__ = ["CheckLine", "Found", "found"]

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
    """What came of it: the verdict, whether that is good, what it means, and every check."""

    verdict: Words
    good: bool
    meaning: Words
    lines: tuple[CheckLine, ...]


def found(verification: Verification) -> Found:
    """The verification as the page shows it."""
    lines = tuple(_line(check) for check in verification.checks)
    if verification.failed:
        first = verification.failed[0]
        return Found(
            say("Not genuine"),
            good=False,
            meaning=say(
                "Check {number} failed. {name}: {detail}",
                number=first.number,
                name=first.name,
                detail=first.detail,
            ),
            lines=lines,
        )
    assembly = verification.assembly or ""
    if verification.stage == "rehearsal":
        return Found(
            say("Genuine, but a rehearsal: not a result"),
            good=True,
            meaning=say("A rehearsal of “{assembly}”.", assembly=assembly),
            lines=lines,
        )
    return Found(
        say("Genuine"),
        good=True,
        meaning=say(
            "The final result of “{assembly}”, complete and signed. Compare its code with the "
            "printed pages.",
            assembly=assembly,
        ),
        lines=lines,
    )


def _line(check: Check) -> CheckLine:
    name = say("{number}. {name}", number=check.number, name=check.name)
    return CheckLine(name, check.passed, _word(check), check.detail)


def _word(check: Check) -> Words:
    if check.passed is None:
        return say("needs the auditor copy") if check.number == _AUDITED else say("not made")
    return say("passed") if check.passed else say("failed")
