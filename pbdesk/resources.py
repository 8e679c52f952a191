"""The one locator: where fonts, icons, the report's template, samples and translations lie.

In a checkout they stand at the top of the tree; an installed wheel carries them inside the package.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["resource", "translations"]

_PACKAGE = Path(__file__).parent


def _root(name: str) -> Path:
    inside = _PACKAGE / f"_{name}"
    if inside.is_dir():
        return inside
    return _PACKAGE.parent / name


def resource(*parts: str) -> Path:
    """The path of a file or folder under `resources/`."""
    return _root("resources").joinpath(*parts)


def translations() -> Path:
    """The folder that holds one folder a language."""
    return _root("translations")
