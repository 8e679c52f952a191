"""Checklist of the evening, A4: what is done before, during and after, each with a box to tick.

Whoever runs the evening has it in the hand; it needs no assembly and says nothing of one.
"""

from __future__ import annotations

from pbdesk.i18n import Locale, render
from pbdesk.paper.sheet import A4, Sheet, sheet_for
from pbdesk.words import Sentences, Words, say

__all__ = ["PARTS", "checklist_pdf"]

_START, _END = 20.0, 190.0
_BOX, _INDENT = 4.2, 8.5

PARTS: tuple[tuple[Words, Sentences], ...] = (
    (
        say("Days before"),
        (
            say(
                "Charter and rulebook are filled in, read aloud to two others, and sealed.",
            ),
            say(
                "The wall poster is printed; its fingerprint is compared with the screen.",
            ),
            say(
                "Every idea has an answer with a reason; the ballot is drawn up.",
            ),
            say(
                "Papers are printed, with some in large print, and counted by two people.",
            ),
            say(
                "The register is read in. Its passphrase is on paper, away from the laptop.",
            ),
            say(
                "Three signers have made their keys, each on an own stick; key cards are printed.",
            ),
            say("The evening was rehearsed once, with the projector."),
        ),
    ),
    (
        say("Before people come"),
        (
            say(
                "Laptop on mains, clock right, projector shows the room’s window.",
            ),
            say("The box is shown empty to two people and sealed."),
            say(
                "Envelope with the code for the lot lies on the table, signed across the flap.",
            ),
            say(
                "Pens, dice, a tray for spoilt papers, the receipt for voters.",
            ),
        ),
    ),
    (
        say("While people vote"),
        (
            say(
                "The vote is opened aloud. Print a checkpoint slip; two sign it in ink.",
            ),
            say(
                "Each person is checked, gets one ballot, and the register is ticked.",
            ),
            say("The kiosk shows the next ballot only by the PIN."),
            say("The vote is closed aloud. Print another checkpoint slip."),
        ),
    ),
    (
        say("Count and result"),
        (
            say(
                "The box is opened in view of all; the papers are counted by hand first.",
            ),
            say("Two people key each paper; a third looks where they differ."),
            say(
                "Doubtful papers are shown, ruled on aloud, and the papers add up.",
            ),
            say(
                "The ballots are sealed, the dice are thrown, the envelope is opened.",
            ),
            say(
                "The result is declared to the room; objections are noted word for word.",
            ),
        ),
    ),
    (
        say("Before everybody leaves"),
        (
            say(
                "The pack is made; three people sign; somebody checks it on another laptop.",
            ),
            say(
                "Copies go to two sticks, read back; who took the pack is recorded.",
            ),
            say(
                "Papers, slips and keys go into envelopes, sealed and signed across the flap.",
            ),
            say("Write down when the register is to be destroyed."),
        ),
    ),
)
"""What is to be done, in the order of the evening."""


def checklist_pdf(locale: Locale) -> bytes:
    """The checklist on one page, in a language."""
    title = say("Checklist of the evening")
    sheet = sheet_for(A4, title, locale)
    sheet.text(_START, 22, render(title, locale), 18, bold=True)
    sheet.line(_START, _END, 26, 1.5)
    y = 35.0
    for part, lines in PARTS:
        sheet.text(_START, y, render(part, locale), 12, bold=True, heading=2)
        y += 7.5
        for line in lines:
            y = _line(sheet, y, line, locale)
        y += 3.5
    return sheet.pdf()


def _line(sheet: Sheet, y: float, line: Words, locale: Locale) -> float:
    sheet.box(_START, y - 3.4, _BOX, _BOX)
    width = _END - _START - _INDENT
    return (
        sheet.paragraph(_START + _INDENT, y, render(line, locale), 10.5, width)
        + 7
    )
