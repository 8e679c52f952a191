"""Writing ballots as a file of another format, and only where nothing of them is lost.

What was written is read back. The ending of the name chooses: .pb, .blt, .soc/.soi/.toc/.toi, .csv
(scores, or ranked ballots as cast votes).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from io import StringIO

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.blt import read_blt
from pbdesk.voting.formats.cast_votes import read_cast_votes
from pbdesk.voting.formats.pabulib import read_pabulib
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.formats.preflib import read_preflib
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.scores_csv import read_scores
from pbdesk.voting.formats.tables import table_of
from pbdesk.voting.profile import Profile
from pbdesk.words import say

__all__ = ["ENDINGS", "ballots_text", "without_money"]

type _Ranking = Sequence[tuple[int, ...]]
"""Options (counted from 1) place by place."""


def ballots_text(file: BallotFile, ending: str) -> str:
    """The ballots as a file whose name ends in `ending`.

    Raises ImportRefused where that cannot hold all of them.
    """
    if ending not in ENDINGS:
        raise ImportRefused(
            say(
                "“{ending}” is no ending of a file of ballots. Endings: {known}.",
                ending=ending,
                known=", ".join(ENDINGS),
            )
        )
    write, read = ENDINGS[ending]
    try:
        text = write(file)
        back = read(text)
    except (ImportRefused, ValueError) as error:
        raise _cannot(ending) from error
    if _held(back.profile) != _held(file.profile) or (
        ending == ".blt" and file.seats is not None and back.seats != file.seats
    ):
        raise _cannot(ending)
    return text


def without_money(file: BallotFile) -> BallotFile:
    """The same ballots without costs, pot and categories.

    As files of rankings or scores hold them.
    """
    projects = tuple(replace(project, cost=0, categories=()) for project in file.profile.projects)
    return replace(
        file, profile=replace(file.profile, projects=projects, budget=0, currency=None, unit=1)
    )


def _cannot(ending: str) -> ImportRefused:
    return ImportRefused(
        say("A file “{ending}” cannot hold these ballots without loss.", ending=ending)
    )


def _held(profile: Profile) -> tuple[object, ...]:
    """All that a profile says of ballots and projects, whatever their order in the file."""
    ballots: dict[frozenset[tuple[str, int]], int] = {}
    for marks, times in _marks(profile):
        key = frozenset((profile.ids[place], value) for place, value in marks)
        ballots[key] = ballots.get(key, 0) + times
    money = {
        project.id: (Fraction(project.cost, profile.unit), project.categories)
        for project in profile.projects
    }
    return profile.style, Fraction(profile.budget, profile.unit), money, ballots


def _marks(profile: Profile) -> Iterator[tuple[list[tuple[int, int]], int]]:
    """Every distinct ballot's (place on the ballot, value), and how often it was cast."""
    columns: list[int] = profile.columns.tolist()
    values: list[int] = profile.values.tolist()
    start: list[int] = profile.start.tolist()
    for b, times in enumerate(profile.weights.tolist()):
        row = slice(start[b], start[b + 1])
        yield list(zip(columns[row], values[row], strict=True)), times


def _rankings(profile: Profile) -> Iterator[tuple[_Ranking, int]]:
    if profile.style != "ordinal":
        raise ValueError("these ballots rank nothing")
    for marks, times in _marks(profile):
        places = sorted({value for _, value in marks})
        yield [tuple(i + 1 for i, value in marks if value == place) for place in places], times


def _pb(file: BallotFile) -> str:
    return pabulib_text(file.profile, name=file.meta.get("description", ""))


def _blt(file: BallotFile) -> str:
    profile = file.profile
    lines = [f"{len(profile.projects)} {file.seats or 1}"]
    lines += [
        " ".join([str(times), *("=".join(map(str, group)) for group in places), "0"])
        for places, times in _rankings(profile)
    ]
    names = (project.name or project.id for project in profile.projects)
    quoted = (
        '"' + name.replace('"', '""') + '"' for name in (*names, file.meta.get("description", ""))
    )
    return "\n".join([*lines, "0", *quoted]) + "\n"


def _preflib(kind: str) -> Callable[[BallotFile], str]:
    def write(file: BallotFile) -> str:
        profile = file.profile
        rankings = list(_rankings(profile))
        complete = all(sum(map(len, places)) == len(profile.projects) for places, _ in rankings)
        strict = all(len(group) == 1 for places, _ in rankings for group in places)
        if (kind[1] == "o" and kind[0] == "s" and not strict) or (kind[2] == "c" and not complete):
            raise ValueError("rankings of another kind")
        title = file.meta.get("title") or file.meta.get("description", "")
        head = [
            f"# TITLE: {title}",
            f"# DATA TYPE: {kind}",
            f"# NUMBER ALTERNATIVES: {len(profile.projects)}",
            f"# NUMBER VOTERS: {profile.n}",
            f"# NUMBER UNIQUE ORDERS: {len(rankings)}",
            *(
                f"# ALTERNATIVE NAME {i}: {p.name or p.id}"
                for i, p in enumerate(profile.projects, 1)
            ),
        ]
        orders = [
            f"{times}: "
            + ",".join(
                str(group[0]) if len(group) == 1 else "{" + ",".join(map(str, group)) + "}"
                for group in places
            )
            for places, times in rankings
        ]
        return "\n".join([*head, *orders]) + "\n"

    return write


def _csv(file: BallotFile) -> str:
    profile = file.profile
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    if profile.style == "scoring":
        rows.writerow(["count", *profile.ids])
        for marks, times in _marks(profile):
            scores = dict(marks)
            rows.writerow([times, *(scores.get(i, "") for i in range(len(profile.ids)))])
    else:
        rankings = [(dict(marks), times) for marks, times in _marks(profile)]
        if profile.style != "ordinal":
            raise ValueError("neither scores nor rankings")
        width = max((place for marks, _ in rankings for place in marks.values()), default=1)
        rows.writerow(["count", *(f"rank{place}" for place in range(1, width + 1))])
        for marks, times in rankings:
            rows.writerow(
                [
                    times,
                    *(
                        ";".join(profile.ids[i] for i, value in marks.items() if value == place)
                        for place in range(1, width + 1)
                    ),
                ]
            )
    return text.getvalue()


def _read_csv(text: str) -> BallotFile:
    table = table_of(text)
    if table is None:
        raise ValueError("no table of ballots")
    return read_cast_votes(table) if table.ranked else read_scores(table)


ENDINGS: Mapping[str, tuple[Callable[[BallotFile], str], Callable[[str], BallotFile]]] = {
    ".pb": (_pb, read_pabulib),
    ".blt": (_blt, read_blt),
    ".csv": (_csv, _read_csv),
    **{f".{kind}": (_preflib(kind), read_preflib) for kind in ("soc", "soi", "toc", "toi")},
}
"""Endings of names: how a file of that kind is written, and how it is read back."""
