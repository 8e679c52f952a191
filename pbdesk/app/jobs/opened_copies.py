"""Auditor copies that were opened with the auditor's key (`age -d`).

The ballots of halls that do not publish them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pbdesk.pack.bag import read_data
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import read_entries
from pbdesk.words import say

__all__ = ["opened_ballots"]

_LOCKED = b"age-encryption.org/"


def opened_ballots(copies: Sequence[Path]) -> Mapping[str, bytes]:
    """The assembly.pb of each copy, by the SHA-256 (hex) of the result.json that it goes with.

    Whether they are the ballots that were counted, check 19 of that pack finds. Raises PackRefused.
    """
    found: dict[str, bytes] = {}
    for path in copies:
        data = read_data(path)
        if data.startswith(_LOCKED):
            raise PackRefused(
                say(
                    "“{name}” is still locked: open it with “age -d -i KEYFILE” first.",
                    name=path.name,
                )
            )
        try:
            files = {entry.name: entry.content for entry in read_entries(data)}
            result, ballots = files["result.json"], files["assembly.pb"]
        except (PackRefused, KeyError) as error:
            raise PackRefused(
                say("“{name}” is not an opened auditor copy.", name=path.name)
            ) from error
        found[hashlib.sha256(result).hexdigest()] = ballots
    return found
