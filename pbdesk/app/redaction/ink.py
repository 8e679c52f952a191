"""Ink: what stands out from its ground, in whatever colour; and what of it nobody read.

Handwriting, stamps and print that cannot be read: a person must look at it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pbdesk.app.redaction.page import Box

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["has_unread_ink", "standing_out"]

_FAINT = 28
"""What differs so little from its ground (0 to 255, in any colour) is noise of a scan."""

_COARSE = 8
_AROUND = 9
"""The ground is looked for in a picture so many times smaller, in squares of so many pixels."""

_SMALL = 7
_LARGE = 260
"""Pixels at 200 dots an inch: how high or wide strokes are that may be writing (0.9 to 33 mm)."""

_THIN = 12
_FULL = 0.75
"""Longer than so many times its width is a rule; fuller than this part of its box is a block."""

_EDGE = 100
_EDGES = 6
"""A block with more edges in most rows, as bright as this (0 to 255), is no bar but a code."""

_FEW = 3
"""So many strokes that nobody read are specks and ornaments."""


def has_unread_ink(picture: Image, read: Iterable[Box]) -> bool:
    """Whether there are strokes or codes of squares that lie in no box of what was read."""
    dark = _differing(picture) > _FAINT
    for box in read:
        around = box.grown(4)
        top = max(int(around.top), 0)
        left = max(int(around.left), 0)
        dark[
            top : max(int(around.bottom), 0),
            left : max(int(around.right), 0),
        ] = False
    parts = _connected(dark)
    grey = np.asarray(picture.convert("L"))
    if any(_is_code(dark[where], grey[where]) for where in parts):
        return True
    return sum(_is_stroke(dark[where]) for where in parts) > _FEW


def standing_out(picture: Image) -> Image:
    """The picture in black on white: the more something differs from its ground the darker."""
    from PIL import Image as Images

    differing = np.minimum(_differing(picture).astype(np.int64) * 4, 255)
    return Images.fromarray((255 - differing).astype(np.uint8), "L")


def _differing(picture: Image) -> NDArray[np.uint8]:
    """How far each pixel is from the ground around it, in the colour in which it is farthest."""
    from PIL import ImageChops, ImageFilter

    colours = picture.convert("RGB")
    small = colours.resize(
        (max(1, picture.width // _COARSE), max(1, picture.height // _COARSE)),
    ).filter(ImageFilter.MedianFilter(_AROUND))
    ground = small.resize(picture.size)
    return np.asarray(ImageChops.difference(colours, ground)).max(axis=2)


def _connected(dark: NDArray[np.bool_]) -> list[Any]:
    ndimage: Any = import_module("scipy.ndimage")
    labels, _ = ndimage.label(dark, np.ones((3, 3)))
    return ndimage.find_objects(labels)


def _is_stroke(part: NDArray[np.bool_]) -> bool:
    height, width = part.shape
    longer = max(height, width)
    shorter = min(height, width)
    return (
        _SMALL <= longer <= _LARGE
        and longer <= _THIN * shorter
        and float(part.mean()) < _FULL
    )


def _is_code(part: NDArray[np.bool_], grey: NDArray[np.uint8]) -> bool:
    if min(part.shape) < 3 * _SMALL:
        return False
    edges = np.abs(np.diff(grey.astype(np.int64), axis=1)) > _EDGE
    return (
        float(np.median((edges & part[:, 1:] & part[:, :-1]).sum(axis=1)))
        > _EDGES
    )
