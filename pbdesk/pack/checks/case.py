"""What one verification looks at: the file, and what the officer brings.

Nothing in the pack is trusted for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.pack.bag import Bag, BagInfo, bag_of, read_info
from pbdesk.pack.contents import Result, Stated, read_result, read_stated
from pbdesk.pack.record import Written, read_record
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import Signer, SignersFile
from pbdesk.pack.zipped import Entry, Files, read_entries
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.voting.profile import Profile

__all__ = ["Case", "Finding", "Look", "Unchecked"]


_READ = ("entries", "bag", "info", "stated", "result", "record")
"""What a pack is read into, whoever asks."""


def _stated(result: bytes) -> Stated:
    try:
        return read_stated(result)
    except ValueError as error:
        raise PackRefused(
            say("“data/result.json” is not written as a pack has it."),
        ) from error


@dataclass(frozen=True)
class Case:
    """One pack under check.

    The name and bytes of its file, the assembly id and signers that the officer brings, None where
    they were not brought. `revoked`: public keys that no longer count. `copied`: the files
    of ballots that the auditor copy has, by name, where it was brought. `others` has the signers of
    other assemblies, such as the halls of a sum. `profiles`: ballots that were read, by question.
    Each property raises PackRefused where it cannot be read.
    """

    file_name: str
    data: bytes
    assembly: str | None
    signers: tuple[Signer, ...] | None
    revoked: frozenset[bytes]
    copied: Files = MappingProxyType({})
    others: SignersFile | None = None
    profiles: dict[str, Profile] = field(default_factory=dict["str", "Profile"])

    def asked(
        self,
        assembly: str,
        signers: tuple[Signer, ...],
        copied: Files,
    ) -> Case:
        """The same pack, once it is known whose it should be; what was read of it stays read."""
        same = replace(self, assembly=assembly, signers=signers, copied=copied)
        same.__dict__.update(
            {
                name: value
                for name, value in vars(self).items()
                if name in _READ
            },
        )
        return same

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
        stated = _stated(self.bag.result)
        if stated.kind == "result":
            return self.result
        return stated

    @cached_property
    def result(self) -> Result:
        """What the result.json of a result says."""
        try:
            return read_result(self.bag.result)
        except ValueError as error:
            raise PackRefused(
                say("“data/result.json” is not written as a pack has it."),
            ) from error

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


type Finding = Words | Unchecked
"""What a check says of a pack that it finds nothing wrong with."""

type Look = Callable[[Case], Finding]
"""A check: raises PackRefused on what is wrong."""
