"""The net: what the kept records and the sample evening add up to, as digests.

    .venv/bin/python -m tests.net

makes `tests/data/net.json` anew, after a change that was meant to change what is folded, told,
counted or printed. `tests/test_net.py` compares. Names of modules are not in it, so that a chapter
may move; names of fields and classes are.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import msgspec

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.near_misses import quick_near_misses
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.reports import Printing, report_of
from pbdesk.app.jobs.result import content
from pbdesk.assembly.figures import figures
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import ENGLISH, render
from tests.conftest import ROOT
from tests.evenings import evening_at

KEPT = ROOT / "tests" / "data" / "net.json"
RECORDS = sorted((ROOT / "tests" / "data" / "records").glob("v*/*.pbdesk"))
MOMENTS = ("answering", "door", "keying", "ruling", "counted")
"""Moments of the sample evening at which only the state is looked at."""

URN_ROOT = {
    "state questions 1 count",
    "record.jsonl",
    "result.json",
    "report.pdf",
}
"""What holds the root of the urn, whose leaves are blinded anew each time the evening is played."""


def nets() -> Iterator[tuple[str, dict[str, str]]]:
    """Each record by name, with the digests of what it adds up to."""
    for sample in RECORDS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(shutil.copy(sample, folder))
            with Desk.open(path, read_only=True) as desk:
                yield f"{sample.parent.name}/{sample.stem}", digests(desk)
    for moment in MOMENTS:
        with (
            tempfile.TemporaryDirectory() as folder,
            evening_at(moment, Path(folder)).desk as desk,
        ):
            found = of_state(desk.state)
            yield (
                f"evening/{moment}",
                {what: found[what] for what in found.keys() - URN_ROOT},
            )
    with (
        tempfile.TemporaryDirectory() as folder,
        evening_at("declared", Path(folder)).desk as desk,
    ):
        found = digests(desk)
        yield (
            "evening/declared",
            {what: found[what] for what in found.keys() - URN_ROOT},
        )


def digests(desk: Desk) -> dict[str, str]:
    """The state, slice by slice; the sentences told, the figures, result.json and the report.

    Without what other files of the pack put into the last two.
    """
    source = pack_source(desk)
    near = quick_near_misses(source.state, source.urn, silent)
    told = [
        render(ASSEMBLY.tell(each.entry, desk.state)) for each in desk.recorded
    ]
    made = date(2026, 11, 27)
    report = report_of(
        Printing(source, ("0000",) * 8, b"{}", ENGLISH, made, near, ()),
    )
    return {
        **of_state(desk.state),
        "told": digest(told),
        "figures": digest(figures(desk.state)),
        "result.json": digest(content(source)),
        "record.jsonl": digest(source.record().decode()),
        "near misses": digest(near),
        "report.pdf": hashlib.sha256(report).hexdigest()[:16],
    }


def of_state(state: Assembly) -> dict[str, str]:
    parts = {part.held for part in ASSEMBLY.parts.values()}
    slices = {each.name: getattr(state, each.name) for each in fields(state)}
    left_out = {"last", "_turns", *parts}
    found = {
        name: part for name, part in slices.items() if name not in left_out
    }
    for held in parts:
        for which, part in getattr(state, held).items():
            found |= {
                f"{held} {which} {each.name}": getattr(part, each.name)
                for each in fields(part)
            }
    return {f"state {name}": digest(part) for name, part in found.items()}


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(plain(value)).encode()).hexdigest()[:16]


def plain(value: object) -> object:
    """A value as JSON: classes by their name, mappings in their order, sets sorted."""
    if isinstance(value, msgspec.Struct):
        named = {name: getattr(value, name) for name in value.__struct_fields__}
        return [type(value).__name__, plain(named)]
    if is_dataclass(value):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return [type(value).__name__, plain(named)]
    if isinstance(value, Mapping):
        return [[plain(key), plain(each)] for key, each in value.items()]
    if isinstance(value, AbstractSet):
        return sorted(json.dumps(plain(each)) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value if isinstance(value, str | int | None) else repr(value)


if __name__ == "__main__":
    _ = KEPT.write_text(
        json.dumps(dict(nets()), indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
