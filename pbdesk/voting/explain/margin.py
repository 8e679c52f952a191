"""Margin: how many ballots would have to be wrong to change the result.

In the terms of the literature (Xia 2012; Blom, Stuckey, Teague 2018): the margin of victory is the
least number of ballots that, changed at will, change the winners; `least` is a lower bound of it,
`most` an upper bound, and an audit that limits risk needs the lower one.

A wrong ballot is one that should have been any other. Two figures: fewer than `least` wrong ballots
cannot change the result, proved where the rule has an argument for it (below); `most` wrong ballots
can, found by counting such ballots. Where they meet the margin is exact. A result that only a lot
would then decide counts as changed, or not: never more.

Arguments: see `wrong_ballots`; a rule says which of them holds for it.
For other rules nothing is proved but that it takes a ballot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pbdesk.voting.arrays import Ints
from pbdesk.voting.options import Given, Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks, Profile
from pbdesk.voting.progress import Progress, listening, tell
from pbdesk.voting.registry import AnyRule
from pbdesk.voting.rules import RULES
from pbdesk.voting.styles.marks import sentences
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say, several

__all__ = ["Margin", "margin"]

# losers that are helped, those with most support, in the search for wrong ballots that are enough
_RIVALS = 6


@dataclass(frozen=True, slots=True)
class Margin:
    """`least`: fewer wrong ballots cannot change the result; `most`.

    So many can, None where none were found. `proved`: `least` rests on an argument, not only on
    that a result does not change by itself; or it is 1 and one is enough. `mark`: it is assumed
    that no ballot may give one option more (the most that one gives here); None where a ballot
    gives at most one.
    """

    least: int
    most: int | None
    proved: bool
    mark: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the figure is known."""
        return self.proved and self.least == self.most

    def words(self) -> Words:
        """In a sentence, each figure with how it is known.

        A second sentence says what is assumed.
        """
        if self.mark is None:
            return self._found()
        assumed = say(
            "This takes it that no ballot may give one option more than {mark}, the "
            "most that one gives here.",
            mark=self.mark,
        )
        return sentences(self._found(), assumed)

    def _found(self) -> Words:
        if self.is_exact:
            return several(
                "{n} wrong ballot could change the result (proved).",
                "{n} wrong ballots could change the result; fewer could not (proved).",
                self.least,
            )
        if self.most is None and not self.proved:
            return say(
                "No wrong ballots were found that change the result (searched for; there might be "
                "some).",
            )
        if self.most is None:
            return several(
                "At least {n} ballot would have to be wrong to change the result (proved).",
                "At least {n} ballots would have to be wrong to change the result (proved).",
                self.least,
            )
        if self.proved:
            return several(
                "At least {n} ballot would have to be wrong to change the result (proved); {most} "
                "would be "
                "enough (searched for; fewer might do).",
                "At least {n} ballots would have to be wrong to change the result (proved); {most} "
                "would be "
                "enough (searched for; fewer might do).",
                self.least,
                most=self.most,
            )
        return several(
            "{n} wrong ballot would be enough to change the result (searched for; fewer might do).",
            "{n} wrong ballots would be enough to change the result (searched for; fewer might "
            "do).",
            self.most,
        )


def margin(
    rule: str,
    profile: Profile,
    settings: Settings | Given,
    lot: Lot | None,
    *,
    progress: Progress | None = None,
) -> Margin:
    """The margin of a result. Cost: some ten counts for each of a few losers and winners.

    Raises what counts raise.
    """
    settled = RULES[rule].settled(settings)
    mark = _most_marked(profile)
    with listening(progress):
        outcome = RULES[rule].count(profile, settled, lot)
        least = _least(RULES[rule], profile, settled, outcome, mark or 1)
        most = _enough(rule, profile, settled, lot, outcome, mark or 1)
    _agree(rule, least, most)
    return Margin(least or 1, most, least is not None or most == 1, mark)


def _agree(rule: str, least: int | None, most: int | None) -> None:
    """Raise AssertionError where what was found contradicts what is proved."""
    if _contradict(least, most):
        raise AssertionError(
            f"{rule}: {most} wrong ballots change what fewer than {least} cannot",
        )


def _contradict(least: int | None, most: int | None) -> bool:
    return most is not None and least is not None and most < least


def _most_marked(profile: Profile) -> int | None:
    """The most that a ballot gives one option; None where that is one at most."""
    if profile.style not in {"cumulative", "scoring", "quadratic"}:
        return None
    return int(profile.values.max(initial=1))


def _least(
    rule: AnyRule,
    profile: Profile,
    settings: Settings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """Wrong ballots that are needed, at least; None where nothing is known."""
    if rule.margin is None or profile.constraints is not None:
        return None
    return rule.margin(profile, settings, outcome, mark)


def _enough(
    rule: str,
    profile: Profile,
    settings: Settings,
    lot: Lot | None,
    outcome: Outcome,
    mark: int,
) -> int | None:
    """The fewest wrong ballots of a few plain kinds that change the result.

    For a loser, or merely not for a winner.
    """
    result = outcome.won
    helped, weakest = _nearest(profile, outcome)
    looking = say("Looking for wrong ballots that change the result")
    best: int | None = None

    def changes(n: int, helped: str | None, rows: Sequence[int]) -> bool:
        wrong = _with_wrong(profile, n, helped, rows, mark)
        return RULES[rule].count(wrong, settings, lot).won != result

    for number, loser in enumerate(helped):
        for winner in weakest:
            tell(number, len(helped), looking)
            rows = _turnable(profile, loser, winner)
            most = _fewer(best, profile, rows)
            found = _first(
                lambda n, to=loser, of=rows: changes(n, to, of),
                most,
            )
            if found is not None:
                best = found
    return best


def _fewer(best: int | None, profile: Profile, rows: Sequence[int]) -> int:
    """The most that is still worth trying: all the ballots, or one less than the best so far."""
    if best is None:
        return int(profile.weights[rows].sum())
    return best - 1


type _Options = Sequence[str] | Sequence[None]
"""Some options, or one that is none of them."""


def _nearest(profile: Profile, outcome: Outcome) -> tuple[_Options, _Options]:
    """The losers with most support, and the winners with least."""
    winners = sorted(outcome.won, key=outcome.support.__getitem__)
    return _losers(profile, outcome)[:_RIVALS] or [None], winners[:2] or [None]


def _losers(profile: Profile, outcome: Outcome) -> list[str]:
    """Most support first."""
    losers = _not_won(profile, outcome)
    return sorted(losers, key=lambda name: -outcome.support[name])


def _not_won(profile: Profile, outcome: Outcome) -> list[str]:
    return [name for name in profile.ids if name not in outcome.won]


def _first(changes: Callable[[int], bool], most: int) -> int | None:
    """A number up to `most` that changes the result while one less does not.

    Doubling and then halving.
    """
    low = 0
    works = 1
    while works < most and not changes(works):
        low = works
        works = min(2 * works, most)
    if most < 1 or (works == most and not changes(works)):
        return None
    return _halved(changes, low, works)


def _halved(changes: Callable[[int], bool], low: int, works: int) -> int:
    while works - low > 1:
        middle = (low + works) // 2
        if changes(middle):
            works = middle
        else:
            low = middle
    return works


def _turnable(
    profile: Profile,
    loser: str | None,
    winner: str | None,
) -> list[int]:
    """Ballots to make wrong.

    First those that want the winner and not the loser, at last those that want the loser.
    """
    wants = _wants(profile)

    def put_off(row: int) -> tuple[bool, bool]:
        return loser in wants[row], winner not in wants[row]

    return sorted(range(len(wants)), key=put_off)


def _wants(profile: Profile) -> list[set[str]]:
    """The options that each distinct ballot wants."""
    rows = pairwise(profile.start.tolist())
    return [_wanted(profile, first, end) for first, end in rows]


def _wanted(profile: Profile, first: int, end: int) -> set[str]:
    """The options that marks from `first` to `end` are for."""
    marked = profile.columns[first:end][profile.values[first:end] > 0]
    return {profile.ids[column] for column in marked.tolist()}


def _with_wrong(
    profile: Profile,
    n: int,
    helped: str | None,
    rows: Sequence[int],
    mark: int,
) -> Profile:
    """The profile with `n` of its ballots, taken in the order of `rows`, naming only `helped`.

    Or nobody.
    """
    left = profile.recast(_without(profile, n, rows))
    return left.and_ballot(_ballot_for(helped, profile.style, mark), n)


def _ballot_for(helped: str | None, style: str, mark: int) -> Marks:
    """A ballot that names only this option, or nobody."""
    if helped is None:
        return {}
    if style in {"ordinal", "approval"}:
        return {helped: 1}
    return {helped: mark}


def _without(profile: Profile, n: int, rows: Sequence[int]) -> Ints:
    """How often each ballot is left once `n` are taken away in the order of `rows`."""
    weights = profile.weights.copy()
    left = n
    for row in rows:
        taken = min(left, int(weights[row]))
        weights[row] -= taken
        left -= taken
    return weights
