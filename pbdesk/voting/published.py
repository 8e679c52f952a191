"""Published choices: whether the outcome of a rule without money follows from what it publishes.

Without ballots. Rules of pairs are counted again from the pairs, rules of sums and grades from
these, a decision from its sums and its base. Of a run-off or a transferable vote every stage is
followed: sums, quota, who is elected, who goes out, whose surplus passes on, and the lot; where
votes go needs the ballots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import lcm

from pbdesk.voting.options import OptionError
from pbdesk.voting.outcome import Outcome, Round, Totals, Worth
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.registry import RULES, AnyRule, UnsupportedError
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.words import Words, say

__all__ = ["ChoiceWrong", "follows"]

_MOST_OPTIONS = 200  # a forged pack must not keep the computer busy for minutes
_MOST_BITS = 1 << 16
_CUT_OFF = Fraction(
    1,
    100_000,
)  # what a ballot may lose at a stage: votes have five decimals


class ChoiceWrong(Exception):
    """The outcome does not follow from what it publishes, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


def follows(
    told: Outcome,
    options: Sequence[str],
    counted: int,
    lot: Lot | None,
) -> Words:
    """What follows from the published sums of a rule without money, in a sentence.

    `options`: as they stood on the ballot, in its order; `counted`: the ballots that were counted;
    `lot`: that of the question. Raises ChoiceWrong where the
    outcome is another, or its figures cannot be; UnsupportedError where it needs the ballots.
    """
    rule = _rule(told)
    _refuse_too_many(options)
    _refuse_figures(told, counted)
    _refuse_other_options(told, options)
    stood = [Project(name, 0) for name in options]
    nobody = replace(
        Profile.of(min(rule.takes), stood, told.budget, []),
        n=counted,
    )
    _refuse_another(told, _again(rule, nobody, Ladder(lot), told))
    if told.rounds:
        return say(
            "Every stage follows from its sums; where votes go needs the ballots.",
        )
    return say("The outcome follows from the published sums.")


def _refuse_other_options(told: Outcome, options: Sequence[str]) -> None:
    if sorted(told.support) != sorted(options):
        raise ChoiceWrong(
            say("The figures are of other options than stood on the ballot."),
        )


def _rule(told: Outcome) -> AnyRule:
    """The rule without money that the outcome names. Raises UnsupportedError for another."""
    rule = RULES.get(told.rule)
    if rule is None or rule.kind == "funding" or rule.again is None:
        raise UnsupportedError(
            say("“{rule}” needs the ballots.", rule=told.rule),
        )
    return rule


def _refuse_too_many(options: Sequence[str]) -> None:
    if len(options) > _MOST_OPTIONS:
        raise UnsupportedError(
            say(
                "More than {most} options: this needs the ballots.",
                most=_MOST_OPTIONS,
            ),
        )


def _wrong() -> ChoiceWrong:
    return ChoiceWrong(say("The published figures cannot be followed."))


def _refuse_another(told: Outcome, again: Outcome) -> None:
    """Sentences are for people, and not compared."""
    stages = zip(told.rounds, again.rounds, strict=False)
    for number, (one, other) in enumerate(stages, 1):
        if replace(one, words=None) != replace(other, words=None):
            raise ChoiceWrong(
                say(
                    "Stage {number} does not follow from its sums.",
                    number=number,
                ),
            )
    if replace(told, reasons=again.reasons, notes=again.notes) != again:
        raise ChoiceWrong(say("The published sums give another outcome."))


def _again(
    rule: AnyRule,
    nobody: Profile,
    ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome again, from its sums alone."""
    try:
        return _counted(rule, nobody, ladder, told)
    except UnsupportedError:
        raise
    except (
        OptionError,
        LookupError,
        ValueError,
        TypeError,
        ArithmeticError,
    ) as error:
        raise _wrong() from error


def _counted(
    rule: AnyRule,
    nobody: Profile,
    ladder: Ladder,
    told: Outcome,
) -> Outcome:
    if rule.again is None:
        raise UnsupportedError(
            say("“{rule}” needs the ballots.", rule=told.rule),
        )
    settings = rule.settle(told.parameters)
    if settings.parameters != told.parameters:
        raise _wrong()
    empty = rule.of_nobody(nobody, settings) if nobody.n == 0 else None
    return empty or rule.again(nobody, settings, ladder, told)


def _refuse_figures(told: Outcome, counted: int) -> None:
    """Sums that so many ballots cannot give."""
    _refuse_pairs(told, counted)
    _refuse_grades(told, counted)
    _refuse_stages(told, counted)
    for number, (now, after) in enumerate(pairwise(told.rounds), 1):
        if "passed" in now.figures:
            _refuse_transfer(number, now, after)


def _refuse_grades(told: Outcome, counted: int) -> None:
    for name, given in told.grades.items():
        if min(given.values(), default=0) < 0 or sum(given.values()) > counted:
            raise ChoiceWrong(
                say(
                    "More ballots grade “{name}” than were counted.",
                    name=name,
                ),
            )


def _refuse_pairs(told: Outcome, counted: int) -> None:
    for one, row in told.matrix.items():
        if row.keys() != told.matrix.keys() or row[one] != 0:
            raise _wrong()
        for other, above in row.items():
            below = told.matrix[other].get(one, 0)
            if above < 0 or above + below > counted:
                raise _too_many_compare(one, other)


def _too_many_compare(one: str, other: str) -> ChoiceWrong:
    return ChoiceWrong(
        say(
            "More ballots compare “{one}” and “{other}” than were counted.",
            one=one,
            other=other,
        ),
    )


def _refuse_stages(told: Outcome, counted: int) -> None:
    for number, stage in enumerate(told.rounds, 1):
        _refuse_long((*stage.totals.values(), stage.exhausted))
        if min(stage.totals.values(), default=0) < 0 or stage.exhausted < 0:
            raise _wrong()
        votes = sum(stage.totals.values(), start=stage.exhausted)
        most = (
            _CUT_OFF * counted * (number - 1) if "quota" in told.figures else 0
        )
        if not 0 <= counted - votes <= most:
            raise ChoiceWrong(
                say(
                    "The votes of stage {number} are not those that were counted.",
                    number=number,
                ),
            )


def _refuse_long(votes: Totals) -> None:
    """Votes over a denominator longer than any count makes it: adding them up would take hours."""
    below = 1
    for each in votes:
        below = lcm(below, each.denominator)
        if below.bit_length() > _MOST_BITS:
            raise _wrong()


def _refuse_transfer(number: int, now: Round, after: Round) -> None:
    """Who does not move loses nothing; who goes out keeps nothing; a surplus leaves the quota."""
    surplus = now.figures.get("surplus", {})
    if not isinstance(surplus, Mapping):
        raise _wrong()
    for name in now.totals:
        if not _passes_on(name, now, after, surplus):
            raise ChoiceWrong(
                say(
                    "The votes of “{name}” do not pass on as stage {number} says.",
                    name=name,
                    number=number,
                ),
            )


def _passes_on(
    name: str,
    now: Round,
    after: Round,
    surplus: Mapping[str, Worth],
) -> bool:
    """Whether an option has as many votes after a stage as it may have."""
    votes = now.totals[name]
    left = after.totals.get(name, 0)
    if name in now.eliminated:
        return left == 0
    if name in surplus:
        return left == votes - surplus[name]
    return left >= votes
