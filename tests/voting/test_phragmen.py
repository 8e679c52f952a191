"""Sequential Phragmen: by hand, and against plain Fractions on small elections full of ties."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from pbdesk.i18n import render
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from tests.laws import tried
from tests.voting.elections import elections

FIELD = Profile.of(
    "approval",
    [
        Project("a", 600),
        Project("b", 600),
        Project("c", 500),
        Project("d", 900),
    ],
    1500,
    [
        ({"a": 1}, 1),
        ({"a": 1, "b": 1}, 2),
        ({"c": 1}, 1),
        ({"d": 1, "b": 1}, 1),
    ],
    currency="GBP",
    unit=100,
)
"""a is due at £2 (three ballots).

B has three ballots, two of them emptied then, and is due at £3.33.
"""


def plainly(
    projects: list[Project],
    budget: int,
    ballots: list[dict[str, int]],
) -> tuple[list[str], list[Fraction]]:
    """What is bought, and when, with one load for each voter."""
    votes = {p.id: sum(p.id in ballot for ballot in ballots) for p in projects}
    load, bought, times = (
        [Fraction(0)] * len(ballots),
        list[str](),
        list[Fraction](),
    )
    while True:
        due = {
            p: (
                p.cost
                + sum(
                    load[v]
                    for v, ballot in enumerate(ballots)
                    if p.id in ballot
                )
            )
            / Fraction(votes[p.id])
            for p in projects
            if votes[p.id] and p.cost <= budget and p.id not in bought
        }
        first = [p for p in due if due[p] == min(due.values())]
        if not first or any(
            p.cost > budget - sum(q.cost for q in projects if q.id in bought)
            for p in first
        ):
            return bought, times
        project = min(
            first,
            key=lambda p: (p.cost, -votes[p.id], p.id.encode()),
        )
        bought.append(project.id)
        times.append(due[project])
        load = [
            due[project] if project.id in ballot else load[v]
            for v, ballot in enumerate(ballots)
        ]


def test_each_buyer_gives_what_has_come_in_since_the_last_purchase():
    outcome = RULES["phragmen"].count(FIELD)
    assert outcome.funded == ("a", "b")
    assert [(p.voters, p.each) for p in outcome.rounds[1].payments] == [
        (1, Fraction(1000, 3)),
        (2, Fraction(1000, 3) - 200),
    ]
    assert render(outcome.reasons["a"]) == (
        "3 ballots. Those who want it had saved its cost when every ballot had received £2."
    )


def test_the_count_stops_at_the_first_project_that_the_pot_cannot_pay():
    reasons = {
        name: render(words)
        for name, words in RULES["phragmen"].count(FIELD).reasons.items()
    }
    assert reasons["c"] == (
        "1 ballot. Those who want it had saved its cost of £5, but £3 was left of the pot; there "
        "the count stopped."
    )
    assert reasons["d"] == (
        "1 ballot. When the count stopped, those who want it had saved £1.66 of the £9 it costs."
    )


def test_a_project_dearer_than_the_pot_does_not_stop_the_count():
    profile = Profile.of(
        "approval",
        [Project("a", 20), Project("b", 9)],
        10,
        [({"a": 1}, 5), ({"b": 1}, 1)],
    )
    assert RULES["phragmen"].count(profile).funded == ("b",)


def test_when_one_of_two_that_are_due_does_not_fit_neither_is_bought():
    profile = Profile.of(
        "approval",
        [Project("a", 8), Project("b", 4), Project("c", 2)],
        8,
        [({"a": 1}, 2), ({"b": 1}, 1), ({"c": 1}, 1)],
    )
    assert RULES["phragmen"].count(profile).funded == ("c",)


@settings(max_examples=tried(300), deadline=None)
@given(election=elections(frozenset({"approval"})))
def test_it_buys_what_plain_fractions_buy_and_when(election):
    _, projects, budget, ballots = election
    outcome = RULES["phragmen"].count(
        Profile.of("approval", projects, budget, ballots),
    )
    bought, times = plainly(projects, budget, ballots)
    assert list(outcome.funded) == bought
    paid = [sum(p.voters * p.each for p in r.payments) for r in outcome.rounds]
    assert paid == [
        next(p.cost for p in projects if p.id == name) for name in bought
    ]
    assert times == sorted(times)
