"""Trace: the outcome of a count as JSON, written and read in one place.

Canonical bytes (RFC 8785): the same count gives the same bytes, anywhere. Whole numbers stand as
they are, fractions as "a/b"; money is whole minor units, but for what single ballots paid. Reading
is strict and trusts nothing: a part that is missing, unknown or of another type is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, cast

import msgspec
from msgspec import UNSET, Struct, UnsetType

from pbdesk.canonical import canonical
from pbdesk.voting.outcome import (
    Base,
    Decided,
    Figure,
    Outcome,
    Payment,
    Round,
    Spread,
    Table,
    Tie,
    Worth,
)
from pbdesk.voting.sentences import (
    Number,
    Sentence,
    read_number,
    sentence_of,
    words_of,
    written,
)
from pbdesk.words import Words

__all__ = ["Trace", "outcome_bytes", "outcome_from", "outcome_told"]

_FORMAT = "pbdesk/outcome/1"

type TracedPayment = tuple[int, Number, bool]
"""Ballots, what each of them paid (minor units), and whether that was all they had left.

Then it is their average.
"""

type _Figures = Worth | Mapping[str, Worth]
type TracedTable = dict[str, dict[str, int]]
type Told = int | str | Ratio | list[int | str] | None
"""A figure of a rule that chooses."""


class Ratio(Struct, frozen=True, forbid_unknown_fields=True):
    """A fraction ("a/b") where there may be text as well."""

    fraction: str


class TracedTie(Struct, frozen=True, forbid_unknown_fields=True):
    """Projects that came out equal, what told them apart, and their order.

    By "cheaper", "votes", "lot" or "id".
    """

    tied: list[str]
    by: str
    order: list[str]


class TracedRound(Struct, frozen=True, forbid_unknown_fields=True):
    """One step of a count.

    Funding rules: one project's turn, whether it was funded, what was `left` of the pot after it,
    who paid; `award`: the part of its cost that it got. Choosing rules: the totals, who went out
    or was elected, and in `figures` what else the rule tells. `lot`: what said who moves.
    """

    project: str | None
    funded: bool
    left: int
    payments: list[TracedPayment]
    totals: dict[str, Number]
    eliminated: list[str]
    elected: list[str]
    exhausted: Number
    words: Sentence | None
    award: int | UnsetType = UNSET
    lot: TracedTie | UnsetType = UNSET
    figures: dict[str, Number | dict[str, Number]] | UnsetType = UNSET


class Chosen(Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule found that chooses: see `Outcome`."""

    winners: list[str] | None
    order: list[str]
    lot_needed: list[str]
    matrix: TracedTable
    levels: list[list[str]]
    strengths: TracedTable
    finalists: list[str]
    elected: list[str]
    grades: TracedTable
    figures: dict[str, Told]


class TracedDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a question is passed: see `Decided`."""

    passed: bool
    base: Base
    of: int
    share: Ratio
    than: Literal["more-than", "at-least"]
    needed: int
    switched: int | None
    added: int | None


class TracedSpread(Struct, frozen=True, forbid_unknown_fields=True):
    """How answers lie on a scale: see `Spread`."""

    steps: list[str]
    middle: list[str]
    ballots: int
    apart: list[str]


class Trace(Struct, frozen=True, forbid_unknown_fields=True):
    """How a rule came to its outcome.

    `chosen`: of a rule that chooses, `decided`: of one that decides, `spread`: of one that tells;
    and of no other.
    """

    format: str
    rule: str
    parameters: dict[str, str | int | None]
    budget: int
    support: dict[str, Number]
    reasons: dict[str, Sentence]
    funded: list[str]
    cost: int
    leftover: int
    rounds: list[TracedRound]
    ties: list[TracedTie]
    awards: dict[str, int] | UnsetType = UNSET
    notes: list[Sentence] | UnsetType = UNSET
    chosen: Chosen | UnsetType = UNSET
    decided: TracedDecision | UnsetType = UNSET
    spread: TracedSpread | UnsetType = UNSET


def outcome_bytes(outcome: Outcome) -> bytes:
    """The outcome as canonical JSON; sentences keep their gaps and values."""
    return canonical(msgspec.to_builtins(_trace(outcome))).encode()


def outcome_from(data: bytes) -> Outcome:
    """The outcome that `outcome_bytes` wrote. Raises ValueError for anything else."""
    return _outcome(msgspec.json.decode(data, type=Trace))


def outcome_told(told: object) -> Outcome:
    """The outcome in what result.json holds under `trace`. Raises ValueError for anything else."""
    return _outcome(msgspec.convert(told, Trace))


def _trace(outcome: Outcome) -> Trace:
    return Trace(
        format=_FORMAT,
        rule=outcome.rule,
        parameters=dict(outcome.parameters),
        budget=outcome.budget,
        support=_numbers(outcome.support),
        reasons={
            name: sentence_of(words) for name, words in outcome.reasons.items()
        },
        funded=list(outcome.funded),
        cost=outcome.cost,
        leftover=outcome.leftover,
        rounds=[_traced_round(round_) for round_ in outcome.rounds],
        ties=[_traced_tie(tie) for tie in outcome.ties],
        awards=dict(outcome.awards) or UNSET,
        notes=[sentence_of(words) for words in outcome.notes] or UNSET,
        chosen=_chosen(outcome),
        decided=_decided(outcome.decided),
        spread=_spread(outcome.spread),
    )


def _chosen(outcome: Outcome) -> Chosen | UnsetType:
    if outcome.winners is None and not outcome.lot_needed:
        return UNSET
    return Chosen(
        winners=_winners(outcome),
        order=list(outcome.order),
        lot_needed=list(outcome.lot_needed),
        matrix=_table(outcome.matrix),
        levels=[list(level) for level in outcome.levels],
        strengths=_table(outcome.strengths),
        finalists=list(outcome.finalists),
        elected=list(outcome.elected),
        grades=_table(outcome.grades),
        figures={
            name: _figure(value) for name, value in outcome.figures.items()
        },
    )


def _winners(outcome: Outcome) -> list[str] | None:
    if outcome.winners is None:
        return None
    return list(outcome.winners)


def _traced_tie(tie: Tie) -> TracedTie:
    return TracedTie(list(tie.tied), tie.decided_by, list(tie.order))


def _read_tie(traced: TracedTie) -> Tie:
    return Tie(tuple(traced.tied), traced.by, tuple(traced.order))


def _decided(decided: Decided | None) -> TracedDecision | UnsetType:
    if decided is None:
        return UNSET
    return TracedDecision(
        decided.passed,
        decided.base,
        decided.of,
        Ratio(str(decided.share)),
        decided.than,
        decided.needed,
        decided.switched,
        decided.added,
    )


def _read_decided(traced: TracedDecision | UnsetType) -> Decided | None:
    if traced is UNSET:
        return None
    return Decided(
        traced.passed,
        traced.base,
        traced.of,
        Fraction(read_number(traced.share.fraction)),
        traced.than,
        traced.needed,
        traced.switched,
        traced.added,
    )


def _spread(spread: Spread | None) -> TracedSpread | UnsetType:
    if spread is None:
        return UNSET
    return TracedSpread(
        list(spread.steps),
        list(spread.middle),
        spread.ballots,
        list(spread.apart),
    )


def _read_spread(traced: TracedSpread | UnsetType) -> Spread | None:
    if traced is UNSET:
        return None
    return Spread(
        tuple(traced.steps),
        tuple(traced.middle),
        traced.ballots,
        tuple(traced.apart),
    )


def _table(table: Table) -> TracedTable:
    return {
        name: {other: int(n) for other, n in row.items()}
        for name, row in table.items()
    }


def _figure(value: Figure) -> Told:
    match value:
        case Fraction():
            return Ratio(str(value))
        case tuple():
            return list(value)
        case _:
            return value


def _traced_round(round_: Round) -> TracedRound:
    return TracedRound(
        project=round_.project,
        funded=round_.funded,
        left=round_.left,
        payments=[
            (p.voters, written(p.each), p.all_left) for p in round_.payments
        ],
        totals=_numbers(round_.totals),
        eliminated=list(round_.eliminated),
        elected=list(round_.elected),
        exhausted=written(round_.exhausted),
        words=None if round_.words is None else sentence_of(round_.words),
        award=round_.award or UNSET,
        lot=UNSET if round_.lot is None else _traced_tie(round_.lot),
        figures=_figures(round_) or UNSET,
    )


def _figures(round_: Round) -> dict[str, Number | dict[str, Number]]:
    return {name: _one_or_each(value) for name, value in round_.figures.items()}


def _one_or_each(value: _Figures) -> Number | dict[str, Number]:
    if isinstance(value, Mapping):
        return _numbers(value)
    return written(value)


def _numbers(values: Mapping[str, Worth]) -> dict[str, Number]:
    return {name: written(value) for name, value in values.items()}


def _outcome(trace: Trace) -> Outcome:
    if trace.format != _FORMAT:
        raise ValueError("an outcome of another format")
    found = Outcome(
        rule=trace.rule,
        parameters=MappingProxyType(trace.parameters),
        budget=trace.budget,
        support=_read_numbers(trace.support),
        reasons=_read_reasons(trace),
        funded=tuple(trace.funded),
        cost=trace.cost,
        leftover=trace.leftover,
        rounds=tuple(_read_round(round_) for round_ in trace.rounds),
        ties=tuple(_read_tie(tie) for tie in trace.ties),
        awards=MappingProxyType({} if trace.awards is UNSET else trace.awards),
        notes=_read_notes(trace),
        decided=_read_decided(trace.decided),
        spread=_read_spread(trace.spread),
    )
    if trace.chosen is UNSET:
        return found
    return _with_choice(found, trace.chosen)


def _read_reasons(trace: Trace) -> Mapping[str, Words]:
    return MappingProxyType(
        {name: words_of(said) for name, said in trace.reasons.items()},
    )


def _read_notes(trace: Trace) -> tuple[Words, ...]:
    if trace.notes is UNSET:
        return ()
    return tuple(words_of(said) for said in trace.notes)


def _with_choice(found: Outcome, chosen: Chosen) -> Outcome:
    return replace(
        found,
        winners=None if chosen.winners is None else tuple(chosen.winners),
        order=tuple(chosen.order),
        lot_needed=tuple(chosen.lot_needed),
        matrix=_read_table(chosen.matrix),
        levels=tuple(tuple(level) for level in chosen.levels),
        strengths=_read_table(chosen.strengths),
        finalists=tuple(chosen.finalists),
        elected=tuple(chosen.elected),
        grades=_read_table(chosen.grades),
        figures=MappingProxyType(
            {n: _read_figure(value) for n, value in chosen.figures.items()},
        ),
    )


def _read_table(table: TracedTable) -> Table:
    return MappingProxyType(
        {name: MappingProxyType(row) for name, row in table.items()},
    )


def _read_figure(value: Told) -> Figure:
    match value:
        case Ratio():
            return read_number(value.fraction)
        case list():
            return cast("tuple[str, ...] | tuple[int, ...]", tuple(value))
        case _:
            return value


def _read_round(traced: TracedRound) -> Round:
    return Round(
        project=traced.project,
        funded=traced.funded,
        left=traced.left,
        payments=tuple(_read_payment(payment) for payment in traced.payments),
        totals=_read_numbers(traced.totals),
        eliminated=tuple(traced.eliminated),
        elected=tuple(traced.elected),
        exhausted=read_number(traced.exhausted),
        words=None if traced.words is None else words_of(traced.words),
        figures=_read_figures(traced),
        award=0 if traced.award is UNSET else traced.award,
        lot=None if traced.lot is UNSET else _read_tie(traced.lot),
    )


def _read_payment(traced: TracedPayment) -> Payment:
    voters, each, all_left = traced
    return Payment(voters, Fraction(read_number(each)), all_left)


def _read_figures(traced: TracedRound) -> Mapping[str, _Figures]:
    if traced.figures is UNSET:
        return MappingProxyType({})
    figures = {
        name: _read_one_or_each(value) for name, value in traced.figures.items()
    }
    return MappingProxyType(figures)


def _read_one_or_each(value: Number | dict[str, Number]) -> _Figures:
    if isinstance(value, dict):
        return _read_numbers(value)
    return read_number(value)


def _read_numbers(values: Mapping[str, Number]) -> Mapping[str, Worth]:
    return MappingProxyType(
        {name: read_number(value) for name, value in values.items()},
    )
