"""The report: the printed half of a result pack, from `Figures`, tagged PDF/A-3a + PDF/UA-1 with result.json attached.

Made as these standards by typst, not validated by a second program. Nothing is added up here: every figure comes
from `Figures`, every sentence from `Words`. What stands on a page is said by the section's own file; how it looks, by
`resources/report/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pbdesk.assembly.figures import Figures
from pbdesk.assembly.near_miss import NearMiss
from pbdesk.i18n import Locale
from pbdesk.paper.document import document, running
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.audit import accounted, check_it, lot_certificate
from pbdesk.paper.report.form import response_form
from pbdesk.paper.report.money import votes_and_money, why_this
from pbdesk.paper.report.rules import not_on_the_ballot, rules
from pbdesk.paper.report.summary import summary
from pbdesk.paper.typeset import Json, typeset
from pbdesk.words import say

__all__ = ["report_data", "report_pdf"]

type NearMisses = Mapping[str, Sequence[NearMiss]]
_NONE: NearMisses = MappingProxyType({})


def report_pdf(figures: Figures, *, code: tuple[str, ...], result_json: bytes, head: str, entries: int, version: str,
               locale: Locale, made: date, pack_name: str, large: bool = False, near_misses: NearMisses = _NONE,
               ) -> bytes:
    """The report as PDF; the same bytes for the same arguments.

    `code`: the 8 groups of the results code, printed on every page. `result_json` is attached as it is. `head` (hex)
    and `entries` name the record. `large`: the edition with nothing below 18 pt. `near_misses`: by project, what would
    have won it, where that was found by counting again.
    """
    data = report_data(figures, code=code, head=head, entries=entries, version=version, locale=locale, made=made,
                       pack_name=pack_name, large=large, near_misses=near_misses)
    return typeset(data, attached=result_json.decode())


def report_data(figures: Figures, *, code: tuple[str, ...], head: str, entries: int, version: str, locale: Locale,
                made: date, pack_name: str, large: bool = False, near_misses: NearMisses = _NONE) -> dict[str, Json]:
    """All words and figures of the report, rendered for its reader, in the order of the pages."""
    pen = Pen(locale, figures.currency)
    sections: list[Json] = [summary(figures, pen, code), rules(figures, pen), votes_and_money(figures, pen),
                            why_this(figures, pen, near_misses), not_on_the_ballot(figures, pen)]
    sections += [response_form(figures, pen), accounted(figures, pen), *lot_certificate(figures, pen),
                 check_it(figures, pen, head=head, entries=entries, version=version, pack_name=pack_name)]
    return document(pen, title=say("Result pack of {name}", name=figures.name), name=figures.name, made=made,
                    running=running(figures), sections=sections, code=code, large=large, rehearsal=figures.rehearsal)
