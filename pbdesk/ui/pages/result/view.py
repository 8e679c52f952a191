"""Result: until declared only "Counted, not declared".

Then the list, the money line, and why for each project.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.figures import Figures, ProjectFigures, figures, support_name
from pbdesk.assembly.state import Assembly
from pbdesk.words import Clock, Listing, Money, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["Declared", "ProjectLine", "ProjectView", "ResultView", "Scales", "Stage", "view"]

type Stage = Literal["early", "counted", "declared"]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A row of the result, or (`across`) the money line."""

    id: str = ""
    title: str = ""
    funded: bool = False
    support: Words | str = ""
    cost: Words | str = ""
    left_after: Words | str = ""
    across: Words | None = None


@dataclass(frozen=True, slots=True)
class Scales:
    """What was left at a project's turn, and what it costs.

    In words, and in minor units for the bars.
    """

    left: int
    left_words: Words
    cost: int
    cost_words: Words


@dataclass(frozen=True, slots=True)
class ProjectView:
    """One project: its place, whether it is funded, why, and the two sums where it had a turn."""

    id: str
    caption: Words
    title: str
    funded: bool
    reason: Words
    scales: Scales | None


@dataclass(frozen=True, slots=True)
class Declared:
    """The result as it was declared."""

    caption: Words
    lines: tuple[ProjectLine, ...]
    notes: tuple[tuple[Words, Words], ...]
    quorum: Words | None
    objections: tuple[Words, ...]
    chosen: ProjectView


@dataclass(frozen=True, slots=True)
class ResultView:
    """The page. Nothing of the result is in it before the declaration.

    `support_name`: what support is called.
    """

    stage: Stage
    quorum: Words
    support_name: Words
    declared: Declared | None


def view(state: Assembly, here: Here) -> ResultView:
    """The page as it stands; `here.chosen` is the project whose reasons are shown."""
    support = support_name(state.rulebook.style)
    if not state.declaration.declared or state.outcome is None:
        return ResultView(
            "counted" if state.count.counted else "early", _quorum_ahead(state), support, None
        )
    return ResultView(
        "declared", _quorum_ahead(state), support, _declared(state, figures(state), here.chosen)
    )


def _quorum_ahead(state: Assembly) -> Words:
    """Whether the result can be declared, or is only reported."""
    quorum, people = int(state.rulebook.given.get("quorum") or 0), state.door.people
    if not quorum:
        return say("No quorum is needed.")
    if people >= quorum:
        return say(
            "Quorum {quorum}: reached, {people} took a ballot.", quorum=quorum, people=people
        )
    return say(
        "Quorum {quorum}: not reached, {people} took a ballot. The result is only reported.",
        quorum=quorum,
        people=people,
    )


def _declared(state: Assembly, result: Figures, chosen: str | None) -> Declared:
    shown = next((p for p in result.projects if p.id == chosen), None) or next(
        iter(result.unfunded), result.projects[0]
    )
    return Declared(
        caption=_caption(result),
        lines=_lines(result),
        notes=_notes(result),
        quorum=None if result.quorum_met else _quorum_ahead(state),
        objections=tuple(
            plain(words) if words else say("(these words were erased)")
            for words in result.objections
        ),
        chosen=_project(state, result, shown),
    )


def _caption(result: Figures) -> Words:
    ballots = several("{n} valid ballot", "{n} valid ballots", result.valid)
    if result.declared_at is None:
        return ballots
    return say("{ballots}, declared at {time}", ballots=ballots, time=Clock(result.declared_at))


def _lines(result: Figures) -> tuple[ProjectLine, ...]:
    """Funded in the order funded, the money line, the others by support."""
    line = ProjectLine(across=result.money_line)
    return (
        *(_line(result, p) for p in result.funded),
        line,
        *(_line(result, p) for p in result.unfunded),
    )


def _line(result: Figures, project: ProjectFigures) -> ProjectLine:
    left = "" if project.left_after is None else _money(result, project.left_after)
    return ProjectLine(
        project.id,
        project.title,
        project.funded,
        say("{n}", n=project.support),
        _money(result, project.cost),
        left,
    )


def _money(result: Figures, minor: int) -> Words:
    return say("{money}", money=result.money(minor))


def _notes(result: Figures) -> tuple[tuple[Words, Words], ...]:
    return (
        (say("Left over"), result.leftover_words),
        *((say("Tie"), tie) for tie in result.ties),
        *(
            []
            if result.ties
            else [(say("Ties"), say("No tie decided a place, so the lot was not needed."))]
        ),
        *(
            [
                (
                    say("Lot"),
                    say(
                        "The dice showed {dice}, the sealed code was {code}. The order stands "
                        "under Tally.",
                        dice=" ".join(result.dice),
                        code=result.lot_code,
                    ),
                )
            ]
            if result.dice
            else []
        ),
        (say("Rejected"), _rejected(result)),
    )


def _rejected(result: Figures) -> Words:
    if not result.rejected:
        return say("No ballot was rejected.")
    reasons = tuple(say("{reason} ({n})", reason=words, n=n) for _, words, n in result.rejected_by)
    return several(
        "{n} ballot: {reasons}.",
        "{n} ballots: {reasons}.",
        result.rejected,
        reasons=Listing(reasons),
    )


def _project(state: Assembly, result: Figures, project: ProjectFigures) -> ProjectView:
    return ProjectView(
        project.id,
        say("Place {place} of {all}", place=project.place, all=len(result.projects)),
        project.title,
        project.funded,
        project.reason,
        _scales(state, project),
    )


def _scales(state: Assembly, project: ProjectFigures) -> Scales | None:
    """What was left when its turn came: before it was paid, or what was too little.

    None where it had no turn.
    """
    turn = (
        next((r for r in state.outcome.rounds if r.project == project.id), None)
        if state.outcome
        else None
    )
    if turn is None:
        return None
    left, currency = turn.left + (project.cost if turn.funded else 0), state.mandate.currency
    return Scales(
        left,
        say("{money}", money=Money(left, currency)),
        project.cost,
        say("{money}", money=Money(project.cost, currency)),
    )
