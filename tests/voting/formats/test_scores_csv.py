"""Scores in a table."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.formats.scores_csv import read_scores
from pbdesk.voting.formats.tables import table_of


def test_an_empty_cell_is_no_mark_and_a_zero_is_one():
    profile = read_scores(table_of("count,a,b\n2,5,\n1,0,3\n")).profile
    assert profile.values.tolist() == [0, 3, 5]
    assert profile.n == 3


def test_a_score_that_is_no_whole_number_is_refused_with_its_line():
    with pytest.raises(ImportRefused) as refused:
        read_scores(table_of("count,a,b\n2,5,x\n"))
    assert render(refused.value.words).startswith("Line 2:")
