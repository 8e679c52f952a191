"""Cast votes: a table with a column for each place and a name in each cell.

"A;B" are two marks, empty is none. What a skipped place, a duplicate or an overvote means is a
policy; a ballot keeps why it ends (`Profile.ends`). Source: the order of checks is RCTab's: skipped
places, then duplicates, then overvotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.policies import RankPolicies
from pbdesk.voting.formats.refused import ImportRefused, at_line
from pbdesk.voting.formats.tables import BallotTable
from pbdesk.voting.profile import ENDS, UNDECLARED, Marks, Profile, Project
from pbdesk.words import say

__all__ = ["read_cast_votes"]

_WRITE_INS = "Undeclared Write-ins"


def read_cast_votes(table: BallotTable, policies: RankPolicies | None = None) -> BallotFile:
    """The table's ballots as the policies read them.

    Without any, everybody named is an option and nothing ends early. Raises ImportRefused, and
    nothing else, for two candidates of one name, or a mark that is no candidate.
    """
    rows = [(line, [_names(cell) for cell in cells], times) for line, times, cells in table.rows]
    chosen = policies or RankPolicies(
        tuple(dict.fromkeys(name for _, places, _ in rows for place in places for name in place))
    )
    merged: dict[tuple[tuple[tuple[str, int], ...], str], int] = {}
    for line, places, times in rows:
        marks, end = _read(places, chosen, line)
        key = tuple(sorted(marks.items())), end
        merged[key] = merged.get(key, 0) + times
    projects = [Project(name, 0, name) for name in chosen.candidates if name not in chosen.excluded]
    if any(name == _WRITE_INS for marks, _ in merged for name, _ in marks):
        projects.append(Project(_WRITE_INS, 0, _WRITE_INS, (UNDECLARED,)))
    if len({project.id for project in projects}) < len(projects):
        raise ImportRefused(say("Two candidates have the same name."))
    return BallotFile("cast votes", _profile(projects, merged))


def _profile(
    projects: Sequence[Project], merged: dict[tuple[tuple[tuple[str, int], ...], str], int]
) -> Profile:
    """Ballots that end for different reasons stay apart, whatever they rank."""
    parts: list[Profile] = []
    for code, end in enumerate(ENDS):
        ballots = [(dict(marks), n) for (marks, why), n in merged.items() if why == end]
        part = Profile.of("ordinal", projects, 0, ballots)
        parts.append(replace(part, ends=np.full(len(part.weights), code, dtype=np.int8)))
    starts = [np.diff(part.start) for part in parts]
    start = np.concatenate([[0], np.cumsum(np.concatenate(starts))]).astype(np.int64)
    return replace(
        parts[0],
        start=start,
        columns=np.concatenate([part.columns for part in parts]),
        values=np.concatenate([part.values for part in parts]),
        weights=np.concatenate([p.weights for p in parts]),
        n=sum(part.n for part in parts),
        ends=np.concatenate([part.ends for part in parts if part.ends is not None]),
    )


def _names(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]


def _called(name: str, policies: RankPolicies) -> str:
    """The candidate whom a mark is for, by the name on the ballot."""
    return _WRITE_INS if name == policies.write_in else policies.aliases.get(name, name)


def _read(places: list[list[str]], policies: RankPolicies, line: int) -> tuple[Marks, str]:
    """Places by candidate, and why the ballot ends where they end."""
    marks: dict[str, int] = {}
    seen: set[str] = set()
    last, met = 0, False
    for place, cell in enumerate(places[: policies.max_ranks], 1):
        names = [_called(name, policies) for name in cell if name != policies.undervote]
        if not cell and policies.blank_is_write_in:
            names = [_WRITE_INS]
        if not names:
            continue
        met = True
        if policies.max_skipped is not None and place - last > policies.max_skipped + 1:
            return marks, "skipped"
        last = place
        if policies.duplicate_ends and seen & set(names):
            return marks, "duplicate"
        if len(names) > 1 or names == [policies.overvote]:
            if policies.overvotes == "exhaust" or (
                names == [policies.overvote] and policies.overvotes != "skip"
            ):
                return marks, "overvote"
            if policies.overvotes == "skip":
                continue
        for name in names:
            if name != _WRITE_INS and name not in policies.candidates:
                raise at_line(line, say("there is no candidate “{name}”.", name=name[:60]))
            if name not in seen and name not in policies.excluded:
                marks[name] = place
        seen |= set(names)
    return marks, "exhausted" if met else "blank"
