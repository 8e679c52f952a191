"""What nobody ended: the question whether an item of the agenda is over, and since when.

It stands wherever the evening goes on or ends: where the vote is closed, where the result is
declared, and where the pack is made, which waits for the answer.
"""

from __future__ import annotations

from pbdesk.assembly.floor import still_running
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.clock import end
from pbdesk.ui.render.blocks import Ask, Blocks, Buttons, Paragraph, Press
from pbdesk.ui.render.intents import Go, To
from pbdesk.ui.shown import ATTENTION, FieldSpec
from pbdesk.words import Clock, say

__all__ = ["asked_whether_over"]

_TIME = FieldSpec(
    "time",
    say("When it was over"),
    help=say("As 21:40. Left empty: it is over now."),
)


def asked_whether_over(state: Assembly, focus: str) -> Blocks:
    """The question, while an item runs; `focus` is where one is once it is answered."""
    running = still_running(state)
    if running is None:
        return ()
    item, since = running
    asked = say(
        "End it, or let it run on? Until it is ended, the record does not know how long it took, "
        "and no pack is made.",
    )
    lead = say(
        "“{title}” is still running, since {time}.",
        title=item.title,
        time=Clock(since),
    )
    over = To(focus=focus, said=say("The item is ended."))
    agenda = Press(
        say("Go to the agenda"),
        Go("agenda"),
        "quiet",
        "arrow-right",
    )
    return (
        Paragraph(asked, lead=lead, shape=ATTENTION, key="running"),
        Ask("over", (_TIME,), end, say("End it"), then=over, cancel=None),
        Buttons((agenda,), key="running"),
    )
