"""Quadratic ballots as JSON: rulebook, projects, ballots with whole signed votes.

An empty ballot counts as given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.bounds import refuse_more_options
from pbdesk.voting.formats.json_text import JsonRefused, json_as
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.voters import (
    ANYBODY,
    Cast,
    VoterGroup,
    Voters,
    voter_groups,
)
from pbdesk.voting.formats.weighting import Weighting
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.styles import Rejected, rejected
from pbdesk.voting.styles.quadratic import QUADRATIC, QuadraticSettings
from pbdesk.voting.styles.style import Checked, whole_marks
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


class _Refused(NamedTuple):
    """A ballot that breaks the rulebook: its id, the reason, and how many times it counted."""

    ballot: str
    reason: str
    times: int


def read_quadratic(text: str, voters: Voters = ANYBODY) -> BallotFile:
    """The file's ballots; those that break its rulebook are rejected, each with its reason.

    What is asked of voters stands in fields of the ballots beside `votes`, `id` and `count`.
    Raises ImportRefused, and nothing else, for a file that cannot be read.
    """
    file = _decoded(text)
    said = {column: _said(text, column) for column in voters.columns}
    weights = _weights(voters.weighting, said)
    taken, refused = _taken(file, weights, said.get(voters.groups or ""))
    profile = _profile(file, taken)
    groups: Mapping[str, VoterGroup] = {}
    if voters.groups is not None:
        groups = voter_groups(profile, taken)
    return BallotFile(
        "quadratic",
        profile,
        {"description": file.about},
        rejected=_by_reason(refused),
        rejections=tuple((ballot.ballot, ballot.reason) for ballot in refused),
        credits=file.rulebook.credits,
        groups=groups,
    )


def _by_reason(refused: Sequence[_Refused]) -> dict[str, int]:
    """How many ballots were refused for each reason."""
    rejected: Counter[str] = Counter()
    for ballot in refused:
        rejected[ballot.reason] += ballot.times
    return dict(rejected)


def _profile(file: _File, cast: Sequence[Cast]) -> Profile:
    projects = [
        Project(each.id, each.cost, each.name) for each in file.projects
    ]
    ballots = [(each.marks, each.times) for each in cast]
    try:
        return Profile.of(
            _STYLE[file.rulebook.unit],
            projects,
            file.budget,
            ballots,
        )
    except ValueError as error:
        raise ImportRefused(say("Two projects have the same id.")) from error


def _decoded(text: str) -> _File:
    try:
        file = json_as(text, _File)
    except JsonRefused as error:
        raise ImportRefused(
            say(
                "This is no file of quadratic ballots: {error}.",
                error=str(error),
            ),
        ) from error
    refuse_more_options(file.projects)
    _refuse_out_of_range(file)
    return file


def _refuse_out_of_range(file: _File) -> None:
    """Raise ImportRefused for figures that no count takes."""
    if not (_sums_in_range(file) and _rules_in_range(file.rulebook)):
        raise ImportRefused(
            say("A budget, cost, cap or number of credits is out of range."),
        )
    if any(not 1 <= ballot.count <= 10**9 for ballot in file.ballots):
        raise ImportRefused(say("A ballot's count is out of range."))


def _sums_in_range(file: _File) -> bool:
    sums = [file.budget, *(project.cost for project in file.projects)]
    return min(sums) >= 0 and max(sums) < 10**15


def _rules_in_range(book: _Rulebook) -> bool:
    cap = book.max_votes_per_project or 1
    return 1 <= book.credits <= 10**6 and 1 <= cap <= 1000


def _said(text: str, column: str) -> list[str]:
    """What each ballot says in a field, whatever its case.

    Raises ImportRefused, naming a ballot that has no such.
    """
    ballots = msgspec.json.decode(text, type=_Voters).ballots
    return [
        _field(ballot, column, number)
        for number, ballot in enumerate(ballots, 1)
    ]


def _field(ballot: Mapping[str, Any], column: str, number: int) -> str:
    fields = [
        value
        for name, value in ballot.items()
        if name.strip().lower() == column
    ]
    if not fields or not isinstance(fields[0], str | int):
        raise _no_field(column, number)
    return str(fields[0]).strip()


def _no_field(name: str, number: int) -> ImportRefused:
    return ImportRefused(
        say(
            "Ballot {number}: there is no field “{name}”.",
            number=str(number),
            name=name[:60],
        ),
    )


def _weights(
    weighting: Weighting | None,
    said: Mapping[str, Sequence[str]],
) -> list[int] | None:
    """How many times each ballot counts.

    Raises ImportRefused, naming a ballot of a group that has no weight.
    """
    if weighting is None:
        return None
    groups = said[weighting.column]
    found = [_weight(weighting, group, n) for n, group in enumerate(groups, 1)]
    weighting.refuse_unless_all_in(set(groups))
    return found


def _weight(weighting: Weighting, group: str, number: int) -> int:
    times = weighting.of(group)
    if times is None:
        unnamed = weighting.unnamed(group)
        raise ImportRefused(
            say("Ballot {number}: {words}", number=str(number), words=unnamed),
        )
    return times


def _taken(
    file: _File,
    weights: Sequence[int] | None,
    groups: Sequence[str] | None,
) -> tuple[list[Cast], list[_Refused]]:
    """Ballots to count, and those refused."""
    every = len(file.ballots)
    weights = weights or [1] * every
    groups = groups or [""] * every
    taken: list[Cast] = []
    refused: list[_Refused] = []
    checked = _checker(file)
    for ballot, weight, group in zip(
        file.ballots,
        weights,
        groups,
        strict=True,
    ):
        marks = checked(ballot.votes)
        times = ballot.count * weight
        if not isinstance(marks, Rejected):
            taken.append(Cast(marks, group, ballot.count, times))
        elif marks.reason == "unmarked":
            taken.append(Cast({}, group, ballot.count, times))
        else:
            refused.append(_Refused(ballot.id, marks.reason, times))
    return taken, refused


def _checker(file: _File) -> Callable[[Mapping[str, Any]], Checked]:
    """How a ballot's votes, or credits, are held against the rulebook."""
    book = file.rulebook
    ids = [project.id for project in file.projects]
    if book.unit == "credits":
        return lambda votes: _credits(votes, ids, book)
    costs = {project.id: project.cost for project in file.projects}
    settings = _settings(book)
    return lambda votes: QUADRATIC.check(
        votes,
        ids,
        costs,
        file.budget,
        settings,
    )


def _settings(book: _Rulebook) -> QuadraticSettings:
    return QuadraticSettings(
        book.credits,
        book.negative,
        book.max_votes_per_project,
    )


def _credits(
    votes: Mapping[str, Any],
    ids: Sequence[str],
    book: _Rulebook,
) -> Checked:
    """Credits given straight, which is not a style of this program's own ballots.

    The cap is one of votes.
    """
    marks = whole_marks(votes, ids)
    if isinstance(marks, Rejected):
        return marks
    given = {project: value for project, value in marks.items() if value}
    if not given:
        return rejected("unmarked")
    reason = _broken(list(given.values()), book)
    if reason is not None:
        return rejected(reason)
    return given


def _broken(credits_: Sequence[int], book: _Rulebook) -> str | None:
    """The reason why credits break the rulebook; None where they do not."""
    if not book.negative and min(credits_) < 0:
        return "negative-not-allowed"
    spent = [abs(value) for value in credits_]
    cap = book.max_votes_per_project
    if cap and max(spent) > cap**2:
        return "over-project-cap"
    if sum(spent) > book.credits:
        return "overspent"
    return None
