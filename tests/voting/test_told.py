"""What people were told of a rule.

And what it found, stays as it was until somebody changes it on purpose.
"""

from __future__ import annotations

import pytest

from pbdesk.voting.rules import RULES
from tests.voting.told import FOLDER, told


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_a_rule_says_and_finds_what_it_always_did(rule):
    assert told(rule) == (FOLDER / f"{rule.name}.txt").read_text(
        encoding="utf-8",
    )


def test_no_text_is_kept_of_a_rule_that_is_gone():
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(RULES)
