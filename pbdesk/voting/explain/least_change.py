"""Least change: what it would have taken to fund a project, all other ballots as they were.

Only changes that no other beats are told. How each is found, and proved, depends on the rule:

- most support first: by turns, every way (`by_turns`);
- Equal Shares: every smaller change is ruled out or counted (`by_shares`);
- Phragmen, most support for its cost, most support in all, Borda points, credits: more supporters
and less cost never
  hurt, so halving proves it (below);
- any other: counted one by one, then searched for, and labelled so (`search`).

Why more supporters and less cost never hurt, all else equal.
*Phragmen*: until project p is bought, the count is the one without p. New ballots name p alone, so
they bear no load,
and p's time, (cost + loads) / supporters, falls at every moment as supporters grow or cost falls;
at equal times the
cheaper, then the better supported comes first. So p is due no later than before, when no less is
left, and whatever
else is due with it could be paid before.
*Most support for its cost, Borda points*: the order of all others stays, p's place in it only
rises, and then no less
is left at its turn. (One more ballot gives the others nothing, or each the same where order is by
points alone.)
*Most support in all*: the best set with p gains what p gains and stays affordable; the best one
without p is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pbdesk.voting.explain.by_shares import by_shares, shares_patience, shares_settle
from pbdesk.voting.explain.by_turns import by_turns
from pbdesk.voting.explain.change import Change, Funds, changed, money_step
from pbdesk.voting.explain.search import counted, monotone
from pbdesk.voting.greedy_fill import Filling
from pbdesk.voting.options import Setting, Settings
from pbdesk.voting.profile import Profile
from pbdesk.voting.rules import RULES
from pbdesk.voting.shares.settings import EqualSharesSettings

__all__ = ["Change", "all_least_changes", "changed", "least_changes", "patience"]


def least_changes(
    rule: str,
    profile: Profile,
    settings: Settings | Mapping[str, Setting],
    seed: str | None,
    project: str,
) -> tuple[Change, ...]:
    """Every least change that would have funded `project`, most supporters first.

    None if it was funded. Cost: tens of counts, under rules that are searched up to some two
    hundred. Raises what the count raises.
    """
    return all_least_changes(rule, profile, settings, seed, [project])[project]


def all_least_changes(
    rule: str,
    profile: Profile,
    settings: Settings | Mapping[str, Setting],
    seed: str | None,
    projects: Sequence[str],
) -> dict[str, tuple[Change, ...]]:
    """The same for several projects, where they can be looked at together."""
    settled = RULES[rule].settled(settings)
    outcome = RULES[rule].count(profile, settled, seed)
    lost = [project for project in projects if project not in outcome.funded]
    funds = {project: _funds(rule, profile, settled, seed, project) for project in lost}
    if isinstance(settled, EqualSharesSettings) and shares_settle(profile, settled):
        found = by_shares(profile, settled, seed, funds)
    else:
        found = {
            project: _one(rule, profile, settled, seed, project, funds[project]) for project in lost
        }
    return {project: tuple(found.get(project, ())) for project in projects}


def patience(rule: str, profile: Profile, settings: Settings | Mapping[str, Setting]) -> int:
    """How often a listener may be told while the least changes of all projects take seconds; 0.

    They take longer.
    A number of steps and not of seconds, so that whoever gives up then does so on every machine.
    """
    settled = RULES[rule].settled(settings)
    if isinstance(settled, EqualSharesSettings):
        return shares_patience(profile, settled) if shares_settle(profile, settled) else 0
    return (
        10**9 if _takes_turns(rule, profile, settled) or _never_hurts(rule, profile, settled) else 0
    )


def _funds(
    rule: str, profile: Profile, settings: Settings, seed: str | None, project: str
) -> Funds:
    return lambda more, less: (
        project in RULES[rule].count(changed(profile, project, more, less), settings, seed).funded
    )


def _one(
    rule: str,
    profile: Profile,
    settings: Settings,
    seed: str | None,
    project: str,
    funds: Funds,
) -> Sequence[Change]:
    cost = next(p.cost for p in profile.projects if p.id == project)
    step = money_step(profile)
    if isinstance(settings, Filling) and _takes_turns(rule, profile, settings):
        return [
            change
            for change in by_turns(profile, settings, seed, project)
            if funds(change.more, change.less)
        ]
    if _never_hurts(rule, profile, settings):
        return monotone(
            funds,
            cost=cost,
            budget=profile.budget,
            step=step,
            mixed=rule in {"phragmen", "greedy"},
            helped=_helped(rule, profile, settings, project),
        )
    return counted(funds, cost=cost, budget=profile.budget, step=step, ballots=profile.n)


def _takes_turns(rule: str, profile: Profile, settings: Settings) -> bool:
    return (
        profile.constraints is None
        and rule in {"greedy", "quadratic"}
        and profile.style != "quadratic-credits"
        and isinstance(settings, Filling)
        and settings.by == "support"
    )


def _never_hurts(rule: str, profile: Profile, settings: Settings) -> bool:
    return profile.constraints is None and (
        rule in {"phragmen", "knapsack", "greedy", "quadratic"}
        or (rule == "borda-greedy" and isinstance(settings, Filling) and settings.by == "support")
    )


def _helped(rule: str, profile: Profile, settings: Settings, project: str) -> bool:
    """Whether a ballot that names only this project gives it support.

    The last place of a ranking may give none.
    """
    if rule != "borda-greedy":
        return True
    support = [
        RULES[rule].count(changed(profile, project, more, 0), settings).support[project]
        for more in (0, 1)
    ]
    return support[1] > support[0]
