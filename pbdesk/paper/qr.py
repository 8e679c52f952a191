"""QR codes: one path each, so that no viewer shows hairlines between the squares.

Made with segno.
"""

from __future__ import annotations

from itertools import groupby

__all__ = ["QUIET", "bars", "qr_svg"]

QUIET = 4
"""The quiet zone around a code, in modules (ISO/IEC 18004)."""


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


def qr_svg(text: str) -> str:
    """The code as an SVG with one black path and the quiet zone inside its view box."""
    side, runs = bars(text)
    path = "".join(f"M{x + QUIET},{y + QUIET}h{length}v1h-{length}z" for x, y, length in runs)
    whole = side + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{whole}" '
        f'viewBox="0 0 {whole} {whole}"><path d="{path}" fill="#000"/></svg>'
    )


def quiet_share(text: str) -> float:
    """The quiet zone on one side as a share of the code without it."""
    return QUIET / bars(text)[0]
