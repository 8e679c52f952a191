"""Verification: every numbered check of one pack, with what was found.

The officer brings two things that are not in the pack: the signers file and the assembly's id. A
file that is not a result pack, or one of a later format, is refused in a sentence; a pack in which
anything is wrong is not genuine.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.pack.bag import FORMAT, SIGNED, read_data
from pbdesk.pack.checks import CHECKS, Case, Numbered, Unchecked
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import read_revoked, read_signers
from pbdesk.words import Words, say

__all__ = ["Check", "Verification", "verify"]

_START = b"pb-result_"
_NAME_AT = 30  # where the first entry's name begins in a zip
_INFO = "bag-info.txt"


@dataclass(frozen=True, slots=True)
class Check:
    """One check's outcome.

    `passed` is None where it was not reached, or this pack gives no ground for it.
    """

    number: int
    name: Words
    passed: bool | None
    detail: Words


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `assembly` and `stage` are what the pack says.

    None where it cannot be read.
    """

    genuine: bool
    assembly: str | None
    stage: str | None
    checks: tuple[Check, ...]

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that found something wrong."""
        return tuple(check for check in self.checks if check.passed is False)

    def as_json(self, locale: Locale = ENGLISH) -> dict[str, object]:
        """The interface of `pbdesk verify --json`; these keys do not change."""
        checks = [
            {
                "number": check.number,
                "name": render(check.name, locale),
                "passed": check.passed,
                "detail": render(check.detail, locale),
            }
            for check in self.checks
        ]
        return {
            "genuine": self.genuine,
            "assembly": self.assembly,
            "stage": self.stage,
            "checks": checks,
        }


def _nobody(done: int, total: int, words: Words, /) -> None:
    """Nobody waits for it."""


def verify(
    path: Path,
    signers_text: str,
    assembly: str,
    revoked_text: str = "",
    ballots: bytes | None = None,
    heard: Callable[[int, int, Words], None] = _nobody,
) -> Verification:
    """Check the pack at `path` for `assembly` by the keys in `signers_text`.

    Without those in `revoked_text`. `ballots`: an assembly.pb to count again where the pack itself
    holds none (the auditor copy's). `heard` is told before each check: how many are made, of how
    many, and the name; what it raises ends the work. Raises PackRefused where the file is no result
    pack or of a later format, or a line of the keys cannot be read.
    """
    signers, revoked = read_signers(signers_text, assembly), read_revoked(revoked_text)
    case = Case(path.name, read_data(path), assembly, signers, revoked, ballots)
    _refuse_foreign(case)
    checks: dict[int, Check] = {}
    for done, numbered in enumerate(CHECKS):
        heard(done, len(CHECKS), numbered.name)
        checks[numbered.number] = _looked(numbered, case, checks)
    genuine = all(check.passed is not False for check in checks.values())
    says = case.info if checks[3].passed else None
    return Verification(
        genuine, says and says.assembly, says and says.stage, tuple(checks.values())
    )


def _looked(numbered: Numbered, case: Case, before: dict[int, Check]) -> Check:
    stopped = [number for number in numbered.needs if not before[number].passed]
    if stopped:
        return Check(
            numbered.number,
            numbered.name,
            None,
            say("Not reached: check {number}.", number=stopped[0]),
        )
    try:
        found = numbered.look(case)
    except PackRefused as refused:
        return Check(numbered.number, numbered.name, passed=False, detail=refused.words)
    if isinstance(found, Unchecked):
        return Check(numbered.number, numbered.name, None, found.words)
    return Check(numbered.number, numbered.name, passed=True, detail=found)


def _refuse_foreign(case: Case) -> None:
    """Raises PackRefused where the file is not ours to judge."""
    data = case.data
    named = data[_NAME_AT : _NAME_AT + len(_START)] == _START
    if data[:2] != b"PK" or not (
        named or (b"/bag-info.txt" in data and b"/data/result.json" in data)
    ):
        raise PackRefused(say("“{name}” is not a result pack.", name=case.file_name))
    later = _later_format(case)
    if later is not None:
        raise PackRefused(
            say(
                "“{name}” is a pack of a later format ({later}); a newer pbdesk reads it.",
                name=case.file_name,
                later=later,
            )
        )


def _later_format(case: Case) -> str | None:
    """The later format that the bag says it has, provided that its tag manifest agrees.

    A changed byte is not one.
    """
    try:
        files = {entry.name.partition("/")[2]: entry.content for entry in case.entries}
    except PackRefused:
        return None
    said = re.search(rb"^PBDesk-Pack-Format: ([0-9]{1,9})$", files.get(_INFO, b""), re.MULTILINE)
    if said is None or int(said[1]) <= FORMAT:
        return None
    agreed = f"{hashlib.sha256(files[_INFO]).hexdigest()}  {_INFO}\n".encode() in files.get(
        SIGNED, b""
    )
    return said[1].decode() if agreed else None
