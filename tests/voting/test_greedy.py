"""Greedy, ties, and the least change that would have won."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.explain.least_change import changed, least_changes
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Ladder, Lot, lot_order
from tests.laws import tried
from tests.voting.elections import elections

COSTS = {
    "A": 8400,
    "B": 15000,
    "C": 6200,
    "D": 14600,
    "E": 3900,
    "F": 12500,
    "G": 18000,
    "H": 4100,
}
VOTES = {
    "A": 204,
    "B": 187,
    "C": 169,
    "D": 152,
    "E": 97,
    "F": 231,
    "G": 141,
    "H": 118,
}
MILLBROOK = Profile.of(
    "approval",
    [Project(name, cost * 100) for name, cost in COSTS.items()],
    6_000_000,
    [({name: 1}, n) for name, n in VOTES.items()],
    currency="GBP",
    unit=100,
)
LOT_FOR_D = next(
    str(n) for n in range(99) if lot_order(Lot(str(n)), "GD")[0] == "D"
)


def approval(
    costs: dict[str, int],
    votes: dict[str, int],
    budget: int,
) -> Profile:
    projects = [Project(p, c) for p, c in costs.items()]
    return Profile.of(
        "approval",
        projects,
        budget,
        [({p: 1}, n) for p, n in votes.items()],
    )


def test_most_support_comes_first_and_what_does_not_fit_is_passed_over():
    outcome = RULES["greedy"].count(MILLBROOK)
    assert outcome.funded == ("F", "A", "B", "C", "D")
    assert outcome.leftover == 330_000
    assert (
        render(outcome.reasons["G"])
        == "141 ballots. At its turn only £3,300 was left and it costs £18,000."
    )


def test_stopping_leaves_what_would_still_fit():
    profile = approval({"a": 6, "b": 5, "c": 4}, {"a": 3, "b": 2, "c": 1}, 10)
    assert RULES["greedy"].count(profile).funded == ("a", "c")
    assert RULES["greedy"].count(profile, {"fit": "stop"}).funded == ("a",)


def test_support_equal_to_the_threshold_is_enough():
    profile = approval({"a": 1, "b": 1}, {"a": 3, "b": 2}, 10)
    outcome = RULES["greedy"].count(profile, {"threshold": 3})
    assert outcome.funded == ("a",)
    assert (
        render(outcome.reasons["b"]) == "2 ballots: below the threshold of 3."
    )


def test_support_for_each_pound_puts_the_cheap_first():
    profile = approval({"a": 10, "b": 2, "c": 0}, {"a": 9, "b": 2, "c": 1}, 10)
    assert RULES["greedy"].count(
        profile,
        {"by": "support-per-cost"},
    ).funded == (
        "c",
        "b",
    )


def test_equals_go_by_cost_then_by_lot_and_the_rung_is_told():
    profile = approval({"a": 5, "b": 4, "c": 5}, {"a": 2, "b": 2, "c": 2}, 9)
    for lot in map(Lot, "1234"):
        outcome = RULES["greedy"].count(profile, lot=lot)
        assert outcome.funded == ("b", lot_order(lot, "ac")[0])
        assert outcome.ties[0].decided_by == "lot"
    assert RULES["greedy"].count(profile).ties[0].decided_by == "id"


def test_the_ladder_names_the_lowest_rung_it_needed():
    cost, votes = (
        {"a": 1, "b": 2, "c": 2}.__getitem__,
        {"a": 1, "b": 1, "c": 3}.__getitem__,
    )
    assert Ladder(Lot("s")).order("ab", cost, votes).decided_by == "cheaper"
    assert Ladder(Lot("s")).order("abc", cost, votes).decided_by == "votes"


def test_the_least_that_would_have_won_the_gym():
    """The way by a tie depends on the lot.

    Equal to the kerbs in cost, the gym would have to come out first.
    """
    told = [
        render(change.words(MILLBROOK))
        for change in least_changes(
            "greedy",
            MILLBROOK,
            {},
            Lot(LOT_FOR_D),
            "G",
        )
    ]
    assert told == [
        "29 more ballots",
        "12 more ballots and £100 off its cost",
        "11 more ballots and £3,401 off its cost",
        "£14,700 off its cost",
    ]


def test_what_was_funded_needs_no_change():
    assert least_changes("greedy", MILLBROOK, {}, None, "F") == ()


@settings(max_examples=tried(60), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    fit=st.sampled_from(["skip", "stop"]),
    least=st.integers(0, 3),
)
def test_the_least_changes_are_found_by_trying_every_change(
    election,
    fit,
    least,
):
    profile = Profile.of(*election)
    chosen = {"fit": fit, "threshold": least}

    def funded(of: Profile) -> tuple[str, ...]:
        return RULES["greedy"].count(of, chosen, Lot("seed")).funded

    lost = [
        p
        for p in profile.projects
        if p.id not in funded(profile) and 0 < p.cost <= 30
    ]
    assume(lost)
    name, most = lost[0].id, profile.n + 4
    wins = {
        (more, less)
        for more in range(most)
        for less in range(lost[0].cost)
        if name in funded(changed(profile, name, more, less))
    }
    tried = {
        (a, b)
        for a, b in wins
        if not any((c, d) != (a, b) and c <= a and d <= b for c, d in wins)
    }
    found = {
        (c.more, c.less)
        for c in least_changes("greedy", profile, chosen, Lot("seed"), name)
    }
    assert {change for change in found if change[0] < most} == tried


@settings(max_examples=tried(40), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    rule=st.sampled_from(["equal-shares", "phragmen", "knapsack"]),
)
def test_for_other_rules_the_least_of_each_kind_is_proved_by_counting_every_smaller_one(
    election,
    rule,
):
    profile = Profile.of(*election)

    def funds(name: str, more: int, less: int) -> bool:
        return (
            name
            in RULES[rule]
            .count(changed(profile, name, more, less), {}, Lot("s"))
            .funded
        )

    for project in [p for p in profile.projects if not funds(p.id, 0, 0)][:1]:
        for change in least_changes(rule, profile, {}, Lot("s"), project.id):
            assert change.proved
            assert funds(project.id, change.more, change.less)
            assert not any(funds(project.id, n, 0) for n in range(change.more))
            assert not any(funds(project.id, 0, n) for n in range(change.less))


def test_beyond_what_is_counted_one_by_one_a_change_is_searched_and_says_so():
    profile = approval({"a": 60, "b": 50}, {"a": 900, "b": 1}, 100)
    (more, *_) = least_changes("equal-shares", profile, {}, None, "b")
    assert not more.proved
    for n, funded in ((more.more, True), (more.more - 1, False)):
        assert (
            "b"
            in RULES["equal-shares"].count(changed(profile, "b", n, 0)).funded
        ) is funded
