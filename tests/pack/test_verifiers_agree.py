"""pbdesk verify and verify.html, which share no code, agree on packs that are made up by a seed.

`make verifiers` shows them 2,000.
"""

from __future__ import annotations

import pytest

from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.generated import KINDS, compared, made_up

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

PACKS = 100


def test_both_agree_on_the_verdict_and_every_check_of_a_hundred_packs(
    browser,
    tmp_path,
):
    verdicts: set[str] = set()
    for n, made in enumerate(made_up(1, PACKS)):
        command, page = compared(made, browser, tmp_path)
        assert page == command, (n, made.kind)
        verdicts.add(command.verdict)
    assert verdicts == {"genuine", "not-genuine", "unreadable"}


def test_the_same_seed_makes_the_same_packs_and_every_kind_of_them():
    first, again = list(made_up(7, len(KINDS))), list(made_up(7, len(KINDS)))
    assert first == again
    assert [made.kind for made in first] == list(KINDS)
    assert len({made.data for made in first}) > len(KINDS) - 2
