"""The fairest draw: known optima, every panel of small pools, and what nobody may lose by it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import linprog

from pbdesk.jury.certificate import certify
from pbdesk.jury.fair import fairest
from pbdesk.jury.panels import kinds_of
from pbdesk.jury.pool import Pool
from pbdesk.words import Words
from tests.jury.pools import KEPT, keeps, kept, possible, small_pools


def quiet(_done: int, _of: int, _words: Words) -> None:
    """Nobody looks."""


def drawn(pool: Pool, method):
    kinds = kinds_of(pool)
    fair = fairest(kinds, method, quiet)
    if fair is None:
        return None
    return certify(
        kinds,
        fair,
        method,
        tuple(person.id for person in pool.people),
    )


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_everybody_has_the_chance_that_is_known_to_be_the_fairest(folder):
    pool, known = kept(folder)
    made = drawn(pool, "leximin")
    assert (made is not None) == known["feasible"]
    if made is None:
        return
    chances = made.chances()
    assert {who for who, chance in chances.items() if not chance} == set(
        known["never_selectable"],
    )
    for person, chance in known["leximin_by_id"].items():
        assert chances[person] == pytest.approx(chance, abs=1e-5)


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_the_smallest_chance_is_the_largest_possible_and_its_limit_is_proved(
    folder,
):
    pool, known = kept(folder)
    made = drawn(pool, "maximin")
    if made is None:
        assert not known["feasible"]
        return
    lowest = min(chance for chance in made.chances().values() if chance)
    assert lowest == pytest.approx(known["maximin_among_selectable"], abs=1e-6)
    assert (
        lowest - 1e-9 <= made.bound <= known["maximin_among_selectable"] + 1e-6
    )


@given(small_pools())
def test_among_all_panels_of_a_small_pool_no_lottery_is_fairer(pool: Pool):
    panels, made = possible(pool), drawn(pool, "maximin")
    assert bool(panels) == (made is not None)
    if made is None:
        return
    assert {frozenset(panel) for _, panel in made.panels} <= set(panels)
    chances = made.chances()
    sitting = sorted(set().union(*panels))
    assert {who for who, chance in chances.items() if chance} == set(sitting)
    lowest = min(chances[who] for who in sitting)
    assert lowest == pytest.approx(
        best_by_every_panel(panels, sitting),
        abs=1e-6,
    )
    assert sum(chances.values()) == pytest.approx(pool.seats)


def best_by_every_panel(
    panels: list[frozenset[str]],
    people: list[str],
) -> float:
    """The largest smallest chance, by a programme over every panel there is."""
    sits = np.array(
        [[who in panel for panel in panels] for who in people],
        dtype=float,
    )
    solved = linprog(
        [*[0.0] * len(panels), -1.0],
        A_ub=np.column_stack([-sits, np.ones(len(people))]),
        b_ub=np.zeros(len(people)),
        A_eq=[[*[1.0] * len(panels), 0.0]],
        b_eq=[1.0],
    )
    return float(solved.x[-1])


@given(small_pools())
def test_leximin_never_gives_the_worst_off_less_than_maximin_does(pool: Pool):
    even, raised = drawn(pool, "leximin"), drawn(pool, "maximin")
    assert (even is None) == (raised is None)
    if even is None or raised is None:
        return
    lowest, most = (
        min(chance for chance in made.chances().values() if chance)
        for made in (even, raised)
    )
    assert lowest == pytest.approx(most, abs=1e-6)


@given(small_pools())
def test_who_stands_in_another_order_has_the_same_chance(pool: Pool):
    turned = Pool(pool.people[::-1], pool.quotas[::-1], pool.seats)
    one, other = drawn(pool, "leximin"), drawn(turned, "leximin")
    assert (one is None) == (other is None)
    if one is None or other is None:
        return
    chances = other.chances()
    for person, chance in one.chances().items():
        assert chances[person] == pytest.approx(chance, abs=1e-6)


def test_every_panel_that_may_be_drawn_meets_every_quota():
    pool, _ = kept(
        next(folder for folder in KEPT if "households" in folder.name),
    )
    made, by_id = (
        drawn(pool, "leximin"),
        {person.id: person for person in pool.people},
    )
    assert len(made.panels) > 20
    assert all(
        keeps(pool, tuple(by_id[who] for who in panel))
        for _, panel in made.panels
    )


def test_the_search_can_be_stopped():
    class Stopped(Exception):
        pass

    def stop(_done: int, _of: int, _words: Words) -> None:
        raise Stopped

    pool, _ = kept(
        next(folder for folder in KEPT if "households" in folder.name),
    )
    with pytest.raises(Stopped):
        fairest(kinds_of(pool), "leximin", stop)
