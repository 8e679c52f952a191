"""The recovery sheet, A6: what opens the people file when its passphrase is forgotten.

For one envelope.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.i18n import Locale
from pbdesk.paper.card import END, START, WIDE, begin_card
from pbdesk.paper.pen import Pen
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Words, say

__all__ = ["recovery_pdf"]

_FORGOTTEN = say(
    "If the passphrase is forgotten: open the assembly, choose “Unlock people” in the "
    "menu Assembly, then “Use the "
    "recovery sheet”, and type the code. You then choose a new passphrase.",
)
_WORTHLESS = say(
    "A new passphrase makes this sheet worthless: destroy it then, and print another. "
    "Destroy it also when the "
    "people file is destroyed.",
)


def recovery_pdf(
    *,
    name: str,
    day: date,
    file: str,
    code: Sequence[str],
    locale: Locale,
) -> bytes:
    """`code`: 14 groups of 4; `file`: the people file that it opens; `day`: when it was printed.

    No name is on it.
    """
    pen = Pen(locale, "")
    sheet = begin_card(
        say("Recovery sheet"),
        name_and_day(name, day),
        locale,
    )
    opens = _opens(file)
    y = sheet.paragraph(START, 32, pen(opens), 10, WIDE)
    sheet.line(START, END, y + 4, 0.5)
    sheet.text(START, y + 10, pen(say("Recovery code")), 9)
    sheet.code(START, y + 18, code, 13, leading=1.65, measure=WIDE)
    y += 18 + 13 * 0.3528 * 1.65 * 4
    sheet.line(START, END, y, 0.5)
    y = sheet.paragraph(START, y + 6, pen(_FORGOTTEN), 10, WIDE)
    _ = sheet.paragraph(START, y + 8, pen(_WORTHLESS), 10, WIDE)
    return sheet.pdf()


def _opens(file: str) -> Words:
    return say(
        "Whoever holds this sheet and “{file}” can read every name and street in it. Fold "
        "it, put it into an envelope, "
        "seal it, sign across the flap, and keep it away from the laptop.",
        file=file,
    )
