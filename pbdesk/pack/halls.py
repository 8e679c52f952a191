"""Halls: what a combined pack holds and says of each hall, and how its figures make the sum.

Of a hall's own pack the combined one has, below `data/halls/HALL/`, what was signed there: its
result.json, the manifest that names it, the signed file that names the manifest, bag-info.txt with
the day, and the signatures; and where they are public and not too many, the ballots. What the sum
says of a hall is read from these bytes alone, so whoever holds the combined pack can read it again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from pbdesk.canonical import JsonObject
from pbdesk.pack.bag import SIGNED, WHO
from pbdesk.pack.contents import (
    RESULT_FORMAT,
    Count,
    Papers,
    Question,
    Result,
    Turnout,
    canonically_read,
    results_code,
)
from pbdesk.pack.parent import Parent, ParentHall, ParentQuestion
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import Files
from pbdesk.words import say

__all__ = [
    "HALLS",
    "HallAnswer",
    "HallLine",
    "HallTurnout",
    "Sums",
    "added",
    "ballots_of_all",
    "hall_folder",
    "hall_line",
    "is_ballots",
    "kept",
    "packed_on",
    "signature_of",
    "turnout_of",
]

HALLS = "data/halls/"
"""Where the halls lie in a combined pack."""

_INFO = "bag-info.txt"
_MANIFEST = "manifest-sha256.txt"
_RESULT = "data/result.json"


_MOST_BALLOTS = 16 * 2**20
"""Bytes of ballots that a combined pack keeps of all halls: some 400,000. A city's halls have their
own, and whoever checks its sum should not need a larger computer than who checks one hall."""

_WHOLE = re.compile("0|-?[1-9][0-9]{0,14}")
"""What an option got: halls add up whole numbers."""


class Sums(msgspec.Struct, frozen=True):
    """The figures of a question in one hall, or in all: they add up.

    `sums`: what each option got, as the style counts it (`voting.support.sums`), by id.
    """

    counted: int
    rejected: dict[str, int]
    papers: dict[str, int]
    sums: dict[str, int]


class HallAnswer(Sums, frozen=True, kw_only=True):
    """What a hall gave to a question."""

    id: str


class HallTurnout(Turnout, frozen=True):
    """Who could come and who came, by round, and by channel where ten or more are in each."""

    register: int = 0
    people: int = 0
    channels: dict[str, int] = msgspec.field(default_factory=dict[str, int])
    rounds: dict[str, int] = msgspec.field(default_factory=dict[str, int])

    def people_in(self, round_: str) -> int:
        """Who took a ballot of a round."""
        return self.rounds.get(round_, self.people)


class HallLine(msgspec.Struct, frozen=True, kw_only=True):
    """A hall as the sum tells it.

    `signed`: SHA-256 (hex) of its signed file, which later signatures do not change; `code`: of its
    pack; `own`: what the hall sealed for itself beside the rules of all.
    """

    id: str
    name: str
    place: str
    day: str
    signed: str
    code: str
    turnout: HallTurnout
    questions: list[HallAnswer]
    own: list[object]


class _Part(Result, frozen=True, kw_only=True):
    """What a hall's result.json says, as far as the sum tells it."""

    turnout: HallTurnout = HallTurnout()

    @property
    def is_a_hall(self) -> bool:
        """Whether it is the result of one hall of several."""
        result = (self.format, self.kind) == (RESULT_FORMAT, "result")
        return result and self.place is not None


def hall_folder(hall: str) -> str:
    """Where a hall's files lie in the combined pack."""
    return f"{HALLS}{hall}/"


def kept(files: Files, halls: int) -> dict[str, bytes]:
    """Of the files of a hall's pack those that the combined one has, by their path in the pack.

    Of its ballots no more than each of so many halls has room for.
    """
    names = (
        SIGNED,
        _INFO,
        _MANIFEST,
        _RESULT,
        *(signature_of(who) for who in WHO),
    )
    found = {name: files[name] for name in names if name in files}
    ballots = {
        name: content for name, content in files.items() if is_ballots(name)
    }
    if sum(map(len, ballots.values())) * halls <= _MOST_BALLOTS:
        found |= ballots
    return found


def is_ballots(name: str) -> bool:
    """Whether a file of a hall's pack has its ballots."""
    return name == "data/assembly.pb" or name.startswith("data/ballots/")


def ballots_of_all(parts: Sequence[Files]) -> frozenset[str]:
    """The files of ballots that all halls have: with one missing nobody can count them together."""
    first, *others = map(_ballots_in, parts)
    return first.intersection(*others)


def _ballots_in(files: Files) -> frozenset[str]:
    return frozenset(filter(is_ballots, files))


def signature_of(who: str) -> str:
    """The path of somebody's signature."""
    return f"signatures/{who}.sshsig"


def _refuse_other_vote(
    parent: Parent,
    digest: str,
    hall: ParentHall,
    part: _Part,
) -> None:
    named = "" if part.parent is None else part.parent.sha256
    if (part.assembly, part.stage, named) != (hall.id, "part", digest):
        raise PackRefused(
            say(
                "The pack of “{hall}” is of another hall or another vote.",
                hall=hall.name,
            ),
        )
    answered = [each.id for each in part.questions]
    once = len(set(answered)) == len(answered)
    if not once or answered != [each.id for each in parent.questions]:
        raise PackRefused(
            say("“{hall}” answered other questions.", hall=hall.name),
        )
    if not _came_for_papers(part):
        raise PackRefused(
            say(
                "How many came to “{hall}” does not fit the papers given out.",
                hall=hall.name,
            ),
        )


def hall_line(
    parent: Parent,
    digest: str,
    hall: ParentHall,
    files: Files,
) -> HallLine:
    """What the sum says of a hall, from its files as they were `kept`.

    `digest`: of the export. Raises PackRefused where they do not hang together from the signed file
    down to the figures, or are of another hall or another vote.
    """
    signed, result = _hung_together(hall, files)
    part = _read(hall, result)
    _refuse_other_vote(parent, digest, hall, part)
    asked = {each.id: each for each in part.questions}
    return HallLine(
        id=hall.id,
        name=hall.name,
        place=part.place or "",
        day=part.day,
        signed=hashlib.sha256(signed).hexdigest(),
        code=" ".join(results_code(result)),
        turnout=part.turnout,
        questions=[
            _answer(hall, each, asked[each.id]) for each in parent.questions
        ],
        own=part.rulebooks[len(parent.rulebooks) :],
    )


def _hung_together(hall: ParentHall, files: Files) -> tuple[bytes, bytes]:
    """The signed file and result.json, each named by the one before with its digest."""
    try:
        signed = files[SIGNED]
        info = files[_INFO]
        manifest = files[_MANIFEST]
        result = files[_RESULT]
    except KeyError as error:
        raise PackRefused(
            say(
                "Of “{hall}” there is no “{name}”.",
                hall=hall.name,
                name=str(error.args[0]),
            ),
        ) from error
    chain = (
        (_INFO, info, signed),
        (_MANIFEST, manifest, signed),
        (_RESULT, result, manifest),
        *((name, files[name], manifest) for name in files if is_ballots(name)),
    )
    for name, content, named_in in chain:
        line = f"{hashlib.sha256(content).hexdigest()}  {name}"
        if line.encode() not in named_in.split(b"\n"):
            raise PackRefused(
                say(
                    "“{name}” of “{hall}” is not what was signed.",
                    name=name,
                    hall=hall.name,
                ),
            )
    return signed, result


def packed_on(hall: ParentHall, files: Files) -> date:
    """The day that a hall's pack bears. Raises PackRefused where it cannot be read."""
    found = _BAGGED.search(files.get(_INFO, b""))
    try:
        return date.fromisoformat(found[1].decode() if found else "")
    except ValueError as error:
        raise _not_signed(hall) from error


_BAGGED = re.compile(rb"^Bagging-Date: ([0-9-]{10})$", re.MULTILINE)


def _not_signed(hall: ParentHall) -> PackRefused:
    return PackRefused(
        say(
            "“{name}” of “{hall}” is not what was signed.",
            name=_INFO,
            hall=hall.name,
        ),
    )


def _read(hall: ParentHall, result: bytes) -> _Part:
    try:
        part = msgspec.convert(canonically_read(result), _Part)
    except ValueError as error:
        raise _unread(hall) from error
    if not part.is_a_hall:
        raise _unread(hall)
    return part


def _unread(hall: ParentHall) -> PackRefused:
    return PackRefused(
        say("The result of “{hall}” cannot be read.", hall=hall.name),
    )


def _came_for_papers(part: _Part) -> bool:
    """Whether everybody who came, and nobody else, has a paper that did not go back spoilt.

    Quorum and thresholds of the sum rest on it. Nobody gets one who is not in the register.
    """
    turnout = part.turnout
    rounds = turnout.rounds.values()
    held = {
        (each.round, each.papers.given)
        for each in part.questions
        if each.papers is not None
    }
    return (
        held == set(turnout.rounds.items())
        and max(rounds, default=0) <= turnout.people <= sum(rounds)
        and turnout.people <= turnout.register
        and all(n >= 0 for n in (*rounds, *turnout.channels.values()))
    )


def _answer(
    hall: ParentHall,
    asked: ParentQuestion,
    question: Question,
) -> HallAnswer:
    """The figures of one question. Raises PackRefused where they are not those of the sheet."""
    outcome = question.outcome
    papers = question.papers
    if (
        papers is None
        or not _is_sheet(asked, outcome)
        or question.wording != asked.wording
    ):
        raise PackRefused(
            say(
                "“{hall}” had another sheet for question {number}.",
                hall=hall.name,
                number=asked.id,
            ),
        )
    sums = {each.id: str(each.support) for each in outcome.projects}
    if not all(map(_WHOLE.fullmatch, sums.values())):
        raise _unread(hall)
    return HallAnswer(
        id=asked.id,
        counted=outcome.ballots.counted,
        rejected=outcome.ballots.rejected,
        papers=_figures(papers),
        sums={name: int(n) for name, n in sums.items()},
    )


def _is_sheet(asked: ParentQuestion, outcome: Count) -> bool:
    """Whether the options are those of the parent's sheet, but for names that were taken out."""
    gone = {each.id for each in outcome.projects if not each.title}
    sheet: list[tuple[str, str, str, int]] = []
    for each in asked.options:
        title = "" if each.person and each.id in gone else each.title
        sheet.append((each.id, each.code, title, each.cost))
    return sheet == [
        (each.id, each.code, each.title, each.cost) for each in outcome.projects
    ]


def _figures(papers: Papers) -> dict[str, int]:
    """Where the papers went, without what is nothing."""
    told: JsonObject = msgspec.to_builtins(papers)
    return {
        name: n
        for name, n in told.items()
        if n or name in {"issued", "counted"}
    }


def added(answers: Iterable[Sums]) -> Sums:
    """The figures of several halls added up."""
    counted = 0
    rejected = Counter[str]()
    papers = Counter[str]()
    sums = Counter[str]()
    for each in answers:
        counted += each.counted
        _add(rejected, each.rejected)
        _add(papers, each.papers)
        _add(sums, each.sums)
    return Sums(
        counted,
        dict(sorted(rejected.items())),
        dict(papers),
        dict(sums),
    )


def _add(all_together: Counter[str], figures: Mapping[str, int]) -> None:
    """Add figures; those of nothing are there too, and some may be below nothing."""
    for name, n in figures.items():
        all_together[name] += n


def turnout_of(halls: Sequence[HallLine]) -> HallTurnout:
    """Who could come and who came, in all halls."""
    channels = Counter[str]()
    rounds = Counter[str]()
    for hall in halls:
        _add(channels, hall.turnout.channels)
        _add(rounds, hall.turnout.rounds)
    register = sum(hall.turnout.register for hall in halls)
    people = sum(hall.turnout.people for hall in halls)
    told = all(hall.turnout.channels for hall in halls)
    return HallTurnout(
        register=register,
        people=people,
        channels=dict(channels) if told else {},
        rounds=dict(rounds),
    )
