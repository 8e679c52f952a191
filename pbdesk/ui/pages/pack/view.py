"""The pack: what will be in it before it is made.

Afterwards its parts, who signed, and where it went.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.assembly.retained import SIGNERS, Signer
from pbdesk.assembly.state import Assembly
from pbdesk.pack.verify import Check, Verification
from pbdesk.paper.report.files import FILES
from pbdesk.words import Clock, Day, Words, plain, say, several

__all__ = [
    "NOT_THERE",
    "Contents",
    "Finding",
    "PackView",
    "Part",
    "SignerLine",
    "findings",
    "view",
]


NOT_THERE = say("The pack is not where it was. Show where it is first.")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a pack on disk holds.

    Chapters of the report with their pages, how many pages, and its files.
    """

    chapters: tuple[tuple[str, int], ...]
    pages: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the pack: a chapter of the report (`page` is where it begins) or a file."""

    key: str
    title: Words
    what: Words | None
    page: int | None


@dataclass(frozen=True, slots=True)
class SignerLine:
    """Somebody who signs. `signed` says how and when; None: not yet."""

    who: Signer
    role: Words
    name: str
    signed: Words | None
    ink: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One numbered check. `passed` is None where it was not made."""

    words: Words
    passed: bool | None
    detail: Words


@dataclass(frozen=True, slots=True)
class PackView:
    """The pack as it stands: not yet declared, to be made, or made."""

    declared: bool
    made: bool
    caption: Words
    addressed: Words
    title: Words
    parts: tuple[Part, ...]
    facts: tuple[tuple[Words, Words], ...]
    code: tuple[str, ...]
    signers: tuple[SignerLine, ...]
    signed: Words
    handed: Words | None
    holder: str


def view(
    state: Assembly,
    contents: Contents | None,
    names: Mapping[str, str] | None = None,
) -> PackView:
    """The pack of this assembly; `contents` is what was found on disk, if it was.

    `names`: who signs, by role, where the people file is open.
    """
    handover, mandate = state.handover, state.mandate
    made, signers = handover.made is not None, _signers(state, names or {})
    done = sum(line.signed is not None for line in signers)
    return PackView(
        declared=state.declared is not None,
        made=made,
        caption=_caption(state, contents),
        addressed=_addressed(mandate.said("holder")),
        title=_title(state, done),
        parts=_parts(state, contents),
        facts=_facts(state),
        code=handover.code,
        signers=signers,
        signed=say("Signed, {n} of {all}", n=done, all=len(SIGNERS)),
        handed=say("Handed over to {to}.", to=handover.to)
        if handover.to
        else None,
        holder=mandate.said("holder"),
    )


def _addressed(holder: str) -> Words:
    return say("Addressed to {holder}", holder=holder) if holder else plain("")


def _caption(state: Assembly, contents: Contents | None) -> Words:
    made = state.handover.made
    if made is None:
        return say("What will be in it")
    if contents is None:
        return say("Made at {time}", time=Clock(made))
    return _size_and_time(contents, Clock(made))


def _size_and_time(contents: Contents, time: Clock) -> Words:
    return say(
        "{pages} and {files}, made at {time}",
        pages=several("{n} page", "{n} pages", contents.pages),
        files=several("{n} file", "{n} files", len(contents.files)),
        time=time,
    )


def _title(state: Assembly, signed: int) -> Words:
    if state.handover.made is None:
        return say("Make the pack")
    if state.handover.to:
        return say("Handed over")
    return (
        say("Ready to hand over")
        if signed == len(SIGNERS)
        else say("To be signed")
    )


def _parts(state: Assembly, contents: Contents | None) -> tuple[Part, ...]:
    if contents is None:
        return tuple(map(_file, _to_come(state)))
    return (*_chapters(contents), *map(_file, contents.files))


def _chapters(contents: Contents) -> Iterator[Part]:
    for i, (title, page) in enumerate(contents.chapters):
        yield Part(f"page/{i}", plain(title), None, page)


def _file(name: str) -> Part:
    return Part(f"file/{name}", plain(name), FILES.get(name), None)


def _to_come(state: Assembly) -> Sequence[str]:
    """The files that every pack of this assembly has.

    Ballots only where the rulebook makes them public.
    """
    not_always = {
        "verify.html",
        *(edition.file for edition in EDITIONS.values()),
    }
    if not state.rulebook.given.get("public_ballots"):
        not_always.add("assembly.pb")
    return [name for name in FILES if name not in not_always]


def _facts(state: Assembly) -> tuple[tuple[Words, Words], ...]:
    mandate = state.mandate
    said = [
        (say("Who holds the money"), plain(mandate.said("holder"))),
        (say("Who takes the final decision"), plain(mandate.said("decider"))),
        (say("Answer by"), _day(mandate.said("answer_by"))),
    ]
    return tuple((label, words) for label, words in said if words.text)


def _day(written: str) -> Words:
    if not written:
        return plain("")
    return say("{day}", day=Day(date.fromisoformat(written)))


def _signers(
    state: Assembly,
    names: Mapping[str, str],
) -> tuple[SignerLine, ...]:
    signed = {who: (ink, at) for who, ink, at in state.handover.signatures}
    return tuple(
        _signer(who, names.get(who, ""), *signed.get(who, (False, None)))
        for who in SIGNERS
    )


def _signer(
    who: Signer,
    name: str,
    ink: bool,
    at: datetime | None,
) -> SignerLine:
    return SignerLine(who, SIGNERS[who], name, at and _how(at, ink=ink), ink)


def _how(at: datetime, *, ink: bool) -> Words:
    if ink:
        return say("in ink beside the code, seen at {time}", time=Clock(at))
    return say("signed with a key at {time}", time=Clock(at))


def findings(verification: Verification) -> tuple[Words, tuple[Finding, ...]]:
    """What the checks found in one sentence, and each of them."""
    found = tuple(map(_finding, verification.checks))
    failed = len(verification.failed)
    if failed:
        return _failed(failed), found
    passed = sum(each.passed is True for each in found)
    return _passed(passed, len(found) - passed), found


def _failed(n: int) -> Words:
    return several(
        "{n} check found something wrong.",
        "{n} checks found something wrong.",
        n,
    )


def _passed(passed: int, open_: int) -> Words:
    """How many checks passed, and how many could not be made."""
    said = several(
        "{n} check passed, none found anything wrong.",
        "{n} checks passed, none found anything wrong.",
        passed,
    )
    if not open_:
        return said
    left = several(
        "{n} could not be made here.",
        "{n} could not be made here.",
        open_,
    )
    return say("{passed} {left}", passed=said, left=left)


def _finding(check: Check) -> Finding:
    return Finding(
        say("{number}. {name}", number=check.number, name=check.name),
        check.passed,
        check.detail,
    )
