"""Single transferable vote as Scottish councils count it: several winners, surpluses passed on in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.choosing import lot_between
from pbdesk.voting.options import Number, Setting
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.preferences import by_place
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["stv_scottish"]

_SEATS = Number("seats", say("Winners"), 1, 100, 1)
_PLACES = 100_000  # votes are counted in hundred-thousandths: the Order truncates at five decimals


def _method(settings: Mapping[str, Setting]) -> tuple[Words, ...]:
    return (say("Each ballot counts for the first of its choices."),
            say("Whoever has enough for one of {seats} places is elected, and what they have too much passes on in "
                "equal parts of each ballot.", seats=int(settings["seats"] or 1)),
            say("When nobody has enough, the one with the fewest goes out and those ballots pass on."))


@dataclass
class _Count:
    """The count between two stages: who holds each distinct ballot (projects = nobody) and what it is worth."""

    order: NDArray[np.int32]
    weights: NDArray[np.int64]
    worth: NDArray[np.int64]
    holder: NDArray[np.int32]
    places: int
    quota: int
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    history: list[list[int]] = field(default_factory=list)

    def votes(self) -> list[int]:
        """Votes of each, in hundred-thousandths; the last figure is what nobody holds."""
        sums = np.zeros(self.places + 1, dtype=np.int64)
        np.add.at(sums, self.holder, self.weights * self.worth)
        sums[list(self.spent)] += self.quota  # what a winner keeps; papers carry only what passed on
        found: list[int] = sums.tolist()
        return found

    def pass_on(self, candidate: int) -> None:
        """Give each ballot that `candidate` holds to its next choice that is neither elected nor out."""
        takes = np.ones(self.places + 1, dtype=bool)
        takes[[*self.elected, *self.out, candidate]] = False
        held = np.flatnonzero(self.holder == candidate)
        rows = self.order[held]
        self.holder[held] = rows[np.arange(len(held)), takes[rows].argmax(axis=1)]

    def continuing(self) -> list[int]:
        """Who is neither elected nor out."""
        return [i for i in range(self.places) if i not in self.elected and i not in self.out]


@rule("stv-scottish", kind="choosing", label=say("Single transferable vote (Scottish)"), takes={"ordinal"},
      method=_method, options=(_SEATS,))
def stv_scottish(profile: Profile, settings: Mapping[str, Setting], ladder: Ladder) -> Outcome:
    """Weighted inclusive Gregory, truncated at five decimals for each ballot paper.

    Ties go by the most recent earlier stage where the tied differ, then by lot.
    Source: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 46 to 52.
    """
    seats, places = int(settings["seats"] or 1), len(profile.projects)
    order = by_place(profile)
    quota = (profile.n // (seats + 1) + 1) * _PLACES
    count = _Count(order, profile.weights, np.full(len(order), _PLACES, dtype=np.int64), order[:, 0].copy(), places,
                   quota)
    rounds: list[Round] = []
    ties: list[Tie] = []
    while True:
        votes = count.votes()
        fresh = _elect(count, votes, quota, seats)
        rounds.append(_stage(profile, votes, elected=fresh))
        if len(count.elected) >= min(seats, places) or not count.continuing():
            return _outcome(profile, settings, count, rounds, ties)
        moved, tied = _next(count, votes, quota, ladder, profile)
        if tied is not None:
            ties.append(tied)
        if moved is None:
            return _outcome(profile, settings, count, rounds, ties, lot=tied)
        _transfer(count, moved, votes, quota)
        rounds[-1] = _stage(profile, votes, elected=fresh, eliminated=(moved,) if moved in count.out else ())
        count.history.append(votes)


def _elect(count: _Count, votes: Sequence[int], quota: int, seats: int) -> list[int]:
    """Whoever reached the quota, most votes first; and all who are left where there are no more than places (52)."""
    fresh = sorted((i for i in count.continuing() if votes[i] >= quota), key=lambda i: -votes[i])
    count.elected += fresh
    left = count.continuing()
    if 0 < len(left) <= seats - len(count.elected):
        left.sort(key=lambda i: -votes[i])
        count.elected += left
        fresh += left
    return fresh


def _next(count: _Count, votes: Sequence[int], quota: int, ladder: Ladder, profile: Profile,
          ) -> tuple[int | None, Tie | None]:
    """The largest surplus (rule 49), else the lowest candidate (rule 50); None where only a lot tells, undrawn."""
    rich = [i for i in count.elected if votes[i] > quota and i not in count.spent]
    pool, sign = (rich, -1) if rich else (count.continuing(), 1)
    tied = [i for i in pool if sign * votes[i] == min(sign * votes[j] for j in pool)]
    for earlier in reversed(count.history):
        tied = [i for i in tied if sign * earlier[i] == min(sign * earlier[j] for j in tied)]
    if len(tied) == 1:
        return tied[0], None
    drawn = lot_between(ladder, [profile.ids[i] for i in tied])
    if ladder.seed is None:
        return None, drawn
    return profile.ids.index(drawn.order[0 if rich else -1]), drawn


def _transfer(count: _Count, candidate: int, votes: Sequence[int], quota: int) -> None:
    """Pass on a surplus, each paper at a truncated part of its worth, or everything of whoever goes out."""
    if candidate not in count.elected:
        count.out.append(candidate)
        count.pass_on(candidate)
        return
    held = count.holder == candidate
    count.worth[held] = [(votes[candidate] - quota) * worth // votes[candidate] for worth in count.worth[held].tolist()]
    count.spent.add(candidate)
    count.pass_on(candidate)


def _stage(profile: Profile, votes: Sequence[int], *, elected: Sequence[int], eliminated: Sequence[int] = ()) -> Round:
    ids = profile.ids
    return Round(totals={name: _votes(votes[i]) for i, name in enumerate(ids)}, exhausted=_votes(votes[-1]),
                 elected=tuple(ids[i] for i in elected), eliminated=tuple(ids[i] for i in eliminated))


def _votes(hundred_thousandths: int) -> int | Fraction:
    votes = Fraction(hundred_thousandths, _PLACES)
    return votes.numerator if votes.denominator == 1 else votes


def _outcome(profile: Profile, settings: Mapping[str, Setting], count: _Count, rounds: Sequence[Round],
             ties: Sequence[Tie], *, lot: Tie | None = None) -> Outcome:
    ids, names = profile.ids, [profile.ids[i] for i in count.elected]
    last = rounds[-1].totals
    reasons = {name: say("Elected, in place {place}.", place=names.index(name) + 1) if name in names
               else say("Not elected; {votes} votes at last.", votes=last[name]) for name in ids}
    rest = [ids[i] for i in (*sorted(count.continuing(), key=lambda i: -last[ids[i]]), *reversed(count.out))]
    return Outcome(
        "stv-scottish", settings, profile.budget, dict(last), reasons, rounds=tuple(rounds), ties=tuple(ties),
        winners=None if lot else tuple(names), order=() if lot else (*names, *rest),
        lot_needed=lot.tied if lot else (),
        figures={"quota": count.quota // _PLACES, "valid": profile.n, "elected_order": tuple(names)})
