"""The report in three tiers, from `Figures`: notice, report, annex.

The notice is one page to quote from. The report is what a council reads: at most twelve pages, of
whatever size the vote was. The annex holds what grows: every reason, every project, every ruling.
All are tagged PDF/A-3a + PDF/UA-1, made as these standards by typst; result.json is attached to the
report. Nothing is added up here: every figure comes from `Figures`, every sentence from `Words`. A
part is one file and one line in `REPORT` or `ANNEX`; how its sections look is said by
`resources/report/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document, running
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.audit import (
    accounted,
    check_it,
    lot_certificate,
    papers_in_detail,
)
from pbdesk.paper.report.ballot import ballot
from pbdesk.paper.report.committee import committee
from pbdesk.paper.report.contents import contents, contents_of_annex
from pbdesk.paper.report.deliberation import (
    asked_together,
    conditions,
    dots,
    interests,
    prepared,
    trades,
    weighed,
)
from pbdesk.paper.report.evening import minutes
from pbdesk.paper.report.files import files
from pbdesk.paper.report.follow_up import follow_up
from pbdesk.paper.report.money import (
    money_in_full,
    votes_and_money,
    why_each,
    why_nearest,
)
from pbdesk.paper.report.notice import notice
from pbdesk.paper.report.options import options
from pbdesk.paper.report.questions import (
    decided,
    each_question,
    gave,
    what_each_got,
)
from pbdesk.paper.report.rules import clauses, rules
from pbdesk.paper.report.slips import slips
from pbdesk.paper.report.source import Part, Source
from pbdesk.paper.report.summary import summary
from pbdesk.paper.report.turnout import turnout
from pbdesk.paper.typeset import Section, typeset
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Words, say

__all__ = [
    "ALL",
    "ANNEX",
    "BOUND",
    "NOTICE",
    "PART",
    "QUESTIONS",
    "REPORT",
    "Tier",
    "report_data",
    "report_pdf",
]


@dataclass(frozen=True)
class Tier:
    """One of the documents: its parts in the order of its pages.

    `annex`: it is the annex. `whole`: it has none, and all that there is to say stands in it.
    `behind`: the parts of an annex that is bound behind it.
    """

    parts: tuple[Part, ...]
    annex: bool = False
    whole: bool = False
    behind: tuple[Part, ...] = ()


NOTICE = Tier((notice,))
"""One page: figures to quote, what is asked of whom by when, whom to ask."""

REPORT = Tier(
    (
        summary,
        contents,
        rules,
        turnout,
        slips,
        votes_and_money,
        why_nearest,
        conditions,
        accounted,
        each_question,
        check_it,
    ),
)
"""What a council reads."""

ANNEX = Tier(
    (
        contents_of_annex,
        money_in_full,
        why_each,
        options,
        ballot,
        prepared,
        weighed,
        trades,
        asked_together,
        dots,
        interests,
        papers_in_detail,
        lot_certificate,
        clauses,
        minutes,
        committee,
        follow_up,
        files,
    ),
    annex=True,
)
"""What grows with the number of projects, papers and words."""

QUESTIONS = Tier(
    (
        decided,
        each_question,
        rules,
        turnout,
        slips,
        prepared,
        asked_together,
        dots,
        interests,
        accounted,
        papers_in_detail,
        lot_certificate,
        clauses,
        minutes,
        check_it,
    ),
    whole=True,
)
"""What a council reads of an evening that gives no money."""

PART = Tier(
    (
        gave,
        what_each_got,
        rules,
        turnout,
        accounted,
        papers_in_detail,
        check_it,
    ),
    whole=True,
)
"""What one hall of several gave: sums, and nothing that was decided."""

ALL = Tier((*REPORT.parts[:-1], *ANNEX.parts[1:], check_it), whole=True)
"""Report and annex in one: the edition in large print, of few projects."""

BOUND = Tier(REPORT.parts, behind=ANNEX.parts[1:])
"""The report with the annex behind it: the edition in large print, of many projects."""

type NearMisses = Mapping[str, Sequence[NearMiss]]
type Minutes = Sequence[tuple[datetime, Words, int]]
type _Titles = list[tuple[str, str]]
"""Name and title of sections, in their order."""
type Codes = Mapping[str, tuple[str, ...]]
_NONE: NearMisses = MappingProxyType({})
_NO_CODES: Codes = MappingProxyType({})


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
    tier: Tier = REPORT,
    large: bool = False,
    near_misses: NearMisses = _NONE,
    told: Minutes = (),
    contents: Sequence[str] = (),
    codes: Codes = _NO_CODES,
    outcome: tuple[str, ...] = (),
    replaces: Words | None = None,
) -> bytes:
    """A tier as PDF; the same bytes for the same arguments, which are those of `Source`.

    `result_json` is attached as it is, to the report alone. `large`: with nothing below 18 pt.
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
        tier=tier,
        large=large,
        near_misses=near_misses,
        told=told,
        contents=contents,
        codes=codes,
        outcome=outcome,
        replaces=replaces,
    )
    main = tier in (REPORT, QUESTIONS, PART) and not large
    return typeset(data, attached=result_json.decode() if main else "")


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
    tier: Tier = REPORT,
    large: bool = False,
    near_misses: NearMisses = _NONE,
    told: Minutes = (),
    contents: Sequence[str] = (),
    codes: Codes = _NO_CODES,
    outcome: tuple[str, ...] = (),
    replaces: Words | None = None,
) -> dict[str, Json]:
    """All words and figures of a tier, rendered for its reader, in the order of the pages."""
    pen = Pen(locale, figures.currency)
    source = Source(
        figures,
        pen,
        code,
        head,
        entries,
        version,
        pack_name,
        near_misses,
        told,
        contents,
        large,
        codes=codes,
        outcome=outcome,
        replaces=replaces,
    )
    return document(
        pen,
        title=_title(figures, tier),
        name=figures.name,
        made=made,
        running=running(figures, annex=tier.annex),
        sections=_sections(source, tier),
        code=code,
        outcome=outcome,
        pack_name=pack_name,
        large=large,
        rehearsal=figures.rehearsal,
    )


def _title(figures: Figures, tier: Tier) -> Words:
    if tier.annex:
        return say("Annex of the result pack of {name}", name=figures.name)
    if figures.hall.parent:
        return say("What {name} gave", name=figures.name)
    return say("Result pack of {name}", name=figures.name)


def _sections(source: Source, tier: Tier) -> list[Section]:
    """The sections of a tier, each knowing where the others stand; those of the annex numbered."""
    annex = [] if tier.whole else _outline(source, ANNEX)
    numbers = _numbers(annex)
    placed = replace(source, annexed=numbers, bound=bool(tier.behind))
    own = annex if tier.annex else _outline(placed, tier)
    told = replace(placed, outline=own if tier.annex else [*own, *annex])
    found = _of(tier.parts, told)
    annexed = found if tier.annex else _of(tier.behind, told)
    numbered = [_numbered(section, told) for section in annexed]
    return numbered if tier.annex else [*found, *numbered]


def _numbers(annex: _Titles) -> dict[str, int]:
    return {name: number for number, (name, _) in enumerate(annex, start=1)}


def _of(parts: Iterable[Part], source: Source) -> list[Section]:
    return [section for part in parts for section in part(source)]


def _outline(source: Source, tier: Tier) -> _Titles:
    """Name and title of each section, in their order, but for the contents themselves."""
    named = _names_and_titles(source, tier)
    return [(name, title) for name, title in named if name != "contents"]


def _names_and_titles(source: Source, tier: Tier) -> _Titles:
    return [
        (str(each["name"]), str(each["title"]))
        for each in _of(tier.parts, source)
    ]


def _numbered(section: Section, source: Source) -> Section:
    """The section with its number in the annex before its title."""
    number = source.annexed.get(str(section["name"]))
    if number is None:
        return section
    return _as_annex(section, source, number)


def _as_annex(section: Section, source: Source, number: int) -> Section:
    title = say("Annex {n}: {title}", n=number, title=str(section["title"]))
    return {**section, "title": source.pen(title)}
