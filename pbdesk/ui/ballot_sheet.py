"""The sheet about a ballot file: what is in it, and what its rule makes of it.

Nothing of it is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from pbdesk.ui.icons import Shape
from pbdesk.ui.sheets import Leaflet
from pbdesk.ui.widgets.facts import Facts
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow
from pbdesk.voting.report import Counted
from pbdesk.voting.rules import RULES
from pbdesk.words import Value, Words, plain, say, several

__all__ = ["ballot_sheet"]

_FUNDED, _NOT = Shape("circle-check", "text"), Shape("circle", "second")


def ballot_sheet(name: str, counted: Counted, parent: QWidget) -> Leaflet:
    """The count of a file of that name, over a window."""
    profile, outcome = counted.file.profile, counted.outcome
    facts = Facts(
        [
            (say("Projects"), _shown(len(profile.projects))),
            (say("Ballots"), _shown(profile.n)),
            (say("Money to give"), _shown(profile.money(outcome.budget))),
        ]
    )
    table = Table(
        [
            TableColumn(say("In the order of the count")),
            TableColumn(say("Support", context="votes")),
            TableColumn(say("Cost")),
        ],
        name=say("Result"),
    )
    table.show_rows(list(_rows(counted)))
    notes = [Label(words) for words in _notes(counted)]
    return Leaflet(
        plain(name), parent, facts, *notes, table, caption=say("Looked into, not recorded")
    )


def _notes(counted: Counted) -> Iterator[Words]:
    """By which rule, whether that is what was published, and what of the file was not taken."""
    file = counted.file
    yield say(
        "Counted by the rule the file names, as pbdesk reads it: {rule}.",
        rule=RULES[counted.outcome.rule].label,
    )
    if counted.published_agrees is not None:
        yield (
            say("These are the projects that the file says were funded.")
            if counted.published_agrees
            else say(
                "The file says that other projects were funded: its rule or its limits may be "
                "others."
            )
        )
    rejected = sum(file.rejected.values())
    if rejected:
        yield several(
            "{n} ballot of the file is not counted.",
            "{n} ballots of the file are not counted.",
            rejected,
        )
    yield from file.warnings


def _rows(counted: Counted) -> Iterator[TableRow]:
    """Funded in the order funded, the money line, then the others by support."""
    profile, outcome = counted.file.profile, counted.outcome
    funded = set(outcome.funded)
    rest = sorted(
        outcome.support.keys() - funded, key=lambda project: (-outcome.support[project], project)
    )
    known = {project.id: project for project in profile.projects}
    for n, key in enumerate((*outcome.funded, *rest)):
        if n == len(funded):
            yield TableRow(
                across=say(
                    "Money line: {cost} given, {left} left",
                    cost=profile.money(outcome.cost),
                    left=profile.money(outcome.leftover),
                )
            )
        project = known[key]
        yield TableRow(
            key,
            (
                plain(project.name or key),
                _shown(outcome.support[key]),
                _shown(profile.money(project.cost)),
            ),
            _FUNDED if key in funded else _NOT,
            strong=key in funded,
        )


def _shown(value: Value) -> Words:
    return say("{value}", value=value)
