"""Verification: every numbered check of one pack, with what was found.

The officer brings two things that are not in the pack: the signers file and the assembly's id.
Without one of them a pack can only be found whole. A file that is not a result pack, or one of a
later format, is refused in a sentence; a pack in which anything is wrong is not genuine, and so is
one in which a check meets what it cannot read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.pack.bag import FORMAT, SIGNED, read_data
from pbdesk.pack.checks import CHECKS, Case, Numbered, Unchecked
from pbdesk.pack.checks.case import Finding
from pbdesk.pack.checks.codes import DECIDED
from pbdesk.pack.checks.recount import ballots_in
from pbdesk.pack.contents import Question
from pbdesk.pack.decided import result_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import SignersFile, read_revoked
from pbdesk.pack.zipped import Files
from pbdesk.words import Words, say

__all__ = [
    "Brought",
    "Check",
    "Verdict",
    "Verification",
    "looked_at",
    "opened",
    "refuse_foreign",
    "verify",
]

type Verdict = Literal["genuine", "not-genuine", "whole"]
"""`whole`: nothing is wrong with what the pack alone shows; whose it is was not checked."""

_START = b"pb-result_"
_NAME_AT = 30  # where the first entry's name begins in a zip
_INFO = "bag-info.txt"
_OF_THE_ASSEMBLY = 10
_BROUGHT = (_OF_THE_ASSEMBLY, 12)
"""The checks that rest on what the officer brings: the assembly's id and the keys."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check's outcome.

    `passed` is None where it was not reached, or there is no ground for it (`open`).
    """

    number: int
    name: Words
    passed: bool | None
    detail: Words
    open: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found. `assembly`, `stage`, `kind`, `questions` and `name` are what the pack says.

    `result_code` is that of what was decided, the same in every pack of one result; `pack_code`
    names this bundle. `day` is the assembly's, as YYYY-MM-DD. None, "" or no question, where it
    cannot be read.
    """

    assembly: str | None
    stage: str | None
    result_code: tuple[str, ...] | None
    checks: tuple[Check, ...]
    kind: str | None = None
    questions: tuple[Question, ...] = ()
    pack_code: tuple[str, ...] | None = None
    name: str | None = None
    day: str = ""

    @property
    def verdict(self) -> Verdict:
        """What it comes to."""
        if self.failed:
            return "not-genuine"
        asked = (
            check.passed for check in self.checks if check.number in _BROUGHT
        )
        if all(asked):
            return "genuine"
        return "whole"

    @property
    def genuine(self) -> bool:
        """Whether nothing is wrong, and it was known whose pack this should be."""
        return self.verdict == "genuine"

    @property
    def reason(self) -> str | None:
        """Why it is not genuine, where a program may want to tell: "other-assembly"."""
        first = next(iter(self.failed), None)
        if first and first.number == _OF_THE_ASSEMBLY:
            return "other-assembly"
        return None

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
            "verdict": self.verdict,
            "reason": self.reason,
            "assembly": self.assembly,
            "stage": self.stage,
            "kind": self.kind,
            "result_code": " ".join(self.result_code)
            if self.result_code
            else None,
            "pack_code": " ".join(self.pack_code) if self.pack_code else None,
            "questions": [_told(each) for each in self.questions],
            "checks": checks,
        }


def _told(question: Question) -> dict[str, object]:
    """A question as `--json` lists it: what came out, by ids."""
    outcome = question.outcome
    told: dict[str, object] = {
        "id": question.id,
        "kind": question.kind,
        "wording": question.wording,
        "rule": outcome.rule,
        "force": question.force,
        "result_code": question.result_code,
        "quorum_met": question.quorum is None or question.quorum.met,
    }
    match question.kind:
        case "fund":
            told["funded"] = outcome.funded
        case "choose":
            told["winners"] = outcome.elected
        case "decide":
            told["passed"] = outcome.passed
        case _:
            told["answers"] = {
                line.id: line.support for line in outcome.projects
            }
    return told


def _nobody(done: int, total: int, words: Words, /) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What the officer brings beside the packs: the text of the signers file, the assembly's id.

    Where one of these is None, the checks that need it are open. Keys in `revoked` do not count.
    `ballots`: the opened auditor copy, or its assembly.pb alone, to count again where the pack
    itself holds none.
    """

    signers: str | None = None
    assembly: str | None = None
    revoked: str = ""
    ballots: bytes | None = None


def opened(path: Path, brought: Brought) -> Case:
    """The pack at `path`, to be looked at.

    Raises PackRefused where the file is no pack or of a later format, or a line of the keys cannot
    be read.
    """
    asked = None if brought.assembly is None else brought.signers
    others = None if asked is None else SignersFile.of(asked)
    signers = None if others is None else others.signers(brought.assembly or "")
    revoked = read_revoked(brought.revoked)
    copied: Files = {}
    if brought.ballots is not None:
        copied = ballots_in(brought.ballots)
    case = Case(
        path.name,
        read_data(path),
        brought.assembly,
        signers,
        revoked,
        copied,
        others=others,
    )
    refuse_foreign(case)
    return case


def verify(
    path: Path,
    signers_text: str | None,
    assembly: str | None,
    revoked_text: str = "",
    ballots: bytes | None = None,
    heard: Callable[[int, int, Words], None] = _nobody,
) -> Verification:
    """Check the pack at `path` for `assembly` by the keys in `signers_text`.

    What is brought is told at `Brought`. `heard` is told before each check: how many are made, of
    how many, and the name; what it raises ends the work. Raises PackRefused as `opened` does.
    """
    brought = Brought(signers_text, assembly, revoked_text, ballots)
    return looked_at(opened(path, brought), heard)


def _checked(
    case: Case,
    heard: Callable[[int, int, Words], None],
    only: Collection[int] | None,
) -> dict[int, Check]:
    checks: dict[int, Check] = {}
    wanted = [each for each in CHECKS if only is None or each.number in only]
    for done, numbered in enumerate(wanted):
        heard(done, len(wanted), numbered.name)
        checks[numbered.number] = _looked(numbered, case, checks)
    return checks


def looked_at(
    case: Case,
    heard: Callable[[int, int, Words], None] = _nobody,
    *,
    only: Collection[int] | None = None,
) -> Verification:
    """Make every numbered check of an opened pack; or `only` some, with those that they need."""
    checks = _checked(case, heard, only)
    says = case.info if checks[3].passed else None
    reads = checks[7].passed and says is not None and says.kind == "result"
    decided = case.bag.files.get(DECIDED) if reads else None
    code = None if decided is None else result_code(decided)
    made = tuple(checks.values())
    if says is None:
        return Verification(None, None, code, made)
    found = Verification(
        says.assembly,
        says.stage,
        code,
        made,
        says.kind,
        pack_code=says.results_code,
    )
    if not reads:
        return found
    result = case.result
    return replace(
        found,
        questions=tuple(result.questions),
        name=result.name,
        day=result.day,
    )


def _looked(
    numbered: Numbered,
    case: Case,
    before: Mapping[int, Check],
) -> Check:
    """The check made, provided that those it needs passed, or were open.

    Whatever it meets that nobody foresaw is a fault of the pack: pbdesk writes no such pack.
    """
    stopped = [
        n for n in numbered.needs if not (before[n].passed or before[n].open)
    ]
    if stopped:
        return Check(
            numbered.number,
            numbered.name,
            None,
            say("Not reached: check {number}.", number=stopped[0]),
        )
    try:
        found = _made(numbered, case)
    except PackRefused as refused:
        return Check(
            numbered.number,
            numbered.name,
            passed=False,
            detail=refused.words,
        )
    except Exception as error:  # noqa: BLE001  a hostile pack must get its verdict, whatever it holds
        unread = say(
            "It holds what cannot be read ({kind}).",
            kind=type(error).__name__,
        )
        return Check(
            numbered.number,
            numbered.name,
            passed=False,
            detail=unread,
        )
    if isinstance(found, Unchecked):
        return Check(
            numbered.number,
            numbered.name,
            None,
            found.words,
            open=True,
        )
    return Check(numbered.number, numbered.name, passed=True, detail=found)


def _made(numbered: Numbered, case: Case) -> Finding:
    if numbered.kinds is None or case.info.kind in numbered.kinds:
        return numbered.look(case)
    return _no_ground(case.info.kind)


def _no_ground(kind: str) -> Unchecked:
    return Unchecked(
        say("A pack of this kind gives no ground for it ({kind}).", kind=kind),
    )


def refuse_foreign(case: Case) -> None:
    """Raises PackRefused where the file is not ours to judge."""
    data = case.data
    named = data[_NAME_AT : _NAME_AT + len(_START)] == _START
    if data[:2] != b"PK" or not (
        named or (b"/bag-info.txt" in data and b"/data/result.json" in data)
    ):
        raise PackRefused(
            say("“{name}” is not a result pack.", name=case.file_name),
        )
    later = _later_format(case)
    if later is not None:
        raise PackRefused(
            say(
                "“{name}” is a pack of a later format ({later}); a newer pbdesk reads it.",
                name=case.file_name,
                later=later,
            ),
        )


def _later_format(case: Case) -> str | None:
    """The later format that the bag says it has, provided that its tag manifest agrees.

    A changed byte is not one.
    """
    try:
        files = {
            entry.name.partition("/")[2]: entry.content
            for entry in case.entries
        }
    except Exception:  # noqa: BLE001  check 1 says what is wrong with the zip
        return None
    said = re.search(
        rb"^PBDesk-Pack-Format: ([0-9]{1,9})$",
        files.get(_INFO, b""),
        re.MULTILINE,
    )
    if said is None or int(said[1]) <= FORMAT:
        return None
    agreed = (
        f"{hashlib.sha256(files[_INFO]).hexdigest()}  {_INFO}\n".encode()
        in files.get(SIGNED, b"")
    )
    if agreed:
        return said[1].decode()
    return None
