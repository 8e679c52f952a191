"""How long the papers of a large result take, and how large they are.

    .venv/bin/python -m benchmarks.paper [PROJECTS] [LANGUAGE]

Processor seconds, so that other work on the machine counts little. Made-up projects with titles of
80 letters (`tests/paper/many.py`); the count of near misses is not in it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pbdesk.i18n import locale_of
from pbdesk.paper.plain import plain_pdf
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.report import ALL, ANNEX, BOUND, NOTICE, REPORT
from pbdesk.paper.report.files import FILES
from pbdesk.paper.report.source import FEW
from pbdesk.paper.response_form import response_form_pdf
from tests.paper.conftest import CODE, report_of
from tests.paper.many import near_of, result_of
from tests.paper.millbrook import DAY


def papers(
    projects: int,
    language: str,
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name of each paper of a pack, and what makes it."""
    result, locale = result_of(projects, language), locale_of(language)
    about: dict[str, Any] = {"near_misses": near_of(result), "locale": locale}
    told: dict[str, Any] = {
        "code": CODE,
        "made": DAY,
        "pack_name": "pack",
        **about,
    }
    for name, tier in (
        ("report", REPORT),
        ("notice", NOTICE),
        ("annex", ANNEX),
    ):
        yield (
            name,
            partial(
                report_of,
                result,
                tier=tier,
                contents=tuple(FILES),
                **about,
            ),
        )
    large = ALL if projects <= FEW else BOUND
    yield "large", lambda: report_of(result, tier=large, large=True, **about)
    yield "plain", lambda: plain_pdf(result, **told)
    yield "projects", lambda: project_sheets_pdf(result, **told)
    yield "form", lambda: response_form_pdf(result, CODE, locale)


def main() -> None:
    """Print a line a paper, and the sum."""
    asked, language, *_ = (*sys.argv[1:], *("71", "en")[len(sys.argv) - 1 :])
    projects, whole, size = int(asked), 0.0, 0
    for name, make in papers(projects, language):
        start = time.process_time()
        pdf = make()
        took = time.process_time() - start
        whole, size = whole + took, size + len(pdf)
        print(f"{name:10} {took:6.2f} s {len(pdf) / 1e6:6.2f} MB")
    print(
        f"{'all':10} {whole:6.2f} s {size / 1e6:6.2f} MB, {projects} projects, {language}",
    )


if __name__ == "__main__":
    main()
