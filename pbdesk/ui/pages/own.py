"""Widgets of their own on pages that are data: where the hand works, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.render.drawing import OwnWidget

__all__ = ["OWN"]

OWN: Mapping[str, type[OwnWidget]] = MappingProxyType({"clock": FloorClock})
