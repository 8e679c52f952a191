"""What the scenes of the pages after the pack have in common: the sample, played on."""

from __future__ import annotations

from datetime import UTC, datetime

from pbdesk.app.sample.evening import Clock, Evening
from pbdesk.app.sample.following_up import play_on
from pbdesk.minutes import handover
from pbdesk.ui.pages.page import Page

__all__ = ["MAY", "hand_over", "play"]

MAY = datetime(2027, 5, 4, 9, 30, tzinfo=UTC)
"""After all that the scenes play."""


def hand_over(page: Page) -> Evening:
    """The pack is made and handed over, and the page knows."""
    desk = page.host.desk
    evening = Evening(desk, Clock(MAY))
    evening.do(handover.made, file="pb-result_millbrook.zip", result="ab" * 32)
    evening.do(handover.handed_over, to=desk.state.mandate.said("holder"))
    page.refresh()
    return evening


def play(page: Page, steps: int) -> None:
    """So many steps of what followed."""
    play_on(hand_over(page), steps)
    page.refresh()
