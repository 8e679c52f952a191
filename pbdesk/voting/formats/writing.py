"""Writing ballots as a file of another format, and only where nothing of them is lost.

What was written is read back. The ending of the name chooses: .pb, .blt, .soc/.soi/.toc/.toi, .csv
(scores, or ranked ballots as cast votes).
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from io import StringIO
from typing import NamedTuple

from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.voting.formats.blt import read_blt
from pbdesk.voting.formats.cast_votes import read_cast_votes
from pbdesk.voting.formats.pabulib import read_pabulib
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.formats.preflib import read_preflib
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.scores_csv import read_scores
from pbdesk.voting.formats.tables import STYLE_OF_HEADING, table_of
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Ballot, Profile, Project
from pbdesk.words import say

__all__ = ["ENDINGS", "ballots_text", "question_ballots", "without_money"]

type _Group = tuple[int, ...]
"""Options (counted from 1) that share a place."""


class _Ranking(NamedTuple):
    """A distinct ballot's options place by place, and how often it was cast."""

    groups: Sequence[_Group]
    times: int

    @property
    def ranked(self) -> int:
        """How many options it ranks."""
        return sum(map(len, self.groups))

    @property
    def tied(self) -> bool:
        """Whether any of them share a place."""
        return self.ranked > len(self.groups)


class _Format(NamedTuple):
    """How a file of a kind is written, and how it is read back."""

    write: Callable[[BallotFile], str]
    read: Callable[[str], BallotFile]


def ballots_text(file: BallotFile, ending: str) -> str:
    """The ballots as a file whose name ends in `ending`.

    Raises ImportRefused where that cannot hold all of them.
    """
    if ending not in ENDINGS:
        raise _unknown(ending)
    kind = ENDINGS[ending]
    try:
        text = kind.write(file)
        back = kind.read(text)
    except (ImportRefused, ValueError) as error:
        raise _cannot(ending) from error
    if _are_seats_lost(file, back) or _held(back.profile) != _held(
        file.profile,
    ):
        raise _cannot(ending)
    return text


def _are_seats_lost(file: BallotFile, back: BallotFile) -> bool:
    """Whether a file that tells seats tells others; most kinds tell none."""
    return back.format == "blt" and file.seats not in {None, back.seats}


def _unknown(ending: str) -> ImportRefused:
    return ImportRefused(
        say(
            "“{ending}” is no ending of a file of ballots. Endings: {known}.",
            ending=ending,
            known=", ".join(ENDINGS),
        ),
    )


class QuestionBallots(NamedTuple):
    """The ballots of a question as a file: its ending and its text."""

    ending: str
    text: str


def question_ballots(profile: Profile, *, funds: bool) -> QuestionBallots:
    """The counted ballots of a question for an auditor copy, options by their ids.

    .pb where money is given, .soi (PrefLib) for rankings, else .csv. Raises ImportRefused where the
    file cannot hold them.
    """
    file = BallotFile("question", profile)
    if funds:
        return QuestionBallots(".pb", ballots_text(file, ".pb"))
    ending = _ending(profile)
    return QuestionBallots(ending, ballots_text(_nameless(file), ending))


def _ending(profile: Profile) -> str:
    """Of a file of ballots that give no money."""
    if profile.style == "ordinal":
        return ".soi"
    return ".csv"


def _nameless(file: BallotFile) -> BallotFile:
    """Without money, and options only by their ids."""
    profile = without_money(file).profile
    options = tuple(replace(option, name="") for option in profile.projects)
    return replace(file, profile=replace(profile, projects=options))


def without_money(file: BallotFile) -> BallotFile:
    """The same ballots without costs, pot and categories.

    As files of rankings or scores hold them.
    """
    held = file.profile
    options = tuple(
        replace(each, cost=0, categories=()) for each in held.projects
    )
    profile = replace(held, projects=options, budget=0, currency=None, unit=1)
    return replace(file, profile=profile)


def _cannot(ending: str) -> ImportRefused:
    return ImportRefused(
        say(
            "A file “{ending}” cannot hold these ballots without loss.",
            ending=ending,
        ),
    )


def _held(profile: Profile) -> tuple[object, ...]:
    """All that a profile says of ballots and projects, whatever their order in the file."""
    budget = Fraction(profile.budget, profile.unit)
    return profile.style, budget, _held_money(profile), _held_ballots(profile)


def _held_ballots(profile: Profile) -> Counter[frozenset[tuple[str, int]]]:
    ballots: Counter[frozenset[tuple[str, int]]] = Counter()
    for ballot in profile.ballots():
        ballots[_held_marks(profile, ballot)] += ballot.times
    return ballots


def _held_marks(profile: Profile, ballot: Ballot) -> frozenset[tuple[str, int]]:
    return frozenset(
        (profile.ids[column], value) for column, value in ballot.marks
    )


def _held_money(profile: Profile) -> dict[str, object]:
    """Each project's cost and categories."""
    return {
        project.id: (Fraction(project.cost, profile.unit), project.categories)
        for project in profile.projects
    }


def _rankings(profile: Profile) -> list[_Ranking]:
    if profile.style != "ordinal":
        raise ValueError("these ballots rank nothing")
    return [_ranking(ballot) for ballot in profile.ballots()]


def _ranking(ballot: Ballot) -> _Ranking:
    places = sorted(_by_place(ballot).items())
    groups = [tuple(column + 1 for column in columns) for _, columns in places]
    return _Ranking(groups, ballot.times)


def _by_place(ballot: Ballot) -> Mapping[int, list[int]]:
    """The options of each place."""
    ranked_at: defaultdict[int, list[int]] = defaultdict(list)
    for column, place in ballot.marks:
        ranked_at[place].append(column)
    return ranked_at


def _pb(file: BallotFile) -> str:
    return pabulib_text(file.profile, name=file.meta.get("description", ""))


def _blt(file: BallotFile) -> str:
    projects = file.profile.projects
    lines = [
        f"{len(projects)} {file.seats or 1}",
        *map(_blt_line, _rankings(file.profile)),
        "0",
        *(_quoted(project.name or project.id) for project in projects),
        _quoted(file.meta.get("description", "")),
    ]
    return "\n".join(lines) + "\n"


def _blt_line(ranking: _Ranking) -> str:
    places = ["=".join(map(str, group)) for group in ranking.groups]
    return " ".join([str(ranking.times), *places, "0"])


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _preflib(kind: str) -> _Format:
    """One of PrefLib's kinds: strict or with ties, complete or not."""
    return _Format(partial(_preflib_text, kind), read_preflib)


def _preflib_text(kind: str, file: BallotFile) -> str:
    rankings = _rankings(file.profile)
    _refuse_unless(kind, rankings, len(file.profile.projects))
    head = _preflib_head(file, kind, len(rankings))
    return "\n".join([*head, *map(_preflib_line, rankings)]) + "\n"


def _preflib_line(ranking: _Ranking) -> str:
    places = ",".join(_place(group) for group in ranking.groups)
    return f"{ranking.times}: {places}"


def _refuse_unless(
    kind: str,
    rankings: Sequence[_Ranking],
    options: int,
) -> None:
    """Raise ValueError where a ranking is not of the kind: soc, soi, toc or toi."""
    strict = kind.startswith("so")
    complete = kind.endswith("c")
    for ranking in rankings:
        ranked = ranking.ranked
        if (strict and ranking.tied) or (complete and ranked < options):
            raise ValueError("rankings of another kind")


def _preflib_head(file: BallotFile, kind: str, orders: int) -> list[str]:
    projects = file.profile.projects
    return [
        f"# TITLE: {_title(file.meta)}",
        f"# DATA TYPE: {kind}",
        f"# NUMBER ALTERNATIVES: {len(projects)}",
        f"# NUMBER VOTERS: {file.profile.n}",
        f"# NUMBER UNIQUE ORDERS: {orders}",
        *_alternatives(projects),
    ]


def _title(meta: Meta) -> str:
    return meta.get("title") or meta.get("description", "")


def _alternatives(projects: Sequence[Project]) -> list[str]:
    return [
        f"# ALTERNATIVE NAME {number}: {project.name or project.id}"
        for number, project in enumerate(projects, 1)
    ]


def _place(group: _Group) -> str:
    """The options of a place, in braces where they are several."""
    options = ",".join(map(str, group))
    if len(group) == 1:
        return options
    return f"{{{options}}}"


def _csv(file: BallotFile) -> str:
    text = StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerows(_rows(file.profile))
    return text.getvalue()


def _rows(profile: Profile) -> Iterator[list[object]]:
    match profile.style:
        case "scoring" | "approval" | "cumulative" | "quadratic":
            return _score_rows(profile)
        case "ordinal":
            return _choice_rows(profile)
        case _:
            raise ValueError("neither marks nor rankings")


def _score_rows(profile: Profile) -> Iterator[list[object]]:
    """A column for each option; an empty cell is no mark."""
    yield [_score_heading(profile.style), *profile.ids]
    columns = range(len(profile.ids))
    for marks, times in profile.ballots():
        scores = dict(marks)
        yield [times, *(scores.get(column, "") for column in columns)]


def _score_heading(style: str) -> str:
    return next(
        head for head, each in STYLE_OF_HEADING.items() if each == style
    )


def _choice_rows(profile: Profile) -> Iterator[list[object]]:
    """A column for each place, up to the last that any ballot marks."""
    places = range(1, int(profile.values.max(initial=1)) + 1)
    yield ["count", *(f"rank{place}" for place in places)]
    for ballot in profile.ballots():
        yield [ballot.times, *_choices(profile.ids, ballot, places)]


def _choices(
    ids: Sequence[str],
    ballot: Ballot,
    places: range,
) -> Iterator[str]:
    """Who is marked in each place."""
    ranked_at = _by_place(ballot)
    for place in places:
        yield ";".join(ids[column] for column in ranked_at.get(place, ()))


def _read_csv(text: str) -> BallotFile:
    table = table_of(text)
    if table is None:
        raise ValueError("no table of ballots")
    if table.ranked:
        return read_cast_votes(table)
    return read_scores(table)


ENDINGS: Mapping[str, _Format] = {
    ".pb": _Format(_pb, read_pabulib),
    ".blt": _Format(_blt, read_blt),
    ".csv": _Format(_csv, _read_csv),
    ".soc": _preflib("soc"),
    ".soi": _preflib("soi"),
    ".toc": _preflib("toc"),
    ".toi": _preflib("toi"),
}
"""Formats by the ending of their files' names."""
