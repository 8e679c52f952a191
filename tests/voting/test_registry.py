"""The table of rules: what explains and checks a count goes through it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import pbdesk
from pbdesk.voting.explain.least_change import all_least_changes
from pbdesk.voting.explain.margin import margin
from pbdesk.voting.explain.payments import payments_of
from pbdesk.voting.explain.stability import stability
from pbdesk.voting.options import Choice
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.voting.ties import Lot

ROOT = Path(pbdesk.__file__).parent
CHOICES = {
    word
    for rule in RULES.values()
    for option in rule.options
    if isinstance(option, Choice)
    for word in option.choices
}
OPTIONS = {option.name for rule in RULES.values() for option in rule.options}
NAMES = RULES.keys() - STYLES.keys() - CHOICES - OPTIONS
"""Rules whose name is not that of a ballot style, an option or a choice of one, as well."""

READERS = [
    path
    for folder in ("voting/explain", "voting/shares", "pack/checks")
    for path in sorted((ROOT / folder).glob("*.py"))
]


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_whoever_explains_or_checks_a_count_knows_no_rule_by_its_name(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
    }
    assert not texts & NAMES


def election(rule) -> Profile:
    style = min(rule.takes)
    if rule.kind in {"deciding", "telling"}:
        names = rule.answers or ("a", "b", "c")
        return Profile.of(
            style,
            [Project(name, 0) for name in names],
            0,
            [{name: 1} for name in names],
        )
    projects = [Project("a", 5), Project("b", 4), Project("c", 3)]
    ballots = [({"a": 1}, 4), ({"b": 1, "c": 2}, 3), ({"c": 1}, 1)]
    return Profile.of(
        style,
        projects,
        7 if rule.kind == "funding" else 0,
        ballots,
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_everything_is_told_of_every_rule(rule):
    profile = election(rule)
    outcome = rule.count(profile, {}, Lot("4 1 6"))
    told = margin(rule.name, profile, {}, Lot("4 1 6"))
    assert told.most is None or told.least <= told.most
    assert stability(rule.name, profile, {}, Lot("4 1 6"), times=5).times == 5
    if rule.kind != "funding":
        return
    lost = [project for project in profile.ids if project not in outcome.funded]
    assert set(
        all_least_changes(rule.name, profile, {}, Lot("4 1 6"), lost),
    ) == set(
        lost,
    )
    paid = payments_of(profile, outcome, Lot("4 1 6"))
    assert bool(paid) == (rule.payments is not None)
    for project, rows in paid.items():
        cost = {p.id: p.cost for p in profile.projects}[project]
        weights = profile.weights.tolist()
        assert sum(each * weights[row] for row, each in rows.items()) == cost
