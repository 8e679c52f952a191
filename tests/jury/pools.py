"""Pools for tests: the kept ones with their known optima, and any small one."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pbdesk.jury.pool import Person, Pool, Quota, read_people, read_quotas

KEPT = sorted((Path(__file__).parents[1] / "data" / "sortition").iterdir())


def kept(folder: Path) -> tuple[Pool, dict[str, Any]]:
    """A pool and what is known of its fairest draw."""
    known = json.loads((folder / "expected.json").read_text())
    people = read_people((folder / "pool.csv").read_bytes(), "pool.csv")
    quotas = read_quotas((folder / "quotas.csv").read_bytes(), "quotas.csv")
    return Pool(people, quotas, known["seats"]), known


def possible(pool: Pool) -> list[frozenset[str]]:
    """Every panel that keeps to the rules, straight from their words."""
    return [
        frozenset(person.id for person in panel)
        for panel in combinations(pool.people, pool.seats)
        if keeps(pool, panel)
    ]


def keeps(pool: Pool, panel: tuple[Person, ...]) -> bool:
    """Whether these people meet every quota and live in different households."""
    households = [person.household for person in panel if person.household]
    return len(set(households)) == len(households) and all(
        quota.least
        <= sum(person.traits[quota.category] == quota.value for person in panel)
        <= quota.most
        for quota in pool.quotas
    )


@st.composite
def small_pools(draw: st.DrawFn) -> Pool:
    """Up to nine people in two categories, some under one roof, with any quotas."""
    ages, areas = ("young", "old"), ("north", "south", "west")
    people = tuple(
        Person(
            f"p{n}",
            {
                "age": draw(st.sampled_from(ages)),
                "area": draw(st.sampled_from(areas)),
            },
            draw(st.sampled_from(["", "", "h1", "h2"])),
        )
        for n in range(draw(st.integers(2, 9)))
    )
    quotas: list[Quota] = []
    for category, values in (("age", ages), ("area", areas)):
        for value in values:
            least = draw(st.integers(0, 2))
            quotas.append(
                Quota(category, value, least, least + draw(st.integers(0, 3))),
            )
    return Pool(people, tuple(quotas), draw(st.integers(1, 4)))
