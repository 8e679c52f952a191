"""Bringing the jury's list up to what the file of a case says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.app.jobs.case_news import news_of
from pbdesk.jury import docket
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.render.blocks import Blocks, Buttons, Paragraph, Press, Rule
from pbdesk.ui.render.intents import ByHand, Tell, To, do
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.ui.host import Host

__all__ = ["NEWS"]


def _take(host: Host) -> To | Refusal | None:
    """Ask for the file of a case, and take from it what happened."""
    path = host.ask_open(say("The file of the case"), "*.pbcase")
    if path is None:
        return None
    found = news_of(path)
    if isinstance(found, Words):
        return Refusal(found)
    return To(also=do(docket.follow, told=found).then(_TAKEN))


_TAKEN = To(also=Tell(say("The list says what the case's file says.")))

NEWS: Blocks = (
    Rule(key="news"),
    Paragraph(
        say(
            "The list takes its days, who sits on its panel, and, once it is closed, how the "
            "jurors scored and what became of the advice. Nobody's words leave the case.",
        ),
        role="help",
        key="news",
    ),
    Buttons(
        (
            Press(
                say("Take what happened from a case's file"),
                ByHand("news", _take),
                icon="folder-open",
            ),
        ),
        key="news",
    ),
)
