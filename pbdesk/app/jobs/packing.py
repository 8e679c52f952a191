"""Packing: from a declared result to a pack on disk, unsigned, and signatures added to it.

The record is read beforehand (`pack_source`); `make_pack` computes and writes one file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from pbdesk.app.jobs.near_misses import quick_near_misses
from pbdesk.app.jobs.open_data import grants_csv
from pbdesk.app.jobs.pack_source import PackSource
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.reports import ALWAYS, EDITIONS, Printing, editions_of, report_of
from pbdesk.assembly.deliberated import ConditionLine
from pbdesk.assembly.figures import KeyedLine
from pbdesk.assembly.retained import SIGNERS
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, render
from pbdesk.pack.bag import Bag, write_zip
from pbdesk.pack.contents import Count, assemble, results_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seal import Sealing
from pbdesk.pack.start_here import start_here
from pbdesk.pack.tables import projects_csv
from pbdesk.questions.tally import constraints_of, profile_of
from pbdesk.resources import resource
from pbdesk.voting.constraints_json import constraints_json
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import say

__all__ = ["Made", "counted_ballots", "make_pack"]


@dataclass(frozen=True)
class Made:
    """A pack that was written.

    Where, its code (8 groups of 4), SHA-256 of result.json (hex), the report's bytes.
    """

    path: Path
    code: tuple[str, ...]
    result: str
    report: bytes


def make_pack(
    source: PackSource,
    folder: Path,
    *,
    locale: Locale,
    made: date,
    progress: Progress,
    seal_at: datetime | None = None,
    editions: Collection[str] = (),
) -> Made:
    """Write the unsigned pack into `folder`. No half pack ever bears the final name.

    Raises PackRefused, OSError. `editions` of the report lie beside it, by their words in
    `app.jobs.reports.EDITIONS`; KeyError for others. `seal_at`: the report gets the facilitator's
    seal, which says that it was made at this moment.
    """
    if source.state.supplements.made:
        raise PackRefused(
            say("Packs follow this result already; made anew, it would break their chain.")
        )
    near = quick_near_misses(source.state, source.urn, progress)
    progress(1, 4, say("Setting the report"))
    content = _content(source)
    files = _files(source, content, locale)
    beside = (*ALWAYS, *(EDITIONS[edition] for edition in editions))
    names = (*files, "result.json", "report.pdf", *(edition.file for edition in beside))

    def printing(code: tuple[str, ...], result: bytes) -> Printing:
        return Printing(source, code, result, locale, made, near, names)

    bag = assemble(
        files,
        content,
        lambda code, result: report_of(printing(code, result)),
        editions=lambda code, result: editions_of(printing(code, result), editions, progress),
        assembly=source.figures.id,
        stage=source.figures.stage,
        day=made,
        sealing=Sealing(source.figures.id, seal_at) if seal_at else None,
    )
    progress(2, 4, say("Writing the pack"))
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    progress(4, 4, say("The pack is written and read back."))
    return _made(bag, path)


def _made(bag: Bag, path: Path) -> Made:
    import hashlib

    result = bag.files["data/result.json"]
    return Made(
        path, results_code(result), hashlib.sha256(result).hexdigest(), bag.files["data/report.pdf"]
    )


def _files(source: PackSource, content: Mapping[str, Any], locale: Locale) -> Mapping[str, bytes]:
    from pbdesk.paper.report.committee import committee_text

    result = source.figures
    files = {
        "START-HERE.txt": start_here(result.id, result.stage, tuple(SIGNERS), locale),
        "committee.txt": committee_text(result, locale),
        "grants-draft.csv": grants_csv(result),
        "projects.csv": projects_csv(
            msgspec.convert(content["outcome"], Count),
            content["trace"],
            result.currency,
            [render(project.reason, locale) for project in result.projects],
        ),
        "record.jsonl": source.record(),
        "verify.html": resource("verify.html").read_bytes(),
    }
    if source.figures.public_ballots:
        files["assembly.pb"] = counted_ballots(source)
    return files


def counted_ballots(source: PackSource) -> bytes:
    """assembly.pb: every counted ballot, in the order of its marks.

    Without a word on who cast it.
    """
    from pbdesk.voting.formats.pabulib_writer import pabulib_text

    profile, _ = profile_of(source.state, source.urn)
    return pabulib_text(
        profile,
        name=source.figures.name,
        day=source.figures.day,
        funded=source.state.outcome.funded if source.state.outcome else (),
    ).encode()


def _content(source: PackSource) -> dict[str, Any]:
    """result.json but for what the pack itself says (`pack.contents.result_json`)."""
    state, result = source.state, source.figures
    kiosk, taken = state.door.given("kiosk"), len(state.kiosk.taken)
    back = state.door.mistaken("kiosk")
    papers = result.identity
    return {
        "name": result.name,
        "place": result.place,
        "day": result.day.isoformat(),
        "currency": result.currency,
        "question": result.question,
        "rulebook": _json(source.rulebook),
        "rulebook_sha256": state.rulebook.digest,
        "record": {"entries": source.entries, "head": source.head},
        "previous": source.previous,
        "seed": result.seed or None,
        "dice": result.dice,
        "lot_code": result.lot_code,
        "turnout": {"register": result.register, "people": result.people},
        "papers": {
            "issued": papers.issued + kiosk,
            "counted": result.valid,
            "rejected": result.rejected,
            "spoilt": papers.spoilt + back,
            "unreturned": papers.unreturned + kiosk - taken - back,
            "missing": papers.missing,
        },
        "keyed": [_keyed(line) for line in result.keyed],
        "conditions": [_condition(source, line) for line in result.deliberated.conditions],
        "outcome": _outcome(source),
        "trace": _json(_trace(state)),
    }


def _condition(source: PackSource, line: ConditionLine) -> dict[str, Any]:
    """A condition, with the salt by which its words give the digest in the record.

    Words that were erased are null, and so are hands that nobody counted or that were too few.
    """
    said = source.said[line.digest]
    salt, words = (said[0].hex(), said[1]) if said else (None, None)
    in_favour, against, abstained = line.counted
    return {
        "number": line.number,
        "words": words,
        "salt": salt,
        "project": line.project,
        "table": line.table,
        "for": in_favour,
        "against": against,
        "abstained": abstained,
    }


def _keyed(line: KeyedLine) -> dict[str, Any]:
    """Who keyed a batch; null for a name that was erased.

    Never how many papers it holds: paper alone would tell how few voted at the kiosk.
    """
    first, second, third = (
        [name or None for name in names] for names in (line.first, line.second, line.third)
    )
    return {
        "batch": line.batch,
        "first": first,
        "second": second,
        "third": third,
        "looked_again": line.looked_again,
        "together": line.together,
    }


def _trace(state: Assembly) -> bytes:
    if state.outcome is None:
        raise ValueError("nothing is counted yet")
    return outcome_bytes(state.outcome)


def _outcome(source: PackSource) -> dict[str, Any]:
    state, result = source.state, source.figures
    outcome = state.outcome
    if outcome is None:
        raise ValueError("nothing is counted yet")
    return {
        "rule": outcome.rule,
        "parameters": dict(outcome.parameters),
        "ballots": {
            "counted": result.valid,
            "rejected": {code: n for code, _, n in result.rejected_by},
        },
        "budget": result.pot,
        "funded": list(outcome.funded),
        "cost": outcome.cost,
        "leftover": outcome.leftover,
        "projects": [
            {
                "id": p.id,
                "code": p.code,
                "title": p.title,
                "cost": p.asked,
                "support": str(p.support),
                "funded": p.id in outcome.funded,
                "reason": render(p.reason),
            }
            for p in result.projects
        ],
        **({"awards": dict(outcome.awards)} if outcome.awards else {}),
        **_obeyed(state),
    }


def _obeyed(state: Assembly) -> dict[str, Any]:
    """The constraints of the count, where there were any."""
    constraints = constraints_of(state)
    return {} if constraints is None else {"constraints": constraints_json(constraints)}


def _json(data: bytes) -> Any:
    import json

    return json.loads(data)
