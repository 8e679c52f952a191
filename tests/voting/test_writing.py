"""Writing ballots in other formats: everything comes back, or the file is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from pbdesk.i18n import render
from pbdesk.voting.formats import BallotFile, ImportRefused, read_ballots
from pbdesk.voting.formats.writing import (
    ENDINGS,
    ballots_text,
    question_ballots,
    without_money,
)
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from tests.conftest import ROOT
from tests.laws import tried
from tests.voting.elections import elections

RANKED = ROOT / "tests" / "data" / "ranked"
STYLES = frozenset(
    {"approval", "ordinal", "cumulative", "scoring", "quadratic"},
)


def ranked(*ballots, seats: int | None = None) -> BallotFile:
    return BallotFile(
        "x",
        Profile.of(
            "ordinal",
            [Project(name, 0, name) for name in ("Ann", "Bob", 'C "D"')],
            0,
            ballots,
        ),
        {"title": "Chair"},
        seats=seats,
    )


@pytest.mark.parametrize("ending", list(ENDINGS))
@settings(max_examples=tried(40), deadline=None)
@given(election=elections(STYLES))
def test_what_is_written_is_read_back_as_it_was_or_refused(
    ending,
    election,
    tmp_path_factory,
):
    style, projects, budget, ballots = election
    file = BallotFile("x", Profile.of(style, projects, budget, ballots))
    for given_file in (file, without_money(file)):
        try:
            text = ballots_text(given_file, ending)
        except ImportRefused:
            continue
        path = tmp_path_factory.mktemp("written") / f"x{ending}"
        path.write_text(text, encoding="utf-8")
        back = read_ballots(path).profile
        assert (back.n, back.style, back.budget) == (
            file.profile.n,
            style,
            given_file.profile.budget,
        )
        assert set(back.ids) == set(file.profile.ids)
        rule = {"ordinal": "borda", "scoring": "score"}.get(style, "greedy")
        if rule in RULES and style in RULES[rule].takes:
            assert (
                RULES[rule].count(back).support
                == RULES[rule].count(given_file.profile).support
            )


def test_ranked_ballots_go_round_every_format_of_rankings():
    strict = ranked(
        ({"Ann": 1, "Bob": 2, 'C "D"': 3}, 3),
        ({"Bob": 1, "Ann": 2, 'C "D"': 3}, 1),
        seats=2,
    )
    for ending in (".blt", ".soc", ".soi", ".toc", ".toi", ".csv"):
        assert ballots_text(strict, ending)
    assert (
        ballots_text(strict, ".blt")
        == '3 2\n3 1 2 3 0\n1 2 1 3 0\n0\n"Ann"\n"Bob"\n"C ""D"""\n""\n'
    )
    assert "3: 1,2,3" in ballots_text(strict, ".soc").splitlines()


@pytest.mark.parametrize(
    ("ballot", "refused"),
    [
        ({"Ann": 1}, {".soc", ".toc", ".csv"}),
        ({"Ann": 1, "Bob": 1, 'C "D"': 2}, {".soc", ".soi"}),
        ({"Ann": 1, "Bob": 1}, {".soc", ".soi", ".toc", ".csv"}),
    ],
)
def test_a_format_that_cannot_hold_a_ballot_is_refused(ballot, refused):
    file = ranked((ballot, 2))
    found = set()
    for ending in (".blt", ".soc", ".soi", ".toc", ".toi", ".csv"):
        try:
            ballots_text(file, ending)
        except ImportRefused:
            found.add(ending)
    assert found == refused


def test_costs_are_never_dropped_unasked():
    file = BallotFile(
        "x",
        Profile.of(
            "ordinal",
            [Project("a", 5), Project("b", 7)],
            9,
            [{"a": 1, "b": 2}],
        ),
    )
    with pytest.raises(ImportRefused, match="without loss"):
        ballots_text(file, ".soc")
    assert ballots_text(without_money(file), ".soc")
    assert ballots_text(file, ".pb")


def test_decimals_of_sums_come_back(tmp_path):
    file = BallotFile(
        "x",
        Profile.of(
            "approval",
            [Project("a", 1050), Project("b", 5)],
            2000,
            [{"a": 1}],
            unit=100,
        ),
    )
    assert "10.5" in ballots_text(file, ".pb")


def test_an_ending_that_is_not_known_is_refused():
    with pytest.raises(ImportRefused):
        ballots_text(ranked(), ".xyz")


@pytest.mark.parametrize(
    "name",
    ["tennessee.soc", "random_s2.toi", "random_s3.toc", "irv_tie_decides.soi"],
)
def test_textbook_files_come_through_blt(name):
    file = read_ballots(RANKED / name)
    text = ballots_text(file, ".blt")
    assert text.splitlines()[0].split()[0] == str(len(file.profile.projects))


@settings(max_examples=tried(40), deadline=None)
@given(election=elections(STYLES))
def test_the_ballots_of_a_question_come_back_under_the_ids_of_its_options(
    election,
    tmp_path_factory,
):
    style, projects, budget, ballots = election
    named = [Project(p.id, p.cost, f"The {p.id}") for p in projects]
    profile = Profile.of(
        style,
        named,
        budget,
        [marks for marks in ballots if marks],
    )
    made = question_ballots(profile, funds=False)
    assert made.ending == (".soi" if style == "ordinal" else ".csv")
    path = tmp_path_factory.mktemp("question") / f"q{made.ending}"
    path.write_text(made.text, encoding="utf-8")
    back = read_ballots(path).profile
    assert (back.style, back.ids, back.n) == (style, profile.ids, profile.n)
    assert set(back.ballots()) == set(profile.ballots())


def test_a_cross_of_another_size_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("count (approval),a,b\n3,1,\n2,,2\n")
    with pytest.raises(ImportRefused) as refused:
        read_ballots(path)
    assert "Line 3" in render(refused.value.words)
