"""QR codes: one path or picture each, so that no viewer shows hairlines between the squares.

Made with segno.
"""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import groupby

__all__ = ["QUIET", "bars", "qr_png", "quiet_share"]

QUIET = 4
"""The quiet zone around a code, in modules (ISO/IEC 18004)."""
_PIXELS = 8


@lru_cache(maxsize=16)  # one code stands on many pages
def bars(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """The code of `text`.

    How many modules a side, and its dark runs (column, row, length), error correction M.
    """
    import segno

    matrix = segno.make(text, error="m", micro=False).matrix
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, modules in groupby(row):
            length = len(list(modules))
            if dark:
                runs.append((x, y, length))
            x += length
    return len(matrix), tuple(runs)


@lru_cache(maxsize=16)
def qr_png(text: str) -> tuple[int, ...]:
    """The bytes of a picture of the code with its quiet zone, for typst.

    A picture that stands on each of seventy pages is kept once, a drawing seventy times. A module
    is eight pixels, so that its edges are sharp in viewers that smooth pictures, too.
    """
    import segno

    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture,
        "png",
        scale=_PIXELS,
        border=QUIET,
    )
    return tuple(picture.getvalue())


def quiet_share(text: str) -> float:
    """The quiet zone on one side as a share of the code without it."""
    return QUIET / bars(text)[0]
