"""Sums of money in files, exactly."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.voting.formats.money import decimals_of, minor_units, money_text
from pbdesk.voting.formats.refused import ImportRefused


def test_a_sum_is_read_and_written_without_losing_a_penny():
    assert decimals_of(["1", "2,50", "3.00"]) == 1
    assert minor_units("2,5", 2) == 250
    assert (money_text(250, 100), money_text(300, 100), money_text(5, 1)) == (
        "2.5",
        "3",
        "5",
    )


@pytest.mark.parametrize("figure", ["", "1 200", "1.2.3", "-5", "٥", "1e3"])
def test_what_is_no_sum_is_refused_by_name(figure):
    with pytest.raises(ImportRefused) as refused:
        minor_units(figure, 2)
    assert f"“{figure}” is not a sum of money" in render(refused.value.words)
