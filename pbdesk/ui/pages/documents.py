"""The list of names and the documents of a bundle, where the hand works: choose, take out, look."""

from __future__ import annotations

from functools import partial
from typing import override

from pbdesk.app.case_file import CaseFile
from pbdesk.app.redaction import Redacted
from pbdesk.jury.bundle import FROM, Document, From
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.case_words import choices
from pbdesk.ui.pages.refusals import refused, show_refused, warn
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.theme import worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say, several

__all__ = ["Documents"]

_NAMES = FieldSpec(
    "names",
    say("Names, streets and numbers, one a line"),
    "paragraph",
    rows=4,
    help=say(
        "Behind a tab, the role that stands in its place. Kept in the encrypted file only.",
    ),
    personal=True,
)
_DOCUMENT = (
    FieldSpec(
        "title",
        say("Title"),
        help=say("Such as Letter of 3 May; name no person."),
    ),
    FieldSpec("source", say("Who brought it"), "radios", choices=choices(FROM)),
)


class Documents(OwnWidget):
    """Lists the names, takes documents, and has each looked through without its names."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.names, self.document = Form([_NAMES]), Form(list(_DOCUMENT))
        self.list_names = Button(
            say("Keep the list of names"),
            icon="lock",
            does=self._list_names,
        )
        self.suggest = Button(
            say("Suggest from the complaint and the documents"),
            "quiet",
            does=self._suggest,
        )
        self.take = Button(
            say("Choose the PDF"),
            icon="arrow-right",
            after=True,
            does=self._take,
        )
        self._told, self._waiting = Label("", "help"), Column()
        self._looked: dict[str, Redacted] = {}
        self.add(
            Section(say("Names that must not leave")),
            self.names,
            Line(self.list_names, self.suggest),
            Section(say("A document")),
            self.document,
            Line(self.take),
            self._told,
            self._waiting,
        )
        self.refresh()

    @property
    def _file(self) -> CaseFile:
        file = self.host.file
        if not isinstance(file, CaseFile):
            raise TypeError("no case is open")
        return file

    @override
    def refresh(self) -> None:
        """Show which documents still have their names."""
        self._waiting.clear()
        documents = self._file.state.bundle.documents
        waiting = [each for each in documents if each.redacted is None]
        self._told.show_text(_with_names(len(waiting)))
        for each in waiting:
            self._waiting.add(self._line(each))

    def _line(self, document: Document) -> Line:
        title = worded(say("{title}", title=str(document.title)))
        if document.id in self._looked:
            done = Button(
                say("I have looked at every page"),
                "primary",
                does=partial(self._confirm, document),
            )
            done.setAccessibleDescription(title)
            return Line(Label(title), done)
        out = Button(
            say("Take the names out"),
            icon="eye",
            does=partial(self._without_names, document),
        )
        out.setAccessibleDescription(title)
        return Line(Label(title), out)

    def _list_names(self) -> None:
        lines = str(self.names.value("names") or "").splitlines()
        refusal = self._file.list_names(lines)
        if refusal is None:
            self.names.set_values({"names": ""})
            self.host.announce(say("The names are kept."))
        self._show(self.names, refusal)

    def _suggest(self) -> None:
        """Write what may be a name behind what stands there, for somebody to look through."""
        there = str(self.names.value("names") or "") or "\n".join(
            self._file.names(),
        )
        lines = [*filter(None, there.splitlines())]
        known = {line.partition("\t")[0] for line in lines}
        lines += [name for name in self._file.suggested() if name not in known]
        self.names.set_values({"names": "\n".join(lines)})
        self.host.announce(
            say("Look through the list, and take out what is no name."),
        )

    def _take(self) -> None:
        source = self.document.value("source")
        title = str(self.document.value("title") or "")
        brought = _source(str(source))
        if brought is None:
            self.document.show_error("source", say("Choose who brought it."))
            return
        path = self.host.ask_open(
            say("A document for the bundle"),
            "PDF (*.pdf)",
        )
        if path is None:
            return
        refusal = self._file.take(title, brought, path.read_bytes())
        if refusal is None:
            self.document.set_values({"title": ""})
        self._show(self.document, refusal)

    def _without_names(self, document: Document) -> None:
        self.host.run(
            partial(self._file.without_names, document.id),
            title=say("Taking the names out"),
            done=partial(self._taken_out, document),
        )

    def _taken_out(self, document: Document, made: Redacted | Refusal) -> None:
        if isinstance(made, Refusal):
            warn(self.host, made)
            return
        self._looked[document.id] = made
        title = say("Look at every page: no name may be left")
        self.host.preview(title, made.content, "without-names.pdf")
        self.refresh()

    def _confirm(self, document: Document) -> None:
        made = self._looked.pop(document.id)
        refusal = self._file.confirm(
            document.id,
            made,
            worded(say("Clerk of the jury")),
        )
        refused(self.host, refusal)

    def _show(self, form: Form, refusal: Refusal | None) -> None:
        if refusal is not None:
            show_refused(self.host, form, refusal)


def _source(chosen: str) -> From | None:
    for source in FROM:
        if chosen == source:
            return source
    return None


def _with_names(n: int) -> Words:
    return several(
        "{n} document has its names.",
        "{n} documents have their names.",
        n,
    )
