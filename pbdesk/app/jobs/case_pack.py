"""The public pack of a case: the edition that was let out, the public record, and nobody's name.

Everything in it is searched for every listed name before it is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.pack_source import record_line, record_lines
from pbdesk.app.jobs.packing import Made
from pbdesk.app.jobs.supplement import with_words
from pbdesk.app.redaction import leaks
from pbdesk.i18n import Locale
from pbdesk.jury.finding import (
    FindingWorded,
    MinorityStated,
    Outcome,
    PointVoted,
)
from pbdesk.jury.public import told
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.fold import undone_acts
from pbdesk.pack.bag import FORM_FILE, Bag, write_zip
from pbdesk.pack.contents import assemble
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.start_here import start_here
from pbdesk.pack.zipped import Files
from pbdesk.paper.case.report import report_pdf
from pbdesk.paper.case.sheets import response_form_pdf
from pbdesk.resources import resource
from pbdesk.words import Listing, plain, say

__all__ = ["make_case_pack"]


def _names_left(bag: Bag, names: Sequence[str]) -> Refusal | None:
    """Why the pack may not leave: somebody's name stands in it."""
    found = leaks(bag.files, names)
    listed = sorted({name for here in found.values() for name in here})
    if not listed:
        return None
    return Refusal(
        say(
            "Listed names stand in {files}: {names}.",
            files=Listing(tuple(plain(name) for name in found)),
            names=Listing(tuple(plain(name) for name in listed)),
        ),
        say("Word it by roles, or erase the words, and make the pack again."),
    )


def make_case_pack(
    file: CaseFile,
    folder: Path,
    *,
    locale: Locale,
    made: date,
) -> Made | Refusal:
    """Write the unsigned pack into `folder`, or say why none may leave. Raises PackRefused."""
    state = file.state
    if state.reporting.issued is None:
        return Refusal(
            say("The report is not out."),
            say("Nothing of a case is public before."),
        )
    names = file.names()
    if not names:
        return Refusal(
            say("The list of names cannot be read: the people file is locked."),
            say(
                "Open it first: everything that leaves is searched for these names.",
            ),
        )
    bag = _bag(file, locale, made)
    jurors = [name for name, _ in file.lent_by().values()]
    refusal = _names_left(bag, (*names, *jurors))
    if refusal is not None:
        return refusal
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    return Made.of(bag, path)


def _record(file: CaseFile) -> bytes:
    """Every entry's place and digest; in the full edition also what the public ones say.

    And those of the jury that the pack tells: how each point stands, its reasons, its minority.
    """
    if file.state.reporting.edition != "full":
        return record_lines(file.kind, file.record.entries(), told=False)
    shown = _findings(file)
    public = {tag for tag, entry in file.kind.by_tag.items() if entry.public}
    return b"".join(
        record_line(each, told=each.type in public or each.seq in shown)
        for each in file.record.entries()
    )


def _findings(file: CaseFile) -> set[int]:
    """The numbers of the entries by which the findings stand: no earlier vote, no earlier words."""
    undone = undone_acts(file.recorded)
    outcomes = dict[int, Outcome]()
    standing = dict[int, dict[str, int]]()
    for each in file.recorded:
        if each.act in undone:
            continue
        match each.entry:
            case PointVoted(point=point, outcome=outcome):
                if (
                    outcomes.get(point) != outcome
                ):  # what was worded before is of another finding
                    outcomes[point], standing[point] = outcome, {}
                standing[point]["voted"] = each.seq
            case FindingWorded(point=point):
                standing[point]["worded"] = each.seq
            case MinorityStated(point=point):
                standing[point][f"minority {each.seq}"] = each.seq
            case _:
                pass
    return {seq for of_point in standing.values() for seq in of_point.values()}


def _bag(file: CaseFile, locale: Locale, made: date) -> Bag:
    state = file.state
    about = state.complaint
    stage = "rehearsal" if about.rehearsal else "final"
    if not file.record.head[0]:
        raise PackRefused(say("The record is empty."))
    entries, head = file.record.head
    content = {
        "record": {"entries": entries, "head": head.hex()},
        "previous": None,
        "number": 0,
        "case": with_words(told(state), file.record.all_said()),
    }
    edition = state.reporting.edition
    return assemble(
        _files(file, stage, locale),
        content,
        lambda code, _result: report_pdf(
            state,
            edition,
            locale=locale,
            code=code,
        ),
        assembly=about.id,
        stage=stage,
        day=made,
        kind="case",
        editions=lambda code, _result: _editions(file, locale, code),
    )


def _files(file: CaseFile, stage: str, locale: Locale) -> dict[str, bytes]:
    """What lies in the pack beside the report; the list of panels where the jurors are told."""
    state = file.state
    signers = tuple(file.kind.signers)
    files = {
        "START-HERE.txt": start_here(
            state.complaint.id,
            stage,
            signers,
            locale,
            "case",
        ),
        "record.jsonl": _record(file),
        "verify.html": resource("verify.html").read_bytes(),
    }
    listed = state.panel.listed
    if listed is not None and state.reporting.edition != "number":
        files["draw.json"] = file.record.attachment(
            bytes.fromhex(listed.list),
        ).data
    return files


def _editions(
    file: CaseFile,
    locale: Locale,
    code: Sequence[str],
) -> Files:
    """The report in large print, and the form on which the service answers."""
    state = file.state
    edition = state.reporting.edition
    large = report_pdf(state, edition, locale=locale, code=code, large=True)
    files = {"report-large.pdf": large}
    if edition != "number":
        files[FORM_FILE] = response_form_pdf(state, locale=locale)
    return files
