"""`pbdesk explain`: why a project was funded or not, and the least that would have changed it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import click
import msgspec

from pbdesk.cli.count import settings_of
from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError
from pbdesk.voting.explain.least_change import Change, least_changes
from pbdesk.voting.explain.margin import Margin, margin
from pbdesk.voting.explain.payments import payments_of
from pbdesk.voting.explain.representation import Group, groups
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import OptionError, Setting
from pbdesk.voting.outcome import Payment
from pbdesk.voting.registry import RULES, UnsupportedError
from pbdesk.voting.report import Counted, count_file, money_figure
from pbdesk.words import Words, say, several

__all__ = ["explain"]


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--rule", required=True, metavar="RULE", help="The counting rule; “pbdesk rules” lists them.")
@click.option("--project", required=True, metavar="ID", help="The project's (or option's) id in the file.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="As for “pbdesk count”.")
@click.option("--seed", help="The public seed of the lot that settles ties.")
@click.option("--wrong-ballots", is_flag=True, help="Also how many could change the result; counts many times.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def explain(file: Path, rule: str, project: str, settings: tuple[str, ...], seed: str | None, wrong_ballots: bool,
            as_json: bool) -> None:
    """Say why PROJECT was funded or not, who paid for it, and the least change that would have funded it.

    A change is proved where every smaller one was looked at, and else says that it was only searched for.
    """
    try:
        counted = count_file(file, rule, settings_of(settings), seed)
        if project not in counted.outcome.reasons:
            raise click.ClickException(f"“{project}” is not on the ballot.")
        changes = _changes(counted, project, seed)
        group = _group(counted, project, seed)
        wrong = margin(counted.outcome.rule, counted.file.profile, _settings(counted), seed) if wrong_ballots else None
    except (ImportRefused, OptionError, ConstraintError, UnsupportedError) as refused:
        raise click.ClickException(render(refused.words)) from refused
    if as_json:
        click.echo(msgspec.json.encode(_json(counted, project, changes, group, wrong)).decode())
    else:
        for words in _sentences(counted, project, changes):
            click.echo(render(words))
        if group is not None:
            click.echo(render(_paid(counted, group)))
        if wrong is not None:
            click.echo(render(wrong.words()))


def _settings(counted: Counted) -> dict[str, Setting]:
    return {option.name: counted.outcome.parameters.get(option.name) for option in RULES[counted.outcome.rule].options}


def _changes(counted: Counted, project: str, seed: str | None) -> tuple[Change, ...]:
    outcome = counted.outcome
    if RULES[outcome.rule].kind == "choosing":
        return ()
    return least_changes(outcome.rule, counted.file.profile, _settings(counted), seed, project)


def _group(counted: Counted, project: str, seed: str | None) -> Group | None:
    """Who wants the project, and what their ballots paid for in all; None under rules that choose."""
    profile, outcome = counted.file.profile, counted.outcome
    if RULES[outcome.rule].kind == "choosing":
        return None
    found = groups(profile, outcome.funded, payments=payments_of(profile, outcome, seed))
    return next(group for group in found if group.name == project)


def _paid(counted: Counted, group: Group) -> Words:
    profile, spent = counted.file.profile, counted.outcome.cost
    return say("The ballots that want it ({n}) paid {paid} of the {spent} given out; their part by number is {part}.",
               n=group.ballots, paid=profile.money(group.paid), spent=profile.money(spent),
               part=profile.money(Fraction(spent * group.ballots, profile.n or 1)))


def _payments(counted: Counted, project: str) -> list[Payment]:
    return [payment for round_ in counted.outcome.rounds if round_.project == project for payment in round_.payments]


def _sentences(counted: Counted, project: str, changes: tuple[Change, ...]) -> list[Words]:
    profile, outcome = counted.file.profile, counted.outcome
    told = [outcome.reasons[project]]
    for payment in _payments(counted, project):
        each = profile.money(payment.each)
        told.append(
            several("{n} ballot gave all it had left, {each}.", "{n} ballots gave all they had left, {each} on "
                    "average.", payment.voters, each=each) if payment.all_left
            else several("{n} ballot paid {each}.", "{n} ballots paid {each} each.", payment.voters, each=each))
    told += [say("It would have been funded with {change}.", change=change.words(profile)) if change.proved
             else say("It would have been funded with {change} (searched for; less might do).",
                      change=change.words(profile)) for change in changes]
    if not changes and RULES[outcome.rule].kind == "funding" and project not in outcome.funded:
        told.append(say("No number of ballots and no lower cost that was looked at would have funded it."))
    return told


def _json(counted: Counted, project: str, changes: tuple[Change, ...], group: Group | None,
          wrong: Margin | None) -> dict[str, Any]:
    profile, outcome = counted.file.profile, counted.outcome
    won = project in outcome.funded or project in (outcome.winners or ())
    return {
        "rule": outcome.rule, "parameters": dict(outcome.parameters), "project": project, "funded": won,
        "reason": render(outcome.reasons[project]),
        "payments": [{"ballots": payment.voters, "each": str(payment.each / profile.unit), "all_left": payment.all_left}
                     for payment in _payments(counted, project)],
        "least_changes": [{"more": change.more, "less": money_figure(change.less, profile.unit),
                           "proved": change.proved, "words": render(change.words(profile))} for change in changes],
        "supporters": None if group is None else {"ballots": group.ballots, "paid": str(group.paid / profile.unit)},
        "wrong_ballots": None if wrong is None else {
            "least": wrong.least, "most": wrong.most, "proved": wrong.proved, "words": render(wrong.words())}}
