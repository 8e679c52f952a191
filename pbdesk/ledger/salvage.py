"""Salvage: all that can be proved sound in a damaged record goes into a new file.

The rest is told, none of it guessed. The old file is only read. The new one is written in one
transaction, papers in the order of their random ids, so that it tells nothing about the order of
casting. It is whole, unless papers of a sealed box are lost: then `check` says so of the new file
too, for nobody can make them up.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pbdesk.ledger import disk, guards, sound, trouble
from pbdesk.ledger.chain import Line, Stored, canonical, follow
from pbdesk.ledger.check import SealedRoot, named_root
from pbdesk.ledger.drafts import row_sum
from pbdesk.ledger.header import recognise, unsettled
from pbdesk.ledger.refusals import RecordNotWritten, RecordRefused
from pbdesk.ledger.schema import SCHEMA, add_entry, prepare, tables
from pbdesk.ledger.sqlite import Error, File
from pbdesk.ledger.standing import count_anew
from pbdesk.words import Sentences, Words, say, several

__all__ = ["Salvaged", "salvage"]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What a salvage saved: entries of those it met, and papers; all of it in words.

    `whole`: the new file is a record like any other. `lost`: something that the old file held is
    not in it.
    """

    entries: int
    met: int
    papers: int
    whole: bool
    lost: bool
    told: Sentences


@dataclass(frozen=True, slots=True)
class _Sound:
    entries: tuple[Stored, ...]
    met: int
    joined: bool
    papers: Mapping[str, sound.Papers]
    hidden: bool
    attachments: sound.Found
    said: sound.Found
    drafts: sound.Found
    unheard: tuple[str, ...]

    @property
    def sealed(self) -> frozenset[str]:
        """The boxes that a sound entry seals."""
        return frozenset(
            box for box, papers in self.papers.items() if papers.proof != "sums"
        )

    @property
    def saved(self) -> Mapping[str, int]:
        """How many papers of each box are saved."""
        return {box: len(papers.rows) for box, papers in self.papers.items()}

    @property
    def differing(self) -> tuple[guards.Differing, ...]:
        """The open boxes that hold other papers than the sound entries tell."""
        return tuple(
            guards.differing(
                guards.cast(self.entries),
                self.saved,
                self.sealed,
            ),
        )


type SalvagedLine = Callable[[str, int, int], Line]
"""The entry that tells of a box how many more papers it holds; also its number in the record."""


def salvage(
    path: Path,
    new: Path,
    day: date,
    *,
    sealed_root: SealedRoot = named_root,
    salvaged: SalvagedLine = guards.salvaged,
) -> Salvaged:
    """Write what is sound in the record at `path` to the new file `new`.

    Free text that is lost shows as removed `day`. Where an open box holds other papers than the
    sound entries tell, the new file says so in a last entry, `salvaged(box, difference, seq)`.
    Raises RecordRefused: not ours, an interrupted write to undo first, `new` taken, nothing sound.
    RecordNotWritten.
    """
    recognise(path)
    if fault := unsettled(path):
        raise RecordRefused(fault.words)
    found = _read(path, sealed_root)
    if not found.entries:
        raise RecordRefused(
            say(
                "Nothing in “{name}” can be proved sound: its first entry is broken or cannot be "
                "read.",
                name=path.name,
            ),
        )
    _write(found, new, day, salvaged)
    return Salvaged(
        len(found.entries),
        found.met,
        sum(found.saved.values()),
        all(
            papers.proof in {"all", "sums"} for papers in found.papers.values()
        ),
        _lost(found),
        tuple(_told(found)),
    )


def _read(path: Path, sealed_root: SealedRoot) -> _Sound:
    try:
        with closing(File(path, "memory")) as file:
            _copy(path, file)
            entries = sound.entries(file)
            roots = dict(
                each for each in map(sealed_root, entries) if each is not None
            )
            said = sound.rows(file, "said")
            heard = {row[0] for row in said.fitting}
            return _Sound(
                entries,
                *sound.after(file, len(entries)),
                *sound.papers(file, roots, guards.cast(entries)),
                sound.rows(file, "attachment"),
                said,
                sound.rows(file, "drafts"),
                tuple(sorted(sound.said_in(entries) - heard)),
            )
    except Error as error:
        raise RecordRefused(trouble.not_opened(path, error)) from error


def _copy(path: Path, file: File) -> None:
    """Fill `file` with the pages of the record, its tables' definitions mended.

    Rot there would hide every row.
    """
    with closing(File(path, "ro")) as damaged:
        damaged.copy_to(file)
    file.run("PRAGMA writable_schema = ON")
    for name, statement in SCHEMA.items():
        file.run(
            "UPDATE sqlite_schema SET sql = ? WHERE name = ? AND type = 'table'",
            [statement, name],
        )
    file.run("PRAGMA writable_schema = RESET")
    prepare(file, journal=None)


def _write(found: _Sound, new: Path, day: date, salvaged: SalvagedLine) -> None:
    with ExitStack() as undo:
        try:
            disk.create_private(new)
        except OSError as error:
            raise RecordRefused(trouble.not_made(new, error)) from error
        _ = undo.callback(new.unlink)
        try:
            with closing(File(new, "rw")) as file:
                prepare(file)
                with file.transaction():
                    _fill(file, found, day)
                    _tell_differing(file, found, salvaged)
                    count_anew(file)
        except Error as error:
            raise RecordNotWritten(trouble.not_saved(new, error)[0]) from error
        disk.sync(new.parent)
        _ = undo.pop_all()


def _fill(file: File, found: _Sound, day: date) -> None:
    tables(file)
    for entry in found.entries:
        add_entry(file, entry, canonical(entry.body))
    _fill_urn(file, found)
    _fill_attachments(file, found)
    _fill_said(file, found, day)
    for key, kind, body, checksum in found.drafts.fitting:
        file.add(
            "drafts",
            {"key": key, "kind": kind, "body": body, "sum": checksum},
        )


def _fill_attachments(file: File, found: _Sound) -> None:
    """A kind that rotted is that of any bytes."""
    for sha256, kind, data, checksum in found.attachments.fitting:
        fits = row_sum(sha256, kind) == checksum
        said = kind if fits else "application/octet-stream"
        cells = {"sha256": sha256, "media_type": said, "data": data}
        file.add("attachment", {**cells, "sum": row_sum(sha256, said)})


def _fill_said(file: File, found: _Sound, day: date) -> None:
    for row in (*found.said.fitting, *_unheard(found.unheard, day)):
        names = ("id", "salt", "body", "erased", "reason", "sum")
        file.add("said", dict(zip(names, row, strict=True)))


def _fill_urn(file: File, found: _Sound) -> None:
    for box in sorted(
        found.sealed | {box for box, n in found.saved.items() if n},
    ):
        file.add("urn_state", {"box": box, "state": "open"})
    for row in sorted(
        row for papers in found.papers.values() for row in papers.rows
    ):
        file.add(
            "urn",
            dict(zip(("id", "box", "kind", "ballot", "sum"), row, strict=True)),
        )
    for box in found.sealed:
        for state in ("sealed", "compacted"):
            file.run(
                "UPDATE urn_state SET state = ? WHERE box = ?",
                [state, box],
            )


def _tell_differing(file: File, found: _Sound, salvaged: SalvagedLine) -> None:
    newest = found.entries[-1]
    for box, told, there in found.differing:
        newest, text = follow(
            newest.seq,
            newest.hash,
            salvaged(box, there - told, newest.seq + 1),
        )
        add_entry(file, newest, text)


def _unheard(
    lost: Sequence[str],
    day: date,
) -> Iterator[tuple[str | bytes, ...]]:
    """Free text that an entry names and that is lost stands as removed.

    So that the record still reads.
    """
    reason = "Lost when the file was damaged"
    for each in lost:
        yield (
            each,
            b"",
            "",
            day.isoformat(),
            reason,
            row_sum(each, b"", "", day.isoformat(), reason),
        )


def _lost(found: _Sound) -> bool:
    tables = (found.attachments, found.said, found.drafts)
    return bool(
        found.met > len(found.entries)
        or found.hidden
        or found.unheard
        or found.differing
        or any(papers.broken for papers in found.papers.values())
        or any(table.broken or table.hidden for table in tables),
    )


def _told(found: _Sound) -> Iterator[Words]:
    n = len(found.entries)
    yield several(
        "{n} entry is sound and saved.",
        "{n} entries are sound and saved: 1 to {n}.",
        n,
    )
    if found.met > n:
        yield from _chain_told(found)
    yield from _urn_told(found.papers.values(), hidden=found.hidden)
    for _, told, there in found.differing:
        yield _differing_told(told, there)
    for words, table in (
        (say("Attachments"), found.attachments),
        (say("Free text"), found.said),
        (say("Drafts"), found.drafts),
    ):
        yield from _table_told(words, table)
    if found.unheard:
        yield several(
            "The words of {n} free text are lost; it shows as removed.",
            "The words of {n} free texts are lost; they show as removed.",
            len(found.unheard),
        )


def _chain_told(found: _Sound) -> Iterator[Words]:
    """What is said where entries are not proved."""
    first = len(found.entries) + 1
    yield say(
        "Entry {first} does not fit the one before it. What stands from there to entry {last} "
        "cannot be "
        "proved and is not in the new file.",
        first=first,
        last=found.met,
    )
    if found.joined:
        yield say(
            "The entries after {first} fit one another: a slip that shows the code of one of "
            "them vouches "
            "for all from {first} to it, but for what {first} itself says.",
            first=first,
        )


def _differing_told(told: int, there: int) -> Words:
    return several(
        "The sound entries count {n} ballot cast on the screen; {there} are saved. An "
        "entry at the end of the new file says so.",
        "The sound entries count {n} ballots cast on the screen; {there} are saved. An "
        "entry at the end of the new file says so.",
        told,
        there=there,
    )


def _urn_told(
    boxes: Collection[sound.Papers],
    *,
    hidden: bool,
) -> Iterator[Words]:
    """What is said of all boxes with the same proof is said once."""
    by_proof: dict[sound.Proof, list[sound.Papers]] = {}
    for papers in boxes:
        by_proof.setdefault(papers.proof, []).append(papers)
    for proof in ("all", "some", "none", "sums"):
        if alike := by_proof.get(proof):
            yield _saved_told(proof, alike)
    yield from _lost_told(boxes, hidden=hidden)
    if by_proof.keys() & {"some", "none"}:
        yield say(
            "The new file cannot be counted or gone on with: it lacks sealed papers, and “pbdesk "
            "check” says so.",
        )


def _lost_told(
    boxes: Collection[sound.Papers],
    *,
    hidden: bool,
) -> Iterator[Words]:
    broken = sum(
        papers.broken for papers in boxes if papers.proof in {"some", "sums"}
    )
    if hidden:
        yield say(
            "Papers on pages that cannot be read are lost; how many, the "
            "count in the record tells.",
        )
    elif broken:
        yield several(
            "{n} paper is lost: it is not as it was cast.",
            "{n} papers are lost: they are not as they were cast.",
            broken,
        )


def _saved_told(proof: sound.Proof, boxes: Sequence[sound.Papers]) -> Words:
    n = sum(len(papers.rows) for papers in boxes)
    match proof:
        case "all":
            return several(
                "{n} paper is saved: the one that was sealed.",
                "{n} papers are saved: all that were sealed, proved by the code of the "
                "sealed ballots.",
                n,
            )
        case "some":
            return several(
                "{n} sealed paper is saved, proved by the code of the sealed ballots.",
                "{n} sealed papers are saved, each proved by the code of the sealed ballots.",
                n,
            )
        case "none":
            return several(
                "The papers of {n} sealed box are not those that the record sealed, and none can "
                "be proved: none is saved. Count the paper ballots again, or use a copy that is "
                "whole.",
                "The papers of {n} sealed boxes are not those that the record sealed, and none can "
                "be proved: none is saved. Count the paper ballots again, or use a copy that is "
                "whole.",
                len(boxes),
            )
        case "sums":
            return several(
                "{n} paper that was not sealed yet is saved: its sum fits.",
                "{n} papers that were not sealed yet are saved: their sums fit, which finds"
                " rot but not forgery.",
                n,
            )


def _table_told(words: Words, table: sound.Found) -> Iterator[Words]:
    if table.broken:
        yield several(
            "{what}: {n} row is lost, it is not as it was written.",
            "{what}: {n} rows are lost, they are not as they were written.",
            table.broken,
            what=words,
        )
    if table.hidden:
        yield say(
            "{what}: pages cannot be read; what stood there is lost.",
            what=words,
        )
