"""The report: the printed half of a result pack, from `Figures`.

Tagged PDF/A-3a + PDF/UA-1 with result.json attached. Made as these standards by typst, not
validated by a second program. Nothing is added up here: every figure comes from `Figures`, every
sentence from `Words`. A part is one file and one line in `PARTS`; how its sections look is said by
`resources/report/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from pbdesk.assembly.figures import Figures
from pbdesk.i18n import Locale
from pbdesk.paper.document import document, running
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.audit import accounted, check_it, lot_certificate
from pbdesk.paper.report.ballot import ballot
from pbdesk.paper.report.committee import committee
from pbdesk.paper.report.deliberation import interests, tradeoffs
from pbdesk.paper.report.equality import equality
from pbdesk.paper.report.evening import minutes
from pbdesk.paper.report.files import files
from pbdesk.paper.report.follow_up import follow_up
from pbdesk.paper.report.form import response_form
from pbdesk.paper.report.money import votes_and_money, why_this
from pbdesk.paper.report.options import options
from pbdesk.paper.report.rules import rules
from pbdesk.paper.report.source import Part, Source
from pbdesk.paper.report.summary import summary
from pbdesk.paper.typeset import Json, typeset
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Words, say

__all__ = ["PARTS", "report_data", "report_pdf"]

PARTS: tuple[Part, ...] = (
    summary,
    rules,
    options,
    interests,
    ballot,
    votes_and_money,
    why_this,
    accounted,
    lot_certificate,
    tradeoffs,
    equality,
    minutes,
    committee,
    response_form,
    follow_up,
    files,
    check_it,
)
"""The parts of the report, in the order of its pages."""

type NearMisses = Mapping[str, Sequence[NearMiss]]
type Minutes = Sequence[tuple[datetime, Words, int]]
_NONE: NearMisses = MappingProxyType({})


def report_pdf(
    figures: Figures,
    *,
    code: tuple[str, ...],
    result_json: bytes,
    head: str,
    entries: int,
    version: str,
    locale: Locale,
    made: date,
    pack_name: str,
    large: bool = False,
    near_misses: NearMisses = _NONE,
    told: Minutes = (),
    contents: Sequence[str] = (),
) -> bytes:
    """The report as PDF; the same bytes for the same arguments, which are those of `Source`.

    `result_json` is attached as it is. `large`: the edition with nothing below 18 pt.
    """
    data = report_data(
        figures,
        code=code,
        head=head,
        entries=entries,
        version=version,
        locale=locale,
        made=made,
        pack_name=pack_name,
        large=large,
        near_misses=near_misses,
        told=told,
        contents=contents,
    )
    return typeset(data, attached=result_json.decode())


def report_data(
    figures: Figures,
    *,
    code: tuple[str, ...],
    head: str,
    entries: int,
    version: str,
    locale: Locale,
    made: date,
    pack_name: str,
    large: bool = False,
    near_misses: NearMisses = _NONE,
    told: Minutes = (),
    contents: Sequence[str] = (),
) -> dict[str, Json]:
    """All words and figures of the report, rendered for its reader, in the order of the pages."""
    pen = Pen(locale, figures.currency)
    source = Source(
        figures, pen, code, head, entries, version, pack_name, near_misses, told, contents, large
    )
    return document(
        pen,
        title=say("Result pack of {name}", name=figures.name),
        name=figures.name,
        made=made,
        running=running(figures),
        sections=[section for part in PARTS for section in part(source)],
        code=code,
        pack_name=pack_name,
        large=large,
        rehearsal=figures.rehearsal,
    )
