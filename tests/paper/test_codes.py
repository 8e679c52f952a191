"""The code of what was decided and that of the pack, on paper."""

from __future__ import annotations

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.report import ANNEX, NOTICE, REPORT
from pbdesk.paper.response_form import response_form_pdf
from pbdesk.words import say
from tests.paper.conftest import CODE, report_of
from tests.paper.millbrook import MILLBROOK
from tests.paper.reading import reader, text_of, words_of

OUTCOME = ("263C", "V59K", "E0YQ", "4XVQ", "ZKA6", "NWJ3", "SYX9", "7KER")
RESULT, PACK = " ".join(OUTCOME), " ".join(CODE)


@pytest.mark.parametrize(
    "tier",
    [REPORT, ANNEX, NOTICE],
    ids=["report", "annex", "notice"],
)
def test_every_page_bears_the_code_of_what_was_decided_and_that_of_the_pack(
    tier,
):
    for page in reader(report_of(tier=tier, outcome=OUTCOME)).pages:
        assert f"Result code {RESULT}" in words_of(page)
        assert f"Pack code {PACK}" in words_of(page)


def test_page_1_says_which_of_the_two_no_language_and_no_pack_changes():
    first = words_of(reader(report_of(outcome=OUTCOME)).pages[0])
    assert "the same in every language and pack" in first
    assert "it is another result" in first
    assert f"Pack code {PACK}: of this bundle of files." in first


def test_the_code_of_what_was_decided_is_that_of_the_pack_in_another_language():
    assert RESULT in text_of(report_of(outcome=OUTCOME, locale=locale_of("ar")))


def test_a_pack_that_replaces_another_says_which_and_why_on_page_1_and_on_the_notice():
    words = say(
        "The pack of {day} under the pack code {code}.",
        day="today",
        code=PACK,
    )
    for tier in (REPORT, NOTICE):
        first = words_of(
            reader(report_of(tier=tier, outcome=OUTCOME, replaces=words)).pages[
                0
            ],
        )
        assert (
            f"Replaces The pack of today under the pack code {PACK[:9]}"
            in first
        )
    assert "Replaces" not in text_of(report_of(outcome=OUTCOME))


def test_the_form_bears_both_codes():
    words = text_of(response_form_pdf(MILLBROOK, CODE, ENGLISH, OUTCOME))
    assert f"Result code {RESULT}" in words
    assert f"Pack code {PACK}" in words


def test_the_last_page_makes_both_codes_with_stock_tools():
    words = text_of(report_of(outcome=OUTCOME))
    assert words.index("data/decided.json") < words.index("data/result.json")
