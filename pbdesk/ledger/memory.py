"""Names in memory stay there: a program that crashes writes none of it to a disk.

Sleep and swap are the system's; SECURITY.md says so.
"""

from __future__ import annotations

import sys

__all__ = ["keep_to_memory"]


def keep_to_memory() -> None:
    """Ask the system for no core dump of this process, from now on."""
    if sys.platform == "win32":
        return  # Windows writes none unless somebody sets that up
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
