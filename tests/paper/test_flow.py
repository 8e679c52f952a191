"""Running text of a case: where a page ends."""

from __future__ import annotations

import pytest

from pbdesk.i18n import ENGLISH
from pbdesk.paper.case.flow import Flow
from pbdesk.words import say
from tests.paper.reading import reader

LONG = " ".join(f"word{n}" for n in range(60))  # six lines


def pages_of(lines_before: int, *more) -> list[list[str]]:
    """The lines of each page of a sheet with so many lines before what is added."""
    flow = Flow(say("Report"), say("Of a case"), locale=ENGLISH)
    for n in range(lines_before):
        flow.text(say("Line {n}", n=n))
    for add in more:
        add(flow)
    found = [
        page.extract_text().splitlines() for page in reader(flow.pdf()).pages
    ]
    return [
        [line for line in lines if not line.startswith(("Page ", "Report"))]
        for lines in found
    ]


@pytest.mark.parametrize("before", range(22, 33))
def test_neither_a_heading_nor_a_bold_line_nor_a_label_ends_a_page(before):
    for add in (
        lambda flow: flow.heading(say("Alone")),
        lambda flow: flow.text(say("Alone"), bold=True),
        lambda flow: flow.said(say("Alone"), LONG[:200]),
        lambda flow: flow.ticks(say("Alone"), [say("Yes"), say("No")]),
    ):
        pages = pages_of(before, add, lambda flow: flow.text(LONG[:200]))
        assert all(lines[-1] != "Alone" for lines in pages)


@pytest.mark.parametrize("before", range(22, 33))
def test_no_page_begins_with_the_last_line_of_a_paragraph(before):
    pages = pages_of(before, lambda flow: flow.text(LONG))
    of_it = [sum("word" in line for line in lines) for lines in pages]
    assert 1 not in of_it
    assert sum(of_it) == 6
