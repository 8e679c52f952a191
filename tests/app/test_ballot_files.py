"""Somebody else's ballots, counted by the rule that their file names."""

from pathlib import Path

import pytest

from pbdesk.app.jobs.ballot_files import look_into
from pbdesk.voting.report import Counted

PB = """META
key;value
description;Lime Street
num_projects;2
num_votes;2
budget;100
vote_type;{style}
rule;{rule}
PROJECTS
project_id;cost
A;60
B;40
VOTES
voter_id;vote;points
1;A,B;{points}
2;B,A;{points}
"""


def counted(folder: Path, style: str, rule: str) -> Counted:
    path = folder / "ballots.pb"
    path.write_text(PB.format(style=style, rule=rule, points="2,1"), "utf-8")
    found = look_into(path, lambda *_: None)
    assert isinstance(found, Counted)
    return found


@pytest.mark.parametrize(
    ("style", "rule", "counts"),
    [
        ("approval", "greedy", "greedy"),
        ("approval", "equalshares/add1", "equal-shares"),
        ("cumulative", "unknown", "greedy"),
        ("ordinal", "greedy", "borda-greedy"),
        ("quadratic", "unknown", "quadratic"),
    ],
)
def test_a_file_is_counted_by_the_rule_it_names_or_its_ballots_usually_have(
    tmp_path: Path,
    style: str,
    rule: str,
    counts: str,
):
    assert counted(tmp_path, style, rule).outcome.rule == counts


def test_a_file_that_stops_at_the_first_that_does_not_fit_is_counted_so(
    tmp_path: Path,
):
    outcome = counted(tmp_path, "approval", "greedy-no-skip").outcome
    assert outcome.parameters["fit"] == "stop"
