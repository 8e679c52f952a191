"""Gathering: the packs of the halls, each verified, and what is to be said of every one.

Nothing is written here and nothing is decided: whether the sum may be made is said by `Gathered`.
Packs are looked at one by one, so memory holds one pack at a time beside the ballots; a city's
packs may be looked at by several processes (`spreading`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pbdesk.app.jobs.opened_copies import ballots_in, copies_by_result
from pbdesk.app.jobs.progress import Progress
from pbdesk.pack.bag import read_data
from pbdesk.pack.checks.case import Case
from pbdesk.pack.contents import Asked
from pbdesk.pack.halls import HallLine, hall_line, kept
from pbdesk.pack.parent import (
    PARENT_FILE,
    Parent,
    ParentHall,
    parent_digest,
    read_parent,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer, SignersFile
from pbdesk.pack.verify import Verification, looked_at, refuse_foreign
from pbdesk.pack.zipped import Files
from pbdesk.questions.terms import KINDS
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.voting.together import Packed

__all__ = [
    "Gathered",
    "Looked",
    "Part",
    "State",
    "Task",
    "gather",
    "look_at",
    "look_into",
    "one_by_one",
    "unread",
]

type State = Literal[
    "taken",
    "left-out",
    "missing",
    "repeated",
    "other-edition",
    "foreign",
    "rehearsal",
    "no-ballots",
    "not-genuine",
    "unreadable",
]
"""What a pack, or a hall, is to the sum; only what is taken goes into it."""

_READS = (1, 2, 3, 7)
"""The checks without which nobody can say whose pack it is."""


@dataclass(frozen=True, eq=False)
class Part:
    """A hall's genuine pack: what the sum says of it, what it keeps of it, and its ballots."""

    line: HallLine
    files: Files
    ballots: Mapping[str, Packed]


@dataclass(frozen=True, eq=False)
class Looked:
    """A pack that was brought, and what is to be said of it. `hall`: whose it says it is."""

    path: str
    state: State
    words: Words
    hall: str = ""
    part: Part | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return Path(self.path).name

    @property
    def without_ballots(self) -> Looked:
        """The same without the ballots of its part."""
        if self.part is None:
            return self
        return replace(self, part=replace(self.part, ballots={}))


def _read(copy: Path | bytes) -> bytes:
    return copy if isinstance(copy, bytes) else read_data(copy)


@dataclass(frozen=True, eq=False)
class Task:
    """What it takes to look at any one pack."""

    export: bytes
    signers: Mapping[str, tuple[Signer, ...]]
    copies: Mapping[str, Path | bytes]

    @property
    def carried(self) -> Task:
        """The same for another computer: with the copies themselves, not where they lie."""
        copies = {result: _read(each) for result, each in self.copies.items()}
        return replace(self, copies=copies)

    @property
    def parent(self) -> Parent:
        """What all halls have alike."""
        return read_parent(self.export)


type Judged = tuple[State, Words]
"""What a pack is to the sum, and that in words."""

type Spread = Callable[[Task, Sequence[Path]], Iterator[Looked]]
"""Looks at packs and gives what was found in their order; in this process or in several."""


@dataclass(frozen=True, eq=False)
class Gathered:
    """All packs that were brought, all halls there are, and those left out on purpose (ids)."""

    parent: Parent
    export: bytes
    packs: tuple[Looked, ...]
    without: frozenset[str]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The packs that go into the sum, in the order of the halls."""
        taken = self._taken
        return tuple(
            taken[hall.id] for hall in self.parent.halls if hall.id in taken
        )

    @property
    def _taken(self) -> dict[str, Part]:
        return {
            each.hall: each.part
            for each in self.packs
            if each.part and each.state == "taken"
        }

    def counted(self) -> Gathered:
        """The same without the ballots, which are counted and would only take room."""
        packs = tuple(each.without_ballots for each in self.packs)
        return replace(self, packs=packs)

    @property
    def missing(self) -> tuple[ParentHall, ...]:
        """The halls of which no pack was brought and that are not left out."""
        return tuple(
            hall for hall in self.parent.halls if not self._is_told(hall.id)
        )

    def _is_told(self, hall: str) -> bool:
        """Whether a pack of it was brought, or it is left out."""
        return hall in self.without or any(
            each.hall == hall for each in self.packs
        )

    @property
    def refused(self) -> tuple[Looked, ...]:
        """The packs that are not taken, but for those of halls that are left out."""
        return tuple(
            each
            for each in self.packs
            if each.state not in {"taken", "left-out"}
        )

    @property
    def ready(self) -> bool:
        """Whether the sum may be made: nothing is missing and nothing refused."""
        return bool(self.parts) and not self.missing and not self.refused

    def of_hall(self, hall: ParentHall) -> Judged:
        """What a hall is to the sum, and why."""
        if hall.id in self.without:
            return "left-out", say("Left out on purpose.")
        here = [each for each in self.packs if each.hall == hall.id]
        if not here:
            return "missing", say("No pack of this hall was brought.")
        worst = next((each for each in here if each.state != "taken"), here[0])
        return worst.state, worst.words


def gather(
    export: bytes,
    packs: Sequence[Path],
    signers_text: str,
    progress: Progress,
    *,
    copies: Sequence[Path] = (),
    without: Iterable[str] = (),
    spread: Spread | None = None,
) -> Gathered:
    """Look at every pack; `packs` are files, or folders in which every zip is one.

    `copies`: opened auditor copies of packs whose ballots are not public. Raises PackRefused for
    what no pack is to blame for: an export, a signers file or a copy that cannot be used, a hall to
    leave out that is none, or nothing left to add up.
    """
    parent = read_parent(export)
    left = _left_out(parent, without)
    by_result = copies_by_result(copies)
    file = SignersFile.of(signers_text)
    signers = {hall.id: file.signers(hall.id) for hall in parent.halls}
    task = Task(export, signers, by_result)
    paths = [path for given in packs for path in _packs_in(given)]
    found = list[Looked]()
    looked = (spread or one_by_one)(task, paths)
    for path in paths:
        progress(len(found), len(paths), say("Checking {name}", name=path.name))
        found.append(next(looked))
    _ = next(looked, None)  # at its end it lets go of its processes
    _refuse_copy_of_none(found, by_result)
    return Gathered(parent, export, tuple(_compared(found, left)), left)


def _left_out(parent: Parent, without: Iterable[str]) -> frozenset[str]:
    """The ids of halls that are named by their id or, where it is the only one, by their name."""
    named = Counter(hall.name for hall in parent.halls)
    known = {
        hall.name: hall.id for hall in parent.halls if named[hall.name] == 1
    }
    known |= {hall.id: hall.id for hall in parent.halls}
    asked = frozenset(without)
    for hall in sorted(asked - known.keys()):
        raise PackRefused(
            say(
                "“{hall}” is no hall of this vote, so it cannot be left out.",
                hall=hall,
            ),
        )
    left = frozenset(known[hall] for hall in asked)
    if len(left) == len(parent.halls):
        raise PackRefused(
            say("Every hall is left out: there is nothing to add up."),
        )
    return left


def _packs_in(given: Path) -> list[Path]:
    """The packs that somebody named: a file, or every zip in a folder and below it."""
    if not given.is_dir():
        return [given]
    return _zips_below(given) or [given]


def _zips_below(folder: Path) -> list[Path]:
    """What a computer hides on a stick is none: a bin, or a file that it lays beside each other."""
    zips = folder.rglob("*.zip", case_sensitive=False)
    return sorted(
        each for each in zips if not _hidden(each.relative_to(folder))
    )


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "$RECYCLE")) for part in path.parts)


def _refuse_copy_of_none(
    found: Sequence[Looked],
    copies: Mapping[str, Path],
) -> None:
    """A copy that fits no pack would be left out unseen; one of a refused pack is told with it."""
    if not all(each.state == "taken" for each in found):
        return
    parts = (each.part for each in found)
    results = {
        _sha256(part.files["data/result.json"])
        for part in parts
        if part is not None
    }
    for result in copies.keys() - results:
        name = copies[result].name
        raise PackRefused(
            say(
                "The auditor copy “{name}” is of none of the packs.",
                name=name,
            ),
        )


def one_by_one(task: Task, packs: Sequence[Path]) -> Iterator[Looked]:
    """Look at the packs in this process."""
    return map(partial(look_at, task, task.parent), packs)


def look_at(task: Task, parent: Parent, path: Path) -> Looked:
    """What one pack is to the sum; whether there is another of its hall, `gather` finds."""
    try:
        data = read_data(path)
    except PackRefused as refused:
        return unread(path, refused.words)
    return look_into(task, parent, path, data)


def unread(path: Path, words: Words) -> Looked:
    """A file of which nobody can say whose pack it is."""
    return Looked(str(path), "unreadable", words)


def look_into(task: Task, parent: Parent, path: Path, data: bytes) -> Looked:
    """What the pack in the bytes of a file is to the sum."""
    try:
        case = Case(path.name, data, None, None, frozenset())
        refuse_foreign(case)
    except PackRefused as refused:
        return unread(path, refused.words)
    first = looked_at(case, only=_READS)
    if first.failed:
        return unread(path, _why(first))
    hall = parent.hall(case.info.assembly)
    stranger = _stranger(task, case, hall)
    if stranger is not None or hall is None:
        return Looked(
            str(path),
            *(stranger or _of_no_hall(task, case)),
            case.info.assembly,
        )
    return _of_hall(task, parent, hall, case, path)


def _of_no_hall(task: Task, case: Case) -> Judged:
    if case.info.assembly == task.parent.assembly:
        return "foreign", say(
            "It is a sum of this vote, and not the pack of one hall.",
        )
    return "foreign", say(
        "It is of “{id}”, which is no hall of this vote.",
        id=case.info.assembly,
    )


def _stranger(
    task: Task,
    case: Case,
    hall: ParentHall | None,
) -> Judged | None:
    """Why a pack that reads is none of the vote; None where it may be."""
    if hall is None:
        return _of_no_hall(task, case)
    kind = case.info.kind
    if kind != "result":
        return "foreign", say(
            "It follows a result, and is none itself ({kind}).",
            kind=kind,
        )
    if case.info.stage == "rehearsal":
        return "rehearsal", say("It is of a rehearsal.")
    if case.info.stage != "part":
        return "foreign", say(
            "It is a result of its own, not one hall’s part of a vote.",
        )
    parent = case.bag.files.get(f"data/{PARENT_FILE}")
    if parent is None or parent_digest(parent) != parent_digest(task.export):
        return "foreign", say(
            "The hall began from the export of another parent.",
        )
    return None


def _copied(task: Task, case: Case) -> Files:
    """The ballots of a pack from the opened auditor copy of it, where one was given."""
    copy = task.copies.get(_sha256(case.bag.result))
    if copy is None:
        return {}
    return ballots_in(copy)


def _of_hall(
    task: Task,
    parent: Parent,
    hall: ParentHall,
    case: Case,
    path: Path,
) -> Looked:
    """The pack of a hall of this vote, made sure of from the first check to the last."""
    name = str(path)
    try:
        case = case.asked(hall.id, task.signers[hall.id], _copied(task, case))
        found = looked_at(case)
        if found.failed:
            return Looked(name, "not-genuine", _why(found), hall.id)
        line = hall_line(
            parent,
            parent_digest(task.export),
            hall,
            case.bag.files,
        )
        lacks = _without_ballots(parent, case)
    except PackRefused as refused:
        return Looked(name, "not-genuine", refused.words, hall.id)
    if lacks is not None:
        return Looked(name, "no-ballots", lacks, hall.id)
    part = Part(line, kept(case.bag.files, len(parent.halls)), _ballots(case))
    n = max(each.counted for each in line.questions)
    return Looked(
        name,
        "taken",
        several("{n} ballot.", "{n} ballots.", n),
        hall.id,
        part,
    )


def _ballots(case: Case) -> dict[str, Packed]:
    """The ballots of each question that were read, for the sum."""
    from pbdesk.voting.together import packed

    return {
        question: packed(profile) for question, profile in case.profiles.items()
    }


def _why(found: Verification) -> Words:
    first = found.failed[0]
    return say("{check}: {detail}", check=first.name, detail=first.detail)


def _without_ballots(parent: Parent, case: Case) -> Words | None:
    """Why the sum cannot count this pack: an answer that only ballots tell, and they are not there.

    Where one mark is made the sums are the ballots.
    """
    for asked in case.result.asked:
        if _told_by_sums(asked):
            continue
        profile = case.profiles.get(asked.id)
        question = parent.question(asked.id)
        if profile is None:
            return say(
                "The ballots of question {number} are not public; bring the hall’s auditor copy, "
                "opened.",
                number=asked.id,
            )
        if question is None or set(profile.ids) != {
            each.id for each in question.options
        }:
            return say(
                "The ballots of question {number} are of another sheet.",
                number=asked.id,
            )
    return None


def _told_by_sums(asked: Asked) -> bool:
    kind = KINDS.get(asked.question.kind)
    return kind is not None and bool(kind.options)


def _compared(
    found: Sequence[Looked],
    without: frozenset[str],
) -> Iterator[Looked]:
    """The packs beside each other: of a hall there is one, and one edition of it."""
    editions = defaultdict[str, set[str]](set)
    for each in found:
        if each.part is not None:
            editions[each.hall].add(each.part.line.signed)
    first = dict[str, str]()
    for each in found:
        if each.hall in without:
            yield replace(
                each,
                state="left-out",
                words=say("Left out on purpose."),
                part=None,
            )
        elif each.part is None:
            yield each
        elif len(editions[each.hall]) > 1:
            words = say(
                "There are different packs of this hall: ask there which one holds.",
            )
            yield replace(each, state="other-edition", words=words, part=None)
        elif each.hall in first:
            words = say(
                "The pack of this hall is there already: “{name}”.",
                name=first[each.hall],
            )
            yield replace(each, state="repeated", words=words, part=None)
        else:
            first[each.hall] = each.file
            yield each


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
