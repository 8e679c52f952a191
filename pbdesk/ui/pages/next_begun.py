"""The next assembly, begun from this one: its day, the ideas that go on, and where it is kept."""

from __future__ import annotations

from datetime import date
from typing import override

from pbdesk.app.jobs.next_cycle import begin_next
from pbdesk.app.jobs.proposers import goes_on
from pbdesk.assembly.carried import unfunded
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.words import say

__all__ = ["NextBegun"]


class NextBegun(OwnWidget):
    """Asks for the day and the ideas whose proposers agreed, and begins a file beside this one."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        ideas = tuple(
            Choice(each.id, each.title) for each in unfunded(host.state)
        )
        self._said: tuple[str, ...] = ()
        self.form = Form(
            [
                FieldSpec("day", say("The day of the next assembly"), "date"),
                FieldSpec(
                    "ideas",
                    say("Ideas that go on: their proposers agreed"),
                    "ticks",
                    choices=ideas,
                    help=say(
                        "Where it is kept who handed one in, their own answer holds.",
                    ),
                ),
            ],
        )
        self.begin = Button(say("Begin the next assembly"), icon="plus")
        self.add(self.form, Line(self.begin))
        self.begin.clicked.connect(self._begin)
        self.refresh()

    @override
    def refresh(self) -> None:
        """Tick what may go on by the word of whoever handed it in, once that is known here."""
        desk = self.host.desk
        said = tuple(
            str(each.id)
            for each in unfunded(self.host.state)
            if goes_on(desk, each)
        )
        if said != self._said:
            self._said = said
            self.form.set_values({"ideas": said}, keep_focused=False)

    def _begin(self) -> None:
        values = self.form.values()
        if values is None:
            return
        day, ideas = values["day"], values["ideas"]
        if not isinstance(day, date):
            self.form.show_error("day", say("Write the day it meets."))
            return
        name = f"{self.host.state.about.id}-{day.isoformat()}.pbdesk"
        path = self.host.ask_save(
            say("Where the next assembly is kept"),
            name,
            "*.pbdesk",
        )
        if path is None:
            return
        chosen = ideas if isinstance(ideas, tuple) else ()
        begun = begin_next(
            self.host.desk,
            path,
            day=day.isoformat(),
            ideas=chosen,
        )
        if isinstance(begun, Refusal):
            self.host.banner(spoken(begun), wrong=True)
            return
        begun.close()
        told = say(
            "“{name}” is begun. What was promised is its first item.",
            name=path.name,
        )
        self.host.banner(told)
