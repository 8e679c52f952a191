"""Data: the files of the pack and what each is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, say

__all__ = ["FILES", "files"]

FILES: Mapping[str, Words] = MappingProxyType(
    {
        "START-HERE.txt": say("How to check everything with other software"),
        "notice.pdf": say("The result in one page, to quote and to hang up"),
        "report.pdf": say("The report, to read and print"),
        "annex.pdf": say(
            "What grows with the projects: every reason, every ruling",
        ),
        "response-form.pdf": say("The form on which each item is answered"),
        "report-large.pdf": say("The report in large print"),
        "report-plain.pdf": say("The result in plain language, in large print"),
        "report-projects.pdf": say(
            "One sheet a project, for those who proposed it",
        ),
        "committee.txt": say("Wording for a committee report, to copy"),
        "result.json": say("The result as data; the pack code is made from it"),
        "projects.csv": say("The projects as a table"),
        "grants-draft.csv": say(
            "The grants as a draft for open data (360Giving)",
        ),
        "assembly.pb": say("The anonymous ballots, for any counting program"),
        "record.jsonl": say("The record, with the fingerprint of every entry"),
        "verify.html": say("A page that checks the pack in a browser"),
    },
)
"""The files of a pack below `data/`, and what each is for, in the order in which people need them.
"""


def files(source: Source) -> Sequence[Section]:
    """The files this pack has; nothing where they are not known."""
    pen = source.pen
    rows: list[Json] = _rows(source, pen)
    return (
        [
            section(
                pen,
                "table",
                "files",
                say("Files of the pack"),
                say(
                    "They lie in the folder “data”. No name of a voter is in any of them.",
                ),
                table=_table(pen, rows),
            ),
        ]
        if rows
        else []
    )


def _rows(source: Source, pen: Pen) -> list[Json]:
    return [
        {"cells": [pen(name), pen(what)]}
        for name, what in FILES.items()
        if name in source.contents
    ]


def _table(
    pen: Pen,
    rows: list[Json],
) -> Json:
    return {
        "stacked": True,
        "columns": [
            {"head": pen(say("File")), "width": 45},
            {"head": pen(say("What it is")), "width": "1fr"},
        ],
        "rows": rows,
    }
