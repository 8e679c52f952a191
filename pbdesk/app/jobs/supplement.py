"""Packs that follow the result: an answer, a payment round, a follow-up, each chained to the last.

A supplement has the whole record up to its day, which begins with the record of the pack before;
everything that happened since the result with the salt of its words, so that both verifiers compute
it again from the record; and the open book as a page, a sheet and for programs.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import record_line
from pbdesk.app.jobs.packing import Made
from pbdesk.assembly.asked import items
from pbdesk.assembly.supplements import (
    WHO_SIGNS,
    SupplementKind,
    last_code,
    supplement_made,
    supplement_signed,
)
from pbdesk.i18n import Locale
from pbdesk.ledger.chain import Stored
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.fold import undone_acts
from pbdesk.pack.bag import write_zip
from pbdesk.pack.checks.happened import FOLLOWING
from pbdesk.pack.contents import assemble, results_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seen import look_through, sign_seen
from pbdesk.pack.start_here import start_here
from pbdesk.resources import resource

__all__ = ["Heard", "happened", "make_supplement", "sign_supplement", "with_words"]

type Heard = Mapping[str, tuple[bytes, str] | None]


def make_supplement(
    desk: Desk, kind: SupplementKind, folder: Path, *, locale: Locale, made: date
) -> Made | Refusal:
    """Write the unsigned pack into `folder`, and record it. Raises PackRefused and OSError."""
    import hashlib

    from pbdesk.paper.open_book import open_book, open_book_html, open_book_json
    from pbdesk.paper.supplement import supplement_pdf

    state = desk.state
    decided = supplement_made(state, desk.moment(), kind=kind, file="", result="")
    if isinstance(decided, Refusal):
        return decided
    book = open_book(state, made)
    number = state.supplements.next
    about = state.mandate
    stage = "rehearsal" if about.rehearsal else "final"
    entries = list(desk.record.entries())
    public = {tag for tag, entry in desk.kind.by_tag.items() if entry.public}
    _, head = desk.record.head
    content: dict[str, Any] = {
        "number": number,
        "previous": " ".join(last_code(state)),
        "record": {"entries": len(entries), "head": head.hex()},
        "name": about.name,
        "currency": about.currency,
        "items": [
            {"id": each.id, "number": each.number, "cost": each.cost} for each in items(state)
        ],
        "happened": happened(desk, entries),
        "book": open_book_json(book),
    }
    files = {
        "START-HERE.txt": start_here(about.id, stage, tuple(WHO_SIGNS), locale, kind),
        "open-book.html": open_book_html(book, locale),
        "open-book.json": rfc8785.dumps(open_book_json(book)),
        "record.jsonl": b"".join(record_line(each, told=each.type in public) for each in entries),
        "verify.html": resource("verify.html").read_bytes(),
    }

    def report(code: tuple[str, ...], _result: bytes) -> bytes:
        return supplement_pdf(
            book,
            kind=kind,
            number=number,
            code=code,
            locale=locale,
            pack_name=f"pb-result_{about.id}_{made.isoformat()}_{''.join(code[:2])}",
            rehearsal=about.rehearsal,
        )

    bag = assemble(files, content, report, assembly=about.id, stage=stage, day=made, kind=kind)
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    result = bag.files["data/result.json"]
    digest = hashlib.sha256(result).hexdigest()
    refusal = desk.do(supplement_made, kind=kind, file=path.name, result=digest)
    return refusal or Made(path, results_code(result), digest, bag.files["data/report.pdf"])


def happened(desk: Desk, entries: list[Stored]) -> list[dict[str, Any]]:
    """Every entry in force that tells what followed, its words in place of their digests."""
    undone = undone_acts(desk.recorded)
    heard = desk.record.all_said()
    return [
        {"entry": each.seq, "type": each.type, "body": with_words(dict(each.body), heard)}
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
    desk: Desk, path: Path, number: int, who: str, key: Ed25519PrivateKey
) -> Refusal | None:
    """Add a signature to a pack that follows, which is looked through first, and record it."""
    decided = supplement_signed(desk.state, desk.moment(), number=number, who=who, ink=False)
    if isinstance(decided, Refusal):
        return decided
    try:
        sign_seen(look_through(path), who, key)
    except PackRefused as refused:
        return Refusal(refused.words, where="who")
    return desk.do(supplement_signed, number=number, who=who, ink=False)
