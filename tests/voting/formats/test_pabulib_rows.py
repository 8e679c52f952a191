"""Rows of a .pb file."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats.pabulib_rows import Table, csv_rows, items, value
from pbdesk.voting.formats.refused import ImportRefused


def test_cells_are_read_with_their_line_and_quotes():
    assert list(csv_rows('a;"b; c"\n1;2')) == [
        (1, ["a", "b; c"]),
        (2, ["1", "2"]),
    ]


def test_none_and_nothing_are_the_same():
    assert (value(" None "), items(""), items(" a , b")) == ("", [], ["a", "b"])


def test_a_column_that_is_needed_and_not_there_is_named():
    with pytest.raises(ImportRefused) as refused:
        Table.of(
            [(3, ["project_id", "name"])],
            ("project_id", "cost"),
            "PROJECTS",
        )
    assert "cost" in render(refused.value.words)
