"""Cast votes: a table with a column for each place and a name in each cell.

"A;B" are two marks, empty is none. What a skipped place, a duplicate or an overvote means is a
policy; a ballot keeps why it ends (`Profile.ends`). Source: the order of checks is RCTab's: skipped
places, then duplicates, then overvotes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from pbdesk.voting.arrays import starts
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import refuse_more_options
from pbdesk.voting.formats.policies import RankPolicies
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.tables import BallotTable
from pbdesk.voting.profile import ENDS, UNDECLARED, Profile, Project
from pbdesk.words import say

__all__ = ["read_cast_votes"]

_WRITE_INS = "Undeclared Write-ins"


type _Names = Sequence[str]
type _Places = Sequence[_Names]
type _TimesOf = Counter[_Ballot]
"""How often each ballot was cast."""

type _Marked = tuple[tuple[str, int], ...]
"""A ballot's candidates with their places, in the order of their names."""


class _Ballot(NamedTuple):
    """A ballot as it counts, and why it ends where its marks end."""

    marks: _Marked
    end: str


def read_cast_votes(
    table: BallotTable,
    policies: RankPolicies | None = None,
) -> BallotFile:
    """The table's ballots as the policies read them.

    Without any, everybody named is an option and nothing ends early. Raises ImportRefused, and
    nothing else, for two candidates of one name, or a mark that is no candidate.
    """
    if policies is None:
        policies = RankPolicies(_everybody(table))
    refuse_more_options(policies.candidates)
    times_of = _times_of(table, policies)
    projects = _candidates(policies, times_of)
    _refuse_namesakes(projects)
    return BallotFile("cast votes", _profile(projects, times_of))


def _refuse_namesakes(candidates: Sequence[Project]) -> None:
    if len({candidate.id for candidate in candidates}) < len(candidates):
        raise ImportRefused(say("Two candidates have the same name."))


def _times_of(table: BallotTable, policies: RankPolicies) -> _TimesOf:
    known = frozenset(policies.candidates)
    times_of: _TimesOf = Counter()
    for row in table.rows:
        places = [_names(cell) for cell in row.cells]
        times_of[_read(places, policies, known, row.line)] += row.times
    return times_of


def _everybody(table: BallotTable) -> tuple[str, ...]:
    """All who are named, in the order in which they are."""
    cells = (cell for row in table.rows for cell in row.cells)
    return tuple(dict.fromkeys(name for cell in cells for name in _names(cell)))


def _candidates(
    policies: RankPolicies,
    ballots: Iterable[_Ballot],
) -> list[Project]:
    """Who can be chosen, and the write-ins where a ballot has any."""
    candidates = [Project(name, 0, name) for name in policies.standing]
    if any(_WRITE_INS in dict(ballot.marks) for ballot in ballots):
        write_ins = Project(_WRITE_INS, 0, _WRITE_INS, (UNDECLARED,))
        candidates.append(write_ins)
    return candidates


def _profile(projects: Sequence[Project], times_of: _TimesOf) -> Profile:
    """Ballots that end for different reasons stay apart, whatever they rank."""
    parts = [_ended(end, projects, times_of) for end in ENDS]
    distinct = [len(part.weights) for part in parts]
    return replace(
        parts[0],
        start=starts(np.concatenate([np.diff(part.start) for part in parts])),
        columns=np.concatenate([part.columns for part in parts]),
        values=np.concatenate([part.values for part in parts]),
        weights=np.concatenate([part.weights for part in parts]),
        n=sum(part.n for part in parts),
        ends=np.repeat(np.arange(len(ENDS), dtype=np.int8), distinct),
    )


def _ended(
    end: str,
    projects: Sequence[Project],
    times_of: _TimesOf,
) -> Profile:
    """The ballots that end for one reason."""
    ended = [ballot for ballot in times_of if ballot.end == end]
    ballots = [(dict(ballot.marks), times_of[ballot]) for ballot in ended]
    return Profile.of("ordinal", projects, 0, ballots)


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _called(name: str, policies: RankPolicies) -> str:
    """The candidate whom a mark is for, by the name on the ballot."""
    if name == policies.write_in:
        return _WRITE_INS
    return policies.aliases.get(name, name)


def _read(
    places: _Places,
    policies: RankPolicies,
    known: frozenset[str],
    line: int,
) -> _Ballot:
    """The marks of a ballot as far as they count."""
    reading = _Reading(policies, known, line)
    end = reading.end(places)
    return _Ballot(tuple(sorted(reading.marks.items())), end)


def _named_in(cell: _Names, policies: RankPolicies) -> list[str]:
    """Whom a cell names; an empty one stands for write-ins where the policies say so."""
    if not cell and policies.blank_is_write_in:
        return [_WRITE_INS]
    return [
        _called(name, policies) for name in cell if name != policies.undervote
    ]


@dataclass(slots=True)
class _Reading:
    """A ballot while it is read, place by place."""

    policies: RankPolicies
    known: frozenset[str]
    line: int
    marks: dict[str, int] = field(default_factory=dict[str, int])
    seen: set[str] = field(default_factory=set[str])
    last_marked: int = 0

    def end(self, places: _Places) -> str:
        """Why the ballot ends, once its marks up to there are added."""
        for place, cell in enumerate(places[: self.policies.max_ranks], 1):
            names = _named_in(cell, self.policies)
            end = self._take(place, names)
            if end is not None:
                return end
        if self.last_marked:
            return "exhausted"
        return "blank"

    def _take(self, place: int, names: _Names) -> str | None:
        """Add the marks of a place; else why the ballot ends there."""
        if not names:
            return None
        skipped = place - self.last_marked - 1
        self.last_marked = place
        if self.policies.ends_at_skipped(skipped):
            return "skipped"
        if self.policies.duplicate_ends and not self.seen.isdisjoint(names):
            return "duplicate"
        return self._take_marks(place, names)

    def _take_marks(self, place: int, names: _Names) -> str | None:
        """The same of marks that are neither too late nor a duplicate: of an overvote or not."""
        labelled = list(names) == [self.policies.overvote]
        if labelled or len(names) > 1:
            if self.policies.overvotes == "skip":
                return None
            if labelled or self.policies.overvotes == "exhaust":
                return "overvote"
        self._mark(place, names)
        return None

    def _mark(self, place: int, names: _Names) -> None:
        """Give a place to everybody named there who has none."""
        for name in names:
            if name != _WRITE_INS and name not in self.known:
                raise self._unknown(name)
            if name not in self.seen and name not in self.policies.excluded:
                self.marks[name] = place
        self.seen.update(names)

    def _unknown(self, name: str) -> ImportRefused:
        words = say("there is no candidate “{name}”.", name=name[:60])
        return at_line(self.line, words)
