"""Auditor copies that were opened with the auditor's key (`age -d`).

The ballots of halls that do not publish them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pbdesk.pack.bag import read_data
from pbdesk.pack.checks import recount
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import Files, read_entries
from pbdesk.words import say

__all__ = ["ballots_in", "copies_by_result"]

_LOCKED = b"age-encryption.org/"


def copies_by_result(copies: Sequence[Path]) -> Mapping[str, Path]:
    """The copies by the SHA-256 (hex) of the result.json that each goes with.

    A copy that is named twice is one copy. Raises PackRefused for what is none.
    """
    return {_result_of(path): path for path in dict.fromkeys(copies)}


def _result_of(copy: Path) -> str:
    return hashlib.sha256(_files(copy)["result.json"]).hexdigest()


def ballots_in(copy: Path | bytes) -> Files:
    """The ballots in a copy by the name of their file, as `pack.checks.recount` asks for them.

    Whether they are those that were counted, check 19 of the pack finds. Raises PackRefused.
    """
    return recount.ballots_in(
        copy if isinstance(copy, bytes) else read_data(copy),
    )


def _files(path: Path) -> Files:
    data = read_data(path)
    if data.startswith(_LOCKED):
        raise _still_locked(path)
    files = _entries(path, data)
    if "result.json" not in files:
        raise _no_copy(path)
    return files


def _entries(path: Path, data: bytes) -> Files:
    try:
        return {entry.name: entry.content for entry in read_entries(data)}
    except PackRefused as error:
        raise _no_copy(path) from error


def _still_locked(path: Path) -> PackRefused:
    return PackRefused(
        say(
            "“{name}” is still locked: open it with “age -d -i KEYFILE” first.",
            name=path.name,
        ),
    )


def _no_copy(path: Path) -> PackRefused:
    return PackRefused(
        say("“{name}” is not an opened auditor copy.", name=path.name),
    )
