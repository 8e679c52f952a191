"""Bundle: the documents of a case, with names taken out, numbered page by page, the same for both.

Decisions  list_names, take, confirm_redaction, leave_out, ask_out, rule_on_page, close
Entries    NamesListed, DocumentTaken, RedactionConfirmed, DocumentLeftOut, PageAskedOut,
           PageRuledOn, BundleClosed
The files themselves stand in the store that forgets; the record has their digests only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import SIDES, Side, free, owed
from pbdesk.jury.triage import stopped
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case

__all__ = [
    "FROM",
    "Bundle",
    "BundleClosed",
    "BundleEntry",
    "Document",
    "DocumentLeftOut",
    "DocumentTaken",
    "NamesListed",
    "PageAsked",
    "PageAskedOut",
    "PageRuledOn",
    "RedactionConfirmed",
    "apply",
    "ask_out",
    "close",
    "confirm_redaction",
    "leave_out",
    "list_names",
    "missing",
    "rule_on_page",
    "take",
    "tell",
]

type From = Literal["complainant", "service", "desk"]

FROM: Mapping[From, Words] = {**SIDES, "desk": say("The desk of the jury")}
"""Who brought a document."""

_MOST_PAGES = 2_000

_OWED = {
    "title": (
        say("The document has no title."),
        say("Write what it is, such as Letter of 3 May; name no person."),
    ),
    "reason": (
        say("The reason is missing."),
        say("Write one sentence: both sides read it."),
    ),
    "by": (
        say("Nobody says who looked."),
        say("Write the office, such as Clerk."),
    ),
}


class NamesListed(Entry, frozen=True, tag="bundle.names", kw_only=True):
    """The names that are taken out of all that leaves: how many, and where the list stands."""

    public = False
    names: Enclosed
    count: int


class DocumentTaken(Entry, frozen=True, tag="bundle.taken", kw_only=True):
    """A document was brought. `original`: as it was brought."""

    public = False
    document: Id
    title: FreeText
    source: From
    pages: int
    original: Enclosed


class RedactionConfirmed(
    Entry,
    frozen=True,
    tag="bundle.redacted",
    kw_only=True,
):
    """Somebody looked at every page without names. `removed`: how many names were taken out."""

    public = False
    document: Id
    redacted: Enclosed
    removed: int
    by: str


class DocumentLeftOut(Entry, frozen=True, tag="bundle.left_out", kw_only=True):
    """A document does not go into the bundle."""

    public = False
    document: Id
    reason: FreeText


class PageAskedOut(
    Entry,
    frozen=True,
    tag="bundle.page_asked_out",
    kw_only=True,
):
    """A side asks that a page, counted within its document, is not read."""

    public = False
    asked: Id
    document: Id
    page: int
    side: Side
    reason: FreeText


class PageRuledOn(Entry, frozen=True, tag="bundle.page_ruled", kw_only=True):
    """The chair ruled: the page is out, or stays."""

    public = False
    asked: Id
    out: bool
    reason: FreeText


class BundleClosed(Entry, frozen=True, tag="bundle.closed"):
    """The bundle is fixed: so many pages, the same for both sides."""

    undoable = False
    pages: int
    out: int


BundleEntry = (
    NamesListed
    | DocumentTaken
    | RedactionConfirmed
    | DocumentLeftOut
    | PageAskedOut
    | PageRuledOn
    | BundleClosed
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands."""

    id: Id
    title: FreeText
    source: From
    pages: int
    original: Enclosed
    redacted: Enclosed | None = None
    removed: int = 0
    by: str = ""
    left_out: FreeText | None = None


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page that a side asks out. `out` is None until it is ruled on."""

    id: Id
    document: Id
    page: int
    side: Side
    reason: FreeText
    out: bool | None = None
    ruling: FreeText = FreeText("")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The documents in the order in which they came, and the pages that were asked out."""

    by_id: Mapping[Id, Document] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    asked: Mapping[Id, PageAsked] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    names: Enclosed | None = None
    closed: datetime | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those that are not left out."""
        return tuple(
            each for each in self.by_id.values() if each.left_out is None
        )

    @property
    def pages(self) -> int:
        """All pages, those that are out included: a number is never given twice."""
        return sum(each.pages for each in self.documents)

    def first_page(self, document: Id) -> int:
        """The number of a document's first page."""
        first = 1
        for each in self.documents:
            if each.id == document:
                return first
            first += each.pages
        raise KeyError(document)

    def out(self) -> frozenset[int]:
        """The numbers of the pages that were ruled out."""
        return frozenset(
            self.number(asked) for asked in self.asked.values() if asked.out
        )

    def number(self, asked: PageAsked) -> int:
        """The number of a page that was asked out."""
        return self.first_page(asked.document) + asked.page - 1


def _shut(state: Case) -> Refusal | None:
    if state.bundle.closed:
        return Refusal(
            say("The bundle is closed: both sides have the same pages."),
        )
    return stopped(state)


def list_names(
    state: Case,
    _moment: Moment,
    *,
    names: Enclosed,
    count: int,
) -> Decided:
    """Keep the list of names that must not leave: of both sides, witnesses, streets and numbers."""
    return (
        _nothing_listed(count)
        or stopped(state)
        or Writing(NamesListed(names=names, count=count))
    )


def _nothing_listed(count: int) -> Refusal | None:
    if count < 1:
        return Refusal(
            say("No name is listed."),
            say("Write one a line: names, streets, numbers."),
            "names",
        )
    return None


def take(
    state: Case,
    moment: Moment,
    *,
    title: str,
    source: From,
    pages: int,
    original: Enclosed,
) -> Decided:
    """Take a document that stands in the store already."""
    refusal = _shut(state) or owed({"title": title}, _OWED) or _too_long(pages)
    return refusal or Writing(
        DocumentTaken(
            document=Id(moment.new_id()),
            title=free(title),
            source=source,
            pages=pages,
            original=original,
        ),
    )


def _too_long(pages: int) -> Refusal | None:
    if not 1 <= pages <= _MOST_PAGES:
        return Refusal(
            say("A document has 1 to {n} pages.", n=_MOST_PAGES),
            say("Bring a larger one in parts."),
            "pages",
        )
    return None


def confirm_redaction(
    state: Case,
    _moment: Moment,
    *,
    document: Id,
    redacted: Enclosed,
    removed: int,
    by: str,
) -> Decided:
    """Record that somebody looked at every page of a document without names."""
    refusal = _shut(state) or owed({"by": by}, _OWED)
    return refusal or Writing(
        RedactionConfirmed(
            document=document,
            redacted=redacted,
            removed=removed,
            by=clean(by),
        ),
    )


def leave_out(
    state: Case,
    _moment: Moment,
    *,
    document: Id,
    reason: str,
) -> Decided:
    """Leave a document out, with a reason."""
    return (
        _shut(state)
        or owed({"reason": reason}, _OWED)
        or Writing(DocumentLeftOut(document=document, reason=free(reason)))
    )


def ask_out(
    state: Case,
    moment: Moment,
    *,
    page: int,
    side: Side,
    reason: str,
) -> Decided:
    """Record that a side asks a page out. `page` is its number in the bundle."""
    refusal = _shut(state) or owed({"reason": reason}, _OWED)
    if refusal:
        return refusal
    for document in state.bundle.documents:
        first = state.bundle.first_page(document.id)
        if first <= page < first + document.pages:
            return Writing(
                PageAskedOut(
                    asked=Id(moment.new_id()),
                    document=document.id,
                    page=page - first + 1,
                    side=side,
                    reason=free(reason),
                ),
            )
    return _no_such_page(state, page)


def _no_such_page(state: Case, page: int) -> Refusal:
    return Refusal(
        say("The bundle has no page {page}.", page=page),
        say("Its pages are 1 to {last}.", last=state.bundle.pages),
        "page",
    )


def rule_on_page(
    state: Case,
    _moment: Moment,
    *,
    asked: Id,
    out: bool,
    reason: str,
) -> Decided:
    """Rule on a page that a side asks out."""
    return (
        _shut(state)
        or owed({"reason": reason}, _OWED)
        or Writing(PageRuledOn(asked=asked, out=out, reason=free(reason)))
    )


def close(state: Case, _moment: Moment) -> Decided:
    """Fix the bundle: from now on a page keeps its number.

    One without a document is closed too: then the jury has only what is said at the hearing.
    """
    bundle = state.bundle
    return (
        _shut(state)
        or _names_missing(state, bundle)
        or _undecided(bundle)
        or Writing(BundleClosed(bundle.pages, len(bundle.out())))
    )


def _undecided(bundle: Bundle) -> Refusal | None:
    unread = [each for each in bundle.documents if each.redacted is None]
    if unread:
        return _still_named(unread)
    return _unruled(bundle)


def _unruled(bundle: Bundle) -> Refusal | None:
    waiting = [each for each in bundle.asked.values() if each.out is None]
    if waiting:
        return _waits(waiting)
    return None


def _waits(waiting: list[PageAsked]) -> Refusal:
    return Refusal(
        several(
            "{n} page waits for a ruling.",
            "{n} pages wait for a ruling.",
            len(waiting),
        ),
        say("Rule on it with a reason."),
        waiting[0].id,
    )


def _still_named(unread: list[Document]) -> Refusal:
    return Refusal(
        several(
            "{n} document still has its names.",
            "{n} documents still have their names.",
            len(unread),
        ),
        say("Take the names out and look at every page, or leave it out."),
        unread[0].id,
    )


_UNSEALED = Refusal(
    say("The terms are not sealed."),
    say("What belongs into the bundle hangs on them: seal them first."),
)


def _names_missing(state: Case, bundle: Bundle) -> Refusal | None:
    if not state.terms.sealed:
        return _UNSEALED
    if bundle.names is None:
        return Refusal(
            say("Nobody has listed the names that must not leave."),
            say(
                "Write them down first: everything that leaves is searched for them.",
            ),
            "names",
        )
    return None


def apply(bundle: Bundle, entry: BundleEntry, at: datetime) -> Bundle:
    """What the entry adds."""
    match entry:
        case BundleClosed():
            return replace(bundle, closed=at)
        case NamesListed(names=names):
            return replace(bundle, names=names)
        case PageAskedOut():
            asked = PageAsked(
                entry.asked,
                entry.document,
                entry.page,
                entry.side,
                entry.reason,
            )
            return _with_asked(bundle, asked)
        case PageRuledOn():
            ruled = replace(
                bundle.asked[entry.asked],
                out=entry.out,
                ruling=entry.reason,
            )
            return _with_asked(bundle, ruled)
        case DocumentTaken():
            taken = Document(
                entry.document,
                entry.title,
                entry.source,
                entry.pages,
                entry.original,
            )
            return _with(bundle, taken)
        case RedactionConfirmed():
            before = bundle.by_id[entry.document]
            redacted = replace(
                before,
                redacted=entry.redacted,
                removed=entry.removed,
                by=entry.by,
            )
            return _with(bundle, redacted)
        case DocumentLeftOut():
            left_out = replace(
                bundle.by_id[entry.document],
                left_out=entry.reason,
            )
            return _with(bundle, left_out)
        case _:
            assert_never(entry)


def _with_asked(bundle: Bundle, asked: PageAsked) -> Bundle:
    return replace(bundle, asked=put(bundle.asked, asked.id, asked))


def _with(bundle: Bundle, document: Document) -> Bundle:
    return replace(bundle, by_id=put(bundle.by_id, document.id, document))


def missing(state: Case) -> Needs:
    """What the bundle still needs."""
    if not state.terms.sealed or state.bundle.closed:
        return ()
    return (_not_closed(state),)


def _not_closed(state: Case) -> Missing:
    return Missing(
        say("The bundle is not closed."),
        say("Both sides and every juror read the same numbered pages."),
        "bundle",
        "take" if not state.bundle.documents else "close",
    )


def tell(entry: BundleEntry, state: Case) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case NamesListed(count=count):
            return several(
                "{n} name was listed.",
                "{n} names were listed.",
                count,
            )
        case DocumentTaken(source=source, pages=pages):
            return several(
                "A document of {n} page was taken: {source}.",
                "A document of {n} pages was taken: {source}.",
                pages,
                source=FROM[source],
            )
        case RedactionConfirmed(removed=removed, by=by):
            return several(
                "{n} name was taken out of a document; {by} looked at every page.",
                "{n} names were taken out of a document; {by} looked at every page.",
                removed,
                by=by,
            )
        case DocumentLeftOut():
            return say("A document was left out.")
        case PageAskedOut(side=side):
            return say(
                "{side} asked that a page is not read.",
                side=SIDES[side],
            )
        case PageRuledOn(asked=asked, out=out):
            found = state.bundle.asked.get(asked)
            side = SIDES[found.side] if found else say("Somebody")
            if out:
                return say("A page was ruled out, as asked: {side}.", side=side)
            return say("A page stays, although asked out: {side}.", side=side)
        case BundleClosed(pages=pages, out=out):
            return say(
                "The bundle was closed: {pages} pages, {out} of them not read.",
                pages=pages,
                out=out,
            )
        case _:
            assert_never(entry)
