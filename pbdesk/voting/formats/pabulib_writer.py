"""Writing a .pb: the ballots as they were counted, without any particulars of voters."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator
from datetime import date
from io import StringIO

from pbdesk.voting.formats.money import money_text
from pbdesk.voting.profile import Profile

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
    if any(
        "," in project or project.strip() in {"", "None"} or project != project.strip()
        for project in profile.ids
    ):
        raise ValueError("a .pb file cannot hold this project id")
    text = StringIO()
    rows = csv.writer(text, delimiter=";", lineterminator="\n")
    rows.writerow(["META"])
    rows.writerows([["key", "value"], *_meta(profile, name, day)])
    rows.writerow(["PROJECTS"])
    rows.writerows(_projects(profile, funded))
    rows.writerow(["VOTES"])
    rows.writerows(_votes(profile))
    return text.getvalue()


def _meta(profile: Profile, name: str, day: date | None) -> Iterator[list[str]]:
    when = "" if day is None else f"{day:%d.%m.%Y}"
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


def _projects(profile: Profile, funded: Collection[str] | None) -> Iterator[list[str]]:
    yield ["project_id", "cost", "name", "category", *([] if funded is None else ["selected"])]
    for project in profile.projects:
        yield [
            project.id,
            money_text(project.cost, profile.unit),
            " ".join(project.name.split()),
            ",".join(project.categories),
            *([] if funded is None else [str(int(project.id in funded))]),
        ]


def _votes(profile: Profile) -> Iterator[list[str]]:
    points = profile.style in {"cumulative", "scoring", "quadratic"}
    yield ["voter_id", "vote", *(["points"] if points else [])]
    voter = 0
    for b, times in enumerate(profile.weights.tolist()):
        row = slice(int(profile.start[b]), int(profile.start[b + 1]))
        columns: list[int] = profile.columns[row].tolist()
        values: list[int] = profile.values[row].tolist()
        marks = list(zip(columns, values, strict=True))
        if profile.style == "ordinal":
            marks.sort(key=lambda mark: mark[1])
        vote = ",".join(profile.ids[column] for column, _ in marks)
        rest = [",".join(str(value) for _, value in marks)] if points else []
        for _ in range(times):
            voter += 1
            yield [str(voter), vote, *rest]
