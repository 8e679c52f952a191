"""Equal shares in plain Fractions, voter by voter, straight from the definition.

Slow, and sharing nothing.
"""

from __future__ import annotations

from fractions import Fraction

Ballots = list[dict[int, int]]  # one dict a voter: project -> utility points


def price(supporters: list[tuple[Fraction, int]], cost: int) -> Fraction | None:
    """The least price for each point at which supporters (money, points) pay the cost together."""
    if sum(money for money, _ in supporters) < cost:
        return None
    paid, points = Fraction(0), sum(points for _, points in supporters)
    for money, wants in sorted(
        supporters,
        key=lambda payer: payer[0] / payer[1],
    ):
        if paid + money / wants * points >= cost:
            return (cost - paid) / points
        paid += money
        points -= wants
    raise AssertionError


def buy(
    costs: list[int],
    ballots: Ballots,
    share: Fraction,
    by_cost: bool,
    prefer,
) -> list[int]:
    """Projects bought at one share, in order; `prefer` orders equals."""
    money = [share] * len(ballots)
    bought: list[int] = []
    while True:
        values: dict[int, tuple[Fraction, Fraction]] = {}
        for p, cost in enumerate(costs):
            payers = [
                (money[v], ballot[p])
                for v, ballot in enumerate(ballots)
                if ballot.get(p, 0) > 0
            ]
            found = (
                None
                if p in bought or cost == 0 or not payers
                else price(payers, cost)
            )
            if found is not None:
                values[p] = (found / cost if by_cost else found, found)
        if not values:
            return bought
        least = min(value for value, _ in values.values())
        chosen = min((p for p in values if values[p][0] == least), key=prefer)
        for v, ballot in enumerate(ballots):
            if ballot.get(chosen, 0) > 0:
                money[v] -= min(money[v], values[chosen][1] * ballot[chosen])
        bought.append(chosen)


def equal_shares(
    costs: list[int],
    budget: int,
    ballots: Ballots,
    *,
    by_cost: bool,
    completion: str,
    whole: bool,
    overspend: bool,
    step: int,
    prefer,
    votes: list[int],
) -> set[int]:
    """The funded set under every named completion."""
    supported = {
        p for ballot in ballots for p, points in ballot.items() if points > 0
    }
    share = Fraction(budget, len(ballots) or 1)
    share = Fraction(share // 1) if whole else share
    priced = {p for p in supported if costs[p] > 0}
    bought = buy(costs, ballots, share, by_cost, prefer)
    while completion.startswith("add1"):
        left = budget - sum(costs[p] for p in bought)
        if priced == set(bought) or (
            not overspend and all(costs[p] > left for p in priced - set(bought))
        ):
            break
        share += step
        following = buy(costs, ballots, share, by_cost, prefer)
        if sum(costs[p] for p in following) > budget:
            break
        bought = following
    funded = set(bought) | (
        set() if by_cost else {p for p in supported if costs[p] == 0}
    )
    if completion.endswith("greedy"):
        for p in sorted(
            set(range(len(costs))) - funded,
            key=lambda p: (-votes[p], *prefer(p)),
        ):
            if costs[p] <= budget - sum(costs[q] for q in funded):
                funded.add(p)
    return funded
