"""Check 20 of questions without money: every outcome follows from its figures, and no other does.

By both verifiers, which share no code: hundreds of small elections under every rule, as they were
counted and with figures changed, in Python and in verify.html.
"""

from __future__ import annotations

import json
import random
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import pytest

from pbdesk.pack.checks.case import Unchecked
from pbdesk.pack.checks.figures import figures_hold
from pbdesk.pack.contents import (
    Asked,
    Count,
    Papers,
    Question,
    RecordHead,
    Result,
    RoundLot,
    Turnout,
    canonical,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.options import Choice, Number
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import AnyRule, UnsupportedError
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_bytes
from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.generated import VALUES, _places
from tests.pack.on_verify_page import PAGE

WITHOUT_MONEY = {
    name: rule for name, rule in RULES.items() if rule.kind != "funding"
}
NEED_BALLOTS = {"rcv"}
every_rule = pytest.mark.parametrize(
    "name",
    sorted(WITHOUT_MONEY.keys() - NEED_BALLOTS),
)
EACH = 30
SEED = "3141-7KQ2"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)


@dataclass
class Told:
    """A question as a pack tells it: its trace, its outcome, and what stands beside it."""

    trace: Any
    outcome: dict[str, Any]
    seed: str | None
    people: int | None = None
    register: int | None = None
    id: str = field(default="2")
    papers: dict[str, int] | None = None

    def by_command(self) -> bool | None:
        """True, False or None (open), as pbdesk finds it."""
        try:
            count = msgspec.convert(self.outcome, Count)
            result = Result(
                format="",
                assembly="",
                stage="",
                files={},
                record=RecordHead(0, ""),
                previous=None,
                rounds={"1": RoundLot(self.seed, people=self.people)},
                turnout=Turnout(self.register),
                questions=[],
            )
        except msgspec.ValidationError:
            return False
        question = Question(
            id=self.id,
            kind="choose",
            way="sheet",
            force="binding",
            wording="",
            round="1",
            papers=None if self.papers is None else Papers(**self.papers),
            outcome=count,
        )
        lot = None if self.seed is None else Lot(self.seed, self.id)
        try:
            found = figures_hold(self.trace, Asked(result, question), lot)
        except PackRefused:
            return False
        return None if isinstance(found, Unchecked) else True

    def for_page(self) -> dict[str, Any]:
        """What verify.html is given."""
        beside: dict[str, Any] = {
            "seed": self.seed,
            "people": self.people,
            "register": self.register,
        }
        beside["papers"] = self.papers
        return {
            "trace": self.trace,
            "asked": {"id": self.id, "outcome": self.outcome, **beside},
        }


ON_PAGE = """(async () => {
    const found = [];
    for (const { trace, asked } of %s) {
        try {
            const told = await figuresHold(trace, asked);
            found.push(told instanceof Unchecked ? null : true);
        } catch (error) {
            found.push(error instanceof Wrong ? false : String(error.stack));
        }
    }
    return JSON.stringify(found);
})()"""


def election(chance: random.Random, rule: AnyRule) -> Told:
    """A small invented election under a rule, counted."""
    style = chance.choice(sorted(rule.takes))
    ids = (
        list(rule.answers)
        or ["p1", "P2", "3", "dé", "park"][: chance.randint(1, 5)]
    )
    one_mark = rule.kind in {"deciding", "telling"}
    ballots = [
        (_marks(chance, style, ids, one_mark=one_mark), chance.randint(1, 3))
        for _ in range(chance.randint(0, 9))
    ]
    profile = Profile.of(style, [Project(each, 0) for each in ids], 0, ballots)
    given = _settings(chance, rule, profile.n)
    seed = chance.choice([SEED, SEED, None])
    lot = None if seed is None else Lot(seed, "2")
    try:
        outcome = rule.count(profile, given, lot)
    except UnsupportedError:
        return election(chance, rule)
    trace = json.loads(outcome_bytes(outcome))
    lines = [
        {"id": each, "support": str(outcome.support[each])} for each in ids
    ]
    told: dict[str, Any] = {
        "rule": rule.name,
        "parameters": dict(outcome.parameters),
        "ballots": {"counted": profile.n, "rejected": {}},
        "projects": lines,
        "winners": None if outcome.winners is None else list(outcome.winners),
        "elected": list(outcome.elected),
        "passed": outcome.decided.passed if outcome.decided else None,
    }
    of = outcome.parameters.get("of")
    people = (
        of
        if isinstance(of, int) and outcome.parameters["base"] == "given"
        else None
    )
    return Told(trace, told, seed, people, None)


def _marks(
    chance: random.Random,
    style: str,
    ids: list[str],
    *,
    one_mark: bool,
) -> dict[str, int]:
    named = chance.sample(
        ids,
        min(1, len(ids)) if one_mark else chance.randint(0, len(ids)),
    )
    if style == "ordinal":
        return {name: place for place, name in enumerate(named, 1)}
    lowest, highest = {
        "approval": (1, 1),
        "scoring": (0, 5),
        "cumulative": (1, 4),
    }.get(
        style,
        (1, 9),
    )
    return {name: chance.randint(lowest, highest) for name in named}


def _settings(chance: random.Random, rule: AnyRule, n: int) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for option in rule.options:
        match option:
            case Choice():
                given[option.name] = chance.choice(list(option.choices))
            case Number(name="seats"):
                given["seats"] = chance.randint(1, 3)
            case Number(name="of"):
                given["of"] = (
                    n if given["base"] == "cast" else n + chance.randint(0, 4)
                )
            case Number():
                given[option.name] = chance.randint(1, 3)
    if given.get("numerator", 0) > given.get("denominator", 1):
        given["numerator"], given["denominator"] = (
            given["denominator"],
            given["numerator"],
        )
    if given.get("base") in {"valid", "yes_no"}:
        given["of"] = None
    return given


def changed(chance: random.Random, told: Told) -> Told:
    """The same with something changed in what the count tells, and mostly beside it as well."""
    other = deepcopy(told)
    for _ in range(chance.choice([1, 1, 2])):
        holder, key = chance.choice(list(_places(other.trace)))
        here = holder[key]
        nearby = chance.choice(list(_places(other.trace)))
        match chance.randrange(4):
            case 0 if isinstance(here, int) and not isinstance(here, bool):
                holder[key] = here + chance.choice([-1, 1])
            case 1 if isinstance(here, list) and len(here) > 1:
                chance.shuffle(here)
            case 2:
                holder[key] = deepcopy(nearby[0][nearby[1]])
            case _:
                holder[key] = deepcopy(chance.choice(VALUES[:-8]))
    trace = other.trace
    if isinstance(trace, dict) and chance.random() < 0.8:
        chosen = trace.get("chosen", {})
        parts = {
            "parameters": trace.get("parameters"),
            "winners": chosen.get("winners")
            if isinstance(chosen, dict)
            else None,
            "elected": chosen.get("elected")
            if isinstance(chosen, dict)
            else [],
        }
        other.outcome.update(
            {name: each for name, each in parts.items() if each is not None},
        )
        sums = trace.get("support")
        for line in other.outcome["projects"]:
            if isinstance(sums, dict) and line["id"] in sums:
                line["support"] = str(sums[line["id"]])
    return other


def written_canonically(told: Told) -> bool:
    """Whether a pack could hold it: only what has one way of being written is ever looked at."""
    try:
        canonical(told.for_page())
    except ValueError:
        return False
    return True


@every_rule
def test_what_was_counted_follows_and_both_verifiers_agree_on_what_was_changed(
    name,
    page,
):
    chance = random.Random(f"{name}")
    made = [election(chance, RULES[name]) for _ in range(EACH)]
    assert {told.by_command() for told in made} <= {True, None}
    assert sum(told.by_command() is True for told in made) > EACH / 3
    others = [changed(chance, chance.choice(made)) for _ in range(2 * EACH)]
    both = [told for told in [*made, *others] if written_canonically(told)]
    shown = json.loads(
        page.run(ON_PAGE % json.dumps([told.for_page() for told in both])),
    )
    for told, found in zip(both, shown, strict=True):
        assert found == told.by_command(), json.dumps(
            told.for_page(),
            ensure_ascii=False,
        )
    assert False in shown


def test_votes_over_ever_longer_denominators_are_refused_before_they_are_added_up(
    page,
):
    chance = random.Random("long")
    told = election(chance, RULES["stv-wigm"])
    while len(told.trace["rounds"]) < 2 or len(told.outcome["projects"]) < 3:
        told = election(chance, RULES["stv-wigm"])
    names = [f"option {n}" for n in range(150)]
    told.trace["support"] = dict.fromkeys(names, 0)
    told.outcome["projects"] = [{"id": name, "support": "0"} for name in names]
    below = [10**3990 + 2 * n + 1 for n in range(150)]
    votes = {name: f"1/{each}" for name, each in zip(names, below, strict=True)}
    told.trace["rounds"][0]["totals"] = votes
    assert told.by_command() is False
    assert json.loads(page.run(ON_PAGE % json.dumps([told.for_page()]))) == [
        False,
    ]


def test_a_base_that_was_given_is_how_many_people_the_round_had(page):
    chance = random.Random("given")
    told = election(chance, RULES["threshold"])
    while told.people is None:
        told = election(chance, RULES["threshold"])
    of = told.people
    all_ = (
        told,
        replace(told, people=of + 1),
        replace(
            told,
            people=None,
            papers={"issued": of + 2, "counted": of, "spoilt": 2},
        ),
        replace(
            told,
            people=None,
            papers={"issued": of + 2, "counted": of, "spoilt": 1},
        ),
    )
    right = [True, False, True, False]
    assert [each.by_command() for each in all_] == right
    assert (
        json.loads(
            page.run(ON_PAGE % json.dumps([each.for_page() for each in all_])),
        )
        == right
    )


@pytest.fixture(scope="module")
def page(browser):
    browser.open(PAGE)
    return browser
