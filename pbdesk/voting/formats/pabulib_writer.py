"""Writing a .pb: the ballots as they were counted, without any particulars of voters."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from datetime import date
from io import StringIO
from operator import itemgetter

from pbdesk.voting.formats.money import money_text
from pbdesk.voting.profile import Ballot, Profile, Project

__all__ = ["pabulib_text"]


def pabulib_text(
    profile: Profile,
    *,
    name: str = "",
    day: date | None = None,
    funded: Collection[str] | None = None,
) -> str:
    """The profile as a .pb file, read back to the same profile.

    Voters are numbered in the order of their marks, which tells nothing. `funded`: ids for the
    column `selected`. Sums are written in whole units (`profile.unit`). Raises ValueError for an id
    with a comma, which a list of ids cannot hold.
    """
    if not all(_fits_in_a_list(project) for project in profile.ids):
        raise ValueError("a .pb file cannot hold this project id")
    text = StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\n")
    rows.writerows((["META"], ["key", "value"], *_meta(profile, name, day)))
    rows.writerows((["PROJECTS"], *_projects(profile, funded)))
    rows.writerow(["VOTES"])
    rows.writerows(_votes(profile))
    return text.getvalue()


def _fits_in_a_list(project: str) -> bool:
    """Whether a list of ids in a cell, as readers take it apart, can hold the id."""
    return (
        "," not in project
        and project not in {"", "None"}
        and project == project.strip()
    )


def _meta(profile: Profile, name: str, day: date | None) -> Iterator[list[str]]:
    when = _written(day)
    title = " ".join(name.split())
    yield from (
        ["description", title],
        ["country", ""],
        ["unit", title],
        ["instance", when[-4:]],
        ["num_projects", str(len(profile.projects))],
        ["num_votes", str(profile.n)],
        ["budget", money_text(profile.budget, profile.unit)],
        ["vote_type", profile.style],
        ["rule", "unknown"],
        ["date_begin", when],
        ["date_end", when],
    )
    if profile.currency:
        yield ["currency", profile.currency]


def _written(day: date | None) -> str:
    if day is None:
        return ""
    return f"{day:%d.%m.%Y}"


def _projects(
    profile: Profile,
    funded: Collection[str] | None,
) -> Iterator[list[str]]:
    heading = ["project_id", "cost", "name", "category"]
    rows = [_project(project, profile.unit) for project in profile.projects]
    if funded is None:
        yield from (heading, *rows)
        return
    yield [*heading, "selected"]
    for project, row in zip(profile.ids, rows, strict=True):
        yield [*row, str(int(project in funded))]


def _project(project: Project, unit: int) -> list[str]:
    return [
        project.id,
        money_text(project.cost, unit),
        " ".join(project.name.split()),
        ",".join(project.categories),
    ]


def _votes(profile: Profile) -> Iterator[list[str]]:
    columns = ["voter_id", "vote", "points"]
    if not _has_points(profile):
        columns.pop()
    yield columns
    voter = 0
    for ballot in profile.ballots():
        cells = _cells(profile, ballot)
        for _ in range(ballot.times):
            voter += 1
            yield [str(voter), *cells]


def _has_points(profile: Profile) -> bool:
    return profile.style in {"cumulative", "scoring", "quadratic"}


def _cells(profile: Profile, ballot: Ballot) -> list[str]:
    """The projects that a ballot names, by place where it ranks, and their points."""
    marks = list(ballot.marks)
    if profile.style == "ordinal":
        marks.sort(key=itemgetter(1))
    names = ",".join(profile.ids[column] for column, _ in marks)
    if not _has_points(profile):
        return [names]
    return [names, ",".join(str(value) for _, value in marks)]
