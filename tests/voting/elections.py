"""Small invented elections of every ballot style, for laws that every rule keeps."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import numpy as np
from hypothesis import strategies as st

from pbdesk.voting.constraints import Cap, Constraints, Floor, Threshold
from pbdesk.voting.options import Choice
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import Rule

IDS = ("p1", "P2", "3", "dé", "park", "z")
HOW_MANY = st.integers(1, len(IDS))
BY_PLACE = {"ties": {"order"}}
COSTS = st.sampled_from([0, 1, 5, 10, 10, 20, 30, 45, 200])
BUDGETS = st.sampled_from([0, 10, 30, 50, 100])


VALUES = {
    "approval": st.just(1),
    "cumulative": st.integers(1, 4),
    "scoring": st.integers(0, 5),
    "quadratic": st.integers(-3, 4).filter(bool),
    "quadratic-credits": st.integers(-20, 20).filter(bool),
}
# Each strategy is made once: to make one anew for each ballot cost more than all the counting.
one_of = cache(st.sampled_from)


@cache
def some_of(ids: tuple[str, ...], most: int):
    return st.lists(one_of(ids), unique=True, max_size=most)


@cache
@st.composite
def marks(draw, style: str, ids: tuple[str, ...], most: int | None = None):
    """One ballot, perhaps empty."""
    named = draw(some_of(ids, most or len(ids)))
    if style == "ordinal":
        return {name: place for place, name in enumerate(named, 1)}
    return {name: draw(VALUES[style]) for name in named}


@cache
def ballots_of(style: str, ids: tuple[str, ...], most: int | None):
    return st.lists(marks(style, ids, most), max_size=9)


@cache
@st.composite
def elections(
    draw,
    styles: frozenset[str],
    answers: tuple[str, ...] = (),
    most: int | None = None,
):
    """(style, projects, budget, ballots)."""
    style = draw(one_of(tuple(sorted(styles))))
    ids = answers or IDS[: draw(HOW_MANY)]
    projects = [Project(name, draw(COSTS)) for name in ids]
    return style, projects, draw(BUDGETS), draw(ballots_of(style, ids, most))


def elections_for(rule: Rule):
    """Elections that a rule counts: where it decides or tells, a ballot marks one answer."""
    return elections(
        rule.takes,
        rule.answers,
        1 if rule.kind in {"deciding", "telling"} else None,
    )


@st.composite
def settings_for(draw, rule: Rule):
    """Some settings of a rule; numbers keep what their absence means.

    Not the one that favours by place on purpose.
    """
    return {
        option.name: draw(
            one_of(
                tuple(
                    sorted(
                        set(option.choices) - BY_PLACE.get(option.name, set()),
                    ),
                ),
            ),
        )
        for option in rule.options
        if isinstance(option, Choice)
    }


@st.composite
def limits(draw, ids, kinds):
    """Some constraints of the kinds asked for, on some projects."""
    some = st.frozensets(st.sampled_from(ids), min_size=1)
    sums = st.sampled_from([0, 5, 10, 20, 35, 60])
    return Constraints(
        caps=tuple(Cap(f"cap {i}", draw(some), draw(sums)) for i in range(2))
        if "caps" in kinds
        else (),
        exclusive=(draw(some), draw(some)) if "exclusive" in kinds else (),
        floors=tuple(
            Floor(f"floor {i}", draw(some), draw(sums)) for i in range(2)
        )
        if "floors" in kinds
        else (),
        partial=Fraction(draw(st.sampled_from([1, 5, 8])), 10)
        if "partial" in kinds
        else None,
        threshold=Threshold(Fraction(2), "ballots")
        if "threshold" in kinds
        else None,
    )


def unmerged(profile: Profile) -> Profile:
    """The same ballots, each on a row of its own."""
    rows = np.repeat(np.arange(len(profile.weights)), profile.weights)
    lengths = np.diff(profile.start)[rows]
    picks = np.concatenate(
        [np.arange(profile.start[r], profile.start[r + 1]) for r in rows]
        or [np.arange(0)],
    )
    return replace(
        profile,
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        columns=profile.columns[picks],
        values=profile.values[picks],
        weights=np.ones(len(rows), dtype=np.int64),
    )
