"""Least change: what it would have taken to fund (or elect), all other ballots as they were.

Only changes that no other beats are told. How each is found and proved is the rule's (see its
`least_change`, with the reasons there): by turns, every way (`by_turns`); by ruling out or counting
every smaller change (`by_shares`); by halving, where more supporters and less cost never hurt
(`search`). Of any other rule, and of all that choose, changes are counted one by one, then searched
for, and labelled so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pbdesk.voting.explain.change import (
    Asked,
    Change,
    Found,
    Funds,
    changed,
    money_step,
)
from pbdesk.voting.explain.search import counted
from pbdesk.voting.options import Setting, Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import AnyRule
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot

__all__ = [
    "Change",
    "all_least_changes",
    "best_mark",
    "changed",
    "least_changes",
    "nearest_other",
    "patience",
]


type Changes = tuple[Change, ...]
"""The least changes of one project or option, most supporters first."""

type _Settings = Settings | Mapping[str, Setting]


def least_changes(
    rule: str,
    profile: Profile,
    settings: _Settings,
    lot: Lot | None,
    project: str,
) -> Changes:
    """Every least change that would have funded `project`, most supporters first.

    None if it was funded. Cost: tens of counts, under rules that are searched up to some two
    hundred. Raises what the count raises.
    """
    return all_least_changes(rule, profile, settings, lot, [project])[project]


def all_least_changes(
    rule: str,
    profile: Profile,
    settings: _Settings,
    lot: Lot | None,
    projects: Sequence[str],
) -> dict[str, Changes]:
    """The same for several projects, where they can be looked at together."""
    count = _Count(RULES[rule], profile, RULES[rule].settled(settings), lot)
    if count.rule.kind == "choosing":
        return count.chosen(projects)
    found = count.found(projects)
    return {project: tuple(found.get(project, ())) for project in projects}


def patience(rule: str, profile: Profile, settings: _Settings) -> int:
    """How often a listener may be told while the least changes of all projects take seconds; 0.

    They take longer.
    A number of steps and not of seconds, so that whoever gives up then does so on every machine.
    """
    counting = RULES[rule]
    if counting.least_change is None:
        return 0
    proof = counting.least_change(profile, counting.settled(settings))
    if proof is None:
        return 0
    return proof.patience()


@dataclass(frozen=True)
class _Count:
    """How the ballots are counted, as they are and changed."""

    rule: AnyRule
    profile: Profile
    settings: Settings
    lot: Lot | None

    def of(self, profile: Profile) -> Outcome:
        """The outcome of these or of changed ballots."""
        return self.rule.count(profile, self.settings, self.lot)

    def found(self, projects: Sequence[str]) -> Found:
        """The changes of those not funded: proved where the rule can, else counted."""
        funded = self.of(self.profile).funded
        funds = {
            project: self.funds(project)
            for project in projects
            if project not in funded
        }
        proof = self.rule.least_change and self.rule.least_change(
            self.profile,
            self.settings,
        )
        if proof is None:
            return _counted(self.profile, funds)
        return proof.find(self.lot, funds)

    def funds(self, project: str) -> Funds:
        """Whether a change of the project would have funded it."""

        def funds(more: int, less: int) -> bool:
            return (
                project
                in self.of(changed(self.profile, project, more, less)).funded
            )

        return funds

    def chosen(self, options: Sequence[str]) -> dict[str, Changes]:
        """The fewest ballots for an option alone that would have elected it.

        The first hundred are counted one by one, which proves them; beyond that it is searched for.
        """
        elected = self.of(self.profile).elected
        found: dict[str, Changes] = dict.fromkeys(options, ())
        for name in options:
            if name not in elected:
                found[name] = self.electing(name)
        return found

    def electing(self, name: str) -> Changes:
        """The fewest ballots that give an option the best mark, and elect it."""
        profile = self.profile
        mark = best_mark(profile)

        def elects(more: int, _less: int) -> bool:
            return (
                name in self.of(changed(profile, name, more, 0, mark)).elected
            )

        least = counted(
            elects,
            cost=0,
            budget=0,
            step=1,
            ballots=2 * profile.n + 2,
        )
        return tuple(replace(change, mark=mark) for change in least)


def best_mark(profile: Profile) -> int:
    """The most that a ballot here gives one option; 1 where it crosses or ranks."""
    if profile.style in {"approval", "ordinal"}:
        return 1
    return int(profile.values.max(initial=1))


def nearest_other(
    rule: str,
    profile: Profile,
    settings: _Settings,
    lot: Lot | None,
) -> tuple[str, Change] | None:
    """Whom the least change would have elected who was not, and that change.

    None where no number of ballots that was looked at elects anybody else.
    """
    found = all_least_changes(rule, profile, settings, lot, profile.ids)
    return _fewest(
        {name: changes[0] for name, changes in found.items() if changes},
    )


def _fewest(changes: Mapping[str, Change]) -> tuple[str, Change] | None:
    """The option of the fewest ballots."""
    return min(changes.items(), key=lambda each: each[1].more, default=None)


def _counted(profile: Profile, funds: Asked) -> Found:
    step = money_step(profile)
    return {
        name: counted(
            funded,
            cost=profile.cost_of[name],
            budget=profile.budget,
            step=step,
            ballots=profile.n,
        )
        for name, funded in funds.items()
    }
