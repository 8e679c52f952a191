"""Checks 23 and 24: the table that follows from the result, and the page that came with it.

The table is made again from result.json and compared; the sentences in it are for people and are
not. The page is compared with those that pbdesk brings along: whoever forges a pack can put a false
page into it.
"""

from __future__ import annotations

import hashlib

from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.contents import Asked
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.tables import projects_csv, reasons_in
from pbdesk.resources import resource
from pbdesk.words import say

__all__ = ["page", "table"]

_TABLE = "data/projects.csv"
_PAGE = "data/verify.html"
_RELEASED: frozenset[str] = frozenset()
"""SHA-256 (hex) of verify.html in each release before this one."""


def table(case: Case) -> Finding:
    """projects.csv has the figures of the result, but for the sentences in it."""
    found = case.bag.files.get(_TABLE)
    said = case.result.money
    if found is None or said is None:
        return Unchecked(say("The pack holds no table of its projects."))
    if _table_again(said, found) != found:
        raise PackRefused(
            say("“{name}” has other figures than the result.", name=_TABLE),
        )
    return say("“{name}” has the figures of the result.", name=_TABLE)


def _table_again(said: Asked, found: bytes) -> bytes:
    """The table as it must be, with the sentences of the one that was found."""
    try:
        return projects_csv(
            said.outcome,
            said.trace,
            said.currency,
            reasons_in(found),
        )
    except ValueError as error:
        raise PackRefused(
            say("“{name}” cannot be read.", name=_TABLE),
        ) from error


def page(case: Case) -> Finding:
    """The page in the pack is the one that pbdesk puts there."""
    found = case.bag.files.get(_PAGE)
    if found is None:
        return Unchecked(say("The pack holds no page that checks it."))
    own = resource("verify.html").read_bytes()
    if found == own or hashlib.sha256(found).hexdigest() in _RELEASED:
        return say("“{name}” is the page that pbdesk puts there.", name=_PAGE)
    return Unchecked(
        say(
            "“{name}” is not a page that this version knows: check the pack with another copy.",
            name=_PAGE,
        ),
    )
