"""What every demo does: clear away what an earlier one left, and say how its pack was found."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pbdesk.pack.verify import Verification

__all__ = ["clear", "pack_lines"]


def clear(folder: Path, ours: Iterable[str]) -> None:
    """Remove what an earlier demo left, by name; anything else in the folder stays."""
    folder.mkdir(parents=True, exist_ok=True)
    _unlink(folder, ours)
    shutil.rmtree(folder / "keys", ignore_errors=True)


def _unlink(folder: Path, ours: Iterable[str]) -> None:
    for pattern in ours:
        for old in folder.glob(pattern):
            old.unlink()


def pack_lines(
    path: Path,
    code: Iterable[str],
    found: Verification,
) -> Iterator[str]:
    """Where the pack is, whether it is genuine, and its code."""
    genuine = "genuine" if found.genuine else "NOT genuine"
    passed = _passed(found)
    yield f"\n  Pack:     {path}   ({genuine}, {passed} checks passed)"
    yield f"            pack code {' '.join(code)}"


def _passed(found: Verification) -> int:
    return sum(check.passed is True for check in found.checks)
