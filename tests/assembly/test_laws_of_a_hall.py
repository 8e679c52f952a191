"""Laws of every counting rule through a hall's question: asked, sealed, cast, counted, declared.

The rules keep them on files (`tests/voting/test_laws.py`); here nothing on the way may break them.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pbdesk.app.jobs.result import question_told
from pbdesk.i18n import render
from pbdesk.pack.checks.trace import rounds_hold
from pbdesk.pack.contents import Count
from pbdesk.questions.terms import KINDS
from pbdesk.voting.options import Choice, Seats
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.voting.ties import LADDERS
from pbdesk.voting.trace import outcome_bytes
from tests.hall import Hall
from tests.laws import tried

ASKED_BY = {KINDS[name].counts: name for name in reversed(KINDS)}
"""The kind of question that a kind of counting rule answers."""
every_rule = pytest.mark.parametrize(
    "name",
    [name for name in RULES if RULES[name].takes & {*STYLES}],
)
few = settings(
    max_examples=tried(10),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

NAMES = ("Ash", "Birch", "Cedar", "Elm")


@dataclass(frozen=True)
class Asked:
    """One question, and what people want to say to it."""

    kind: str
    rules: Mapping[str, str | int]
    options: Sequence[str] | Mapping[str, int]
    pot: int
    ballots: Sequence[Mapping[str, int]]

    def hall(
        self,
        ballots: Sequence[Mapping[str, int]],
        seed: str = "hall",
    ) -> Hall:
        """The evening with these ballots in this order."""
        hall = Hall.asking(
            self.kind,
            self.rules,
            self.options,
            pot=self.pot,
            seed=seed,
        )
        assume(
            hall.refused is None,
        )  # settings that do not fit the sheet are not sealed
        hall.vote(ballots)
        return hall


@st.composite
def asked(draw, name: str) -> Asked:
    rule = RULES[name]
    kind = ASKED_BY[rule.kind]
    own = [words.text for words in KINDS[kind].options.values()]
    style = (
        KINDS[kind].style
        if own
        else draw(st.sampled_from(sorted(rule.takes & {*STYLES})))
    )
    rules: dict[str, str | int] = ({} if own else {"style": style}) | {
        "rule": name,
    }
    for option in rule.options:
        if isinstance(option, Choice) and not (
            name == "irv" and option.name == "ties"
        ):
            rules[f"count.{option.name}"] = draw(
                st.sampled_from(sorted(option.choices)),
            )
    if kind == "scale":
        rules["way"] = "sheet"
    if kind == "decide":
        rules |= {
            "count.base": draw(
                st.sampled_from(
                    ["cast", "entitled", "given", "valid", "yes_no"],
                ),
            ),
        }
    if issubclass(rule.settings, Seats):
        rules["count.seats"] = draw(st.integers(1, 2))
    names = own or list(NAMES)
    costs = {
        each: draw(st.sampled_from([1000, 2000, 3500, 6000])) for each in names
    }
    ballots = draw(st.lists(marks(style, tuple(names)), min_size=3, max_size=9))
    return Asked(
        kind,
        rules,
        costs if kind == "fund" else own or names,
        7000,
        ballots,
    )


@cache  # a strategy is made once: to make one anew for each ballot takes long
@st.composite
def marks(draw, style: str, names: tuple[str, ...]) -> dict[str, int]:
    """What one person marks."""
    chosen = draw(some_of(names, 1 if len(names) != len(NAMES) else len(names)))
    if style == "ordinal":
        return {each: place for place, each in enumerate(chosen, 1)}
    most_each = {
        "approval": 1,
        "cumulative": 3,
        "scoring": 5,
        "quadratic": 3,
    }.get(
        style,
        2,
    )
    return {each: draw(up_to(most_each)) for each in chosen}


@cache
def some_of(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.sampled_from(names),
        unique=True,
        min_size=1,
        max_size=most,
    )


@cache
def up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(1, most)


def decided(hall: Hall) -> tuple[object, ...]:
    """What came out, by titles. In which order what is funded is listed, the lot may say."""
    outcome = hall.outcome
    support = dict(
        zip(
            hall.titles(outcome.support),
            outcome.support.values(),
            strict=True,
        ),
    )
    return (
        sorted(hall.titles(outcome.funded)),
        sorted(hall.titles(outcome.elected)),
        outcome.decided,
        outcome.spread,
        outcome.leftover,
        support,
    )


@every_rule
@few
@given(data=st.data())
def test_who_casts_and_in_which_order_tells_nothing_of_the_result(name, data):
    question = data.draw(asked(name))
    here = question.hall(question.ballots)
    there = question.hall(data.draw(st.permutations(question.ballots)))
    assert decided(here) == decided(there)
    assert outcome_bytes(here.outcome) == outcome_bytes(there.outcome)


@every_rule
@few
@given(data=st.data())
def test_counted_again_from_the_record_the_box_gives_the_same(name, data):
    question = data.draw(asked(name))
    hall = question.hall(question.ballots)
    random.Random(len(question.ballots)).shuffle(hall.boxes[hall.state.asked])
    assert outcome_bytes(hall.tallied().outcome) == outcome_bytes(hall.outcome)
    assert hall.folded().outcome == hall.state.outcome
    kinds = Counter(kind for kind, _ in hall.boxes[hall.state.asked])
    counted = hall.state.count.counted
    assert counted is not None
    assert (counted.counted, sum(counted.rejected.values())) == (
        kinds["counted"],
        kinds["rejected"],
    )


@every_rule
@few
@given(data=st.data())
def test_other_ids_and_another_order_on_the_sheet_change_nothing_but_a_lot(
    name,
    data,
):
    """The second hall draws other ids, another order of the sheet and another lot."""
    question = data.draw(asked(name))
    here = question.hall(question.ballots)
    there = question.hall(question.ballots, seed="another hall")
    if here.outcome.ties or there.outcome.ties:
        before = [hall.outcome.winners for hall in (here, there)]
        if all(before) and not here.outcome.rounds:
            assert (
                len(
                    {
                        frozenset(h.titles(h.outcome.winners or ()))
                        for h in (here, there)
                    },
                )
                == 1
            )
        return
    assert decided(here) == decided(there)


def test_rules_that_cannot_count_the_sheet_are_not_sealed():
    rules = {
        "style": "approval",
        "rule": "equal-shares",
        "count.utility": "borda",
    }
    hall = Hall.asking("fund", rules, {"Ash": 1000}, pot=7000)
    assert hall.refused is not None
    assert "does not fit approval ballots" in render(hall.refused.words)
    assert hall.refused.where == "rule"
    share = {"count.numerator": 3, "count.denominator": 2}
    refused = Hall.asking("decide", share).refused
    assert refused is not None
    assert "No vote can reach this" in render(refused.words)


def test_a_threshold_of_those_present_is_sealed_only_where_hands_are_counted():
    refused = Hall.asking("decide", {"count.base": "present"}).refused
    assert refused is not None
    assert "nobody counts who is present" in render(refused.words)
    assert refused.where == "count.base"
    assert (
        Hall.asking("decide", {"way": "hands", "count.base": "present"}).refused
        is None
    )


@pytest.mark.parametrize("ladder", LADDERS)
def test_equal_projects_go_by_the_ladder_that_was_sealed(ladder):
    """Ash is dear and Elm cheap; both have two crosses."""
    rules = {"style": "approval", "rule": "greedy", "ties": ladder}
    hall = Hall.asking("fund", rules, {"Ash": 6000, "Elm": 4000}, pot=6500)
    hall.vote([{"Ash": 1}, {"Ash": 1}, {"Elm": 1}, {"Elm": 1}])
    tie = hall.outcome.ties[0]
    first = hall.titles(tie.order)[0]
    if "cheaper" in LADDERS[ladder]:
        assert (first, tie.decided_by) == ("Elm", "cheaper")
    else:
        assert tie.decided_by == "lot"
    sealed = json.loads(hall.attached[hall.state.rulebook.digest])["questions"][
        0
    ]
    assert sealed["rulebook"]["ties"] == ladder
    assert sealed["ties"][-1] == "lot"
    assert len(sealed["ties"]) == len(LADDERS[ladder]) + 1


@pytest.mark.parametrize(
    "name",
    [name for name, rule in RULES.items() if rule.kind == "funding"],
)
@few
@given(data=st.data())
def test_a_hall_never_gives_more_than_its_pot_and_says_what_is_left(name, data):
    question = data.draw(asked(name))
    hall = question.hall(question.ballots)
    cost = dict(zip(question.options, question.options.values(), strict=True))
    given_ = sum(cost[title] for title in hall.titles(hall.outcome.funded))
    assert (
        given_ + sum(hall.outcome.awards.values())
        == hall.outcome.cost
        <= question.pot
    )
    assert hall.outcome.leftover == question.pot - hall.outcome.cost


@pytest.mark.parametrize(
    "name",
    [name for name, rule in RULES.items() if rule.kind == "choosing"],
)
def test_no_lot_draws_from_an_empty_box(name):
    style = min(RULES[name].takes & {*STYLES})
    hall = Hall.asking("choose", {"style": style, "rule": name}, NAMES)
    hall.vote([])
    assert (
        hall.outcome.elected == hall.outcome.winners == hall.outcome.ties == ()
    )


@pytest.mark.parametrize(
    ("seats", "sealed"),
    [(3, True), (4, False), (7, False)],
)
def test_as_many_places_as_options_leave_nothing_to_choose(seats, sealed):
    rules = {"style": "ordinal", "rule": "stv-scottish", "count.seats": seats}
    refused = Hall.asking("choose", rules, NAMES).refused
    if sealed:
        assert refused is None
        return
    assert refused is not None
    assert render(refused.words).endswith(
        f"{seats} are chosen from 4 options, so nobody could be left out.",
    )
    assert refused.where == "count.seats"


@pytest.mark.parametrize(
    "name",
    [name for name, rule in RULES.items() if rule.kind == "funding"],
)
def test_an_empty_box_funds_nothing_and_the_result_says_so(name):
    style = min(RULES[name].takes & {*STYLES})
    hall = Hall.asking(
        "fund",
        {"style": style, "rule": name},
        dict.fromkeys(NAMES, 1000),
        pot=7000,
    )
    hall.vote([])
    outcome = hall.outcome
    assert (outcome.funded, outcome.cost, outcome.leftover, outcome.ties) == (
        (),
        0,
        7000,
        (),
    )
    assert {render(words) for words in outcome.reasons.values()} == {
        "No ballot is valid.",
    }
    assert "No ballot is valid, so the vote funds nothing." in map(
        render,
        outcome.notes,
    )
    assert counted_without_ballots(hall)


def counted_without_ballots(hall: Hall) -> bool:
    """Whether check 20 finds the rounds right, from the published totals alone."""
    told = question_told(hall.state)
    assert rounds_hold(
        told["trace"],
        msgspec.convert(told["outcome"], Count),
        None,
    )
    return True


@pytest.mark.parametrize(
    ("style", "least", "most", "sealed"),
    [
        ("approval", 3, 3, True),
        ("approval", 3, 2, False),
        ("ordinal", 4, None, True),
        ("ordinal", 5, None, False),
        ("ordinal", 3, 2, False),
    ],
)
def test_rules_by_which_no_ballot_would_count_are_not_sealed(
    style,
    least,
    most,
    sealed,
):
    marks = "picks" if style == "approval" else "ranks"
    rule = "approval" if style == "approval" else "stv-scottish"
    limits = {f"ballot.min_{marks}": least, f"ballot.max_{marks}": most}
    given = {name: value for name, value in limits.items() if value}
    rules = {"style": style, "rule": rule, **given}
    refused = Hall.asking("choose", rules, NAMES).refused
    assert (refused is None) is sealed
    if refused is not None:
        assert render(refused.words).endswith("none would count.")
        assert refused.where == f"ballot.min_{marks}"
