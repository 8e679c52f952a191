"""Here: where a person is on a page. Without Qt, so that a view may take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["Here"]


@dataclass(frozen=True, slots=True)
class Here:
    """What is selected and searched, and what else the page remembers of itself."""

    chosen: str | None = None
    search: str = ""
    also: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
