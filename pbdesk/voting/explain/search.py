"""Search: the least number that funds, where every smaller one is known not to.

Where more never hurts, and else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pbdesk.voting.explain.change import (
    Asked,
    Change,
    Found,
    Funds,
    Proof,
    money_step,
)
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.ties import Lot
from pbdesk.words import say

__all__ = ["counted", "halved", "monotone", "never_hurts", "searched"]

_COUNTED = 100  # changes that are counted one by one before a search goes on


def halved(funds: Callable[[int], bool], low: int, works: int) -> int:
    """Between a number that does not fund and one that does.

    One that does while one less does not.
    """
    while works - low > 1:
        tell(works - low, 0, say("Looking for the least change"))
        middle = (low + works) // 2
        if funds(middle):
            works = middle
        else:
            low = middle
    return works


def searched(funds: Callable[[int], bool], low: int, most: int) -> int | None:
    """A number above `low` that funds while one less does not.

    Doubling until it funds and halving back.
    """
    step = max(low, 1)
    while low < most:
        works = min(low + step, most)
        if funds(works):
            return halved(funds, low, works)
        low = works
        step = 2 * step
    return None


def monotone(
    funds: Funds,
    *,
    cost: int,
    budget: int,
    step: int,
    helped: bool,
    mixed: bool,
) -> Sequence[Change]:
    """The least changes of a rule under which more supporters and less cost never hurt.

    Halving proves each. `helped`: another ballot adds support, so enough of them fund whatever the
    pot can pay. `mixed`: also one change with about half as many more ballots.
    """
    dearer = _steps_to_the_pot(cost, budget, step)
    most = (cost - 1) // step
    more = _more(funds, may=helped and not dearer)
    found: list[Change] = []
    if more:
        found.append(Change(more, 0, proved=True))
    if most < 1:
        return found
    if mixed and more > 2:
        found += _of_both(funds, more // 2, most, step)
    return [*found, *_less(funds, max(dearer - 1, 0), most, step)]


def _steps_to_the_pot(cost: int, budget: int, step: int) -> int:
    """How many steps less it must cost at least: no rule funds what costs more than the pot."""
    return -(-max(0, cost - budget) // step)


def _more(funds: Funds, *, may: bool) -> int:
    """The fewest more ballots that fund it; 0 where none do, or none may."""
    if not may:
        return 0
    return searched(lambda n: funds(n, 0), 0, 2**40) or 0


def _less(funds: Funds, known: int, most: int, step: int) -> Iterator[Change]:
    """The least less of its cost; so much as `known` is not enough."""
    if funds(0, most * step):
        less = halved(lambda n: funds(0, n * step), known, most)
        yield Change(0, less * step, proved=True)


def _of_both(funds: Funds, more: int, most: int, step: int) -> list[Change]:
    """The least less of its cost with `more` ballots, and then the fewest more that do with it."""
    if not funds(more, most * step):
        return []
    less = halved(lambda n: funds(more, n * step), 0, most)
    if funds(0, less * step):
        return []
    both = halved(lambda n: funds(n, less * step), 0, more)
    if both:
        return [Change(both, less * step, proved=True)]
    return []


def never_hurts(
    profile: Profile,
    *,
    mixed: bool,
    helped: Callable[[str], bool] = lambda _: True,
) -> Proof | None:
    """Least changes by `monotone`. helped: whether another ballot adds support to a project."""
    if profile.constraints is not None:
        return None
    cost_of = profile.cost_of

    def least(name: str, funds: Funds) -> Sequence[Change]:
        return monotone(
            funds,
            cost=cost_of[name],
            budget=profile.budget,
            step=money_step(profile),
            mixed=mixed,
            helped=helped(name),
        )

    def find(
        _lot: Lot | None,
        asked: Asked,
    ) -> Found:
        return {name: least(name, funds) for name, funds in asked.items()}

    return Proof(find)


def counted(
    funds: Funds,
    *,
    cost: int,
    budget: int,
    step: int,
    ballots: int,
) -> Sequence[Change]:
    """One change of each kind under any rule.

    The first are counted one by one, beyond them it is searched for. Beyond them more support need
    not help (shares shrink, others change): what is found then is not proved.
    """
    dearer = _steps_to_the_pot(cost, budget, step)
    found: list[Change | None] = []
    if not dearer:
        found.append(_least(funds, Change(1, 0, proved=True), 1, ballots))
    a_step = Change(0, step, proved=True)
    found.append(_least(funds, a_step, max(1, dearer), (cost - 1) // step))
    return [change for change in found if change is not None]


def _least(funds: Funds, each: Change, first: int, most: int) -> Change | None:
    """So many times `each` that it funds, from `first` to `most`; proved where no fewer do."""

    def funded(times: int) -> bool:
        return funds(each.more * times, each.less * times)

    last = min(most, first + _COUNTED)
    fewest = _first(funded, first, last)
    if fewest is not None:
        return _times(each, fewest, proved=True)
    found = searched(funded, last, most)
    if found is None:
        return None
    return _times(each, found, proved=False)


def _first(funds: Callable[[int], bool], first: int, last: int) -> int | None:
    """The first number that funds, each of them counted."""
    for n in range(first, last + 1):
        tell(n - first, 0, say("Looking for the least change"))
        if funds(n):
            return n
    return None


def _times(each: Change, times: int, *, proved: bool) -> Change:
    return Change(each.more * times, each.less * times, proved=proved)
