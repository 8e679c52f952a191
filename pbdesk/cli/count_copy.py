"""The ballots of one question in an opened auditor copy, a folder or a zip.

Those of the money lie beside the others, as assembly.pb; the result tells which question that is.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec

from pbdesk.i18n import render
from pbdesk.pack.bag import read_data
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import below, read_entries
from pbdesk.words import visible

__all__ = ["question_file"]

_FOLDER = "ballots"
_MONEY, _RESULT = "assembly.pb", "result.json"
_ENDINGS = (".pb", ".soi", ".csv")
_LOCKED = b"age-encryption.org/"


@contextmanager
def question_file(copy: Path, question: str) -> Generator[Path]:
    """The file of the question's ballots: .pb, .soi or .csv. Raises ClickException."""
    if copy.is_dir():
        there = _files(copy)
        money = copy / _MONEY
        result = copy / _RESULT
        if money.is_file() and result.is_file():
            there |= {f"{_about_money(result.read_bytes())}.pb": money}
        yield there[_named(copy, question, there)]
        return
    held = _entries(copy)
    name = _named(copy, question, held)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{_FOLDER}{Path(name).suffix}"
        path.write_bytes(held[name])
        yield path


def _files(copy: Path) -> dict[str, Path]:
    return {
        path.name: path for path in (copy / _FOLDER).glob("*") if path.is_file()
    }


def _entries(copy: Path) -> dict[str, bytes]:
    """The files of the zip's folder of ballots, by their name in it."""
    try:
        data = read_data(copy)
        if data.startswith(_LOCKED):
            raise click.ClickException(
                f"“{copy.name}” is still locked: open it with “age -d -i KEYFILE” first.",
            )
        entries = read_entries(data)
    except PackRefused as refused:
        raise click.ClickException(render(refused.words)) from refused
    files = {entry.name: entry.content for entry in entries}
    start = f"{_FOLDER}/"
    found = below(files, start)
    if _MONEY in files and _RESULT in files:
        found |= {f"{_about_money(files[_RESULT])}.pb": files[_MONEY]}
    return found


class _Asked(msgspec.Struct):
    id: str
    kind: str


class _Result(msgspec.Struct):
    questions: list[_Asked]


def _about_money(result: bytes) -> str:
    """The id of the question that shares out money. Raises ClickException."""
    try:
        asked = msgspec.json.decode(result, type=_Result).questions
    except msgspec.MsgspecError as error:
        raise click.ClickException(
            f"“{_RESULT}” of the copy cannot be read.",
        ) from error
    return _first_of_money(asked)


def _first_of_money(asked: list[_Asked]) -> str:
    return next((each.id for each in asked if each.kind == "fund"), "")


def _named(copy: Path, question: str, there: Mapping[str, object]) -> str:
    """The one name of the question's ballots among those that are there."""
    found = _matching(question, there)
    if len(found) == 1:
        return found[0]
    if found:
        raise click.ClickException(
            f"“{copy.name}” has several files of ballots of that question: {', '.join(found)}.",
        )
    known = _known(there)
    if not known:
        raise click.ClickException(
            f"“{copy.name}” has no ballots: it is not an opened auditor copy.",
        )
    asked = _asked(question)
    raise click.ClickException(
        f"“{copy.name}” has {asked}. Say one with --question: {', '.join(map(visible, known))}.",
    )


def _asked(question: str) -> str:
    if question:
        return f"no question “{visible(question)}”"
    return "several questions"


def _known(there: Mapping[str, object]) -> list[str]:
    return sorted(
        {Path(name).stem for name in there if name.endswith(_ENDINGS)},
    )


def _matching(question: str, there: Mapping[str, object]) -> list[str]:
    return [
        name
        for name in (question + ending for ending in _ENDINGS)
        if name in there
    ]
