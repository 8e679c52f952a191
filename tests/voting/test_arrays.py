"""Arrays: figures added up by index, and rows that stand one after the other."""

from __future__ import annotations

import numpy as np

from pbdesk.voting.arrays import added, starts


def test_amounts_of_one_index_add_up_exactly():
    sums = added(np.array([2, 0, 2]), np.array([1, 5, 2**62]), 4)
    assert sums.tolist() == [5, 0, 2**62 + 1, 0]


def test_each_row_begins_where_the_one_before_it_ends():
    assert starts([2, 0, 3]).tolist() == [0, 2, 2, 5]
    assert starts([]).tolist() == [0]
