"""BallotFile: what a file of ballots holds, whatever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pbdesk.voting.formats.voters import VoterGroup
from pbdesk.voting.options import Meta
from pbdesk.voting.profile import Profile
from pbdesk.words import Words

__all__ = ["BallotFile"]


@dataclass(frozen=True)
class BallotFile:
    """Ballots as a file has them.

    `rejected`: reason -> ballots that are not in the profile. `breaches`: reason -> ballots that
    break the file's own limits and are counted all the same (unless the limits were enforced).
    `selected`: what was published, project -> the file's figure (1 funded, 0 not, others as the
    file's comment has it). `rejections`: (ballot id, reason) where ballots have ids. `seats`: how
    many are to be chosen, where the file says so. `credits`: what a quadratic ballot could spend.
    `groups`: who cast the ballots, by the column that was asked for.
    """

    format: str
    profile: Profile
    meta: Meta = field(default_factory=lambda: MappingProxyType({}))
    selected: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    warnings: tuple[Words, ...] = ()
    breaches: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    rejected: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    rejections: tuple[tuple[str, str], ...] = ()
    seats: int | None = None
    credits: int | None = None
    groups: Mapping[str, VoterGroup] = field(
        default_factory=lambda: MappingProxyType({}),
    )
