"""How often a law is tried on made-up cases."""

from __future__ import annotations

import os

DEEP = int(os.environ.get("LAWS", "0"))
"""Tried as often as is written beside each law, and so many times that; 0: two fifths of it.

The whole suite tries two fifths of the cases, the same each time; `make laws` all of them, and with
LAWS=10 ten times as many.
"""


def tried(often: int) -> int:
    """How often a law is tried in this run."""
    return often * DEEP if DEEP else -(-often * 2 // 5)
