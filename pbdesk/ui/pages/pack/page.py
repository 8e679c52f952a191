"""The pack's page.

Its parts at the left; at the right making it, signing, checking, copying, handing over.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar, override

from pbdesk.app.jobs.named import names_to_look_at, not_looked_for
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.assembly.agenda import Item
from pbdesk.assembly.floor import still_running
from pbdesk.i18n import languages, locale_of
from pbdesk.minutes import clock, handover
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.bag import REPORTS, Bag
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.pack import disk
from pbdesk.ui.pages.pack.made import MadePane
from pbdesk.ui.pages.pack.view import NOT_THERE, Contents, PackView, Part, view
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken, warn
from pbdesk.ui.pages.staffing import names_in
from pbdesk.ui.pages.start.view import language_name
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, ChoiceField, TickField, TicksField
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.facts import Facts
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.words import Clock, Words, say

__all__ = ["PackPage"]


class PackPage(Page):
    """What remains of the evening: made once, signed by three, checked, copied, handed over."""

    name: ClassVar[str] = "pack"
    label: ClassVar[Words] = say("Result pack")
    whole: ClassVar[bool] = True

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._path: Path | None = None
        self._bag: tuple[Path, int, Bag, Contents] | None = None
        self._head, self.rows = Heading(), Rows(name=say("Parts of the pack"))
        self._right, self._facts, self._told_where = (
            Heading(),
            Facts(),
            Label("", "help"),
        )
        self._empty = Empty(
            say("There is no result to hand over yet"),
            say(
                "The pack holds the report, the figures and the record, under one code. It is made "
                "once the result is "
                "declared.",
            ),
            say("Go to the result"),
            icon="arrow-right",
        )
        self.language = ChoiceField(
            [Choice(tag, language_name(tag)) for tag in languages()],
            say("Language of the pack"),
        )
        self.seal = TickField(
            say("Seal the report"),
            say(
                "Programs that show PDFs then say whether it was changed since. The signatures "
                "stay what counts.",
            ),
        )
        self.editions = TicksField(
            [Choice(name, edition.label) for name, edition in EDITIONS.items()],
            say("Beside the report"),
        )
        self.allowed = TickField(
            say("Each of these names may stand there"),
            say(
                "Somebody who is named agreed, or it is the name of a street or an office.",
            ),
        )
        self.allowed.hide()
        self._unlooked = Label("", shape=ATTENTION)
        self.folder, self.make = (
            Button(
                say("Choose another folder"),
                icon="folder-open",
                does=self._choose_folder,
            ),
            Button(say("Make the pack"), does=self._make),
        )
        self._running = Label("", shape=ATTENTION)
        self.over = TextField(
            say("When it was over"),
            say("As 21:40. Left empty: it is over now."),
        )
        self.end = Button(say("End it"), does=self._end)
        self.open_item = Column(self._running, self.over, Line(self.end))
        self.before = Column(
            self.open_item,
            self._facts,
            Label(
                say(
                    "Three people sign it: the facilitator and two tellers. Whoever gets it can "
                    "check every figure with other "
                    "software.",
                ),
            ),
            self.language,
            self.editions,
            self.seal,
            self._told_where,
            self._unlooked,
            self.allowed,
            Line(self.make, self.folder),
        )
        self.made = MadePane(host, lambda: self._path)
        self.split = Split(
            ListPane(self._head, self.rows),
            scroll.Page(self._right, self._empty, self.before, self.made),
            back=say("All parts"),
        )
        self._folder: Path | None = None
        self.body.addWidget(self.split)
        self._connect()
        self.language.set_value(_offered(self.host.state.mandate.language))
        self.editions.set_value(tuple(EDITIONS))
        self.refresh()

    def _connect(self) -> None:
        self._empty.pressed.connect(lambda: self.host.go("result"))
        self.rows.opened.connect(self._open)
        self.made.reading.connect(self._preview)
        self.made.finding.connect(self._find)
        self.made.remaking.connect(self._make)

    # What is seen

    @override
    def refresh(self) -> None:
        found = self._found()
        contents = found[3] if found else None
        seen = view(self.host.state, contents, names_in(self.host.people))
        self._head.show_text(seen.caption, self.label)
        self._right.show_text(seen.addressed, seen.title)
        self.rows.show_rows([_row(part, seen) for part in seen.parts])
        self._show_stage(seen)
        self._show_open_item()
        self._show_unlooked()
        if not seen.declared:
            # where there is room for one pane only, the one that says what to do first
            self.split.go_deep()
        self._facts.show_facts(seen.facts)
        self._told_where.show_text(self._where_it_goes())
        if seen.made:
            self.made.show_pack(seen, found[2] if found else None)

    def _show_stage(self, seen: PackView) -> None:
        """What there is to do: declare the result, make the pack, or what follows."""
        self._empty.setVisible(not seen.declared)
        self._right.setVisible(seen.declared)
        self.before.setVisible(seen.declared and not seen.made)
        self.made.setVisible(seen.made)

    def _show_unlooked(self) -> None:
        unlooked = not_looked_for(self.host.desk)
        self._unlooked.show_text(unlooked or "", shape=ATTENTION)
        self._unlooked.setVisible(unlooked is not None)

    def _where_it_goes(self) -> Words:
        folder = str(self._where)
        if self._folder is not None:
            return say("It will be written into “{folder}”.", folder=folder)
        return say(
            "It will be written beside the record, into “{folder}”.",
            folder=folder,
        )

    def _show_open_item(self) -> None:
        """What nobody ended: no pack is made until somebody says when it was over."""
        running = still_running(self.host.state)
        self.open_item.setVisible(running is not None)
        if running is not None:
            self._running.show_text(_asked_for_end(*running), shape=ATTENTION)

    def _end(self) -> None:
        self.over.show_error(None)
        time = str(self.over.value() or "")
        self.host.act(clock.end, then=self._ended, time=time)

    def _ended(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.over.show_error(spoken(refusal))
            return
        self.over.set_value("")
        self.host.announce(say("The item is ended."))
        self.make.setFocus()

    @override
    def go_to(self, target: str | None) -> None:
        self.split.go_deep()
        if not self._empty.isHidden():
            self._empty.button.setFocus()
        elif not self.open_item.isHidden():
            self.over.take_focus()
        elif not self.made.isVisibleTo(self):
            self.make.setFocus()
        else:
            self.made.go_to(target)

    def _found(self) -> tuple[Path, int, Bag, Contents] | None:
        """The pack on disk, read again only after it was written again."""
        state = self.host.state.handover
        path = self._path or self.host.desk.record.path.parent / state.file
        if not state.made or not path.is_file():
            self._path = None
            return None
        stamp = path.stat().st_mtime_ns
        if self._bag is None or self._bag[:2] != (path, stamp):
            self._bag = self._read(path, stamp)
        self._path = path if self._bag else None
        return self._bag

    def _read(
        self,
        path: Path,
        stamp: int,
    ) -> tuple[Path, int, Bag, Contents] | None:
        """What lies there; None after it was said that it is another pack."""
        try:
            bag = disk.open_pack(path, self.host.state.handover)
        except PackRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return None
        return path, stamp, bag, disk.contents(bag)

    # Making

    @property
    def _where(self) -> Path:
        return self._folder or self.host.desk.record.path.absolute().parent

    def _choose_folder(self) -> None:
        folder = self.host.ask_folder(say("Where the pack is written"))
        if folder is not None:
            self._folder = folder
            self.refresh()

    def _make(self) -> None:
        if self._may_make():
            title = say("Making the pack")
            self.host.run(self._work(), title=title, done=self._made)

    def _may_make(self) -> bool:
        """Whether it can be made; what is missing is said."""
        if self.host.state.declared is None:
            told = say(
                "The result is not declared. Declare it before the pack is made.",
            )
            self.host.banner(told, wrong=True)
            return False
        if still_running(self.host.state) is not None:
            self.over.refuse(say("Say first when it was over."))
            return False
        return self._names_allowed()

    def _names_allowed(self) -> bool:
        look = names_to_look_at(self.host.desk)
        self.allowed.setVisible(look is not None)
        if look is None or self.allowed.value():
            return True
        warn(self.host, look)
        return False

    def _work(self) -> Callable[[Progress], Made]:
        """Makes the pack as it was chosen here, away from the window."""
        desk, locale = (
            self.host.desk,
            locale_of(str(self.language.value() or "en")),
        )
        source, now, sealing = (
            pack_source(desk),
            desk.moment().at,
            self.seal.value(),
        )
        ticked = self.editions.value()
        editions = ticked if isinstance(ticked, tuple) else ()
        because = str(self.made.because.value() or "")

        def work(progress: Progress) -> Made:
            return make_pack(
                source,
                self._where,
                locale=locale,
                made=now.date(),
                progress=progress,
                seal_at=now if sealing else None,
                editions=editions,
                because=because,
            )

        return work

    def _made(self, made: Made) -> None:
        self._path = made.path
        self.made.because.set_value("")
        self.host.act(
            handover.made,
            then=self._recorded,
            file=made.path.name,
            result=made.result,
        )

    def _recorded(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            warn(self.host, refusal)
            return
        self.host.announce(say("The pack is made. It is to be signed now."))
        self.go_to("who")

    # What was made

    def _open(self, key: str) -> None:
        """A row was opened: the report is shown as it will be printed."""
        if self.split.narrow:
            self.split.go_deep()
            return
        report = _report_of(key)
        if self.host.state.handover.made and report is not None:
            self._preview(report)

    def _preview(self, name: str = "report.pdf") -> None:
        found = self._found()
        if found is None:
            self._missing()
            return
        path, _, bag, _ = found
        file = f"{path.stem}{name.removeprefix('report')}"
        self.host.preview(say("Report"), disk.report(bag, name), file)

    def _find(self) -> None:
        path = self.host.ask_open(say("Where the pack is"), "*.zip")
        if path is None:
            return
        try:
            disk.open_pack(path, self.host.state.handover)
        except PackRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        self._path = path
        self.refresh()

    def _missing(self) -> None:
        self.host.banner(NOT_THERE, wrong=True)


def _asked_for_end(item: Item, since: datetime) -> Words:
    return say(
        "“{title}” is still running, since {time}. The pack says how long it took: say "
        "first when it was over.",
        title=item.title,
        time=Clock(since),
    )


def _report_of(key: str) -> str | None:
    """The report that a row stands for, by its file name."""
    if key.startswith("page/"):
        return "report.pdf"
    name = key.removeprefix("file/")
    return name if name in REPORTS else None


def _row(part: Part, seen: PackView) -> Row:
    if part.page is not None:
        return _row_of_chapter(part, part.page)
    section = Group(say("Files")) if seen.made else None
    if part.what is None:
        return Row(part.key, part.title, "", section=section)
    return Row(part.key, part.what, part.title, section=section)


def _row_of_chapter(part: Part, page: int) -> Row:
    return Row(
        part.key,
        part.title,
        figure=say("{page}", page=page),
        section=Group(say("The report")),
    )


def _offered(language: str) -> str:
    return language if language in languages() else "en"
