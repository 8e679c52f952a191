"""What is read on a screen, each made once a language however many tests read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from babel import Locale

from pbdesk.i18n import ENGLISH
from pbdesk.paper.report import ALL, ANNEX, NOTICE
from tests.paper.conftest import report_of
from tests.paper.test_editions import plain, sheets

type Make = Callable[..., bytes]


def once(make: Make) -> Make:
    """`make`, which is asked once a language."""
    made = cache(lambda locale: make(locale=locale))

    def document(locale: Locale = ENGLISH) -> bytes:
        return made(locale)

    return document


DOCUMENTS: dict[str, Make] = {
    "report": once(report_of),
    "annex": once(lambda **kw: report_of(tier=ANNEX, **kw)),
    "notice": once(lambda **kw: report_of(tier=NOTICE, **kw)),
    "large": once(lambda **kw: report_of(tier=ALL, large=True, **kw)),
    "plain": once(plain),
    "sheets": once(sheets),
}
