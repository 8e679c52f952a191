"""The bundle: documents with their pages, those that a side asks out, and the close of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.jury import bundle
from pbdesk.jury.asked import SIDES
from pbdesk.jury.bundle import FROM, Document, PageAsked
from pbdesk.jury.state import Case
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.sheets import index_pdf
from pbdesk.ui.pages.case_words import SIDE, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Own,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Means, Open, Print, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    REFUSED,
    SEALED,
    FieldSpec,
    Group,
    Row,
    Shape,
)
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Bundle")
_DOCUMENTS, _ASKED = Group(say("Documents")), Group(say("Pages asked out"))


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """The documents at the left, the chosen one at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    rows = (
        *map(_row, state.bundle.by_id.values()),
        *(_asked_row(state, e) for e in _asked(state)),
    )
    chosen = here.chosen if here.chosen in {row.key for row in rows} else None
    left = Listing(
        _caption(state),
        _LABEL,
        rows,
        chosen=chosen or (rows[0].key if rows else None),
        empty=None if rows else _EMPTY,
    )
    return PageView(
        left,
        (*_work(state), *_chosen(state, chosen or left.chosen, here)),
    )


_EMPTY = Empty(
    say("No document yet"),
    say(
        "List the names that must not leave, then bring the documents one by one.",
    ),
)


def _way(_state: Case, target: str | None) -> To:
    return To(chosen=target, focus=target or "documents")


PAGE = PageSpec("bundle", _LABEL, view, way=_way)


def _asked(state: Case) -> tuple[PageAsked, ...]:
    return tuple(state.bundle.asked.values())


def _caption(state: Case) -> Words:
    pages = several("{n} page", "{n} pages", state.bundle.pages)
    if state.bundle.closed:
        return say("{pages}, closed: the same for both sides", pages=pages)
    return pages


def _row(document: Document) -> Row:
    return Row(
        document.id,
        spoken(document.title),
        FROM[document.source],
        several("{n} page", "{n} pages", document.pages),
        shape=_read_shape(document),
        section=_DOCUMENTS,
    )


def _read_shape(document: Document) -> Shape:
    if document.left_out is not None:
        return REFUSED
    if document.redacted:
        return DONE
    return ATTENTION


def _asked_row(state: Case, asked: PageAsked) -> Row:
    return Row(
        asked.id,
        say("Page {n}", n=state.bundle.number(asked)),
        SIDES[asked.side],
        shape=_asked_shape(asked),
        section=_ASKED,
    )


def _asked_shape(asked: PageAsked) -> Shape:
    if asked.out is None:
        return ATTENTION
    return DONE


def _work(state: Case) -> Blocks:
    """What the hand works: the list of names, new documents; and the close."""
    if state.bundle.closed:
        index = Print(
            say("Index of the bundle"),
            say("Drawing the index"),
            lambda means: index_pdf(state, locale=means.locale),
            "bundle-index.pdf",
        )
        acts = (Press(say("Print the index"), index, "quiet", "printer"),)
        return _COPY, Buttons(acts, key="index"), Rule(key="work")
    verb = say("Close the bundle")
    close = do(bundle.close).then(To(said=say("Closed.")))
    fixed = say(
        "Every page then keeps its number, and both sides read the same.",
    )
    acts = (
        Press(say("A side asks a page out"), Open("ask_out"), "quiet"),
        Press(verb, close.for_good(fixed, verb), icon="lock"),
    )
    return Own("documents"), Buttons(acts, key="close"), Rule(key="work")


def _copy(means: Means) -> bytes | Refusal:
    from pbdesk.app.jobs.case_bundle import bundle_pdf

    return bundle_pdf(means.file, means.locale, means.progress)


_COPY = Buttons(
    (
        Press(
            say("Show the bundle as both sides get it"),
            Print(
                say("Bundle"),
                say("Numbering the pages"),
                _copy,
                "bundle.pdf",
            ),
            icon="eye",
        ),
    ),
    key="copy",
)


def _chosen(state: Case, key: str | None, here: Here) -> Blocks:
    if here.doing == "ask_out":
        return Section(say("A side asks a page out"), key="ask_out"), _ASK_OUT
    asked = next((each for each in _asked(state) if each.id == key), None)
    if asked is not None:
        return _page(state, asked)
    document = next(
        (each for each in state.bundle.by_id.values() if each.id == key),
        None,
    )
    return _document(state, document, here) if document is not None else ()


def _pages(state: Case, document: Document) -> Words:
    """Which pages of the bundle it is."""
    first = state.bundle.first_page(document.id)
    last = first + document.pages - 1
    if last > first:
        return say("{first} to {last}", first=first, last=last)
    return say("{n}", n=first)


def _document(state: Case, document: Document, here: Here) -> Blocks:
    title = spoken(document.title)
    if document.left_out is not None:
        told = Paragraph(spoken(document.left_out))
        return Heading(
            FROM[document.source],
            title,
            REFUSED,
            say("Left out"),
        ), told
    names = say("Not looked at yet")
    if document.redacted is not None:
        names = say(
            "{n} taken out, looked at by {by}",
            n=document.removed,
            by=document.by,
        )
    heading = Heading(
        FROM[document.source],
        title,
        _shape(document),
        _standing(document),
    )
    facts = Facts(
        ((say("Pages"), _pages(state, document)), (say("Names"), names)),
    )
    if state.bundle.closed:
        return heading, facts
    out = Press(say("Leave it out"), Open("leave_out", document.id), "quiet")
    leave = (
        (_leave(document),)
        if here.doing == "leave_out"
        else (Buttons((out,), key="out"),)
    )
    return heading, facts, *leave


def _shape(document: Document) -> Shape:
    return DONE if document.redacted else NOT_STARTED


def _standing(document: Document) -> Words:
    return (
        say("Without names")
        if document.redacted
        else say("Still with its names")
    )


def _page(state: Case, asked: PageAsked) -> Blocks:
    caption = say("{side} asks that it is not read", side=SIDES[asked.side])
    title = say("Page {n}", n=state.bundle.number(asked))
    why = Paragraph(spoken(asked.reason))
    if asked.out is None:
        return (
            Heading(caption, title, ATTENTION, say("Not ruled on")),
            why,
            _rule(asked),
        )
    ruled = say("Not read") if asked.out else say("It stays")
    return (
        Heading(caption, title, SEALED, ruled),
        why,
        Paragraph(spoken(asked.ruling)),
    )


def _rule(asked: PageAsked) -> Ask:
    return Ask(
        "rule_on_page",
        _RULING,
        from_form(bundle.rule_on_page),
        say("Rule on it"),
        given={"asked": asked.id},
        cancel=None,
    )


_RULING = (
    FieldSpec("out", say("The page is not read"), "tick"),
    FieldSpec("reason", say("Reason, for both sides"), "paragraph"),
)


def _leave(document: Document) -> Ask:
    return Ask(
        "leave_out",
        (FieldSpec("reason", say("Reason"), "paragraph"),),
        from_form(bundle.leave_out),
        say("Leave it out"),
        given={"document": document.id},
    )


_ASK_OUT = Ask(
    "ask_out",
    (
        FieldSpec("page", say("Page of the bundle"), "number", least=1),
        SIDE,
        FieldSpec("reason", say("Why it should not be read"), "paragraph"),
    ),
    from_form(bundle.ask_out),
    say("Record it"),
)
