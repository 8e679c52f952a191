"""Packs that follow the result: an answer, a payment round, a follow-up, each chained to the last.

A supplement has the whole record up to its day, which begins with the record of the pack before;
everything that happened since the result with the salt of its words, so that both verifiers compute
it again from the record; and the open book as a page, a sheet and for programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import Heard, record_lines
from pbdesk.app.jobs.packing import Made
from pbdesk.app.jobs.result import question_code
from pbdesk.app.jobs.signing import signed_through
from pbdesk.assembly.asked import items
from pbdesk.assembly.supplements import (
    WHO_SIGNS,
    SupplementKind,
    last_code,
    supplement_made,
    supplement_signed,
)
from pbdesk.canonical import JsonObject
from pbdesk.i18n import Locale
from pbdesk.ledger.chain import Stored
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.fold import undone_acts
from pbdesk.pack.bag import YOU_ASKED, write_zip
from pbdesk.pack.checks.happened import FOLLOWING
from pbdesk.pack.contents import assemble
from pbdesk.pack.start_here import start_here
from pbdesk.resources import resource

if TYPE_CHECKING:
    from pbdesk.paper.open_book import OpenBook

__all__ = ["happened", "make_supplement", "sign_supplement", "with_words"]


def make_supplement(
    desk: Desk,
    kind: SupplementKind,
    folder: Path,
    *,
    locale: Locale,
    made: date,
) -> Made | Refusal:
    """Write the unsigned pack into `folder`, and record it. Raises PackRefused and OSError."""
    from pbdesk.paper.open_book import open_book

    state = desk.state
    decided = supplement_made(
        state,
        desk.moment(),
        kind=kind,
        file="",
        result="",
    )
    if isinstance(decided, Refusal):
        return decided
    entries = tuple(desk.record.entries())
    told = _Supplement(
        desk,
        kind,
        open_book(state, made),
        entries,
        locale,
        made,
    )
    bag = assemble(
        told.files(),
        told.content(),
        told.report,
        assembly=state.mandate.id,
        stage=told.stage,
        day=made,
        kind=kind,
        editions=told.beside,
    )
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    written = Made.of(bag, path)
    refusal = desk.do(
        supplement_made,
        kind=kind,
        file=path.name,
        result=written.result,
    )
    return refusal or written


@dataclass(frozen=True, slots=True)
class _Supplement:
    """What a pack tells of the assembly on the day that it is made."""

    desk: Desk
    kind: SupplementKind
    book: OpenBook
    entries: Sequence[Stored]
    locale: Locale
    made: date

    @property
    def stage(self) -> str:
        """As the pack names it."""
        return "rehearsal" if self.desk.state.mandate.rehearsal else "final"

    def content(self) -> JsonObject:
        """result.json but for what the pack itself says."""
        from pbdesk.paper.open_book import open_book_json

        state = self.desk.state
        _, head = self.desk.record.head
        return {
            "number": state.supplements.next,
            "previous": " ".join(last_code(state)),
            "record": {"entries": len(self.entries), "head": head.hex()},
            "name": state.mandate.name,
            "currency": state.mandate.currency,
            "items": [
                {"id": each.id, "number": each.number, "cost": each.cost}
                for each in items(state)
            ],
            "happened": happened(self.desk, self.entries),
            "book": open_book_json(self.book),
        }

    def files(self) -> dict[str, bytes]:
        """What lies beside the result and the report."""
        from pbdesk.paper.book_page import open_book_html
        from pbdesk.paper.open_book import open_book_json

        about = self.desk.state.mandate
        signers = tuple(WHO_SIGNS)
        return {
            "START-HERE.txt": start_here(
                about.id,
                self.stage,
                signers,
                self.locale,
                self.kind,
            ),
            "open-book.html": open_book_html(self.book, self.locale),
            "open-book.json": rfc8785.dumps(open_book_json(self.book)),
            "record.jsonl": self._record(),
            "verify.html": resource("verify.html").read_bytes(),
        }

    def _record(self) -> bytes:
        return record_lines(self.desk.kind, self.entries)

    def beside(self, code: tuple[str, ...], _result: bytes) -> dict[str, bytes]:
        """After a look at what was done, the sheet for those who asked for it."""
        if self.kind != "follow-up":
            return {}
        return {YOU_ASKED: self._you_asked(code)}

    def _you_asked(self, code: tuple[str, ...]) -> bytes:
        from pbdesk.paper.you_asked import you_asked_pdf

        return you_asked_pdf(
            self.desk.state,
            locale=self.locale,
            made=self.made,
            code=code,
        )

    def report(self, code: tuple[str, ...], _result: bytes) -> bytes:
        """The report, which names the pack by its code."""
        from pbdesk.paper.supplement import supplement_pdf

        state = self.desk.state
        about = state.mandate
        return supplement_pdf(
            self.book,
            kind=self.kind,
            number=state.supplements.next,
            code=code,
            outcome=question_code(state),
            locale=self.locale,
            pack_name=f"pb-result_{about.id}_{self.made.isoformat()}_{''.join(code[:2])}",
            rehearsal=about.rehearsal,
        )


def happened(desk: Desk, entries: Iterable[Stored]) -> list[JsonObject]:
    """Every entry in force that tells what followed, its words in place of their digests."""
    undone = undone_acts(desk.recorded)
    heard = desk.record.all_said()
    return [
        {
            "entry": each.seq,
            "type": each.type,
            "body": with_words(dict(each.body), heard),
        }
        for each in entries
        if each.type in FOLLOWING and each.body["act"] not in undone
    ]


def with_words(value: object, heard: Heard) -> Any:
    """A body with words and salt where it has {"said": digest}; null for what was erased."""
    if isinstance(value, list):
        return [with_words(each, heard) for each in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    parts = cast("dict[str, object]", value)
    if set(parts) != {"said"}:
        return {name: with_words(each, heard) for name, each in parts.items()}
    said = heard[str(parts["said"])]
    if said:
        return {"words": said[1], "salt": said[0].hex()}
    return {"words": None, "salt": None}


def sign_supplement(
    desk: Desk,
    path: Path,
    number: int,
    who: str,
    key: Ed25519PrivateKey,
) -> Refusal | None:
    """Add a signature to a pack that follows, which is looked through first, and record it."""
    decided = supplement_signed(
        desk.state,
        desk.moment(),
        number=number,
        who=who,
        ink=False,
    )
    if isinstance(decided, Refusal):
        return decided
    refused = signed_through(path, who, key)
    return refused or desk.do(
        supplement_signed,
        number=number,
        who=who,
        ink=False,
    )
