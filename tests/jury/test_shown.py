"""What is shown of scores: with one's own score nobody can tell another's, by every sheet."""

from __future__ import annotations

from itertools import product

import pytest

from pbdesk.jury.shown import MOST, revealing, summaries, summary_of


def fixed_by(jurors: int) -> set[tuple[int, object]]:
    """Own score and summary, for which the score of the second juror is the same on every sheet.

    All sheets of scores by name, juror for juror: another way than the module's, which counts bags.
    """
    seen: dict[tuple[int, object], set[int]] = {}
    for sheet in product(range(MOST + 1), repeat=jurors):
        seen.setdefault((sheet[0], summary_of(sheet)), set()).add(sheet[1])
    return {key for key, scores in seen.items() if len(scores) == 1}


@pytest.mark.parametrize("jurors", [5, 6, 7])
def test_what_is_shown_with_ones_own_score_fixes_no_others_score(jurors):
    assert summary_of([2] * jurors) is not None
    assert fixed_by(jurors) == set()


@pytest.mark.parametrize("jurors", [2, 3, 4])
def test_of_so_few_jurors_nothing_is_shown_because_it_would_tell(jurors):
    assert summaries(jurors) is None
    assert summary_of([1] * jurors) is None


def test_the_mean_would_tell_and_is_seen_to_tell():
    """The control: where all scored the highest, the sum says so of everybody."""
    assert revealing(7, lambda bag: (sum(bag),))


@pytest.mark.parametrize(
    ("scores", "low", "high", "together"),
    [
        ([0, 1, 0, 1, 0, 1, 0], 0, 0, True),
        ([0, 0, 0, 2, 4, 4, 4], 2, 2, False),
        ([0, 0, 1, 3, 3, 4], 1, 3, True),
    ],
)
def test_the_middle_is_shown_and_whether_most_are_close_to_it(scores, low, high, together):
    found = summary_of(scores)
    assert found is not None
    assert (found.low, found.high, found.together) == (low, high, together)
