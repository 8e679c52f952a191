"""How long the papers of a large result take, and how large they are.

    .venv/bin/python -m benchmarks.paper [PROJECTS]

Processor seconds, so that other work on the machine counts little. Made-up projects with titles of
80 letters (`tests/paper/many.py`); the count of near misses is not in it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pbdesk.i18n import ENGLISH
from pbdesk.paper.plain import plain_pdf
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.report import ALL, ANNEX, NOTICE, REPORT
from pbdesk.paper.report.files import FILES
from pbdesk.paper.response_form import response_form_pdf
from tests.paper.conftest import CODE, report_of
from tests.paper.many import near_of, result_of
from tests.paper.millbrook import DAY


def papers(projects: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Name of each paper of a pack, and what makes it."""
    result = result_of(projects)
    about: dict[str, Any] = {"near_misses": near_of(result)}
    told: dict[str, Any] = {
        "code": CODE,
        "locale": ENGLISH,
        "made": DAY,
        "pack_name": "pack",
        **about,
    }
    for name, tier in (("report", REPORT), ("notice", NOTICE), ("annex", ANNEX)):
        yield name, partial(report_of, result, tier=tier, contents=tuple(FILES), **about)
    yield "large", lambda: report_of(result, tier=ALL, large=True, **about)
    yield "plain", lambda: plain_pdf(result, **told)
    yield "projects", lambda: project_sheets_pdf(result, **told)
    yield "form", lambda: response_form_pdf(result, CODE, ENGLISH)


def main() -> None:
    """Print a line a paper, and the sum."""
    projects, whole, size = int(sys.argv[1]) if len(sys.argv) > 1 else 71, 0.0, 0
    for name, make in papers(projects):
        start = time.process_time()
        pdf = make()
        took = time.process_time() - start
        whole, size = whole + took, size + len(pdf)
        print(f"{name:10} {took:6.2f} s {len(pdf) / 1e6:6.2f} MB")
    print(f"{'all':10} {whole:6.2f} s {size / 1e6:6.2f} MB, {projects} projects")


if __name__ == "__main__":
    main()
