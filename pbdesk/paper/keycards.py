"""Key card, A6: whose key signs the pack.

Handed to the clerk on paper before the result is known.
"""

from __future__ import annotations

from datetime import date

from pbdesk.i18n import Locale
from pbdesk.paper.card import START, WIDE, begin_card, line_to_sign
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import Labelled
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Words, say

__all__ = ["key_card_pdf"]

_CODE = 36  # from the start to what stands beside the code for a camera
_KEEP = say(
    "Keep this card. The pack’s signature is genuine only if it fits this key.",
)


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
    pen = Pen(locale, "")
    sheet = begin_card(
        say("Key card"),
        name_and_day(name, day),
        locale,
    )
    sheet.text(START, 33, pen(signer or role), 13, bold=True)
    if signer:
        sheet.text(START, 38.5, pen(role), 10.5)
    y = 47.0
    for label, value in _facts(assembly, principal, fingerprint):
        sheet.text(START, y, pen(label), 9)
        y = (
            sheet.paragraph(START, y + 5, pen(value), 10.5, WIDE, bold=True)
            + 7.5
        )
    sheet.qr(START, y, 30, public)
    sheet.paragraph(START + _CODE, y + 3, pen(_KEEP), 9, WIDE - _CODE)
    line_to_sign(sheet, 138, pen(say("Signature in ink")))
    return sheet.pdf()


def _facts(
    assembly: str,
    principal: str,
    fingerprint: str,
) -> Labelled:
    return (
        (say("Assembly"), assembly),
        (say("Signs as"), principal),
        (say("Fingerprint of the key"), fingerprint),
    )
