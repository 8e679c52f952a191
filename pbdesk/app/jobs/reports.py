"""Reports: the report of a pack and its editions.

Made from one source and under one pack code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.app.jobs.pack_source import PackSource
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.pack.bag import FORM_FILE
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.paper.report import Tier

__all__ = [
    "ALWAYS",
    "EDITIONS",
    "Edition",
    "Printing",
    "beside",
    "editions_of",
    "report_of",
]


@dataclass(frozen=True)
class Printing:
    """What every report of one pack is made from.

    `contents`: the names of the pack's files; `codes`: the result code of each question, `outcome`
    that of all of them together, empty where nothing was decided. `because`: why a pack that was
    made before is replaced.
    """

    source: PackSource
    code: tuple[str, ...]
    result: bytes
    locale: Locale
    made: date
    near_misses: Mapping[str, Sequence[NearMiss]]
    contents: Sequence[str]
    codes: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    outcome: tuple[str, ...] = ()
    because: str = ""

    @property
    def replaces(self) -> Words | None:
        """Which pack this one takes the place of, and why where that was said."""
        before = self.source.state.handover
        if before.made is None:
            return None
        return self._replaced(Day(before.made.date()), " ".join(before.code))

    def _replaced(self, day: Day, code: str) -> Words:
        if not self.because:
            return say(
                "The pack of {day} under the pack code {code}.",
                day=day,
                code=code,
            )
        return say(
            "The pack of {day} under the pack code {code}, because {reason}.",
            day=day,
            code=code,
            reason=self.because.strip().removesuffix("."),
        )

    @property
    def pack_name(self) -> str:
        """The pack's top folder."""
        letters = "".join(self.code[:2])
        return f"pb-result_{self.source.figures.id}_{self.made.isoformat()}_{letters}"


@dataclass(frozen=True)
class Edition:
    """A further report in the pack: its file, what people call it, and how it is made."""

    file: str
    label: Words
    make: Callable[[Printing], bytes]


def report_of(printing: Printing) -> bytes:
    """The report itself, report.pdf."""
    from pbdesk.paper.report import PART, QUESTIONS, REPORT

    if printing.source.state.part:
        return _tier(printing, PART)
    return _tier(printing, REPORT if _of_money(printing.source) else QUESTIONS)


def _tier(printing: Printing, tier: Tier, *, large: bool = False) -> bytes:
    """One of the report's documents; `large`: in large print."""
    from pbdesk.paper.report import report_pdf

    source = printing.source
    return report_pdf(
        source.figures,
        code=printing.code,
        result_json=printing.result,
        head=source.head,
        entries=source.entries,
        version=version("pbdesk"),
        locale=printing.locale,
        made=printing.made,
        pack_name=printing.pack_name,
        tier=tier,
        near_misses=printing.near_misses,
        told=source.told,
        contents=printing.contents,
        codes=printing.codes,
        outcome=printing.outcome,
        replaces=printing.replaces,
        large=large,
    )


def _annex(printing: Printing) -> bytes:
    from pbdesk.paper.report import ANNEX

    return _tier(printing, ANNEX)


def _notice(printing: Printing) -> bytes:
    from pbdesk.paper.report import NOTICE

    return _tier(printing, NOTICE)


def _large(printing: Printing) -> bytes:
    """All in one; of many projects the report comes first, so that it can be printed alone."""
    from pbdesk.paper.report import ALL, BOUND, QUESTIONS
    from pbdesk.paper.report.source import FEW

    if not _of_money(printing.source):
        return _tier(printing, QUESTIONS, large=True)
    few = len(printing.source.figures.projects) <= FEW
    return _tier(printing, ALL if few else BOUND, large=True)


def _form(printing: Printing) -> bytes:
    from pbdesk.paper.response_form import response_form_pdf

    return response_form_pdf(
        printing.source.figures,
        printing.code,
        printing.locale,
        printing.outcome,
    )


def _plain(printing: Printing) -> bytes:
    from pbdesk.paper.plain import plain_pdf

    return plain_pdf(
        printing.source.figures,
        code=printing.code,
        outcome=printing.outcome,
        locale=printing.locale,
        made=printing.made,
        pack_name=printing.pack_name,
        near_misses=printing.near_misses,
    )


def _projects(printing: Printing) -> bytes:
    from pbdesk.paper.project_sheets import project_sheets_pdf

    return project_sheets_pdf(
        printing.source.figures,
        code=printing.code,
        outcome=printing.outcome,
        locale=printing.locale,
        made=printing.made,
        pack_name=printing.pack_name,
        near_misses=printing.near_misses,
    )


ALWAYS: tuple[Edition, ...] = (
    Edition("notice.pdf", say("Notice of one page"), _notice),
    Edition("annex.pdf", say("Annex"), _annex),
    Edition(FORM_FILE, say("Response form"), _form),
)
"""What lies in every pack beside the report."""

EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "plain": Edition(
            "report-plain.pdf",
            say("Plain language, large type"),
            _plain,
        ),
        "large": Edition("report-large.pdf", say("Large print"), _large),
        "projects": Edition(
            "report-projects.pdf",
            say("A sheet for each project"),
            _projects,
        ),
    },
)
"""What may lie in a pack beside the report, by the word that `pbdesk pack --edition` takes."""


def beside(
    source: PackSource,
    editions: Collection[str],
) -> tuple[Edition, ...]:
    """What lies beside the report; all but the large print tell of money that was given.

    An evening without any has the large print alone, one hall of several nothing.

    Raises KeyError for an edition nobody knows.
    """
    chosen = tuple(EDITIONS[name] for name in editions)
    if source.state.part:
        return ()
    if _of_money(source):
        return (*ALWAYS, *chosen)
    return tuple(edition for edition in chosen if edition is EDITIONS["large"])


def _of_money(source: PackSource) -> bool:
    return source.figures.kind == "fund"


def editions_of(
    printing: Printing,
    editions: Collection[str],
    progress: Progress,
) -> dict[str, bytes]:
    """What every pack has, and the chosen editions, by their file names.

    Raises KeyError for an edition nobody knows.
    """
    wanted = beside(printing.source, editions)
    made: dict[str, bytes] = {}
    for done, edition in enumerate(wanted):
        progress(
            done,
            len(wanted),
            say("Setting the report: {edition}", edition=edition.label),
        )
        made[edition.file] = edition.make(printing)
    return made
