"""The desk of a case: an open case file with its documents, which stand in the store that forgets.

A document is kept first and named by the record afterwards; one whose entry never came is taken out
of the store when the file is next opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pbdesk.app.desk import LOCKED, OpenFile
from pbdesk.app.jobs.lending import Lent, Numbers
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.redaction import (
    NotRedacted,
    Redacted,
    count_pages,
    redact,
    text_of,
)
from pbdesk.jury import bundle, complaint, sitting
from pbdesk.jury.bundle import Document, From
from pbdesk.jury.kind import CASE
from pbdesk.jury.spellings import listed_names
from pbdesk.jury.state import Case
from pbdesk.jury.suggested import suggested_names
from pbdesk.ledger.cleaned import Brought
from pbdesk.ledger.refusals import RecordNotWritten, RecordRefused
from pbdesk.ledger.store import Kept
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.minutes.kept import Enclosed
from pbdesk.minutes.kinds import AnyKind
from pbdesk.words import Listing, plain, say

__all__ = ["CaseFile"]

_PDF = "application/pdf"


class CaseFile(OpenFile[Case]):
    """One open case."""

    kinds: ClassVar[tuple[AnyKind, ...]] = (CASE,)

    def list_names(self, lines: Sequence[str]) -> Refusal | None:
        """Keep the list of names; a later one stands in the place of the one before."""
        kept = self._kept_lines(lines)
        if isinstance(kept, Refusal):
            return kept
        return self.do(
            bundle.list_names,
            names=kept,
            count=len(listed_names(lines)),
        )

    def _kept_lines(self, lines: Sequence[str]) -> Enclosed | Refusal:
        return self._kept(Brought("text/plain", "\n".join(lines).encode()))

    def suggested(self) -> tuple[str, ...]:
        """What may be a name in complaint and documents, for a person to look through."""
        received = self.state.complaint.received
        if received:
            told = [
                str(each)
                for each in (
                    received.advocate,
                    received.words,
                    received.happened,
                    received.affected,
                    received.wanted,
                )
            ]
        else:
            told = []
        brought = (
            self._content(each.original) for each in self.state.bundle.documents
        )
        return suggested_names(
            [*told, *(text_of(each) for each in brought if each)],
        )

    def names(self) -> tuple[str, ...]:
        """The lines of the list of names; none while the store is locked or nobody listed any."""
        return tuple(self._lines(self.state.bundle.names))

    def keep_lent(self, lent: Lent) -> Refusal | None:
        """Keep who an assembly lent for the pool."""
        kept = self._kept_lines(lent.who)
        if isinstance(kept, Refusal):
            return kept
        return self.do(sitting.lend, people=len(lent.people), who=kept)

    def lent_by(self) -> Mapping[str, tuple[str, str]]:
        """Name and street of who was lent, by reference; empty while the store is locked."""
        parts = (
            line.split("\t") for line in self._lines(self.state.panel.lent)
        )
        return {ref: (name, street) for ref, name, street in parts}

    def _lines(self, text: Enclosed | None) -> list[str]:
        content = text and self._content(text)
        return content.decode().splitlines() if content else []

    def take_numbers(self, numbers: Numbers) -> Refusal | None:
        """Go by the numbers of the jury on whose list the case stands."""
        return self.do(
            complaint.take_rules,
            jury=numbers.jury,
            days=numbers.days,
        )

    def take(self, title: str, source: From, content: bytes) -> Refusal | None:
        """Take a document (PDF) into the bundle."""
        try:
            pages = count_pages(content)
        except NotRedacted as refused:
            return Refusal(refused.words, where="file")
        kept = self._kept(Brought(_PDF, content))
        if isinstance(kept, Refusal):
            return kept
        return self.do(
            bundle.take,
            title=title,
            source=source,
            pages=pages,
            original=kept,
        )

    def without_names(
        self,
        document: Id,
        progress: Progress,
    ) -> Redacted | Refusal:
        """The document without the listed names, for somebody to look through page by page."""
        original = self._content(self.state.bundle.by_id[document].original)
        if original is None:
            return Refusal(
                say(
                    "This document was forgotten, or the people file is locked.",
                ),
            )
        try:
            made = redact(original, self.names(), progress)
        except NotRedacted as refused:
            return Refusal(refused.words, where="names")
        if made.left:
            return Refusal(
                say(
                    "These are still in it: {names}.",
                    names=_listing(made.left),
                ),
                say("Leave the document out, or bring a better copy."),
            )
        return made

    def confirm(self, document: Id, made: Redacted, by: str) -> Refusal | None:
        """Somebody has looked at every page of what `without_names` made."""
        kept = self._kept(Brought(_PDF, made.content))
        if isinstance(kept, Refusal):
            return kept
        return self.do(
            bundle.confirm_redaction,
            document=document,
            redacted=kept,
            removed=made.removed,
            by=by,
        )

    def read(self, document: Document) -> bytes | None:
        """The document as everybody reads it; None: not without names yet, or forgotten."""
        if document.redacted:
            return self._content(document.redacted)
        return None

    def _kept(self, brought: Brought) -> Enclosed | Refusal:
        if self.people is None:
            return LOCKED
        try:
            kept = self.people.keep(self.new_ref(), brought, self.new_salt())
        except (RecordRefused, RecordNotWritten) as error:
            return Refusal(error.words, where="file")
        return Enclosed(kept.ref, kept.digest)

    def _content(self, file: Enclosed) -> bytes | None:
        found = (
            self.people.kept(Kept(file.ref, file.digest))
            if self.people
            else None
        )
        if found:
            return found.data
        return None


def _listing(names: Sequence[str]) -> Listing:
    return Listing(tuple(plain(name) for name in names))
