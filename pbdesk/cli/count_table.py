"""The table that `pbdesk count` prints for people."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pbdesk.cli.project_name import project_name
from pbdesk.i18n import ENGLISH, render
from pbdesk.voting.outcome import Outcome, Tie
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.report import Counted
from pbdesk.voting.rules import RULES
from pbdesk.words import Value, Words, say, visible

__all__ = ["tell"]

_RUNGS = {
    "cheaper": "the cheaper first",
    "votes": "more votes first",
    "lot": "a lot",
    "id": "the project id, for want of a seed (--seed)",
    "order": "the order on the ballot",
    "generator": "the generator of the published count",
}


def tell(counted: Counted) -> None:
    """Print funded or chosen, the money line, ties and warnings, and why."""
    console = Console(highlight=False)
    profile = counted.file.profile
    outcome = counted.outcome
    gives_money = RULES[outcome.rule].kind == "funding"
    console.print(_table(profile, outcome) if gives_money else _chosen(outcome))
    for line in _lines(counted):
        console.print(Text(visible(line)))


def _table(profile: Profile, outcome: Outcome) -> Table:
    """Projects in the order funded, the money line, then the others by support."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("Project", overflow="fold")
    table.add_column("Support", justify="right")
    table.add_column("Cost", justify="right")
    table.add_column("Why", overflow="fold", ratio=1)
    projects = {project.id: project for project in profile.projects}
    for name in outcome.funded:
        _row(table, profile, outcome, projects[name], "✓")
    for name in outcome.awards:
        _row(table, profile, outcome, projects[name], "◐")
    table.add_section()
    others = projects.keys() - {*outcome.funded, *outcome.awards}
    for name in sorted(others, key=lambda p: (-outcome.support[p], p)):
        _row(table, profile, outcome, projects[name], "")
    return table


def _row(
    table: Table,
    profile: Profile,
    outcome: Outcome,
    project: Project,
    mark: str,
) -> None:
    table.add_row(
        mark,
        Text(visible(project_name(project))),
        _figure(outcome.support[project.id]),
        _figure(profile.money(project.cost)),
        Text(render(outcome.reasons[project.id])),
    )


def _chosen(outcome: Outcome) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    table.add_column("Option", overflow="fold")
    table.add_column("Figure", justify="right")
    table.add_column("Why", overflow="fold", ratio=1)
    rest = [name for name in outcome.support if name not in outcome.order]
    if RULES[outcome.rule].kind == "choosing":
        rest.sort(key=lambda name: (-outcome.support[name], name))
    for name in (*outcome.order, *rest):
        table.add_row(
            "✓" if name in (outcome.elected or outcome.won) else "",
            Text(visible(name)),
            _figure(outcome.support[name]),
            Text(render(outcome.reasons[name])),
        )
    return table


def _figure(value: Value) -> str:
    return render(Words("{value}", {"value": value}), ENGLISH)


def _lines(counted: Counted) -> list[str]:
    profile = counted.file.profile
    outcome = counted.outcome
    lines = [render(words) for words in counted.file.warnings]
    rejected = sum(counted.file.rejected.values())
    lines.append(
        render(
            say(
                "{n} ballots counted, {rejected} rejected.",
                n=profile.n,
                rejected=rejected,
            ),
        ),
    )
    if RULES[outcome.rule].kind == "funding":
        lines.append(
            _money_line(profile, outcome),
        )
    lines += [render(words) for words in outcome.notes]
    lines += [_tie(tie) for tie in outcome.ties]
    if outcome.lot_needed:
        lines.append(
            _only_a_lot(outcome),
        )
    if counted.published_agrees is not None:
        lines.append(
            _agreement(counted),
        )
    return lines


def _agreement(counted: Counted) -> str:
    if counted.published_agrees:
        return "The same projects as the file says were funded."
    return (
        "Not the projects that the file says were funded: its rule or its limits may be "
        "others."
    )


def _only_a_lot(outcome: Outcome) -> str:
    return (
        f"Only a lot decides between {', '.join(outcome.lot_needed)}: "
        "give its seed with --seed."
    )


def _money_line(profile: Profile, outcome: Outcome) -> str:
    return render(
        say(
            "Money line: {cost} of {budget} given, {left} left.",
            cost=profile.money(outcome.cost),
            budget=profile.money(outcome.budget),
            left=profile.money(outcome.leftover),
        ),
    )


def _tie(tie: Tie) -> str:
    tied = ", ".join(tie.tied)
    order = ", ".join(tie.order)
    return f"Tie of {tied}, settled by {_RUNGS[tie.decided_by]}: {order}."
