"""Reached: what a result had to reach by its rulebook, and whether it did.

Nothing of one hall of several: there the sum of all halls decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.questions.limits import least_share_of
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pbdesk.assembly.state import Assembly
    from pbdesk.voting.outcome import Outcome

__all__ = ["Reached", "reached"]


@dataclass(frozen=True, slots=True)
class Reached:
    """A threshold: of what, how much was needed, and in a sentence whether it was reached."""

    what: Words
    needed: Words
    told: Words


def reached(state: Assembly, outcome: Outcome) -> tuple[Reached, ...]:
    """The thresholds of a counted question, those of the rulebook that it was counted by."""
    if state.part:
        return ()
    return tuple(_each(state, outcome))


def _each(state: Assembly, outcome: Outcome) -> Iterator[Reached]:
    yield _turnout(state)
    if state.terms.funds:
        yield _support(state, outcome)


def _turnout(state: Assembly) -> Reached:
    quorum = int(state.rulebook.given.get("quorum") or 0)
    people = state.door.people
    took = several(
        "{n} person took a ballot.",
        "{n} people took a ballot.",
        people,
    )
    if not quorum:
        return Reached(say("Turnout"), say("No least number"), took)
    told = say("Not reached: {took}", took=took)
    if people >= quorum:
        told = say("Reached: {took}", took=took)
    needed = several(
        "{n} person with a ballot",
        "{n} people with a ballot",
        quorum,
    )
    return Reached(say("Turnout"), needed, told)


def _support(state: Assembly, outcome: Outcome) -> Reached:
    """How many projects had the least share of the valid ballots."""
    rulebook = state.rulebook
    counted = state.count.counted
    share = least_share_of(rulebook.given, RULES[rulebook.rule])
    valid = counted.counted if counted else 0
    if not share:
        return Reached(
            say("Support"),
            say("No least number"),
            say("Every project takes part."),
        )
    needed = say("{share} of 100 valid ballots", share=share)
    if rulebook.given.get("threshold_of") == "cost":
        told = say(
            "For a project that takes the whole pot; others in proportion to their cost.",
        )
        return Reached(say("Support"), needed, told)
    least = -(-valid * share // 100)
    needed = say(
        "{least}: {share}% of {valid}",
        least=least,
        share=share,
        valid=valid,
    )
    if not STYLES[rulebook.style].crossed:
        told = say("The reason of a project says where it did not reach it.")
        return Reached(say("Support"), needed, told)
    had = sum(support >= least for support in outcome.support.values())
    told = say(
        "Reached by {n} of {all} projects.",
        n=had,
        all=len(outcome.support),
    )
    return Reached(say("Support"), needed, told)
