"""Contents: what stands where, in this document and in the annex, and who decides by when."""

from __future__ import annotations

from collections.abc import Container, Sequence

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen, page_of
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import Labelled, labelled, section
from pbdesk.paper.typeset import Section
from pbdesk.words import Text, Words, say

__all__ = ["contents", "contents_of_annex"]


def contents(source: Source) -> Sequence[Section]:
    """The sections with their pages, the parts of the annex, and the days that were promised."""
    figures = source.figures
    pen = source.pen
    parts = _parts_of_contents(source, pen)
    return [
        section(
            pen,
            "contents",
            "contents",
            say("What stands where, and who decides"),
            _of_the_annex(source),
            parts=parts if source.annexed else parts[:1],
            facts=_who_decides(pen, figures),
        ),
    ]


def _parts_of_contents(source: Source, pen: Pen) -> list[Json]:
    return [
        {
            "title": pen(say("In this report")),
            "rows": _pages(source, source.annexed),
        },
        {"title": pen(say("In the annex")), "rows": _annexes(source)},
    ]


def _who_decides(pen: Pen, figures: Figures) -> Json:
    return {
        "title": pen(say("Who decides, and when")),
        "rows": _who(figures, pen),
    }


def _of_the_annex(source: Source) -> Words:
    if not source.annexed:
        return say(
            "All that there is to say stands here; nothing is left to an annex.",
        )
    if source.bound:
        return say(
            "What grows with the number of projects stands behind the report, as its annex.",
        )
    return say(
        "The annex holds what grows with the number of projects. Same code, same pack.",
    )


def contents_of_annex(source: Source) -> Sequence[Section]:
    """The parts of the annex with their pages."""
    return [
        section(
            source.pen,
            "contents",
            "contents",
            say("Annex"),
            say("What the report only sums up. The report has the same code."),
            parts=[{"title": "", "rows": _pages(source)}],
            facts=None,
        ),
    ]


def _pages(source: Source, but: Container[str] = ()) -> list[Json]:
    return [
        [title, page_of(name)]
        for name, title in source.outline
        if name not in but
    ]


def _annexes(source: Source) -> list[Json]:
    titles = dict(source.outline)
    pen = source.pen
    return [
        [titles.get(name, ""), _stands_at(source, name, pen, number)]
        for name, number in source.annexed.items()
    ]


def _stands_at(source: Source, name: str, pen: Pen, number: int) -> str:
    if source.bound:
        return page_of(name)
    return pen.number(number)


def _who(figures: Figures, pen: Pen) -> list[Json]:
    first, second = figures.looks
    power = _power(figures)
    rows: list[tuple[Words, Text]] = [
        (say("What the vote does"), power),
        (say("Who holds the money"), figures.holder),
        (say("Who takes the final decision"), figures.decider),
        (say("Promise"), figures.promise),
        (say("Answer to every item"), pen.day(figures.answer_by, weekday=True)),
        (say("The answer goes to"), _goes_to(figures)),
        (say("Whom to ask"), figures.contact),
        (say("First look"), pen.day(first, weekday=True)),
        (say("Second look"), pen.day(second, weekday=True)),
    ]
    return _told_of_who(pen, rows)


def _power(figures: Figures) -> Words:
    if figures.binding:
        return say("The vote binds.")
    return say("The vote advises.")


def _told_of_who(pen: Pen, rows: Labelled) -> list[Json]:
    return labelled([each for each in rows if each[1]], pen)


def _goes_to(figures: Figures) -> Text:
    if figures.office and figures.return_address:
        return say(
            "{office}, {address}",
            office=figures.office,
            address=figures.return_address,
        )
    return figures.office or figures.return_address
