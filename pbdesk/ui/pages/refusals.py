"""A refusal as one text: what is wrong, then how to mend it."""

from __future__ import annotations

from typing import Protocol

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.widgets.form import Form
from pbdesk.words import Words, say

__all__ = ["Pane", "refused", "refused_in", "show_refused", "spoken", "warn"]


class Pane(Protocol):
    """A part of a page that has fields."""

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show a refusal beside its field; False where no field here is about it."""
        ...


def refused(host: Host, refusal: Refusal | None) -> bool:
    """Whether it was refused; the banner then says why."""
    if refusal is not None:
        warn(host, refusal)
    return refusal is not None


def refused_in(pane: Pane, host: Host, refusal: Refusal | None) -> bool:
    """Whether it was refused; the field that it is about, else the banner, then says why."""
    if refusal is None:
        return False
    return pane.show_refusal(refusal) or refused(host, refusal)


def warn(host: Host, refusal: Refusal) -> None:
    """Say in the banner what was refused."""
    host.banner(spoken(refusal), wrong=True)


def show_refused(host: Host, form: Form, refusal: Refusal) -> None:
    """Say it beside the field that it is about, else in the banner."""
    if not form.show_error(refusal.where or "", spoken(refusal)):
        warn(host, refusal)


def spoken(refusal: Refusal) -> Words:
    """The refusal with its mend behind it, where it has one."""
    return (
        refusal.words
        if refusal.mend is None
        else say("{wrong} {mend}", wrong=refusal.words, mend=refusal.mend)
    )
