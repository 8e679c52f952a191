"""Tally: the sealed ballots under the sealed rules.

A pure function of (ballots, rulebook, lot). One hall of several gives the sums of its ballots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.numbers import get_currency_precision

from pbdesk.questions.limits import constraints
from pbdesk.questions.sealing import rule_settings
from pbdesk.voting.constraints import Constraints
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles import STYLES
from pbdesk.voting.support import sums

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = ["Tally", "base_of", "constraints_of", "profile_of", "tally"]


@dataclass(frozen=True)
class Tally:
    """The profile that was counted, what was rejected by reason, and the outcome."""

    profile: Profile
    rejected: Mapping[str, int]
    outcome: Outcome


def profile_of(
    state: Asking,
    ballots: Iterable[tuple[str, str]],
) -> tuple[Profile, Mapping[str, int]]:
    """Counted ballots as a profile, rejected ones by reason.

    `ballots` are (kind, text) as the urn keeps them.
    """
    style = STYLES[state.rulebook.style]
    texts = Counter[str]()
    reasons = Counter[str]()
    for kind, text in ballots:
        (texts if kind == "counted" else reasons)[text] += 1
    category = {
        each.project: (each.category,)
        for each in state.placed()
        if each.category
    }
    projects = [
        Project(
            line.project,
            line.cost,
            line.title,
            category.get(line.project, ()),
        )
        for line in state.sheet.lines
    ]
    profile = Profile.of(
        style.name,
        projects,
        state.pot,
        ((style.decode(text), times) for text, times in texts.items()),
        currency=state.about.currency,
        unit=10 ** get_currency_precision(state.about.currency),
        constraints=constraints_of(state),
    )
    return profile, dict(sorted(reasons.items()))


def constraints_of(state: Asking) -> Constraints | None:
    """What the count must obey beside the counting rule; None for nothing."""
    return constraints(
        state.rulebook.given,
        state.placed(),
        RULES[state.rulebook.rule],
    )


def base_of(state: Asking, cast: int) -> int | None:
    """How many the base of a threshold is; None where the ballots tell it."""
    match state.rulebook.given.get("count.base"):
        case "entitled":
            return len(state.door.register)
        case "present":
            if state.hands.counted:
                return state.hands.counted.present
            return None
        case "given":
            return state.door.people
        case "cast":
            return cast
        case _:
            return None


def tally(state: Asking, ballots: Iterable[tuple[str, str]]) -> Tally:
    """Count what was answered by the sealed rule, with the lot. Money is minor units."""
    profile, rejected = profile_of(state, (*ballots, *_open_answers(state)))
    rule = RULES[state.rulebook.rule]
    if state.part:
        return Tally(profile, rejected, _sums_alone(profile, rule.name))
    base = base_of(state, profile.n + sum(rejected.values()))
    settings = rule_settings(state.rulebook, profile.n, base)
    return Tally(
        profile,
        rejected,
        rule.count_box(
            profile,
            settings,
            state.lot.of(state.asked, state.rulebook.rungs),
        ),
    )


def _sums_alone(profile: Profile, rule: str) -> Outcome:
    """An outcome that decides nothing: what one hall adds to the others."""
    given = dict(zip(profile.ids, sums(profile).tolist(), strict=True))
    return Outcome(rule, {}, profile.budget, given, {})


def _open_answers(state: Asking) -> Iterator[tuple[str, str]]:
    """Hands and slips as ballots with one mark."""
    style = STYLES[state.rulebook.style]
    answers: Mapping[str, int] = {}
    if state.hands.counted:
        answers = state.hands.counted.hands
    elif state.slips.released:
        answers = state.slips.released.answers
    for option, times in answers.items():
        yield from (
            ("counted", style.encode({option: 1})) for _ in range(times)
        )
