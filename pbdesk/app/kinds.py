"""The kinds of file, in one table: whoever opens a file finds its kind by the first entry.

A kind's own line stands in its folder; this list stands above them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.halls.kind import PARENT
from pbdesk.jury.kind import CASE, JURY
from pbdesk.minutes.kinds import AnyKind, tag_of

__all__ = ["KINDS", "kind_of", "kind_tagged"]

KINDS: tuple[AnyKind, ...] = (ASSEMBLY, PARENT, JURY, CASE)
"""Every kind of file. A kind that nobody lists cannot be opened, and fails a test."""


def kind_of(first: str, kinds: Sequence[AnyKind] = KINDS) -> AnyKind | None:
    """The kind of a file by the type of its first entry; None: of a later version."""
    return next((kind for kind in kinds if tag_of(kind.opens) == first), None)


def kind_tagged(tag: str) -> AnyKind:
    """The kind of that word. Raises StopIteration for one that nobody lists."""
    return next(kind for kind in KINDS if kind.tag == tag)
