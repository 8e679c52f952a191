"""Quadratic ballots as JSON: rulebook, projects, ballots with whole signed votes.

An empty ballot counts as given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.json_text import JsonRefused, json_as
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.voters import ANYBODY, Cast, Voters, voter_groups
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.styles import Rejected, rejected
from pbdesk.voting.styles.marks import whole_marks
from pbdesk.voting.styles.quadratic import QUADRATIC, QuadraticSettings
from pbdesk.words import say

__all__ = ["looks_like_quadratic", "read_quadratic"]


_STYLE = {"votes": "quadratic", "credits": "quadratic-credits"}


class _Rulebook(msgspec.Struct):
    credits: int = 100
    unit: Literal["votes", "credits"] = "votes"
    negative: bool = False
    max_votes_per_project: int | None = None


class _Project(msgspec.Struct):
    id: str
    cost: int = 0
    name: str = ""


class _Ballot(msgspec.Struct):
    votes: dict[str, Any]
    id: str = ""
    count: int = 1


class _Voters(msgspec.Struct):
    ballots: list[dict[str, Any]]


class _File(msgspec.Struct):
    rulebook: _Rulebook
    projects: list[_Project]
    ballots: list[_Ballot]
    budget: int = 0
    about: str = ""


def looks_like_quadratic(text: str) -> bool:
    """Whether the file is a JSON object."""
    return text.lstrip().startswith("{")


def read_quadratic(text: str, voters: Voters = ANYBODY) -> BallotFile:
    """The file's ballots; those that break its rulebook are rejected, each with its reason.

    What is asked of voters stands in fields of the ballots beside `votes`, `id` and `count`.
    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    file = _decoded(text)
    projects = [Project(project.id, project.cost, project.name) for project in file.projects]
    said = {column: _said(text, column) for column in voters.columns}
    taken, rejections = _taken(
        file, _weights(voters.weighting, said), said.get(voters.groups or "")
    )
    try:
        profile = Profile.of(
            _STYLE[file.rulebook.unit],
            projects,
            file.budget,
            [(each.marks, each.times) for each in taken],
        )
    except ValueError as error:
        raise ImportRefused(say("Two projects have the same id.")) from error
    rejected = Counter[str]()
    for _, reason, times in rejections:
        rejected[reason] += times
    return BallotFile(
        "quadratic",
        profile,
        {"description": file.about},
        rejected=dict(rejected),
        rejections=tuple((ballot, reason) for ballot, reason, _ in rejections),
        credits=file.rulebook.credits,
        groups={} if voters.groups is None else voter_groups(profile, taken),
    )


def _decoded(text: str) -> _File:
    try:
        file = json_as(text, _File)
    except JsonRefused as error:
        raise ImportRefused(
            say("This is no file of quadratic ballots: {error}.", error=str(error))
        ) from error
    book = file.rulebook
    sums = [file.budget, *(project.cost for project in file.projects)]
    if (
        not all(0 <= number < 10**15 for number in sums)
        or not 1 <= book.credits <= 10**6
        or not (1 <= (book.max_votes_per_project or 1) <= 1000)
    ):
        raise ImportRefused(say("A budget, cost, cap or number of credits is out of range."))
    if any(not 1 <= ballot.count <= 10**9 for ballot in file.ballots):
        raise ImportRefused(say("A ballot's count is out of range."))
    return file


def _said(text: str, column: str) -> list[str]:
    """What each ballot says in a field, whatever its case.

    Raises ImportRefused, naming a ballot that has no such.
    """
    found: list[str] = []
    for number, ballot in enumerate(msgspec.json.decode(text, type=_Voters).ballots, 1):
        value = next(
            (value for name, value in ballot.items() if name.strip().lower() == column), None
        )
        if not isinstance(value, str | int):
            raise ImportRefused(
                say(
                    "Ballot {number}: there is no field “{name}”.",
                    number=str(number),
                    name=column[:60],
                )
            )
        found.append(str(value).strip())
    return found


def _weights(weighting: Weighting | None, said: Mapping[str, Sequence[str]]) -> list[int] | None:
    """How many times each ballot counts.

    Raises ImportRefused, naming a ballot of a group that has no weight.
    """
    if weighting is None:
        return None
    found: list[int] = []
    for number, group in enumerate(said[weighting.column], 1):
        times = weighting.of(group)
        if times is None:
            raise ImportRefused(
                say("Ballot {number}: {words}", number=str(number), words=weighting.unnamed(group))
            )
        found.append(times)
    weighting.refuse_unless_all_in(set(said[weighting.column]))
    return found


def _taken(
    file: _File,
    weights: Sequence[int] | None,
    groups: Sequence[str] | None,
) -> tuple[list[Cast], list[tuple[str, str, int]]]:
    """Ballots to count, and (ballot id, reason, number) of those refused."""
    settings = QuadraticSettings(
        file.rulebook.credits, file.rulebook.negative, file.rulebook.max_votes_per_project
    )
    ids, costs = (
        [project.id for project in file.projects],
        {project.id: project.cost for project in file.projects},
    )
    taken: list[Cast] = []
    refused: list[tuple[str, str, int]] = []
    for place, ballot in enumerate(file.ballots):
        marks = (
            QUADRATIC.check(ballot.votes, ids, costs, file.budget, settings)
            if file.rulebook.unit == "votes"
            else _credits(ballot.votes, ids, file.rulebook)
        )
        times = ballot.count * (1 if weights is None else weights[place])
        if isinstance(marks, Rejected) and marks.reason != "unmarked":
            refused.append((ballot.id, marks.reason, times))
        else:
            taken.append(
                Cast(
                    {} if isinstance(marks, Rejected) else marks,
                    "" if groups is None else groups[place],
                    ballot.count,
                    times,
                )
            )
    return taken, refused


def _credits(votes: Mapping[str, Any], ids: Sequence[str], book: _Rulebook) -> Marks | Rejected:
    """Credits given straight, which is not a style of this program's own ballots.

    The cap is one of votes.
    """
    given = whole_marks(votes, ids)
    if isinstance(given, Rejected):
        return given
    if not book.negative and any(value < 0 for value in given.values()):
        return rejected("negative-not-allowed")
    given = {project: value for project, value in given.items() if value}
    if not given:
        return rejected("unmarked")
    if book.max_votes_per_project and max(map(abs, given.values())) > book.max_votes_per_project**2:
        return rejected("over-project-cap")
    return rejected("overspent") if sum(map(abs, given.values())) > book.credits else given
