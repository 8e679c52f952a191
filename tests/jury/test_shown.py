"""What is shown of scores: with one's own score nobody can tell another's, by every sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement, product

import pytest

from pbdesk.i18n import render
from pbdesk.jury.scores import TOGETHER
from pbdesk.questions.shown import MOST, summary_of

CANNOT_SAY = MOST + 1
ANSWERS = range(MOST + 2)


def counts(sheet: Sequence[int]) -> list[int]:
    return [sheet.count(answer) for answer in ANSWERS]


def shown(sheet: Sequence[int]) -> object:
    return summary_of(counts(sheet))


def fixed_by(
    jurors: int,
    says: Callable[[Sequence[int]], object],
) -> set[tuple[int, object]]:
    """Own answer and what is shown, for which the second juror's is the same on every sheet."""
    seen: dict[tuple[int, object], set[int]] = {}
    for sheet in product(ANSWERS, repeat=jurors):
        seen.setdefault((sheet[0], says(sheet)), set()).add(sheet[1])
    return {key for key, scores in seen.items() if len(scores) == 1}


@pytest.mark.parametrize("jurors", [5, 6, 7])
def test_what_is_shown_with_ones_own_score_fixes_no_others_score(jurors):
    """Every sheet that so many jurors can hand in, with those who cannot say."""
    assert fixed_by(jurors, shown) == set()


def test_the_sum_would_tell_and_is_seen_to_tell():
    """The control: where all scored the highest, the sum says so of everybody."""
    assert fixed_by(5, sum)


def test_six_of_seven_together_can_often_tell_the_seventh_as_the_slip_says():
    left: dict[tuple[tuple[int, ...], object], set[int]] = {}
    for six in combinations_with_replacement(ANSWERS, 6):
        for seventh in ANSWERS:
            left.setdefault((six, shown((*six, seventh))), set()).add(seventh)
    found = Counter(len(each) == 1 for each in left.values())
    assert found[True] > found[False] / 3
    assert "Six of seven who put theirs together can often tell" in render(
        TOGETHER,
    )


@pytest.mark.parametrize("scored", [0, 1, 2, 3, 4])
def test_below_five_scores_nothing_is_shown(scored):
    assert (
        summary_of(counts([2] * scored + [CANNOT_SAY] * (7 - scored))) is None
    )
    assert summary_of(counts([2] * 5 + [CANNOT_SAY] * 2)) is not None


@pytest.mark.parametrize(
    ("scores", "low", "high", "close"),
    [
        ([0, 1, 0, 1, 0, 1, 0], 0, 0, True),
        ([0, 0, 0, 2, 4, 4, 4], 2, 2, False),
        ([0, 0, 1, 3, 3, 4], 1, 3, True),
        ([1, 1, 1, 1, 3], 1, 1, False),
        ([2, 3, 3, 3, 4], 3, 3, True),
    ],
)
def test_the_middle_is_shown_and_whether_all_are_within_one_step_of_it(
    scores,
    low,
    high,
    close,
):
    found = summary_of(counts(scores))
    assert found is not None
    assert (found.low, found.high, found.close) == (low, high, close)
