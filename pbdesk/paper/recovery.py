"""The recovery sheet, A6: what opens the people file when its passphrase is forgotten.

For one envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.paper.sheet import A6, Sheet
from pbdesk.words import Day, say

__all__ = ["recovery_pdf"]

_START, _END = 9.0, 96.0
_WIDE = _END - _START


def recovery_pdf(*, name: str, day: date, file: str, code: Sequence[str], locale: Locale) -> bytes:
    """`code`: 14 groups of 4; `file`: the people file that it opens; `day`: when it was printed.

    No name is on it.
    """
    title = render(say("Recovery sheet"), locale)
    sheet = Sheet(A6, title=title, language=locale.language, right_to_left=is_right_to_left(locale))
    sheet.text(_START, 15, title, 16, bold=True)
    sheet.text(_START, 20.7, render(say("{name}, {day}", name=name, day=Day(day)), locale), 9)
    sheet.line(_START, _END, 25, 1.5)
    y = sheet.paragraph(
        _START,
        32,
        render(
            say(
                "Whoever holds this sheet and “{file}” can read every name and street in it. Fold "
                "it, put it into an envelope, "
                "seal it, sign across the flap, and keep it away from the laptop.",
                file=file,
            ),
            locale,
        ),
        10,
        _WIDE,
    )
    sheet.line(_START, _END, y + 4, 0.5)
    sheet.text(_START, y + 10, render(say("Recovery code"), locale), 9)
    sheet.code(_START, y + 18, code, 13, leading=1.65, measure=_WIDE)
    y += 18 + 13 * 0.3528 * 1.65 * 4
    sheet.line(_START, _END, y, 0.5)
    y = sheet.paragraph(
        _START,
        y + 6,
        render(
            say(
                "If the passphrase is forgotten: open the assembly, choose “Unlock people” in the "
                "menu Assembly, then “Use the "
                "recovery sheet”, and type the code. You then choose a new passphrase."
            ),
            locale,
        ),
        10,
        _WIDE,
    )
    _ = sheet.paragraph(
        _START,
        y + 8,
        render(
            say(
                "A new passphrase makes this sheet worthless: destroy it then, and print another. "
                "Destroy it also when the "
                "people file is destroyed."
            ),
            locale,
        ),
        10,
        _WIDE,
    )
    return sheet.pdf()
