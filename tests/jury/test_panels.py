"""Quotas that cannot be met, and the smallest step that would mend them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from pbdesk.jury.panels import kinds_of, least_relaxation
from pbdesk.jury.pool import Person, Pool, Quota
from tests.jury.pools import KEPT, kept, possible, small_pools


def relaxed(pool: Pool) -> tuple[Quota, ...] | None:
    """The quotas after the suggested steps."""
    steps = least_relaxation(pool, kinds_of(pool))
    if steps is None:
        return None
    quotas = list(pool.quotas)
    for step in steps:
        at = next(
            n
            for n, q in enumerate(quotas)
            if (q.category, q.value) == place(step.quota)
        )
        changed = (
            {"least": step.new} if step.bound == "min" else {"most": step.new}
        )
        quotas[at] = replace(quotas[at], **changed)
    return tuple(quotas)


def place(quota: Quota) -> tuple[str, str]:
    return quota.category, quota.value


def steps_between(old: tuple[Quota, ...], new: tuple[Quota, ...]) -> int:
    return sum(
        a.least - b.least + b.most - a.most
        for a, b in zip(old, new, strict=True)
    )


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_the_suggested_steps_are_one_of_the_smallest_ways(folder):
    pool, known = kept(folder)
    if known["feasible"]:
        assert least_relaxation(pool, kinds_of(pool)) == ()
    elif known["relaxation"] is None:
        assert relaxed(pool) is None
    else:
        assert (
            steps_between(pool.quotas, relaxed(pool))
            == known["relaxation"]["least_total"]
        )
        assert possible(Pool(pool.people, relaxed(pool), pool.seats))


@given(small_pools())
def test_after_the_suggested_steps_there_is_a_panel_and_with_one_less_there_is_none(
    pool: Pool,
):
    quotas = relaxed(pool)
    if quotas is None:
        free = tuple(
            Quota(q.category, q.value, 0, pool.seats) for q in pool.quotas
        )
        assert not possible(Pool(pool.people, free, pool.seats))
        return
    assert possible(Pool(pool.people, quotas, pool.seats))
    needed = steps_between(pool.quotas, quotas)
    if needed == 1:
        assert not possible(pool)
    if needed == 2:
        assert not any(
            possible(Pool(pool.people, q, pool.seats))
            for q in one_step(pool.quotas)
        )


def one_step(quotas: tuple[Quota, ...]):
    for at, (down, up) in product(range(len(quotas)), ((1, 0), (0, 1))):
        q = quotas[at]
        moved = Quota(q.category, q.value, max(q.least - down, 0), q.most + up)
        yield (*quotas[:at], moved, *quotas[at + 1 :])


def test_people_whom_the_quotas_cannot_tell_apart_are_one_kind_unless_they_share_a_roof():
    people = (
        Person("a", {"age": "old"}),
        Person("b", {"age": "old"}, "h1"),
        Person("c", {"age": "old"}, "h2"),
        Person("d", {"age": "old"}, "h2"),
        Person("e", {"age": "young"}),
    )
    quotas = (Quota("age", "old", 0, 2), Quota("age", "young", 0, 2))
    kinds = kinds_of(Pool(people, quotas, 2))
    assert kinds.members == (("a", "b"), ("c",), ("d",), ("e",))
