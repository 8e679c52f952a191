"""The auditor copy.

Every ballot and the whole record, locked to one auditor's age key, beside the public pack. Full
ballots tell who wrote them in a small room, so they never go into the public pack unless the
rulebook says so. Nothing in the copy names a person: entries hold random references, and the people
file stays at home.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import cast

import rfc8785

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import (
    Heard,
    PackSource,
    Salted,
    pack_source,
    record_line,
)
from pbdesk.app.jobs.packing import ballots_of_question, counted_ballots
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.ledger.chain import Stored
from pbdesk.minutes.entries import Id
from pbdesk.pack.age import Recipient, locked
from pbdesk.pack.bag import read_zip
from pbdesk.pack.contents import read_result
from pbdesk.pack.whole import write_whole
from pbdesk.pack.zipped import Files, written
from pbdesk.voting.outcome import Outcome
from pbdesk.words import say

__all__ = ["FullRecord", "auditor_files", "copy_of", "full_record", "lock_copy"]


@dataclass(frozen=True)
class FullRecord:
    """`lines`: record.jsonl with every body.

    `said`: free text and salt by the digest that entries hold, None: erased.
    The digest is SHA-256 of the salt and the text.
    """

    lines: bytes
    said: bytes


def full_record(desk: Desk) -> Callable[[int], FullRecord]:
    """Read the record; what comes back writes its first entries out, so many, in whatever thread.

    They have the bodies that the public pack only chains, and people's own words.
    """
    return partial(_written_out, desk.record.entries(), desk.record.all_said())


def _written_out(
    record: Iterable[Stored],
    heard: Heard,
    entries: int,
) -> FullRecord:
    lines = list[bytes]()
    said = dict[str, dict[str, str] | None]()
    for entry in takewhile(lambda stored: stored.seq <= entries, record):
        lines.append(record_line(entry, told=True))
        said |= {
            digest: _salted(heard[digest]) for digest in _said_in(entry.body)
        }
    return FullRecord(b"".join(lines), rfc8785.dumps(said))


def _salted(heard: Salted | None) -> dict[str, str] | None:
    if heard is None:
        return None
    return {"salt": heard[0].hex(), "text": heard[1]}


def _said_in(value: object) -> list[str]:
    """The digests of free text in an entry's body, which holds each as {"said": digest}."""
    if isinstance(value, dict):
        parts = cast("dict[str, object]", value)
        said = parts.get("said")
        if isinstance(said, str):
            return [said]
        return [found for part in parts.values() for found in _said_in(part)]
    if isinstance(value, list):
        return [
            found
            for part in cast("list[object]", value)
            for found in _said_in(part)
        ]
    return []


def auditor_files(
    source: PackSource,
    record: FullRecord,
    pack: Path,
    locale: Locale = ENGLISH,
) -> dict[str, bytes]:
    """What the auditor copy of `pack` holds, by name.

    Raises PackRefused where the pack cannot be read.
    """
    ballots = _ballots(source)
    return {
        "READ-ME.txt": _read_me(pack.name, tuple(_counts(source)), locale),
        **ballots,
        "record.jsonl": record.lines,
        "said.json": record.said,
        "result.json": read_zip(pack).result,
    }


def _ballots(source: PackSource) -> Files:
    """Every ballot that was counted: assembly.pb of the money, and a file for each question."""
    files = _money_ballots(source)
    for question in source.boxes:
        files |= ballots_of_question(source, question)
    return files


def _money_ballots(source: PackSource) -> dict[str, bytes]:
    if not source.state.terms.funds:
        return {}
    return {"assembly.pb": counted_ballots(source)}


def _counts(source: PackSource) -> Iterator[str]:
    """The command that counts each question again, but for one hall, which decides nothing."""
    if source.state.part:
        return
    for question in _asked(source):
        each = source.state.of(question)
        if each.outcome is not None:
            yield f"    pbdesk count --recount COPY --question {question} {_by(each, each.outcome)}"


def _asked(source: PackSource) -> Iterator[Id]:
    """The question of the money first, and each that has a box."""
    if source.state.terms.funds:
        yield source.state.asked
    yield from source.boxes


def _by(state: Assembly, outcome: Outcome) -> str:
    """Rule, settings and lot, as words of the command."""
    seed = f" --seed {state.lot.seed}" if state.lot.seed else ""
    return f"--rule {outcome.rule}{_settings(outcome)}{seed}"


def _settings(outcome: Outcome) -> str:
    given = outcome.parameters.items()
    return "".join(
        f" --set {name}={value}" for name, value in given if value is not None
    )


def _read_me(pack: str, counts: Sequence[str], locale: Locale) -> bytes:
    return (
        "\n\n".join(
            (
                render(
                    say(
                        "The auditor copy of {pack}. It holds every ballot that was counted, in no "
                        "order of time, and the "
                        "whole record. Keep it to yourself: in a small room a whole ballot can "
                        "tell who wrote it.",
                        pack=pack,
                    ),
                    locale,
                ),
                render(
                    say(
                        "Below, COPY is the zip that you opened. The money’s ballots are "
                        "“assembly.pb”, for any program for Pabulib files; ranked ones are “.soi”, "
                        "for any program for PrefLib files; “.csv” is a table of marks. Options "
                        "have the ids of “result.json”. To count again:",
                    ),
                    locale,
                ),
                *counts,
                render(say("To check the pack with these ballots:"), locale),
                f"    pbdesk verify {pack} --signers allowed_signers --assembly ID --recount COPY",
                render(
                    say(
                        "“result.json” is the one of the pack. “record.jsonl” is that of "
                        "the pack with every body; “said.json” gives the words behind each "
                        "fingerprint under “said”: it is the SHA-256 of the salt and the "
                        "text.",
                    ),
                    locale,
                ),
            ),
        ).encode()
        + b"\n"
    )


def copy_of(
    desk: Desk,
    pack: Path,
    locale: Locale = ENGLISH,
) -> Callable[[], Files]:
    """Read the record for a pack that was made earlier.

    What comes back gives the files of its auditor copy. They hold the record up to that pack.
    Calling it raises PackRefused where the pack cannot be read.
    """
    return partial(_copied, pack_source(desk), full_record(desk), pack, locale)


def _copied(
    source: PackSource,
    record: Callable[[int], FullRecord],
    pack: Path,
    locale: Locale,
) -> Files:
    return auditor_files(source, record(_entries_told(pack)), pack, locale)


def _entries_told(pack: Path) -> int:
    """How far the record goes of which a pack tells."""
    return read_result(read_zip(pack).result).record.entries


def lock_copy(
    files: Files,
    auditors: Sequence[Recipient],
    pack: Path,
) -> Path:
    """Lock `files` to the keys of `auditors` and write them beside the pack. Raises PackRefused.

    Each of them can open it, and nobody else.
    """
    path = _path_of_copy(pack)
    write_whole(locked(written(files), auditors), path)
    return path


def _path_of_copy(pack: Path) -> Path:
    name = pack.stem.replace("pb-result", "pb-auditor", 1)
    return pack.with_name(f"{name}.zip.age")
