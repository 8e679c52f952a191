"""JSON that means one thing only."""

from __future__ import annotations

import pytest

from pbdesk.voting.formats.json_text import JsonRefused, json_as


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "a": 2}',
        '{"a": NaN}',
        '{"a": "x"}',
        "[1]",
        "{",
        '{"a": 1} {}',
        "",
    ],
)
def test_a_text_that_may_mean_two_things_is_refused(text):
    with pytest.raises(JsonRefused):
        json_as(text, dict[str, int])


def test_a_text_of_the_right_shape_is_read():
    assert json_as('{"a": 1}', dict[str, int]) == {"a": 1}
