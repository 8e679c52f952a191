"""Reports: the report of a pack and its editions.

Made from one source and under one results code.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from types import MappingProxyType

from pbdesk.app.jobs.pack_source import PackSource
from pbdesk.app.jobs.progress import Progress
from pbdesk.i18n import Locale
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import Words, say

__all__ = ["EDITIONS", "Edition", "Printing", "editions_of", "report_of"]


@dataclass(frozen=True)
class Printing:
    """What every report of one pack is made from. `contents`: the names of the pack's files."""

    source: PackSource
    code: tuple[str, ...]
    result: bytes
    locale: Locale
    made: date
    near_misses: Mapping[str, Sequence[NearMiss]]
    contents: Sequence[str]

    @property
    def pack_name(self) -> str:
        """The pack's top folder."""
        return (
            f"pb-result_{self.source.figures.id}_{self.made.isoformat()}_{''.join(self.code[:2])}"
        )


@dataclass(frozen=True)
class Edition:
    """A further report in the pack: its file, what people call it, and how it is made."""

    file: str
    label: Words
    make: Callable[[Printing], bytes]


def report_of(printing: Printing, *, large: bool = False) -> bytes:
    """The report itself, report.pdf; `large`: in large print."""
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
        near_misses=printing.near_misses,
        told=source.told,
        contents=printing.contents,
        large=large,
    )


def _plain(printing: Printing) -> bytes:
    from pbdesk.paper.plain import plain_pdf

    return plain_pdf(
        printing.source.figures,
        code=printing.code,
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
        locale=printing.locale,
        made=printing.made,
        pack_name=printing.pack_name,
        near_misses=printing.near_misses,
    )


EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "plain": Edition("report-plain.pdf", say("Plain language, large type"), _plain),
        "large": Edition(
            "report-large.pdf",
            say("Large print, the whole report"),
            lambda printing: report_of(printing, large=True),
        ),
        "projects": Edition("report-projects.pdf", say("A sheet for each project"), _projects),
    }
)
"""What may lie in a pack beside the report, by the word that `pbdesk pack --edition` takes."""


def editions_of(
    printing: Printing, editions: Collection[str], progress: Progress
) -> dict[str, bytes]:
    """The chosen editions, by their file names. Raises KeyError for an edition nobody knows."""
    made: dict[str, bytes] = {}
    for done, edition in enumerate(EDITIONS[name] for name in editions):
        progress(done, len(editions), say("Setting the report: {edition}", edition=edition.label))
        made[edition.file] = edition.make(printing)
    return made
