"""What a vote does to a project, in words: a binding vote funds, an advisory one recommends.

Nothing that only advises is printed as if it were decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pbdesk.assembly.figures import Figures
from pbdesk.words import Words, say, several

__all__ = ["ADVICE", "BINDING", "Force", "force_of", "only_reported"]


@dataclass(frozen=True, slots=True)
class Force:
    """The words of one force. `counted` says how many of all projects."""

    title: Words
    plain_title: Words
    label: Words
    taken: Words
    left_out: Words
    left_out_label: Words
    sum: Words
    cost: Words
    plain_taken: Words
    plain_none: Words
    plain_left_out: Words
    binds: bool
    counted: Callable[[Figures], Words]
    money_line: Callable[[Figures], Words]


def _funded(figures: Figures) -> Words:
    return several(
        "{n} of {all} projects is funded.",
        "{n} of {all} projects are funded.",
        len(figures.funded),
        all=len(figures.projects),
    )


def _recommended(figures: Figures) -> Words:
    return several(
        "{n} of {all} projects is recommended.",
        "{n} of {all} projects are recommended.",
        len(figures.funded),
        all=len(figures.projects),
    )


def _advised(figures: Figures) -> Words:
    return say(
        "Money line: {given} of {pot} recommended, {left} left.",
        given=figures.money(figures.given),
        pot=figures.money(figures.pot),
        left=figures.money(figures.leftover),
    )


BINDING = Force(
    title=say("What we decided and ask of you"),
    plain_title=say("What we decided"),
    label=say("Decided"),
    taken=say("Funded"),
    left_out=say("Not funded"),
    left_out_label=say("Not funded:"),
    sum=say("Given"),
    cost=say("Cost"),
    plain_taken=say("These projects get money:"),
    plain_none=say("No project gets money."),
    plain_left_out=say("These projects get no money"),
    binds=True,
    counted=_funded,
    money_line=lambda figures: figures.money_line,
)
ADVICE = Force(
    title=say("What we recommend and ask of you"),
    plain_title=say("What we recommend"),
    label=say("Recommended"),
    taken=say("Recommended"),
    left_out=say("Not recommended"),
    left_out_label=say("Not recommended:"),
    sum=say("Recommended in all"),
    cost=say("Asked for"),
    plain_taken=say("We recommend money for these projects:"),
    plain_none=say("We recommend no project."),
    plain_left_out=say("We do not recommend these projects"),
    binds=False,
    counted=_recommended,
    money_line=_advised,
)


def only_reported(figures: Figures) -> Words:
    """What is said where the quorum was missed."""
    return say(
        "The quorum of {quorum} ballots was not met: the result is only reported.",
        quorum=figures.quorum,
    )


def force_of(figures: Figures) -> Force:
    """The force of a result: only a vote that binds, with its quorum, gives."""
    return BINDING if figures.binding and figures.quorum_met else ADVICE
