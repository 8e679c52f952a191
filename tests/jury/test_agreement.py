"""Krippendorff's alpha: published tables, worked examples, and tables without variation."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbdesk.jury.agreement import alpha, interval

TABLES = {
    path.stem: json.loads(path.read_text())
    for path in sorted(
        (Path(__file__).parents[1] / "data" / "alpha").glob("*.json"),
    )
}
CASES = [
    (name, level)
    for name in TABLES
    for level in ("nominal", "ordinal", "interval")
]
INTERVALS = [
    (name, level)
    for name, level in CASES
    if level in (TABLES[name].get("bootstrap") or {})
]


@pytest.mark.parametrize(("name", "level"), CASES)
def test_alpha_is_the_one_that_is_known_to_the_last_figure(name, level):
    table = TABLES[name]
    found, known = alpha(table["data"], level), table["alpha"][level]
    if known is None:
        assert found is None
        return
    assert float(found) == pytest.approx(known, abs=1e-9)
    assert found == Fraction(table["alpha_fraction"][level])


@pytest.mark.parametrize(("name", "level"), INTERVALS)
def test_the_interval_is_the_one_that_others_draw(name, level):
    table = TABLES[name]
    known = table["bootstrap"][level]
    found = interval(table["data"], level, "a seed")
    assert found.low == pytest.approx(known["low"], abs=known["tolerance"])
    assert found.high == pytest.approx(known["high"], abs=known["tolerance"])


def test_where_nothing_varies_there_is_no_interval_either():
    assert interval([[3, 3], [3, 3]], "ordinal", "a seed") is None
    assert alpha([[1, None], [None, 2]], "nominal") is None
    assert alpha([], "nominal") is None


def test_the_same_seed_draws_the_same_interval():
    table = TABLES["own_jury_12x7"]["data"]
    assert interval(table, "ordinal", "4 1 6") == interval(
        table,
        "ordinal",
        "4 1 6",
    )


SCORES = st.lists(
    st.lists(st.none() | st.integers(1, 5), min_size=4, max_size=4),
    min_size=2,
    max_size=6,
)


@given(SCORES, st.randoms(use_true_random=False))
def test_neither_the_order_of_jurors_nor_that_of_standards_matters(
    scores,
    chance,
):
    turned = [list(row) for row in scores]
    chance.shuffle(turned)
    order = list(range(4))
    chance.shuffle(order)
    turned = [[row[place] for place in order] for row in turned]
    for level in ("nominal", "ordinal", "interval"):
        assert alpha(scores, level) == alpha(turned, level)


@given(SCORES)
def test_alpha_is_never_above_one_and_one_only_where_all_agree(scores):
    for level in ("nominal", "ordinal", "interval"):
        found = alpha(scores, level)
        units = [
            [v for v in column if v is not None]
            for column in zip(*scores, strict=True)
        ]
        agreed = all(len(set(unit)) < 2 for unit in units)
        assert found is None or (found <= 1 and (found == 1) == agreed)
