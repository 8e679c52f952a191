"""Key card, A6: whose key signs the pack.

Handed to the clerk on paper before the result is known.
"""

from __future__ import annotations

from datetime import date

from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import A6, Sheet
from pbdesk.words import Day, Words, say

__all__ = ["key_card_pdf"]

_START, _END = 9.0, 96.0


def key_card_pdf(
    *,
    name: str,
    assembly: str,
    day: date,
    signer: str,
    role: Words,
    principal: str,
    fingerprint: str,
    public: str,
    locale: Locale,
) -> bytes:
    """The card of one signer: the name where its person agreed (else empty), and the role.

    `assembly`: the assembly's id. `principal`: who signs, as the list of keys has it
    ("facilitator@…"). `fingerprint`: "SHA256:…". `public`: the public key on one line, for a
    camera.
    """
    title = say("Key card")
    sheet = Sheet(
        A6,
        title=render(title, locale),
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )
    sheet.text(_START, 15, render(title, locale), 16, bold=True)
    sheet.text(_START, 20.7, render(say("{name}, {day}", name=name, day=Day(day)), locale), 9)
    sheet.line(_START, _END, 25, 1.5)
    who = render(role, locale)
    sheet.text(_START, 33, written(signer, locale) if signer else who, 13, bold=True)
    if signer:
        sheet.text(_START, 38.5, who, 10.5)
    y = 47.0
    for label, value in (
        (say("Assembly"), assembly),
        (say("Signs as"), principal),
        (say("Fingerprint of the key"), fingerprint),
    ):
        sheet.text(_START, y, render(label, locale), 9)
        y = (
            sheet.paragraph(_START, y + 5, written(value, locale), 10.5, _END - _START, bold=True)
            + 7.5
        )
    sheet.qr(_START, y, 30, public)
    sheet.paragraph(
        _START + 36,
        y + 3,
        render(
            say("Keep this card. The pack’s signature is genuine only if it fits this key."), locale
        ),
        9,
        _END - _START - 36,
    )
    sheet.line(_START, _END, 138, 0.75)
    sheet.text(_START, 142, render(say("Signature in ink"), locale), 9)
    return sheet.pdf()
