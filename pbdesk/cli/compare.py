"""`pbdesk compare`: what every rule would make of the same ballots, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pbdesk.canonical import JsonObject
from pbdesk.cli.count import lot_of
from pbdesk.cli.options import IN_JSON, LOT_QUESTION, LOT_SEED, PATH, print_json
from pbdesk.cli.project_name import project_name
from pbdesk.i18n import ENGLISH, render
from pbdesk.voting.explain.margin import Margin
from pbdesk.voting.explain.representation import Representation
from pbdesk.voting.explain.side_by_side import (
    Compared,
    Count,
    side_by_side,
    usual_counts,
)
from pbdesk.voting.formats import read_ballots
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.options import OptionError
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import RULES
from pbdesk.voting.report import money_figure
from pbdesk.words import Share, Words, say, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["compare"]

_NOTE = say(
    "Not the result. The result is what the rule gives that was agreed on before the vote.",
)


@click.command
@click.argument("file", type=PATH)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE[,NAME=VALUE…]",
    help="A rule to compare, with its options; may be given again. Otherwise all that count such "
    "ballots.",
)
@LOT_SEED
@LOT_QUESTION
@click.option(
    "--margins",
    is_flag=True,
    help="Also how many wrong ballots could change each result; counts many times.",
)
@IN_JSON
def compare(
    file: Path,
    rules: tuple[str, ...],
    seed: str | None,
    question: str | None,
    margins: bool,
    as_json: bool,
) -> None:
    """Count the ballots in FILE by several rules and show the outcomes side by side.

    For learning and for the next rulebook: a comparison is never the result.
    """
    try:
        profile = read_ballots(file).profile
        found = side_by_side(
            profile,
            [_count(words) for words in rules] or usual_counts(profile),
            lot_of(seed, question),
            margins=margins,
        )
    except (ImportRefused, OptionError) as refused:
        raise click.ClickException(render(refused.words)) from refused
    if as_json:
        print_json(_json(profile, found))
    else:
        _tell(profile, found)


def _count(words: str) -> Count:
    """A rule and its options from "equal-shares,completion=add1"."""
    name, *options = words.split(",")
    if name not in RULES:
        raise click.BadOptionUsage(
            "--rule",
            f"there is no rule “{name}”; “pbdesk rules” lists them.",
        )
    pairs = [option.partition("=") for option in options]
    if not all(equals and key for key, equals, _ in pairs):
        raise click.BadOptionUsage(
            "--rule",
            f"“{words}” is not RULE,NAME=VALUE.",
        )
    return name, {key: value for key, _, value in pairs}


def _json(profile: Profile, found: tuple[Compared, ...]) -> JsonObject:
    return {
        "note": render(_NOTE, ENGLISH),
        "result": False,
        "rules": [_one(profile, each) for each in found],
    }


def _one(profile: Profile, each: Compared) -> JsonObject:
    outcome = each.outcome
    head = {"rule": each.rule, "settings": dict(each.settings)}
    if outcome is None:
        return head | {
            "unsupported": True,
            "why": render(each.refused or say("–")),
        }
    if each.margin is not None:
        head |= {"wrong_ballots": _margin(each.margin)}
    figures = each.representation
    if figures is None:
        return head | {
            "winners": None
            if outcome.winners is None
            else list(outcome.winners),
            "order": list(outcome.order),
            "lot_needed": list(outcome.lot_needed),
        }
    overlooked = None
    if each.overlooked is not None:
        overlooked = [
            {"project": one.project, "ballots": one.ballots}
            for one in each.overlooked
        ]
    return head | {
        "funded": list(outcome.funded),
        "cost": money_figure(outcome.cost, profile.unit),
        "leftover": money_figure(outcome.leftover, profile.unit),
        "ballots": figures.ballots,
        "with_win": figures.with_win,
        "wins_per_ballot": str(figures.wins),
        "spend_per_ballot": str(figures.spend / profile.unit),
        "overlooked": overlooked,
    }


def _margin(margin: Margin) -> JsonObject:
    return {
        "least": margin.least,
        "most": margin.most,
        "proved": margin.proved,
        "most_to_one": margin.mark,
        "words": render(margin.words()),
    }


def _table(profile: Profile, counted: Sequence[Compared], width: int) -> Table:
    """Projects, those that most rules fund first, and which rules fund each."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    most = max(16, width - 4 * len(counted))
    table.add_column("", max_width=most, no_wrap=True, overflow="ellipsis")
    for number, _ in enumerate(counted, 1):
        table.add_column(str(number), justify="center", no_wrap=True)
    won = [_won(each) for each in counted]
    for project in _by_wins(profile, won):
        name = project_name(project)
        ticks = ["✓" if project.id in winners else "" for winners in won]
        table.add_row(Text(visible(name)), *ticks)
    return table


def _by_wins(profile: Profile, won: list[set[str]]) -> list[Project]:
    return sorted(
        profile.projects,
        key=lambda p: -_wins(won, p),
    )


def _wins(won: list[set[str]], p: Project) -> int:
    return sum(p.id in winners for winners in won)


def _tell(profile: Profile, found: tuple[Compared, ...]) -> None:
    """Rules by their numbers across, projects down.

    Then each rule with its figures, a line each.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    counted = [each for each in found if each.outcome is not None]
    console.print(Text(render(_NOTE), style="bold"))
    console.print(_table(profile, counted, console.width))
    _tell_each(profile, counted, console)
    for each in found:
        if each.refused is not None:
            console.print(Text(render(each.refused)))


def _tell_each(
    profile: Profile,
    counted: list[Compared],
    console: Console,
) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for number, each in enumerate(counted, 1):
        console.print(Text(f"{number:>2}  {_title(each)}"))
        for words in _figures(profile, each):
            console.print(Padding(Text(render(words)), (0, 0, 0, 4)))


def _won(each: Compared) -> set[str]:
    outcome = each.outcome
    if outcome is None:
        return set()
    return set(outcome.funded) | set(outcome.winners or ())


def _title(each: Compared) -> str:
    options = _options(each)
    return render(RULES[each.rule].label) + (f" ({options})" if options else "")


def _options(each: Compared) -> str:
    return ", ".join(f"{name}={value}" for name, value in each.settings.items())


def _figures(profile: Profile, each: Compared) -> list[Words]:
    """Money and representation, and the wrong ballots that could change it, a line each."""
    outcome = each.outcome
    figures = each.representation
    told: list[Words] = []
    if outcome is not None and figures is not None:
        told += _of_money(figures, profile, outcome)
    if outcome is not None and outcome.lot_needed:
        told.append(say("only a lot decides"))
    if each.overlooked:
        told.append(say("overlooked groups: {n}", n=len(each.overlooked)))
    if each.margin is not None:
        told.append(each.margin.words())
    return told


def _of_money(
    figures: Representation,
    profile: Profile,
    outcome: Outcome,
) -> list[Words]:
    return [
        _given(profile, outcome),
        _reached(figures, profile),
    ]


def _reached(figures: Representation, profile: Profile) -> Words:
    return say(
        "{share} of ballots with a project that they mark, {spend} spent on what a ballot "
        "marks",
        share=Share(figures.with_win, figures.ballots),
        spend=profile.money(figures.spend),
    )


def _given(profile: Profile, outcome: Outcome) -> Words:
    return say(
        "{cost} given, {left} left",
        cost=profile.money(outcome.cost),
        left=profile.money(outcome.leftover),
    )
