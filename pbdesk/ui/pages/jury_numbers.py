"""Taking the numbers of the jury on whose list a case stands, from the jury's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.lending import numbers_of
from pbdesk.jury.state import Case
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.render.blocks import Blocks, Buttons, Paragraph, Press
from pbdesk.ui.render.intents import ByHand, To
from pbdesk.words import Words, code_groups, say

if TYPE_CHECKING:
    from pbdesk.ui.host import Host

__all__ = ["jury_numbers"]


def jury_numbers(state: Case) -> Blocks:
    """By whose numbers the case goes; those of its jury are asked for until they were taken."""
    taken = state.complaint.jury
    told = Paragraph(_by(taken), role="help", key="numbers")
    if taken or state.triage.looked_at is not None:
        return (told,)
    return told, _TAKE


def _take(host: Host) -> To | Refusal | None:
    path = host.ask_open(say("The file of the jury"), "*.pbjury")
    if path is None:
        return None
    file = cast("CaseFile", host.file)
    found = numbers_of(path, file.state.complaint.name)
    if isinstance(found, Words):
        return Refusal(found)
    return file.take_numbers(found) or To()


_TAKE = Buttons(
    (
        Press(
            say("Take the numbers of the jury"),
            ByHand("numbers", _take),
            icon="folder-open",
        ),
    ),
    key="numbers",
)


def _by(taken: str) -> Words:
    if not taken:
        return say(
            "The case goes by the usual numbers until it takes those of its jury.",
        )
    code = " ".join(code_groups(bytes.fromhex(taken))[:4])
    return say(
        "The case goes by the sealed numbers of its jury: {code}.",
        code=code,
    )
