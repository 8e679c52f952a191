"""Points that move on.

By hand, and against plain Fractions, donation by donation, on small elections full of ties.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.voting.constraints import Cap, Constraints
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.shares import values
from pbdesk.voting.shares.values import WHOLE, Sum, Values
from pbdesk.voting.ties import Lot
from pbdesk.voting.unsupported import UnsupportedError
from tests.laws import tried
from tests.voting.elections import elections

type Gifts = list[dict[str, Fraction]]
"""What each ballot has put on each project still in."""

HALL = Profile.of(
    "cumulative",
    [
        Project("a", 6000),
        Project("b", 3000),
        Project("c", 4000),
        Project("d", 2000),
    ],
    10_000,
    [
        ({"a": 3, "b": 1}, 4),
        ({"b": 2, "c": 2}, 3),
        ({"c": 4}, 2),
        ({"d": 1}, 1),
    ],
    currency="GBP",
    unit=100,
)
"""Ten voters with £10 each; a is given £30 of 60, b 25 of 30, c 35 of 40, d 10 of 20."""


def on(gifts: Gifts, project: str) -> Fraction:
    return sum((gift.get(project, Fraction(0)) for gift in gifts), Fraction(0))


def passed_on(
    gift: dict[str, Fraction],
    project: str,
    kept: Fraction,
) -> dict[str, Fraction]:
    """A ballot's gifts once a project is off the list.

    All but `kept` goes to the others as they stand.
    """
    others = {p: n for p, n in gift.items() if p != project}
    rest, sum_ = (
        gift.get(project, Fraction(0)) - kept,
        sum(others.values(), Fraction(0)),
    )
    if not sum_:  # of an empty pot every gift is nothing, and still a vote
        return others
    return {p: n + rest * n / sum_ for p, n in others.items()}


def multiple(payers: list[tuple[Fraction, Fraction]], cost: int) -> Fraction:
    """How many times what each.

    Gave, has gave makes the cost, where nobody gives more than it has.
    """
    for most in sorted({has / gave for gave, has in payers}):
        if sum(min(has, most * gave) for gave, has in payers) >= cost:
            capped = [has for gave, has in payers if has / gave < most]
            return (cost - sum(capped, Fraction())) / sum(
                (gave for gave, has in payers if has / gave >= most),
                Fraction(),
            )
    raise AssertionError


class Plainly:
    """The rule straight from the paper, one donation at a time."""

    def __init__(self, projects, budget, ballots, chosen):
        self.cost = {p.id: p.cost for p in projects}
        self.votes = {
            p.id: sum(ballot.get(p.id, 0) for ballot in ballots)
            for p in projects
        }
        self.budget, self.chosen = budget, chosen
        points = [
            {p: n for p, n in ballot.items() if n > 0} for ballot in ballots
        ]
        by_point = chosen["coin"] == "points"
        shares = (
            sum(sum(ballot.values()) for ballot in points)
            if by_point
            else len(ballots)
        )
        self.gifts: Gifts = [
            {
                p: Fraction(budget * n, shares)
                / (1 if by_point else sum(ballot.values()))
                for p, n in ballot.items()
            }
            for ballot in points
        ]
        self.in_, self.out, self.bought = (
            [p.id for p in projects],
            list[str](),
            list[str](),
        )

    def key(self, p: str) -> tuple[bool, Fraction]:
        on_it, cost = on(self.gifts, p), self.cost[p]
        return (
            (False, on_it - cost)
            if self.chosen["first"] == "excess"
            else (cost == 0, on_it / (cost or 1))
        )

    def ladder(self, p: str) -> tuple[int, int, bytes]:
        return self.cost[p], -self.votes[p], p.encode()

    def best(self, among: list[str]) -> str:
        return min(
            (p for p in among if self.key(p) == max(map(self.key, among))),
            key=self.ladder,
        )

    def pay(self, p: str, rate: Fraction) -> None:
        self.gifts = [
            passed_on(
                gift,
                p,
                min(sum(gift.values()), gift.get(p, Fraction(0)) * rate),
            )
            for gift in self.gifts
        ]
        self.in_.remove(p)
        self.bought.append(p)

    def step(self) -> bool:
        wanted = [p for p in self.in_ if any(p in gift for gift in self.gifts)]
        able = [p for p in wanted if on(self.gifts, p) >= self.cost[p]]
        rich = [
            p
            for p in wanted
            if sum(sum(gift.values()) for gift in self.gifts if p in gift)
            >= self.cost[p]
        ]
        if able:
            p = self.best(able)
            self.pay(p, Fraction(self.cost[p]) / (on(self.gifts, p) or 1))
        elif self.chosen["transfer"] == "elimination":
            least = min(map(self.key, self.in_))
            self.out.append(
                max(
                    (p for p in self.in_ if self.key(p) == least),
                    key=self.ladder,
                ),
            )
            self.gifts = [
                passed_on(gift, self.out[-1], Fraction(0))
                for gift in self.gifts
            ]
            self.in_.remove(self.out[-1])
        elif rich:
            p = self.best(rich)
            self.pay(
                p,
                multiple(
                    [
                        (gift[p], sum(gift.values()))
                        for gift in self.gifts
                        if gift.get(p)
                    ],
                    self.cost[p],
                ),
            )
        else:
            return False
        return True

    def funded(self) -> list[str]:
        while self.in_ and self.step():
            pass
        rest = list(reversed(self.out))
        while self.in_:
            rest.append(self.best(self.in_))
            self.in_.remove(rest[-1])
        for p in rest if self.chosen["rest"] == "accept" else []:
            if self.cost[p] <= self.budget - sum(
                self.cost[q] for q in self.bought
            ):
                self.bought.append(p)
        return self.bought


def test_supporters_move_what_their_project_lacks_and_no_more():
    outcome = RULES["cstv"].count(HALL, {"rest": "leave"}, Lot("1"))
    assert outcome.funded == ("c", "b")
    assert [
        (p.voters, p.each, p.all_left) for p in outcome.rounds[0].payments
    ] == [
        (3, Fraction(2000, 3), False),
        (2, Fraction(1000), True),
    ]
    assert render(outcome.reasons["c"]) == (
        "14 points. It had been given £35 of the £40 it costs; those who want it "
        "moved the rest to it from their other projects."
    )
    assert render(outcome.reasons["a"]) == (
        "12 points. In the end it had been given £20 of the £60 it costs, and those who want it "
        "had £20 left together."
    )


def test_the_last_goes_out_and_what_it_was_given_passes_on():
    outcome = RULES["cstv"].count(HALL, {"transfer": "elimination"}, Lot("1"))
    assert outcome.rounds[0].eliminated == ("a",)
    assert outcome.funded == ("b", "c", "d")
    assert (
        render(outcome.reasons["b"])
        == "10 points. It had been given £55 and costs £30."
    )
    assert render(outcome.reasons["d"]) == (
        "1 point. It went out with £10 of the £20 it costs. It was paid from the £30 left at its "
        "turn."
    )


def test_what_was_too_much_passes_on_to_the_other_projects_of_the_same_ballots():
    profile = Profile.of(
        "cumulative",
        [Project("a", 20), Project("b", 30), Project("c", 50)],
        100,
        [({"a": 4, "b": 1}, 5), ({"c": 5}, 5)],
    )
    outcome = RULES["cstv"].count(profile, {"rest": "leave", "first": "excess"})
    assert outcome.funded == ("a", "b", "c")
    assert (
        render(outcome.reasons["b"])
        == "5 points. It had been given 30 and costs 30."
    )


def test_points_of_the_same_worth_leave_less_to_who_gives_fewer():
    profile = Profile.of(
        "cumulative",
        [Project("a", 50), Project("b", 50)],
        100,
        [({"a": 10}, 3), ({"b": 2}, 5)],
    )
    assert RULES["cstv"].count(profile, {"rest": "leave"}).funded == ("b",)
    assert RULES["cstv"].count(
        profile,
        {"rest": "leave", "coin": "points"},
    ).funded == ("a",)


def test_more_points_than_are_counted_exactly_are_refused():
    """2 ** 27 ballots with 2 ** 26 points each are the first too many."""
    many, few = (
        Profile.of("scoring", [Project("a", 1)], 10, [({"a": points}, 2**27)])
        for points in (2**26, 2**26 - 1)
    )
    assert RULES["cstv"].count(few).funded == ("a",)
    with pytest.raises(UnsupportedError) as refused:
        RULES["cstv"].count(many)
    assert (
        render(refused.value.words)
        == "There are more points on these ballots than this rule counts exactly."
    )


def test_a_capped_project_goes_out_and_its_money_passes_on():
    profile = Profile.of(
        "cumulative",
        [Project("a", 30), Project("b", 30), Project("c", 30)],
        90,
        [({"a": 2, "b": 1, "c": 1}, 3)],
        constraints=Constraints(caps=(Cap("north", frozenset("ab"), 40),)),
    )
    outcome = RULES["cstv"].count(profile)
    assert outcome.funded == ("a", "c")
    assert render(outcome.reasons["b"]).endswith(
        "Only 10 was left for “north”.",
    )


VARIANTS = st.fixed_dictionaries(
    {
        "transfer": st.sampled_from(["minimal", "elimination"]),
        "first": st.sampled_from(["support-per-cost", "excess"]),
        "rest": st.sampled_from(["accept", "leave"]),
        "coin": st.sampled_from(["equal", "points"]),
    },
)


@settings(max_examples=tried(250), deadline=None)
@given(
    election=elections(frozenset({"cumulative", "scoring"})),
    chosen=VARIANTS,
)
def test_it_funds_what_plain_fractions_fund(election, chosen):
    outcome = RULES["cstv"].count(Profile.of(*election), chosen)
    assert list(outcome.funded) == Plainly(*election[1:], chosen).funded()


@settings(max_examples=tried(100), deadline=None)
@given(election=elections(frozenset({"cumulative"})), chosen=VARIANTS)
def test_nothing_that_still_fits_is_left_out_where_the_rest_is_given_out(
    election,
    chosen,
):
    _, projects, *_ = election
    outcome = RULES["cstv"].count(
        Profile.of(*election),
        chosen | {"rest": "accept"},
    )
    assert all(
        p.cost > outcome.leftover
        for p in projects
        if p.id not in outcome.funded
    )


@settings(max_examples=tried(100), deadline=None)
@given(
    election=elections(frozenset({"cumulative"})),
    points=st.lists(st.integers(1, 5), min_size=1, max_size=3),
    group=st.integers(1, 12),
    first=st.sampled_from(["support-per-cost", "excess"]),
)
def test_a_group_gets_all_it_wants_where_its_share_of_the_pot_pays_for_it(
    election,
    points,
    group,
    first,
):
    """All of the group want the same projects, in whatever parts.

    Minimal transfers buy them all.
    """
    style, projects, budget, ballots = election
    wanted = {p.id: n for p, n in zip(projects, points, strict=False)}
    everyone = [
        *ballots,
        *[
            dict(zip(wanted, points[::-1] if k % 2 else points, strict=False))
            for k in range(group)
        ],
    ]
    assume(
        group * budget
        >= len(everyone) * sum(p.cost for p in projects if p.id in wanted),
    )
    outcome = RULES["cstv"].count(
        Profile.of(style, projects, budget, everyone),
        {"first": first, "rest": "leave"},
    )
    assert wanted.keys() <= set(outcome.funded)


@pytest.fixture
def no_rationals(monkeypatch):
    """Neither floats nor rationals tell anything.

    What is not equal by its terms is left to intervals.
    """
    monkeypatch.setattr(values, "_LONGEST", 0)
    monkeypatch.setattr(values, "_DIGITS", (64, 1 << 9))
    monkeypatch.setattr(values.Values, "around", lambda *_: (0.0, 1e9))


@settings(
    max_examples=tried(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(
    election=(
        "cumulative",
        [Project("p1", 0), Project("P2", 0)],
        0,
        [{"p1": 1, "P2": 1}],
    ),
    chosen={
        "transfer": "minimal",
        "first": "support-per-cost",
        "rest": "leave",
        "coin": "equal",
    },
)
@given(election=elections(frozenset({"cumulative"})), chosen=VARIANTS)
def test_intervals_decide_alike_where_rationals_grow_too_long(
    no_rationals,
    election,
    chosen,
):
    try:
        outcome = RULES["cstv"].count(Profile.of(*election), chosen)
    except UnsupportedError:
        assume(False)  # two sums are equal by chance: refused, never guessed
        raise
    assert list(outcome.funded) == Plainly(*election[1:], chosen).funded()


def half_of_a_coin() -> tuple[Values, Sum]:
    """Twice what is left of a coin of which half was taken, less a whole one.

    Nothing, as only a rational shows.
    """
    coins = Values(Fraction(8))
    half = coins.taken(
        Sum({}, 4),
        Sum({WHOLE: 1}),
        np.array([WHOLE]),
        [Fraction(1)],
    )
    return coins, Sum({int(half[0]): 2, WHOLE: -1})


def test_sums_that_are_equal_by_chance_are_found_equal():
    coins, nothing = half_of_a_coin()
    assert coins.sign(nothing) == 0
    assert coins.sign(nothing.plus(Sum({}, Fraction(1, 10**40)))) == 1
    assert coins.floor(nothing.plus(Sum({}, 7))) == 7


@pytest.mark.usefixtures("no_rationals")
def test_sums_that_nothing_proves_equal_are_refused_and_never_guessed():
    coins, nothing = half_of_a_coin()
    assert coins.sign(nothing.plus(Sum({}, Fraction(-1, 10**40)))) == -1
    with pytest.raises(UnsupportedError, match="nearer to each other"):
        coins.sign(nothing)


@pytest.fixture
def pabutools(monkeypatch):
    """pabutools in floats: its transfers do not end with fractions."""
    pytest.importorskip(
        "pabutools",
        reason="pabutools is not installed here; it is an oracle, never a part",
    )
    monkeypatch.setattr(
        pytest.importorskip("pabutools.fractions"),
        "FRACTION",
        "float",
    )
    return pytest.importorskip("pabutools.rules.cstv")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("transfer", "first"),
    [
        ("elimination", "excess"),
        ("minimal", "excess"),
        ("minimal", "support-per-cost"),
    ],
)
def test_pabutools_funds_the_same(pabutools, transfer, first):
    """Without its ways to use the rest up, which go by chance.

    No ties, and every donor gives as much.
    Many donors who give 1 each: it throws up to 0.01 away, and moves no more than 1 at a time.
    """
    election = pytest.importorskip("pabutools.election")
    picked, able = (
        (pabutools.select_project_ge, pabutools.is_eligible_ge)
        if first == "excess"
        else (pabutools.select_project_gsc, pabutools.is_eligible_gsc)
    )
    moved = (
        pabutools.minimal_transfer
        if transfer == "minimal"
        else pabutools.elimination_with_transfers
    )
    for number in range(20):
        chance = random.Random(number)
        ids = [f"p{i}" for i in range(chance.randint(3, 7))]
        projects = [
            Project(name, chance.randrange(400, 4000) * 2 + 1) for name in ids
        ]
        ballots = [
            {name: part for name, part in zip(ids, parts, strict=True) if part}
            for parts in (shared_out(chance, len(ids)) for _ in range(9))
        ]
        known = {p.id: election.Project(p.id, p.cost / 25) for p in projects}
        theirs = pabutools.cstv(
            election.Instance(known.values(), budget_limit=360),
            election.CumulativeProfile(
                [
                    election.CumulativeBallot(
                        {
                            known[name]: ballot.get(name, 0) / 1024
                            for name in ids
                        },
                    )
                    for ballot in ballots
                    for _ in range(40)
                ],
            ),
            select_project_to_fund_func=picked,
            eligible_projects_func=able,
            no_eligible_project_func=moved,
            exhaustiveness_postprocess_func=lambda *_: None,
        )
        ours = RULES["cstv"].count(
            Profile.of("cumulative", projects, 9000, ballots),
            {"transfer": transfer, "first": first, "rest": "leave"},
            Lot("1"),
        )
        assert [str(p) for p in theirs] == list(ours.funded), number


def shared_out(chance: random.Random, projects: int) -> list[int]:
    """1024 points over some projects: in floats the sums are exact."""
    cuts = sorted(
        chance.sample(range(1, 1024), chance.randint(0, projects - 1)),
    )
    parts = [b - a for a, b in pairwise([0, *cuts, 1024])] + [0] * (
        projects - 1 - len(cuts)
    )
    chance.shuffle(parts)
    return parts
