"""A document to read: what every page of it carries, whatever its sections are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.i18n import is_right_to_left
from pbdesk.paper.pen import PAGE, PAGES, Pen
from pbdesk.paper.qr import qr_png, quiet_share
from pbdesk.words import Words, say

__all__ = ["document", "running"]


def document(
    pen: Pen,
    *,
    title: Words,
    name: str,
    running: Words,
    made: date,
    sections: Sequence[Json],
    code: Sequence[str] = (),
    outcome: Sequence[str] = (),
    pack_name: str = "",
    large: bool = False,
    rehearsal: bool = False,
) -> dict[str, Json]:
    """The data of a document.

    Running head, page n of m; at the foot the code of what was decided (`outcome`), that of the
    pack, for a camera too, and the pack's name. Without a code the foot has the day only.
    """
    locale = pen.locale
    spoken = " ".join(code)
    return {
        "title": pen(title),
        "author": name,
        "keywords": list(code),
        "date": {"year": made.year, "month": made.month, "day": made.day},
        "made": pen.day(made),
        "lang": locale.language,
        "region": locale.territory,
        "rtl": is_right_to_left(locale),
        "large": large,
        "rehearsal": rehearsal,
        "running": pen(running),
        "page_of": pen(say("Page {page} of {pages}", page=PAGE, pages=PAGES)),
        "code_label": pen(say("Pack code")) if code else "",
        "outcome_label": pen(say("Result code")) if outcome else "",
        "outcome": list(outcome),
        "code": list(code),
        "foot_qr": qr_png(spoken) if code else [],
        "foot_quiet": quiet_share(spoken) if code else 0,
        "pack": pen(pack_name),
        "attached": pen(say("The result for programs")),
        "sections": list(sections),
    }


def running(figures: Figures, *, annex: bool = False) -> Words:
    """The running head of everything about one result."""
    if figures.hall.parent:
        return say(
            "{name}. What one hall gave; the sum of all decides",
            name=figures.name,
        )
    return _running_of_all(figures, annex=annex)


def _running_of_all(figures: Figures, *, annex: bool) -> Words:
    if figures.rehearsal:
        return say(
            "{name}. Rehearsal: nothing here was decided",
            name=figures.name,
        )
    if annex:
        return say("{name}. Annex of the result pack, final", name=figures.name)
    return say("{name}. Result pack, final", name=figures.name)
