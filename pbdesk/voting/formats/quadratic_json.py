"""Quadratic ballots as JSON: rulebook, projects, ballots with whole signed votes. An empty ballot counts as given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Marks, Profile, Project
from pbdesk.voting.styles import STYLES, Rejected, rejected
from pbdesk.voting.styles.marks import whole_marks
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


class _File(msgspec.Struct):
    rulebook: _Rulebook
    projects: list[_Project]
    ballots: list[_Ballot]
    budget: int = 0
    about: str = ""


def looks_like_quadratic(text: str) -> bool:
    """Whether the file is a JSON object."""
    return text.lstrip().startswith("{")


def read_quadratic(text: str) -> BallotFile:
    """The file's ballots; those that break its rulebook are rejected, each with its reason.

    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    file = _decoded(text)
    projects = [Project(project.id, project.cost, project.name) for project in file.projects]
    taken, rejections = _taken(file)
    try:
        profile = Profile.of(_STYLE[file.rulebook.unit], projects, file.budget, taken)
    except ValueError as error:
        raise ImportRefused(say("Two projects have the same id.")) from error
    rejected = Counter(reason for _, reason, times in rejections for _ in range(times))
    return BallotFile("quadratic", profile, {"description": file.about}, rejected=dict(rejected),
                      rejections=tuple((ballot, reason) for ballot, reason, _ in rejections),
                      credits=file.rulebook.credits)


def _decoded(text: str) -> _File:
    try:
        file = msgspec.json.decode(text, type=_File)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise ImportRefused(say("This is no file of quadratic ballots: {error}.", error=str(error)[:200])) from error
    book = file.rulebook
    sums = [file.budget, *(project.cost for project in file.projects)]
    if not all(0 <= number < 10**15 for number in sums) or not 1 <= book.credits <= 10**6 or not (
            1 <= (book.max_votes_per_project or 1) <= 1000):
        raise ImportRefused(say("A budget, cost, cap or number of credits is out of range."))
    if any(not 1 <= ballot.count <= 10**9 for ballot in file.ballots):
        raise ImportRefused(say("A ballot's count is out of range."))
    return file


def _taken(file: _File) -> tuple[list[tuple[Marks, int]], list[tuple[str, str, int]]]:
    """Ballots to count, each with its number, and (ballot id, reason, number) of those refused."""
    settings: dict[str, Setting] = {
        "credits": file.rulebook.credits, "negative": "yes" if file.rulebook.negative else "no",
        "project_cap": file.rulebook.max_votes_per_project}
    ids, costs = [project.id for project in file.projects], {project.id: project.cost for project in file.projects}
    taken: list[tuple[Marks, int]] = []
    refused: list[tuple[str, str, int]] = []
    for ballot in file.ballots:
        marks = (STYLES["quadratic"].check(ballot.votes, ids, costs, file.budget, settings)
                 if file.rulebook.unit == "votes" else _credits(ballot.votes, ids, file.rulebook))
        if not isinstance(marks, Rejected):
            taken.append((marks, ballot.count))
        elif marks.reason == "unmarked":
            taken.append(({}, ballot.count))
        else:
            refused.append((ballot.id, marks.reason, ballot.count))
    return taken, refused


def _credits(votes: Mapping[str, Any], ids: Sequence[str], book: _Rulebook) -> Marks | Rejected:
    """Credits given straight, which is not a style of this program's own ballots. The cap is one of votes."""
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
