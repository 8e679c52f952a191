"""A new rule is one file: whatever lists rules takes it from the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

from pbdesk.assembly import rulebook
from pbdesk.assembly.figures import figures
from pbdesk.assembly.poster import poster
from pbdesk.i18n import render
from pbdesk.questions import sealing
from pbdesk.voting.explain.least_change import least_changes
from pbdesk.voting.explain.margin import margin
from pbdesk.voting.explain.side_by_side import usual_counts
from pbdesk.voting.explain.stability import stability
from pbdesk.voting.greedy_fill import fill, filled
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import RULES, rule
from pbdesk.voting.report import rules_json
from pbdesk.voting.support import ballots_for, support_words
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.words import say
from tests.evenings import state_at
from tests.turned import with_given
from tests.voting.ballots import marked

NAME = "alphabet"
VOTES = marked(
    "approval",
    ({"a": 1}, 1),
    ({"b": 1}, 5),
    cost={"a": 60, "b": 50},
    pot=100,
)


@dataclass(frozen=True)
class AlphabetSettings(Settings):
    """From which end."""

    end: Literal["a", "z"] = choice(
        say("From"),
        {"a": say("A"), "z": say("Z")},
        "a",
    )


@pytest.fixture(autouse=True)
def fake_rule() -> Iterator[None]:
    """A rule that nobody would want: projects by their names."""

    @rule(
        NAME,
        kind="funding",
        label=say("By the alphabet"),
        takes={"approval"},
        settings=AlphabetSettings,
        method=lambda settings: (say("From the end {end}.", end=settings.end),),
    )
    def alphabet(
        profile: Profile,
        settings: AlphabetSettings,
        _ladder: Ladder,
    ) -> Outcome:
        order = sorted(range(len(profile.ids)), key=profile.ids.__getitem__)
        if settings.end == "z":
            order.reverse()
        turns = fill(profile, order, profile.budget, stop=False)
        votes = ballots_for(profile).tolist()
        reasons = {
            name: support_words(profile, votes[i])
            for i, name in enumerate(profile.ids)
        }
        return filled(NAME, profile, settings, votes, reasons, turns, [])

    assert RULES[NAME] is alphabet
    yield
    del RULES[NAME]


def state_of_rule():
    state = state_at("counted")
    given = {**state.rulebook.given, "rule": NAME, "count.end": "z"}
    return with_given(state, given)


def test_the_rulebook_offers_it_with_its_options_and_says_its_method():
    state = state_of_rule()
    clauses = {
        clause.name: clause for clause in rulebook.clauses(state.rulebook)
    }
    assert NAME in clauses["rule"].choices
    assert set(clauses["count.end"].choices) == {"a", "z"}
    assert render(poster(state).count).startswith("From the end z.")
    assert sealing.rule_settings(state.rulebook, 100) == AlphabetSettings("z")


def test_the_command_line_lists_and_compares_it():
    listed = {each["name"]: each for each in rules_json(render)["rules"]}
    assert listed[NAME]["options"][0]["choices"] == {"a": "A", "z": "Z"}
    assert NAME in dict(usual_counts(VOTES))


def test_its_outcome_is_explained_as_far_as_anybody_can_without_knowing_it():
    assert RULES[NAME].count(VOTES).funded == ("a",)
    assert RULES[NAME].count(VOTES, {"end": "z"}).funded == ("b",)
    assert not margin(NAME, VOTES, {}, Lot("1")).is_exact
    assert stability(NAME, VOTES, {}, Lot("1"), times=5).won == {"a": 5, "b": 0}
    (change,) = least_changes(NAME, VOTES, {}, Lot("1"), "b")
    assert (change.more, change.less) == (0, 10)


def test_the_report_is_told_of_it_and_an_unknown_rule_is_one_more_row():
    told = figures(state_of_rule())
    assert told.rule == NAME
    assert render(told.poster.count).startswith("From the end z.")
