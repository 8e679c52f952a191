"""Near miss: the least that would have won a project, found by counting the kept ballots again.

Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.questions.sealing import rule_settings
from pbdesk.questions.tally import profile_of
from pbdesk.voting.explain.least_change import (
    Change,
    all_least_changes,
    changed,
)
from pbdesk.voting.profile import Profile
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles.marks import sentences
from pbdesk.words import Listing, Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = ["NearMiss", "every_near_miss", "near_misses", "simplest"]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """One way to have won.

    The change, what it would have meant, and which funded projects would have lost by it. `proved`:
    with one ballot or one unit of money less it would not have been funded; else it was found by
    search.
    """

    change: Words
    meaning: Words | None
    others: Words
    proved: bool
    least: Change | None = None


def near_misses(
    state: Asking,
    ballots: Iterable[tuple[str, str]],
    project: str,
) -> tuple[NearMiss, ...]:
    """Every least change that would have won `project`.

    None if it was funded or nothing would have.
    `ballots` are (kind, text) as the sealed urn keeps them. Raises ValueError before the count.
    """
    return every_near_miss(state, ballots, [project])[project]


def every_near_miss(
    state: Asking,
    ballots: Iterable[tuple[str, str]],
    projects: Sequence[str],
) -> dict[str, tuple[NearMiss, ...]]:
    """The same for several projects, looked at together where the rule allows it."""
    if state.outcome is None:
        raise ValueError("nothing is counted yet")
    profile, _ = profile_of(state, ballots)
    if profile.n == 0:
        return dict.fromkeys(projects, ())
    settings = rule_settings(state.rulebook, profile.n)
    found = all_least_changes(
        state.rulebook.rule,
        profile,
        settings,
        state.lot.of(state.asked, state.rulebook.rungs),
        projects,
    )
    return {
        project: tuple(
            NearMiss(
                change.words(profile),
                _meaning(state, profile, project, change),
                _others(state, profile, project, change),
                change.proved,
                change,
            )
            for change in changes
        )
        for project, changes in found.items()
    }


def simplest(ways: Sequence[NearMiss]) -> tuple[NearMiss, ...]:
    """The ways that change one thing; the first where each changes ballots and cost at once."""
    alone = tuple(filter(_changes_one, ways))
    return alone or tuple(ways[:1])


def _changes_one(way: NearMiss) -> bool:
    least = way.least
    return least is None or not (least.more and least.less)


def _title(state: Asking, project: str) -> str:
    return next(
        line.title for line in state.sheet.lines if line.project == project
    )


def _meaning(
    state: Asking,
    profile: Profile,
    project: str,
    change: Change,
) -> Words | None:
    """How its turn would then have come, where the rule has turns."""
    if not change.proved or change.left is None:
        return None
    left = profile.money(change.left)
    if not change.more:
        return say(
            "At that cost it fits at its turn, when {left} is left.",
            left=left,
        )
    if change.before is None:
        return say(
            "{support} in all, and {left} is left at its turn.",
            support=change.support,
            left=left,
        )
    rival = _title(state, change.before)
    if not change.tie:
        return say(
            "{support} in all: before “{rival}”, when {left} is left.",
            support=change.support,
            rival=rival,
            left=left,
        )
    cost = {p.id: p.cost for p in profile.projects}
    if cost[project] - change.less < cost[change.before]:
        wins = say("the cheaper wins")
    else:
        wins = say("the lot decides")
    return say(
        "{support} in all: a tie with “{rival}”, and {wins}.",
        support=change.support,
        rival=rival,
        wins=wins,
    )


def _others(
    state: Asking,
    profile: Profile,
    project: str,
    change: Change,
) -> Words:
    """Which funded projects would have lost by the change, and what would have been left.

    Found by counting again.
    """
    settings = rule_settings(state.rulebook, profile.n)
    again = RULES[state.rulebook.rule].count(
        changed(profile, project, change.more, change.less),
        settings,
        state.lot.of(state.asked, state.rulebook.rungs),
    )
    before = state.outcome.funded if state.outcome else ()
    lost = tuple(_title(state, p) for p in before if p not in again.funded)
    won = tuple(
        _title(state, p)
        for p in again.funded
        if p not in before and p != project
    )
    told = [
        *(
            [
                several(
                    "{lost} would not be funded.",
                    "{lost} would not be funded.",
                    len(lost),
                    lost=Listing(lost),
                ),
            ]
            if lost
            else [say("No other project would have lost by it.")]
        ),
        *(
            [
                several(
                    "{won} would be funded too.",
                    "{won} would be funded too.",
                    len(won),
                    won=Listing(won),
                ),
            ]
            if won
            else []
        ),
        say("{left} would be left.", left=profile.money(again.leftover)),
    ]
    return sentences(*told)
