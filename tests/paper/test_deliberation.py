"""Parts 4 and 10 of the report.

Interests and how they were handled; trade-offs and minority statements.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pbdesk.assembly.deliberated import Deliberated
from pbdesk.assembly.figures import figures
from pbdesk.i18n import ENGLISH, locale_of, render
from pbdesk.paper.document import document
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.deliberation import interests, tradeoffs
from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import typeset
from pbdesk.words import say
from tests.evenings import state_at

RESULT = figures(state_at("declared"))


def source(deliberated=RESULT.deliberated, locale=ENGLISH) -> Source:
    return Source(replace(RESULT, deliberated=deliberated), Pen(locale, "GBP"))


def only(sections) -> Any:
    """The one section there is."""
    assert len(sections) == 1
    return sections[0]


def test_an_assembly_without_deliberation_has_no_such_pages():
    empty = source(Deliberated())
    assert (interests(empty), tradeoffs(empty)) == ([], [])


def test_each_interest_stands_there_by_role_with_how_and_when():
    said = repr(only(interests(source())))
    assert "A teller: Friday night youth club" in said
    assert "Takes part by dispensation" in said
    assert "before it was discussed" in said


def test_every_project_shows_the_time_it_was_to_have_and_took():
    table = only(interests(source()))["parts"][1]["table"]
    assert [row["cells"][1] for row in table["rows"][1:9]] == ["2 minutes"] * 8
    assert table["rows"][1]["cells"][2] == "1:58"


def test_an_item_that_nobody_ended_took_no_minutes_that_anybody_knows():
    timings = tuple(
        replace(each, seconds=0, ended=False)
        for each in RESULT.deliberated.timings
    )
    table = only(
        interests(source(replace(RESULT.deliberated, timings=timings))),
    )["parts"][1]
    assert {row["cells"][2] for row in table["table"]["rows"]} == {"not ended"}


def test_a_minority_statement_stands_as_it_was_worded():
    section = only(tradeoffs(source()))
    assert section["title"] == "Trade-offs and a minority statement"
    beside, said = section["parts"][1]["quotes"][0]
    assert said == f"“{render(RESULT.deliberated.minorities[0].minority)}”"
    assert (
        beside == "Lighting on the riverside path, Table 1. Read out at 17:33."
    )


def test_what_was_skipped_says_why_and_has_no_minority_statement():
    first, *rest = RESULT.deliberated.tradeoffs
    skipped = replace(first, skipped=say("The table went home."))
    section = only(
        tradeoffs(
            source(replace(RESULT.deliberated, tradeoffs=(skipped, *rest))),
        ),
    )
    assert section["parts"][0]["lines"][0]["rows"] == [
        ["Skipped", "The table went home."],
    ]
    assert len(section["parts"]) == 1


def test_the_pages_are_set_in_both_directions_and_in_large_print():
    for language, large in (("en", False), ("en", True), ("ar", False)):
        locale = locale_of(language)
        found = source(locale=locale)
        pdf = typeset(
            document(
                found.pen,
                title=say("Millbrook"),
                name="Millbrook",
                made=RESULT.day,
                large=large,
                running=say("Millbrook"),
                sections=[*interests(found), *tradeoffs(found)],
            ),
        )
        assert pdf.startswith(b"%PDF")
