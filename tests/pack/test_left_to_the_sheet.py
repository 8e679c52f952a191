"""Equal Shares whose rules leave to the sheet what a project is worth: such packs are genuine."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pbdesk.cli import main
from pbdesk.pack.checks.asked import sealed_settings
from tests.pack.both import Brought, by_command, by_page

PB = """META
key;value
description;Park
budget;100
vote_type;approval
rule;equalshares/add1
PROJECTS
project_id;cost;name
S;60;Swings
L;40;Slide
P;30;Pond
M;10;Map
VOTES
voter_id;vote
"""


@pytest.mark.parametrize(
    ("style", "worth"),
    [
        ("approval", "cost"),
        ("cumulative", "points"),
        ("ordinal", "borda"),
        ("", "by-ballot"),
    ],
)
def test_what_is_left_to_the_sheet_is_what_the_count_names(style, worth):
    rules = {
        "style": style,
        "count.utility": "by-ballot",
        "count.step": 1,
        "quorum": 0,
    }
    assert sealed_settings(rules) == {"utility": worth, "step": 1}


def test_both_verifiers_find_such_an_evening_genuine(tmp_path, browser):
    votes = ["S,L"] * 58 + ["S"] * 2 + ["P,M"] * 40
    ballots = tmp_path / "park.pb"
    ballots.write_text(
        PB + "".join(f"{n};{vote}\n" for n, vote in enumerate(votes)),
        "utf-8",
    )
    played = CliRunner().invoke(
        main,
        ["demo", "--to", str(tmp_path), "--from", str(ballots)],
    )
    assert played.exit_code == 0, played.output
    (pack,) = tmp_path.rglob("pb-result*.zip")
    signers = (pack.parent / "allowed_signers").read_text("utf-8")
    brought = Brought(signers, signers.split()[0].partition("@")[2])
    command, page = by_command(pack, brought), by_page(pack, browser, brought)
    assert (command.verdict, page.verdict) == ("genuine", "genuine")
    alike = command.passed.keys() - {
        24,
    }  # a page from a disk cannot hold itself against the pack
    assert {n: page.passed[n] for n in alike} == {
        n: command.passed[n] for n in alike
    }
