"""Fixtures of everything printed: the Millbrook result, its report, and PDFs read back."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest

from pbdesk.i18n import ENGLISH
from pbdesk.paper.report import ALL, ANNEX, report_pdf
from pbdesk.words import code_groups
from tests.paper.millbrook import MILLBROOK

RESULT = (
    '{"assembly":"millbrook-assembly-2026-11-4f9c","note":"Café £"}'.encode()
)
CODE = code_groups(hashlib.sha256(RESULT).digest())
HEAD = hashlib.sha256(b"the last entry").hexdigest()


def report_of(figures=MILLBROOK, **kw) -> bytes:
    """The report with everything else as usual."""
    usual: dict[str, Any] = {
        "code": CODE,
        "result_json": RESULT,
        "head": HEAD,
        "entries": 431,
        "version": "0.1.0",
        "locale": ENGLISH,
        "made": date(2026, 11, 26),
        "pack_name": f"pb-result_{figures.id}_2026-11-26_{''.join(CODE[:2])}",
    }
    return report_pdf(figures, **{**usual, **kw})


@pytest.fixture(scope="session")
def report() -> bytes:
    """The standard report of Millbrook."""
    return report_of()


@pytest.fixture(scope="session")
def annex() -> bytes:
    """The annex of Millbrook's report."""
    return report_of(tier=ANNEX)


@pytest.fixture(scope="session")
def large_report() -> bytes:
    """The large-print report of Millbrook."""
    return report_of(tier=ALL, large=True)
