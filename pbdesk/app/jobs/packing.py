"""Packing: from a declared result to a pack on disk, unsigned, and signatures added to it.

The record is read beforehand (`pack_source`); `make_pack` computes and writes one file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pbdesk.app.jobs.near_misses import (
    changes_told,
    quick_changes,
    quick_near_misses,
)
from pbdesk.app.jobs.open_data import grants_csv
from pbdesk.app.jobs.pack_source import PackSource
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.reports import Printing, beside, editions_of, report_of
from pbdesk.app.jobs.result import content
from pbdesk.assembly.agenda import Item
from pbdesk.assembly.figures import Figures
from pbdesk.assembly.floor import still_running
from pbdesk.assembly.retained import SIGNERS
from pbdesk.canonical import JsonObject
from pbdesk.i18n import Locale, render
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import Bag, write_zip
from pbdesk.pack.contents import Count, assemble, results_code
from pbdesk.pack.decided import decided, decided_json, result_code
from pbdesk.pack.parent import PARENT_FILE, parent_digest
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seal import Sealing
from pbdesk.pack.start_here import start_here
from pbdesk.pack.tables import projects_csv
from pbdesk.pack.zipped import Files
from pbdesk.questions.near_miss import NearMiss
from pbdesk.questions.tally import profile_of
from pbdesk.resources import resource
from pbdesk.voting.explain.change import Change
from pbdesk.words import Clock, say

if TYPE_CHECKING:
    from pbdesk.paper.report import Codes

__all__ = [
    "Made",
    "ballots_of_a_hall",
    "ballots_of_question",
    "counted_ballots",
    "make_pack",
]


@dataclass(frozen=True)
class Made:
    """A pack that was written.

    Where, its code (8 groups of 4), SHA-256 of result.json (hex), the report's bytes.
    """

    path: Path
    code: tuple[str, ...]
    result: str
    report: bytes

    @classmethod
    def of(cls, bag: Bag, path: Path) -> Made:
        """The pack at `path`, which holds what is in `bag`."""
        import hashlib

        return cls(
            path,
            results_code(bag.result),
            hashlib.sha256(bag.result).hexdigest(),
            bag.files["data/report.pdf"],
        )


def make_pack(
    source: PackSource,
    folder: Path,
    *,
    locale: Locale,
    made: date,
    progress: Progress,
    seal_at: datetime | None = None,
    editions: Collection[str] = (),
    because: str = "",
) -> Made:
    """Write the unsigned pack into `folder`. No half pack ever bears the final name.

    Raises PackRefused, OSError. `editions` of the report lie beside it, by their words in
    `app.jobs.reports.EDITIONS`; KeyError for others. `seal_at`: the report gets the facilitator's
    seal, which says that it was made at this moment. `because`: why it replaces the pack that was
    made before; page 1 says so.
    """
    if source.state.supplements.made:
        raise PackRefused(
            say(
                "Packs follow this result already; made anew, it would break their chain.",
            ),
        )
    _refuse_an_open_item(source)
    _refuse_half_a_hall(source)
    near = (
        {}
        if source.state.part
        else quick_near_misses(source.state, source.urn, progress)
    )
    progress(1, 4, say("Setting the report"))
    source, said = _with_least_changes(source, near)
    files = _files(source, said, locale)
    further = (edition.file for edition in beside(source, editions))
    names = (*files, "result.json", "report.pdf", *further)
    codes = _codes(said)
    outcome = _outcome_code(source, said)

    def printing(code: tuple[str, ...], result: bytes) -> Printing:
        return Printing(
            source,
            code,
            result,
            locale,
            made,
            near,
            names,
            codes,
            outcome,
            because,
        )

    bag = assemble(
        files,
        said,
        lambda code, result: report_of(printing(code, result)),
        editions=lambda code, result: editions_of(
            printing(code, result),
            editions,
            progress,
        ),
        assembly=source.figures.id,
        stage=source.figures.stage,
        day=made,
        sealing=Sealing(source.figures.id, seal_at) if seal_at else None,
    )
    progress(2, 4, say("Writing the pack"))
    path = folder / f"{bag.name}.zip"
    write_zip(bag, path)
    progress(4, 4, say("The pack is written and read back."))
    return Made.of(bag, path)


def _with_least_changes(
    source: PackSource,
    near: Mapping[str, Sequence[NearMiss]],
) -> tuple[PackSource, JsonObject]:
    """What the result says, and the report's figures, with the least changes of each question."""
    said = content(source)
    chosen = _changes_of_choices(source)
    for question in said["questions"]:
        question["least_changes"] = _least_changes(
            source,
            question,
            near,
            chosen,
        )
    return replace(source, figures=_with_changes(source, chosen)), said


def _outcome_code(source: PackSource, said: JsonObject) -> tuple[str, ...]:
    """The result code of all questions together; none where nothing was decided."""
    objects = _decided(source, said)
    return result_code(objects) if objects else ()


def _decided(source: PackSource, said: JsonObject) -> list[JsonObject]:
    """What was decided, question by question."""
    result = source.figures
    return decided(said, assembly=result.id, stage=result.stage)


def _codes(said: JsonObject) -> Codes:
    """The result code of each question that has one, in groups."""
    return {
        each["id"]: tuple(each["result_code"].split())
        for each in said["questions"]
        if each["result_code"]
    }


def _refuse_an_open_item(source: PackSource) -> None:
    """Of what nobody ended nobody knows how long it took, and the pack says so for good."""
    running = still_running(source.state)
    if running is not None:
        raise _running(*running)


def _running(item: Item, since: datetime) -> PackRefused:
    return PackRefused(
        say(
            "“{title}” is still running, since {time}. Say first when it was over.",
            title=item.title,
            time=Clock(since),
        ),
    )


def _refuse_half_a_hall(source: PackSource) -> None:
    """Of one hall every question is counted, and what it began from is as it was."""
    if source.state.part:
        _refuse_another_export(source)
        _refuse_uncounted(source)


def _refuse_another_export(source: PackSource) -> None:
    parent = source.parent
    if parent is None or parent_digest(parent) != source.state.hall.parent:
        raise PackRefused(
            say(
                "The export that the hall began from is not in its file any more.",
            ),
        )


def _refuse_uncounted(source: PackSource) -> None:
    for question in source.state.order:
        if question not in source.counted:
            raise _uncounted(question)


def _uncounted(question: Id) -> PackRefused:
    return PackRefused(
        say(
            "Question {number} is not counted, and all halls answer all questions.",
            number=question,
        ),
    )


type _Chosen = Mapping[Id, Mapping[str, Sequence[Change]] | None]
"""Of each question that chooses, by sheet, the least that would have chosen others."""


def _changes_of_choices(source: PackSource) -> _Chosen:
    """Nothing in one hall of several, which chooses nobody."""
    if source.state.part:
        return {}
    return {each: _changes_of(source, each) for each in _choices(source)}


def _changes_of(
    source: PackSource,
    choice: Id,
) -> dict[str, tuple[Change, ...]] | None:
    return quick_changes(source.state.of(choice), source.boxes[choice])


def _choices(source: PackSource) -> list[Id]:
    """The questions with a box that choose."""
    of = source.state.of
    return [each for each in source.boxes if of(each).terms.kind == "choose"]


def _with_changes(source: PackSource, chosen: _Chosen) -> Figures:
    """The figures with these changes told among the notes of each question."""
    told = {
        q: changes_told(source.state.of(q), found)
        for q, found in chosen.items()
    }
    answers = [
        replace(each, notes=(*each.notes, *told.get(Id(each.id), ())))
        for each in source.figures.answers
    ]
    return replace(source.figures, answers=tuple(answers))


def _least_changes(
    source: PackSource,
    question: JsonObject,
    near: Mapping[str, Sequence[NearMiss]],
    chosen: _Chosen,
) -> dict[str, list[JsonObject]]:
    """The least that would have won what did not, by its id; nothing where it takes too long."""
    if source.state.part:
        return {}
    if question["kind"] == "fund":
        every = {
            name: [each.least for each in misses]
            for name, misses in near.items()
        }
        found = {
            name: [each for each in changes if each]
            for name, changes in every.items()
        }
    else:
        found = chosen.get(Id(question["id"])) or {}
    return {
        name: [_change(each) for each in changes]
        for name, changes in found.items()
        if changes
    }


def _change(change: Change) -> JsonObject:
    told = {"more": change.more, "less": change.less, "proved": change.proved}
    if change.mark is None:
        return told
    return {**told, "mark": change.mark}


def _files(
    source: PackSource,
    said: JsonObject,
    locale: Locale,
) -> Files:
    result = source.figures
    files = {
        "START-HERE.txt": start_here(
            result.id,
            result.stage,
            tuple(SIGNERS),
            locale,
        ),
        "record.jsonl": source.record(),
        "verify.html": resource("verify.html").read_bytes(),
    }
    if source.parent is not None:
        return {**files, PARENT_FILE: source.parent, **_of_a_hall(source)}
    files["decided.json"] = decided_json(_decided(source, said))
    if source.state.terms.funds:
        files |= _of_money(source, said, locale)
    if result.public_ballots:
        return {**files, **_ballots_of_choices(source)}
    return files


def _of_a_hall(source: PackSource) -> Files:
    """The ballots of one hall, where the rules publish them."""
    if source.figures.public_ballots:
        return ballots_of_a_hall(source)
    return {}


def ballots_of_a_hall(source: PackSource) -> Files:
    """The ballots that the sum counts again: of the money, and of each question that chooses."""
    files = (
        {"assembly.pb": counted_ballots(source)}
        if source.state.terms.funds
        else {}
    )
    return {**files, **_ballots_of_choices(source)}


def _ballots_of_choices(source: PackSource) -> Files:
    """The ballots of each question that chooses, in the order of their marks."""
    files: dict[str, bytes] = {}
    for question in _choices(source):
        files |= ballots_of_question(source, question)
    return files


def ballots_of_question(source: PackSource, question: Id) -> dict[str, bytes]:
    """The counted ballots of a question without money: PrefLib where they rank, else a table."""
    from pbdesk.voting.formats.writing import question_ballots

    profile, _ = profile_of(source.state.of(question), source.boxes[question])
    ending, text = question_ballots(profile, funds=False)
    return {f"ballots/{question}{ending}": text.encode()}


def _of_money(
    source: PackSource,
    said: JsonObject,
    locale: Locale,
) -> Files:
    """The texts and tables about the question of money."""
    from pbdesk.paper.report.committee import committee_text

    result = source.figures
    asked = next(
        each for each in said["questions"] if each["id"] == source.state.asked
    )
    files = {
        "committee.txt": committee_text(result, locale),
        "grants-draft.csv": grants_csv(result),
        "projects.csv": projects_csv(
            msgspec.convert(asked["outcome"], Count),
            asked["trace"],
            result.currency,
            [render(project.reason, locale) for project in result.projects],
        ),
    }
    if result.public_ballots:
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
