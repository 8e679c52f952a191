"""The record's page: its chapters at the left, their minutes at the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import ClassVar, override

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, render
from pbdesk.minutes.index import MinuteLine
from pbdesk.ui.host import Host
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.record.erasing import ErasingSheet
from pbdesk.ui.pages.record.searching import Searching
from pbdesk.ui.pages.record.view import ALL, PART, RecordView, view
from pbdesk.ui.render.view import Here
from pbdesk.ui.theme import theme, worded
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.minutes import Minute, Minutes, as_text
from pbdesk.ui.widgets.rows import Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.words import Clock, Day, Words, say, several

__all__ = ["RecordPage"]

_COPYING = say("Wording the minutes")
_PAUSE = 200  # milliseconds without a key before a search begins


class RecordPage(Page):
    """Everything that happened, as sentences."""

    name: ClassVar[str] = "record"
    label: ClassVar[Words] = say("Record")
    whole: ClassVar[bool] = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.search, self.chapters = (
            TextField(say("Find in the record")),
            Rows(name=say("Chapters")),
        )
        self.copy_button, self.minutes = (
            Button(say("Copy"), icon="copy", does=self._copy),
            Minutes(),
        )
        self._head, self._nothing = Heading(), Label("", "help")
        self.print_button = Button(
            say("Print these minutes"),
            icon="printer",
            does=self._print,
        )
        self.erase_button = Button(
            say("Erase words…"),
            "quiet",
            does=self._erase,
        )
        self._about = Heading(
            tail=(self.erase_button, self.copy_button, self.print_button),
        )
        right = scroll.Page(self._about, self._nothing)
        right.column.fill(self.minutes)
        self._part = Label("", "help")
        self.turns = {
            "oldest": Button(say("Oldest"), "quiet"),
            "earlier": Button(say("Earlier"), icon="arrow-left"),
            "later": Button(say("Later"), icon="arrow-right", after=True),
            "newest": Button(say("Newest"), "quiet"),
        }
        oldest, earlier, later, newest = self.turns.values()
        self._turning = Line(oldest, earlier, self._part, later, newest)
        right.add(self._turning)
        self.split = Split(
            ListPane(self._head, self.chapters, self.search),
            right,
            share="slim",
            back=say("All chapters"),
        )
        self.split.follow(self.chapters)
        self.body.addWidget(self.split)
        self._shown: RecordView | None = None
        self._stands: tuple[Assembly, Here, Locale] | None = None
        self._index = host.file.index
        self._start = 0
        self._searching = Searching(self, self._text, self._number)
        self._searching.went_on.connect(self._go_on)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self.search.changed.connect(self._pause.start)
        self.search.edit.returnPressed.connect(self._look)
        self.chapters.chosen.connect(self._choose)
        for way, button in self.turns.items():
            button.clicked.connect(partial(self._turn, way))
        self.refresh()

    @override
    def refresh(self) -> None:
        stands = self.host.file.state, self.here, theme().locale
        if (
            self._stands is not None
            and self._stands[0] is stands[0]
            and self._stands[1:] == stands[1:]
        ):
            return  # ten thousand sentences are not shown anew for nothing
        self._search_anew(anew=True)  # titles may have been amended since
        self._show()

    @override
    def go_to(self, target: str | None) -> None:
        if self._has_chapter(target):
            self._choose(target or ALL)
            self.chapters.setFocus()
        else:
            self.search.take_focus()

    def _has_chapter(self, key: str | None) -> bool:
        shown = self._shown
        return shown is not None and key in {
            line.key for line in shown.chapters
        }

    def _choose(self, chapter: str) -> None:
        self.here = replace(self.here, chosen=chapter)
        self._start = 0
        self._show()

    def _turn(self, way: str) -> None:
        """Show another part of what is told here."""
        told = len(self._shown.places) if self._shown else 0
        self._start = {
            "oldest": 0,
            "earlier": self._start - PART,
            "later": self._start + PART,
            "newest": told,
        }[way]
        self._show()
        if way == "newest":
            self.minutes.scrollToBottom()
        else:
            self.minutes.scrollToTop()

    def _look(self) -> None:
        self._pause.stop()
        self.here = replace(self.here, search=str(self.search.raw()))
        self._start = 0
        self._search_anew()
        self._show()
        self._say_found()

    def _search_anew(self, *, anew: bool = False) -> None:
        self._index.follow(self.host.file.recorded)
        self._searching.begin(
            self.here.search,
            len(self._index.steps),
            anew=anew,
        )

    def _go_on(self) -> None:
        self._show()
        self._say_found()

    def _say_found(self) -> None:
        """Say what a search found to who does not see it, once it is through."""
        shown = self._shown
        if shown is not None and self._is_through():
            self.host.announce(shown.nothing or shown.about)

    def _is_through(self) -> bool:
        found = self._searching.found
        return found is None or found.looked == len(self._index.steps)

    def _show(self) -> None:
        self._stands = self.host.file.state, self.here, theme().locale
        self._index.follow(self.host.file.recorded)
        seen = self._shown = view(
            self.host.file.kind,
            self.host.file.state,
            self._index,
            self.here,
            self._searching.found,
            self._start,
        )
        self._start = seen.start
        self._head.show_text(seen.caption, self.label)
        self.chapters.show_rows(
            [
                Row(line.key, line.label, figure=say("{n}", n=line.entries))
                for line in seen.chapters
            ],
            keep=seen.chosen,
        )
        self._about.show_text(seen.about, seen.title)
        self._nothing.show_text(seen.nothing or "")
        self._nothing.setVisible(seen.nothing is not None)
        self.minutes.setVisible(bool(seen.lines))
        self.minutes.show_minutes(list(_minutes(seen.lines)))
        self._show_part(seen)

    def _show_part(self, seen: RecordView) -> None:
        """The way to the other lines, where there are more than are shown."""
        self._turning.setVisible(seen.part is not None)
        self._part.show_text(seen.part or "")
        at_end = seen.start + PART >= len(seen.places)
        for way, button in self.turns.items():
            leads = not at_end if way in {"later", "newest"} else seen.start > 0
            button.setEnabled(leads)

    def _text(self, place: int) -> str:
        file = self.host.file
        return worded(
            file.kind.tell(self._index.recorded[place].entry, file.state),
        )

    def _number(self, place: int) -> int:
        return self._index.recorded[place].seq

    def _all_lines(self) -> Iterable[MinuteLine]:
        """Everything that is told here, also what is not in sight."""
        places = self._shown.places if self._shown else ()
        return self._index.lines(self.host.file.state, places)

    def _copy(self) -> None:
        """All of them, also those that are not in sight; many are worded beside the window."""
        lines = len(self._shown.places) if self._shown else 0
        minutes, show = (
            _minutes(self._all_lines()),
            partial(render, locale=theme().locale),
        )

        def work(progress: Progress) -> str:
            progress(0, 1, _COPYING)
            return as_text(minutes, show)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.host.announce(
                several(
                    "{n} entry is copied.",
                    "{n} entries are copied.",
                    lines,
                ),
            )

        if lines <= PART:
            done(self.minutes.as_text())
        else:
            self.host.run(work, title=_COPYING, done=done)

    def _erase(self) -> None:
        """Ask about the words in the chosen entry."""
        lines = self._shown.lines if self._shown else ()
        chosen = next(
            (line for line in lines if str(line.seq) == self.minutes.key()),
            None,
        )
        if chosen is None:
            self.host.banner(
                say(
                    "Choose the entry first, by a click or with the arrow keys.",
                ),
                wrong=True,
            )
            self.minutes.setFocus()
        elif not chosen.words:
            self.host.banner(
                say("Nobody’s own words stand in entry {n}.", n=chosen.seq),
                wrong=True,
            )
        else:
            entry = next(
                each
                for each in self.host.file.recorded
                if each.seq == chosen.seq
            )
            ErasingSheet(self.host, self, entry, chosen.said()).open()

    def _print(self) -> None:
        """The minutes as they are shown here, as a sheet."""
        seen = self._shown
        if seen is None or not seen.lines:
            self.host.banner(say("There is nothing to print here."), wrong=True)
            return
        about, locale = self.host.file.state.about, theme().locale
        lines = self._all_lines()
        made = self.host.file.moment().at.date()

        def work(progress: Progress) -> bytes:
            from pbdesk.paper.minutes import minutes_pdf

            progress(0, 1, say("Setting the minutes"))
            return minutes_pdf(
                _told(lines),
                name=about.name,
                place=about.place,
                day=about.day,
                made=made,
                locale=locale,
                rehearsal=about.rehearsal,
            )

        self.host.run(
            work,
            title=say("Setting the minutes"),
            done=lambda pdf: self.host.preview(
                say("Minutes"),
                pdf,
                f"minutes-{seen.chosen}.pdf",
            ),
        )


def _told(lines: Iterable[MinuteLine]) -> list[tuple[datetime, Words, int]]:
    """Time, sentence and number for paper.

    What has no time of its own was written with the entry before it.
    """
    told: list[tuple[datetime, Words, int]] = []
    at: datetime | None = None
    for line in lines:
        at = line.at or at
        words = (
            line.said()
            if line.undone is None
            else say(
                "{sentence} Undone: see entry {n}.",
                sentence=line.said(),
                n=line.undone,
            )
        )
        if at is not None:
            told.append((at, words, line.seq))
    return told


def _minutes(told: Iterable[MinuteLine]) -> Iterator[Minute]:
    """The lines of the list, each day under its head."""
    for day, lines in groupby(told, key=lambda line: line.day):
        yield Minute(
            head=say("{day}", day=Day(day, weekday=True))
            if day
            else say("Before the clock was set"),
        )
        for line in lines:
            time = say("{time}", time=Clock(line.at)) if line.at else ""
            note = (
                say("Undone: see entry {n}.", n=line.undone)
                if line.undone is not None
                else ""
            )
            yield Minute(
                str(line.seq),
                time,
                line.said,
                say("{n}", n=line.seq),
                note,
            )
