"""What one verification looks at: the file, and what the officer brings.

Nothing in the pack is trusted for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pbdesk.pack.bag import Bag, BagInfo, bag_of, read_info
from pbdesk.pack.contents import Result, Stated, read_result, read_stated
from pbdesk.pack.record import Written, read_record
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer
from pbdesk.pack.zipped import Entry, read_entries
from pbdesk.words import Words, say

__all__ = ["Case", "Look", "Unchecked"]


@dataclass(frozen=True)
class Case:
    """One pack under check.

    The name and bytes of its file, the assembly id and signers that the officer brings, None where
    they were not brought. `revoked`: public keys that no longer count. `ballots`: the auditor
    copy's assembly.pb, where it was brought. Each property raises PackRefused where it cannot be
    read.
    """

    file_name: str
    data: bytes
    assembly: str | None
    signers: tuple[Signer, ...] | None
    revoked: frozenset[bytes]
    ballots: bytes | None = None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The zip's entries."""
        return read_entries(self.data)

    @cached_property
    def bag(self) -> Bag:
        """The bag in them."""
        return bag_of(self.entries)

    @cached_property
    def info(self) -> BagInfo:
        """What the bag says of itself."""
        return read_info(self.bag)

    @cached_property
    def stated(self) -> Stated:
        """What result.json says in a pack of every kind."""
        try:
            stated = read_stated(self.bag.files["data/result.json"])
        except ValueError as error:
            raise PackRefused(say("“data/result.json” is not written as a pack has it.")) from error
        return self.result if stated.kind == "result" else stated

    @cached_property
    def result(self) -> Result:
        """What the result.json of a result says."""
        try:
            return read_result(self.bag.files["data/result.json"])
        except ValueError as error:
            raise PackRefused(say("“data/result.json” is not written as a pack has it.")) from error

    @cached_property
    def record(self) -> Written:
        """The record, its chain found unbroken."""
        return read_record(self.bag.files["data/record.jsonl"])


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check that this pack, or what was brought with it, gives no ground for, and why.

    It says nothing for or against the pack.
    """

    words: Words


type Look = Callable[[Case], Words | Unchecked]
"""A check: words on what was found right, Unchecked, or raises PackRefused on what is wrong."""
