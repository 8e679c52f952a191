"""The votes of a .pb file: read, rejected or in breach of the file's own limits."""

from __future__ import annotations

from pbdesk.voting.formats.limits import limits_of
from pbdesk.voting.formats.pabulib_votes import Votes
from pbdesk.voting.formats.voters import ANYBODY
from pbdesk.voting.profile import Project

PROJECTS = [Project("1", 10), Project("2", 20)]
META = {"max_length": "1"}


def votes(
    rows: str,
    style: str = "approval",
    *,
    enforce: bool = False,
) -> Votes:
    text = "VOTES\n" + rows
    limits = limits_of(META, style, 0)
    read = Votes(
        text,
        {},
        PROJECTS,
        style,
        limits,
        enforce=enforce,
        warnings=[],
        voters=ANYBODY,
    )
    return read.read(1)


def test_ballots_beyond_the_files_limits_are_told_or_rejected():
    rows = "voter_id;vote\n1;1\n2;1,2\n3;2\n"
    told, kept_to = votes(rows), votes(rows, enforce=True)
    assert (len(told.ballots), dict(told.breaches), dict(told.rejected)) == (
        3,
        {"too-many": 1},
        {},
    )
    assert (len(kept_to.ballots), dict(kept_to.rejected)) == (
        2,
        {"too-many": 1},
    )


def test_without_points_every_project_named_gets_one_and_it_is_said():
    read = votes("voter_id;vote\n1;2\n", "cumulative")
    assert [dict(cast.marks) for cast in read.ballots] == [{"2": 1}]
    assert len(read.warnings) == 1
