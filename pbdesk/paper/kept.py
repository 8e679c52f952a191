"""A letter, receipt or photo that was kept, as pages to look at; none of it is written to disk."""

from __future__ import annotations

import io
import re

from pbdesk.i18n import Locale
from pbdesk.ledger.cleaned import Brought
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Words, plain, say

__all__ = ["kept_pdf"]

_LONGEST = 2_500
"""Points of the longer side of a picture that is shown: as sharp as paper at A4."""
_MOST = 60_000
"""Signs of a text that are shown: some thirty pages."""
_RUN = re.compile(r"(\S{60})(?=\S)")
"""So many signs without a space are as long as a line: they go on below."""


def kept_pdf(brought: Brought, title: Words, *, locale: Locale) -> bytes:
    """What was brought as PDF: as it is, a picture on a page, a text line by line."""
    if brought.media_type == "application/pdf":
        return brought.data
    if brought.media_type.startswith("image/"):
        return _on_a_page(brought.data)
    return _lines(brought.data, title, locale)


def _on_a_page(data: bytes) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as picture:
        picture.thumbnail((_LONGEST, _LONGEST))
        picture.convert("RGB").save(out, "PDF", resolution=150)
    return out.getvalue()


def _lines(data: bytes, title: Words, locale: Locale) -> bytes:
    text = data.decode("utf-8-sig", errors="replace")
    flow = Flow(title, say("As it was kept"), locale=locale)
    for line in text[:_MOST].splitlines():
        if line.strip():
            flow.text(plain(_RUN.sub(r"\1 ", line)))
    _going_on(flow, text)
    return flow.pdf()


def _going_on(flow: Flow, text: str) -> None:
    if len(text) > _MOST:
        flow.text(say("It goes on: only its beginning is shown."), bold=True)
