"""Choosing rules: textbook elections whose results were counted straight from the definitions."""

from __future__ import annotations

import json
import shlex
from fractions import Fraction

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.report import count_file, count_json
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot, lot_order
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
        return (
            sorted(found)
            if name in SETS
            or (name == "levels" and all(isinstance(i, str) for i in value))
            else found
        )
    return str(value)


@pytest.mark.parametrize("name", sorted({case["file"] for case in CASES}))
def test_a_textbook_election_comes_out_as_the_textbook_says(name):
    for case in CASES:
        if case["file"] == name:
            compare(case)


def compare(case) -> None:
    rule, *rest = shlex.split(case["rule"])
    found = count_json(
        count_file(FOLDER / case["file"], rule, settings(rest)),
        render,
    )
    expected = dict(case["expected"])
    if lot := expected.pop("lot_needed", None):
        assert sorted(found["lot_needed"]["tied"]) == lot
    assert {k: plain(k, found[k]) for k in expected} == {
        k: plain(k, v) for k, v in expected.items()
    }, case["rule"]


def test_a_seed_settles_what_only_a_lot_can():
    file = read_ballots(FOLDER / "irv_tie_decides.soi")
    undecided, decided = (
        RULES["irv"].count(file.profile, lot=lot)
        for lot in (None, Lot("2 5 3"))
    )
    assert undecided.winners is None
    assert undecided.lot_needed
    assert decided.winners
    assert decided.ties[0].decided_by == "lot"


def test_truncated_ballots_exhaust():
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [({"a": 1}, 3), ({"b": 1}, 4), ({"c": 1}, 2), ({}, 1)],
    )
    rounds = RULES["irv"].count(profile).rounds
    assert [round_.exhausted for round_ in rounds] == [1, 3]


def test_equal_places_below_the_first_are_no_matter_to_first_choices():
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [
            ({"a": 1, "b": 2, "c": 2}, 4),
            ({"b": 1, "c": 2}, 3),
            ({"c": 1, "a": 2, "b": 2}, 2),
        ],
    )
    assert RULES["plurality"].count(profile).winners == ("a",)
    run_off = RULES["two-round"].count(profile).rounds[1]
    assert (dict(run_off.totals), run_off.exhausted) == ({"a": 4, "b": 3}, 2)
    shared_first = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "ab"],
        0,
        [({"a": 1, "b": 1}, 1)],
    )
    for rule in ("plurality", "two-round"):
        with pytest.raises(UnsupportedError, match="first place"):
            RULES[rule].count(shared_first)


def test_scottish_wards_come_out_stage_by_stage(shared):
    for name in (
        "glasgow_2007_govan",
        "shetland_2017_ward7",
        "fife_2012_ward16",
    ):
        expected = json.loads(
            (shared / "ranked" / "expected" / f"{name}.json").read_text(),
        )
        wanted = expected["rules"]["scottish_stv"]
        found = count_json(
            count_file(
                shared / "ranked" / expected["file"],
                "stv-scottish",
                {},
            ),
            render,
        )
        assert sorted(found["winners"]) == sorted(wanted["winners"])
        assert len(found["stages"]) == len(wanted["stages"])


@pytest.mark.parametrize(
    "name",
    [
        "angus_2012_ward3",
        "glasgow_2007_govan",
        "jedburgh_2012",
        "highland_2022_eilean_a_che",
    ],
)
def test_exact_parts_and_meek_come_out_to_the_last_figure(shared, name):
    expected = json.loads(
        (shared / "ranked" / "expected" / f"{name}.json").read_text(),
    )
    for rule, theirs in (("stv-wigm", "wigm_exact"), ("stv-meek", "meek")):
        found = count_json(
            count_file(shared / "ranked" / expected["file"], rule, {}),
            render,
        )
        wanted = expected["rules"][theirs]
        assert found["elected_order"] == wanted["elected_order"]
        for mine, their in zip(
            found.get("rounds", []),
            wanted.get("rounds", []),
            strict=True,
        ):
            assert [
                Fraction(mine["totals"][name]) for name in mine["totals"]
            ] == [Fraction(their["totals"][name]) for name in mine["totals"]]
            assert Fraction(mine["quota"]) == Fraction(their["quota"])


def test_a_surplus_passes_on_exactly_where_nothing_is_cut_off():
    """Seven ballots, two places, quota 3.

    A has 4 and passes on a quarter of each, three of them to b.
    """
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [
            ({"a": 1, "b": 2}, 3),
            ({"a": 1, "c": 2}, 1),
            ({"b": 1}, 1),
            ({"c": 1}, 2),
        ],
    )
    second = [
        RULES[rule].count(profile, {"seats": 2}, Lot("1")).rounds[1].totals
        for rule in ("stv-wigm", "stv-scottish")
    ]
    assert second == [{"a": 3, "b": Fraction(7, 4), "c": Fraction(9, 4)}] * 2
    thirds = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [({"a": 1, "b": 2}, 3), ({"b": 1}, 1), ({"c": 1}, 1)],
    )
    exact, cut = (
        RULES[rule].count(thirds, {"seats": 2}, Lot("1")).rounds[1].totals["b"]
        for rule in ("stv-wigm", "stv-scottish")
    )
    assert (exact, cut) == (2, 1 + 3 * Fraction(33_333, 100_000))


def test_by_meek_a_winner_keeps_just_what_is_enough():
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [({"a": 1, "b": 2}, 6), ({"b": 1}, 1), ({"c": 1}, 2)],
    )
    outcome = RULES["stv-meek"].count(profile, {"seats": 2})
    assert outcome.winners == ("a", "b")
    assert outcome.rounds[1].figures["keep"] == {
        "a": Fraction(500_000_001, 10**9),
        "b": 1,
        "c": 1,
    }


def test_equal_majorities_name_everybody_whom_some_order_elects():
    """Three options in a circle of equal majorities: no order of names may decide."""
    profile = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abc"],
        0,
        [
            ({"a": 1, "b": 2, "c": 3}, 1),
            ({"b": 1, "c": 2, "a": 3}, 1),
            ({"c": 1, "a": 2, "b": 3}, 1),
        ],
    )
    outcome = RULES["ranked-pairs"].count(profile)
    assert outcome.winners == outcome.lot_needed == ("a", "b", "c")
    assert (
        RULES["ranked-pairs"].count(profile, lot=Lot("1")).ties[0].decided_by
        == "lot"
    )


def all_majorities_equal(options: int):
    """McGarvey's ballots for a ring in which everyone beats the next half.

    Each majority leads by 2.
    """
    names = [f"p{i}" for i in range(options)]
    for i in range(options):
        for j in range(1, options // 2 + 1):
            pair = [names[i], names[(i + j) % options]]
            rest = [name for name in names if name not in pair]
            for order in ([*pair, *rest], [*reversed(rest), *pair]):
                yield {name: place for place, name in enumerate(order, 1)}


def test_too_many_orders_of_equal_majorities_are_not_looked_at():
    profile = Profile.of(
        "ordinal",
        [Project(f"p{i}", 0) for i in range(9)],
        0,
        all_majorities_equal(9),
    )
    with pytest.raises(UnsupportedError) as refused:
        RULES["ranked-pairs"].count(profile, {"strength": "margins"})
    assert (
        render(refused.value.words)
        == "There are too many orders of equal majorities to look at all of them."
    )
    drawn = RULES["ranked-pairs"].count(
        profile,
        {"strength": "margins"},
        Lot("4 1 6"),
    )
    assert len(drawn.elected) == 1
    assert drawn.winners == drawn.elected


def test_too_many_ways_to_break_ties_are_not_looked_at():
    names = [f"p{i}" for i in range(15)]
    all_equal = Profile.of(
        "ordinal",
        [Project(name, 0) for name in names],
        0,
        [({name: 1}, 1) for name in names],
    )
    with pytest.raises(UnsupportedError) as refused:
        RULES["irv"].count(all_equal, {"ties": "any-order"})
    assert (
        render(refused.value.words)
        == "Too many ways to break these ties to look at all of them."
    )
    drawn = RULES["irv"].count(all_equal, {"ties": "any-order"}, Lot("4 1 6"))
    assert drawn.elected == lot_order(Lot("4 1 6"), all_equal.ids)[:1]


@pytest.mark.parametrize(
    "rule",
    [
        "schulze",
        "ranked-pairs",
        "copeland",
        "minimax",
        "condorcet",
        "smith",
        "schwartz",
    ],
)
def test_a_rule_that_compares_pairs_always_shows_the_pairs_and_the_smith_set(
    rule,
):
    """a, b and c beat each other in a circle, and each beats d."""
    circle = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abcd"],
        0,
        [
            ({"a": 1, "b": 2, "c": 3}, 4),
            ({"b": 1, "c": 2, "a": 3}, 3),
            ({"c": 1, "a": 2, "b": 3}, 2),
            {"d": 1},
        ],
    )
    outcome = RULES[rule].count(circle, {}, Lot("1"))
    assert outcome.figures["smith"] == ("a", "b", "c")
    assert (
        outcome.matrix["a"]["b"],
        outcome.matrix["b"]["a"],
        outcome.matrix["d"]["a"],
    ) == (
        6,
        3,
        1,
    )


def test_more_places_go_to_a_smaller_group_by_hare_than_by_droop():
    """100 ballots, three places.

    Droop asks 26, and 79 are enough for three; Hare asks 34, and they are not.
    """
    ballots = Profile.of(
        "ordinal",
        [Project(name, 0) for name in "abcd"],
        0,
        [({"a": 1, "b": 2, "c": 3}, 79), ({"d": 1}, 21)],
    )
    droop, hare = (
        RULES["stv-wigm"].count(ballots, {"seats": 3, "quota": quota}, Lot("1"))
        for quota in ("droop", "hare")
    )
    assert (droop.figures["quota"], droop.winners) == (26, ("a", "b", "c"))
    assert (hare.figures["quota"], hare.winners) == (34, ("a", "b", "d"))
