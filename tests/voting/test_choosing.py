"""Choosing rules: textbook elections whose results were counted straight from the definitions."""

from __future__ import annotations

import json
import shlex

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.report import count_file, count_json
from pbdesk.voting.rules import RULES
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "data" / "ranked"
CASES = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
SETS = {"winners", "finalists"}


def settings(words: list[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words if word != "--set")


def plain(name: str, value):
    """Names of a set in one order, numbers as text."""
    if isinstance(value, list):
        found = [plain(name, item) for item in value]
        return sorted(found) if name in SETS or (name == "levels" and all(isinstance(i, str) for i in value)) else found
    return str(value)


@pytest.mark.parametrize("name", sorted({case["file"] for case in CASES}))
def test_a_textbook_election_comes_out_as_the_textbook_says(name):
    for case in CASES:
        if case["file"] == name:
            compare(case)


def compare(case) -> None:
    rule, *rest = shlex.split(case["rule"])
    found = count_json(count_file(FOLDER / case["file"], rule, settings(rest)), render)
    expected = dict(case["expected"])
    if lot := expected.pop("lot_needed", None):
        assert sorted(found["lot_needed"]["tied"]) == lot
    assert {k: plain(k, found[k]) for k in expected} == {k: plain(k, v) for k, v in expected.items()}, case["rule"]


def test_a_seed_settles_what_only_a_lot_can():
    file = read_ballots(FOLDER / "irv_tie_decides.soi")
    undecided, decided = (RULES["irv"].count(file.profile, seed=seed) for seed in (None, "2 5 3"))
    assert undecided.winners is None
    assert undecided.lot_needed
    assert decided.winners
    assert decided.ties[0].decided_by == "lot"


def test_truncated_ballots_exhaust():
    profile = Profile.of("ordinal", [Project(name, 0) for name in "abc"], 0, [
        ({"a": 1}, 3), ({"b": 1}, 4), ({"c": 1}, 2), ({}, 1)])
    rounds = RULES["irv"].count(profile).rounds
    assert [round_.exhausted for round_ in rounds] == [1, 3]


def test_scottish_wards_come_out_stage_by_stage(shared):
    for name in ("glasgow_2007_govan", "shetland_2017_ward7", "fife_2012_ward16"):
        expected = json.loads((shared / "ranked" / "expected" / f"{name}.json").read_text())
        wanted = expected["rules"]["scottish_stv"]
        found = count_json(count_file(shared / "ranked" / expected["file"], "stv-scottish", {}), render)
        assert sorted(found["winners"]) == sorted(wanted["winners"])
        assert len(found["stages"]) == len(wanted["stages"])
