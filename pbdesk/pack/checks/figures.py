"""Part of check 20: of a question without money, whether the outcome follows from its own figures.

Needs no ballots. Rules of pairs are counted again from the pairs, rules of sums from the sums or
the grades, a decision from its sums and its base; of a transferable vote every stage is followed,
but not where votes go.
"""

from __future__ import annotations

from collections.abc import Iterator

from pbdesk.pack.checks.case import Finding, Unchecked
from pbdesk.pack.contents import Asked, Count
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.published import ChoiceWrong, follows
from pbdesk.voting.registry import UnsupportedError
from pbdesk.voting.ties import Lot
from pbdesk.voting.trace import outcome_told
from pbdesk.words import say

__all__ = ["figures_hold"]


def figures_hold(trace: object, asked: Asked, lot: Lot | None) -> Finding:
    """What was found right in what `trace` tells of a question without money.

    Raises PackRefused.
    """
    said = asked.outcome
    try:
        told = outcome_told(trace)
    except ValueError as error:
        raise PackRefused(
            say("The rounds of the count cannot be read."),
        ) from error
    if any(one != other for one, other in _both(told, said)):
        raise PackRefused(say("The rounds are those of another count."))
    if told.decided is not None and not _is_base(asked, told.decided.of):
        raise PackRefused(
            say("The base of the threshold is not what the result says it is."),
        )
    try:
        return follows(
            told,
            [line.id for line in said.projects],
            said.ballots.counted,
            lot,
        )
    except UnsupportedError as open_:
        return Unchecked(open_.words)
    except ChoiceWrong as wrong:
        raise PackRefused(wrong.words) from wrong


def _both(told: Outcome, said: Count) -> Iterator[tuple[object, object]]:
    """(What the count tells, what the result says), each of which must be the same."""
    support = {name: str(sum_) for name, sum_ in told.support.items()}
    yield told.rule, said.rule
    yield told.parameters, said.parameters
    yield support, {line.id: str(line.support or 0) for line in said.projects}
    yield _listed(told.winners), said.winners
    yield list(told.elected), said.elected
    yield told.decided and told.decided.passed, said.passed


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    if names is None:
        return None
    return list(names)


def _is_base(asked: Asked, of: int) -> bool:
    """Whether the base of a threshold agrees with what stands beside it.

    The register may have grown after the count. Who was present is compared with the record, by
    check 22; what the ballots tell is counted again.
    """
    given = _given(asked)
    ballots = asked.outcome.ballots
    match asked.outcome.parameters.get("base"):
        case "entitled":
            return (given or 0) <= of <= (asked.result.turnout.register or of)
        case "given":
            return given is None or of == given
        case "cast":
            return of == ballots.counted + sum(ballots.rejected.values())
        case _:
            return True


def _given(asked: Asked) -> int | None:
    """How many people were given a ballot; None where neither lot nor papers tell it."""
    if asked.papers is not None:
        return asked.papers.given
    return asked.lot.people
