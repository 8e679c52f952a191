"""The page that the renderer draws: panes from its view, and what a person does on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, cast, override

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.jobs.keeping import KEPT, brought_from, do_with, kept
from pbdesk.app.jobs.progress import Progress
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.paper.kept import kept_pdf
from pbdesk.ui.host import Host
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.render.asked import Asked
from pbdesk.ui.render.blocks import Ask, Clauses, Press
from pbdesk.ui.render.clauses import ClauseForm
from pbdesk.ui.render.drafts import Drafts
from pbdesk.ui.render.drawing import OwnWidget, Stack
from pbdesk.ui.render.intents import (
    LIST,
    Bring,
    ByHand,
    Do,
    Final,
    Go,
    InRoom,
    Intent,
    Know,
    Look,
    Means,
    Open,
    Print,
    Read,
    Tell,
    Then,
    To,
    Turn,
    Work,
)
from pbdesk.ui.render.panes import ListSide, Pane, pane_for
from pbdesk.ui.render.view import (
    Here,
    Listing,
    PageSpec,
    PageView,
    asks,
    clauses_of,
    owns,
)
from pbdesk.ui.shown import Value
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import Field
from pbdesk.ui.widgets.form import Form
from pbdesk.ui.widgets.reading_order import first_stop, keep_reading_order
from pbdesk.ui.widgets.split import Split
from pbdesk.words import say

__all__ = ["RenderedPage", "rendered"]


def rendered(
    spec: PageSpec[Any],
    own: Mapping[str, type[OwnWidget]],
) -> type[RenderedPage]:
    """The page that a spec describes, as the window makes its pages."""
    said = {
        "spec": spec,
        "name": spec.name,
        "label": spec.label,
        "whole": spec.whole,
        "own_widgets": own,
    }
    return type(f"{spec.name.title()}Page", (RenderedPage,), said)


class RenderedPage(Page):
    """Draws what its spec's view says, and does what a person wants on it."""

    spec: ClassVar[PageSpec[Any]]
    own_widgets: ClassVar[Mapping[str, type[OwnWidget]]]

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.at = Here()
        self.drafts = Drafts(host, self.spec.name, whole=self.spec.whole)
        self.forms: dict[str, Asked] = {}
        self.clauses: dict[str, ClauseForm] = {}
        self._own: dict[str, OwnWidget] = {}
        self._showing = self._stale = False
        self._seen = self._view()
        self._stand()
        cast(QApplication, QApplication.instance()).focusChanged.connect(
            self._follow,
        )
        self._show_until_it_stands(self._seen)

    def _stand(self) -> None:
        """Put up the panes for what is seen now."""
        self.left, self.right = (
            pane_for(self._seen.left, self),
            Pane(self, self._seen.right),
        )
        self.aside: Pane | None = None
        self.split = Split(
            self.left.page,
            self.right.page,
            share=self.spec.share,
        )
        self._pinned = Stack(self.split.pinned, self)
        self.left.follow(self.split)
        self._onward = Button("", icon="arrow-right", after=True)
        self._onward.clicked.connect(self.split.go_deep)
        self.left.page.add(self._onward)
        self.split.turned.connect(self._turned)
        self.body.addWidget(self.split)

    def _stand_anew(self) -> None:
        """What is at the left is of another kind than before."""
        self.body.removeWidget(self.split)
        self.split.hide()
        self.split.deleteLater()
        self.forms.clear()
        self.clauses.clear()
        self._own.clear()
        self._stand()
        self.split.show()

    # What is seen

    def _view(self) -> PageView:
        typed = {
            asked.ask.key: asked.written()
            for asked in self.forms.values()
            if asked.form.whole
        }
        typed |= {
            key: clauses.written() for key, clauses in self.clauses.items()
        }
        kept = self.drafts.kept()
        locale = theme().locale
        today = self.host.file.moment().at.date()
        self.at = replace(
            self.at,
            typed=typed,
            kept=kept,
            locale=locale,
            today=today,
        )
        return self.spec.view(self.host.file.state, self.host.people, self.at)

    @override
    def refresh(self) -> None:
        """Show the state as it is now; what changes it meanwhile (a draft is kept) comes after."""
        self._stale = True
        if not self._showing:
            self._show_until_it_stands(self._view())

    def _show_until_it_stands(self, seen: PageView) -> None:
        self._stale, self._showing = False, True
        try:
            self._show(seen)
            while self._stale:
                self._stale = False
                self._show(self._view())
        finally:
            self._showing = False

    def _drop_gone(self, seen: PageView) -> None:
        """Forget forms, clauses and widgets that are not there; what waits in them is kept."""
        wanted = {ask.kept_as for ask in asks(seen)}
        for name in set(self.forms) - wanted:
            self.forms.pop(name).keep_what_waits()
        for key in set(self.clauses) - {
            block.key for block in clauses_of(seen)
        }:
            del self.clauses[key]
        for name in set(self._own) - owns(seen):
            del self._own[name]

    def _settle(self) -> None:
        """What changed stands in the order of reading, and in its place."""
        keep_reading_order(self)
        for pane in self._panes():
            pane.page.settle_anew()

    def _show(self, seen: PageView) -> None:
        before = QApplication.focusWidget()
        inside = self._has_focus()
        self._seen, known = seen, set(self.forms)
        self._drop_gone(seen)
        if not (self.left.fits(seen.left) and self.right.fits(seen.right)):
            self._stand_anew()
        changed = self.left.show(seen.left)
        aside = self._has_room_aside(seen)
        if self.aside is not None:
            changed |= self.aside.show(seen.aside if aside else ())
        changed |= self.right.show(
            seen.right if aside else (*seen.right, *seen.aside),
        )
        changed |= self._pinned.show(seen.pinned)
        self.left.let_read(self.label)
        self.split.show_back(seen.back or self.label)
        self.split.show_right(bool(seen.right))
        self._show_onward()
        if changed:
            self._settle()
        if inside and QApplication.focusWidget() is not before:
            self._rest_safely()
        if any(ask.followed and ask.kept_as not in known for ask in asks(seen)):
            self._stale = True  # what was typed into it before is seen now

    def _has_room_aside(self, seen: PageView) -> bool:
        """Whether something stands in a third pane, which few pages ever have."""
        if seen.aside and self.aside is None:
            self.aside = Pane(self, seen.aside)
            self.split.stand_aside(self.aside.page)
        return self.split.show_aside(bool(seen.aside))

    def _panes(self) -> Iterator[Pane | ListSide]:
        """All there are, that of the chosen thing first."""
        return (
            pane
            for pane in (self.right, self.aside, self.left)
            if pane is not None
        )

    def _rest_safely(self) -> None:
        """What had the focus is gone: it rests on the list, and never on an act that is final."""
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now) or now.property("final"):
            self._enter(self._find(LIST) or self)

    def _show_onward(self) -> None:
        """What leads from a form to what stands beside it, where there is room for one only."""
        self._onward.show_text(self._seen.onward, "arrow-right")
        self._onward.setVisible(bool(self._seen.onward) and self.split.narrow)

    def _turned(self) -> None:
        """There is room for another number of panes; nothing else changed."""
        self._show_onward()
        if self._seen.aside and not self._showing:
            self._show(self._seen)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _clause_forms(self) -> Iterator[Form]:
        return (clauses.form for clauses in self.clauses.values())

    # What drawing asks for

    def asked(self, ask: Ask) -> Asked:
        """A form, with its drafts."""
        made = Asked(
            ask,
            self.drafts,
            self._record,
            self._cancel,
            self._enclose,
        )
        made.followed.connect(self.refresh)
        made.grown.connect(partial(self._grown, made))
        self.forms[ask.kept_as] = made
        return made

    def _grown(self, made: Asked) -> None:
        """All fields are there: Tab goes through them, and what is typed in them is seen."""
        keep_reading_order(made)
        if made.ask.followed and made.typed():
            self.refresh()

    def filled(self, clauses: Clauses) -> ClauseForm:
        """A form of clauses, each recorded when its field is left."""
        made = ClauseForm(clauses, self._record_clause)
        made.picked.connect(self.refresh)
        made.built.connect(lambda: keep_reading_order(self))
        self.clauses[clauses.key] = made
        return made

    def own(self, name: str) -> OwnWidget:
        """A widget of its own."""
        made = self._own[name] = self.own_widgets[name](self.host)
        made.means.connect(self.press)
        return made

    def offered(self, presses: Sequence[Press]) -> tuple[Press, ...]:
        """The buttons that are there: what opens a form is not, while that form is."""
        opened = {ask.key for ask in asks(self._seen)}
        return tuple(
            press
            for press in presses
            if not (
                isinstance(press.intent, Open) and press.intent.form in opened
            )
        )

    # Moving about

    def choose(self, key: str) -> None:
        """Show another row; a form that was opened for the one before is closed."""
        left = self._seen.left
        if (
            isinstance(left, Listing)
            and left.picks is not None
            and key != left.chosen
        ):
            self.press(left.picks(key))
        if key != self.at.chosen or self.at.doing:
            self.at = replace(self.at, chosen=key, doing="")
            self.refresh()

    def look_for(self, words: str) -> None:
        """Show the rows that hold these words."""
        self.at = replace(self.at, search=words)
        self.refresh()

    @override
    def go_to(self, target: str | None) -> None:
        self.go(self.spec.way(self.host.file.state, target))

    def go(self, to: To) -> None:
        """Be there: another row, a form that is open, the focus; and say so."""
        chosen = self.at.chosen if to.chosen is None else to.chosen
        self.at = replace(self.at, chosen=chosen, doing=to.doing)
        self.refresh()
        focus = to.focus or to.doing
        if focus:
            self._enter(self._find(focus))
        if to.said is not None and to.onward:
            self.host.go_on(to.said)
        elif to.said is not None:
            self.host.announce(to.said)
        if to.room:
            self.host.turn_room(to.room)
        if to.also is not None:
            self.press(to.also)

    def _find(self, focus: str) -> QWidget | None:
        """A form by its key, a field by its name, a button by what it means, an own widget.

        Where that widget is gone, the list, where Enter is safe.
        """
        gone = focus in self.own_widgets and focus not in self._own
        if focus == LIST or gone:
            return self.left.rest() or self.right.rest()
        for asked in self.forms.values():
            if asked.ask.key == focus:
                return asked.first_field()
        forms = {asked.ask.key: asked.form for asked in self.forms.values()}
        forms |= {key: clauses.form for key, clauses in self.clauses.items()}
        for key, form in forms.items():
            if key == focus:
                return form.field(form.names()[0])
            if focus in form.names():
                return form.field(focus)
        return self.button(focus) or self._own.get(focus)

    def button(self, key: str) -> Button | None:
        """The button that means that, in whichever pane it stands."""
        found = (pane.button(key) for pane in self._panes())
        return next(filter(None, found), None)

    def _enter(self, widget: QWidget | None) -> None:
        """Put the focus there, in whichever pane it stands."""
        if widget is None:
            return
        if not self.left.page.isAncestorOf(widget):
            self.split.go_deep()
        elif self.split.narrow:
            self.split.go_back()
        # What was just put there has its place before it is brought into sight.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        for pane in self._panes():
            pane.page.settle_anew()
        if isinstance(widget, Field | OwnWidget):
            widget.take_focus()
            return
        inner = (
            widget
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            else first_stop(widget)
        )
        (inner or widget).setFocus(Qt.FocusReason.OtherFocusReason)

    # What a person wants

    def press(self, intent: Intent) -> None:
        """Do what a button means."""
        match intent:
            case Do():
                self._do(intent, partial(self._done, intent.after))
            case Bring(act=act, as_=as_):
                self._bring(act, as_, partial(self._done, act.after))
            case Look():
                self._look(intent)
            case Open(form=form, chosen=chosen):
                self.go(To(chosen=chosen, doing=form))
            case Go(page=page, field=field, question=question):
                self.host.go(page, field, question)
            case Turn(question=question):
                self.host.turn(Id(question))
            case InRoom(scene=scene):
                self.host.show_in_room(scene)
            case Tell(words=words, wrong=wrong):
                self.host.banner(words, wrong=wrong)
            case ByHand(act=act):
                self._answered(act(self.host))
            case Print():
                self._print(intent)
            case Work() | Read() | Know():
                self._find_out(intent)

    def _answered(self, answer: To | Refusal | None) -> None:
        if isinstance(answer, Refusal):
            self.show_refusal(answer)
        elif answer is not None:
            self.go(answer)

    def _do(self, act: Do, then: Callable[[Refusal | None], None]) -> None:
        if act.final is None:
            self.host.act(act.decision, then, **act.given)
        else:
            final = act.final
            self.host.final(
                final.sentence,
                final.verb,
                act.decision,
                then,
                **act.given,
            )

    def _bring(
        self,
        act: Do,
        as_: str,
        then: Callable[[Refusal | None], None],
    ) -> None:
        """Do an act with a file that is kept; nothing where none is chosen."""
        kinds = " ".join(f"*{ending}" for ending in KEPT)
        pattern = theme().render(say("Photo, PDF or text")) + f" ({kinds})"
        path = self.host.ask_open(say("A file to keep with it"), pattern)
        if path is None:
            return
        brought = brought_from(path)
        if isinstance(brought, Refusal):
            then(brought)
            return
        then(
            do_with(
                self.host.desk,
                brought,
                act.decision,
                as_=as_,
                **act.given,
            ),
        )

    def _look(self, at: Look) -> None:
        """Show what is kept, or say that it is forgotten, or locked."""
        desk, locale = self.host.desk, theme().locale
        if desk.people is None:
            locked = say(
                "It is kept with the people’s names, which are locked. Open them first.",
            )
            self.host.banner(locked, wrong=True)
            return
        brought = kept(desk.people, at.kept)
        if brought is None:
            self.host.banner(
                say("It was forgotten; only that there was one is known."),
            )
            return
        pdf = kept_pdf(brought, at.title, locale=locale)
        self.host.preview(at.title, pdf, f"{at.kept.ref}.pdf")

    def _done(self, after: Then, refusal: Refusal | None) -> None:
        if refusal is None:
            self.go(
                after if isinstance(after, To) else after(self.host.file.state),
            )
        else:
            self.show_refusal(refusal)

    def _print(self, sheet: Print) -> None:
        typed = self.forms[sheet.form].read() if sheet.form else {}
        if typed is not None:
            make = self._work(sheet.make, box=sheet.box, typed=typed)
            self.host.run(
                make,
                title=sheet.drawing,
                done=partial(self._printed, sheet),
            )

    def _printed(self, sheet: Print, pdf: bytes | Refusal) -> None:
        if isinstance(pdf, Refusal):
            self.show_refusal(pdf)
        else:
            self.host.preview(sheet.title, pdf, sheet.file_name)

    def _find_out(self, work: Work | Read | Know) -> None:
        match work:
            case Read():
                self._read(work)
            case Know(found=found, after=after):
                self._know(found)
                self._done(after, None)
            case Work(make=make, box=box, title=title):
                make = self._work(make, box=box, typed={})
                self.host.run(
                    make,
                    title=title,
                    done=partial(self._found, work),
                )

    def _found(self, work: Work, what: Any) -> None:
        then = work.then or partial(_known, work.key)
        self.press(then(what))

    def _know(self, found: Mapping[str, Any]) -> None:
        self.at = replace(self.at, found={**self.at.found, **found})

    def _read(self, wanted: Read) -> None:
        """Ask for a file; nothing where none is chosen."""
        path = self.host.ask_open(wanted.asking, wanted.kinds)
        if path is not None:
            make = self._work(partial(wanted.make, path), box=False, typed={})
            self.host.run(
                make,
                title=wanted.title,
                done=partial(self._was_read, wanted),
            )

    def _was_read(self, wanted: Read, what: Any) -> None:
        if isinstance(what, Refusal):
            self.show_refusal(what)
            return
        self._know({wanted.key: what})
        self._done(wanted.after, None)

    def _work[T](
        self,
        make: Callable[[Means], T],
        *,
        box: bool,
        typed: Mapping[str, Value],
    ) -> Callable[[Progress], T]:
        """Long work with all it needs: what only this thread may read is read now."""
        ballots = tuple(self.host.desk.ballots()) if box else ()
        locale = theme().locale
        file = self.host.file
        today = file.moment().at.date()
        return lambda progress: make(
            Means(locale, today, ballots, progress, typed, file),
        )

    # Forms

    def _record(self, asked: Asked) -> None:
        ask = asked.ask
        if isinstance(ask.decide, Print):
            self._print(ask.decide)
            return
        values = asked.read()
        sent = asked.typed()
        if values is None:
            return
        if isinstance(ask.decide, ByHand):
            answer = ask.decide.act(self.host, **ask.given, **values)
            if isinstance(answer, To):
                self._recorded(replace(ask, then=answer), sent, None)
            elif answer is not None:
                self._recorded(ask, sent, answer)
        else:
            sentence = ask.final(values) if callable(ask.final) else ask.final
            final = None if sentence is None else Final(sentence, ask.verb)
            act = Do(ask.decide, {**ask.given, **values}, ask.then, final)
            self._do(act, partial(self._recorded, ask, sent))

    def _enclose(self, asked: Asked) -> None:
        """Record what is typed with a file that is kept beside it."""
        ask = asked.ask
        values = asked.read()
        sent = asked.typed()
        if values is not None and not isinstance(ask.decide, Print | ByHand):
            act = Do(ask.decide, {**ask.given, **values}, ask.then)
            self._bring(act, ask.encloses, partial(self._recorded, ask, sent))

    def _recorded(
        self,
        ask: Ask,
        sent: Mapping[str, Value],
        refusal: Refusal | None,
    ) -> None:
        if refusal is not None:
            self._refuse(self.forms.get(ask.kept_as), refusal)
            return
        asked = self.forms.get(ask.kept_as)
        if asked is not None:
            asked.recorded(sent)
        else:
            self.drafts.forget(ask.kept_as)
        self._done(ask.then, None)

    def _record_clause(self, form: ClauseForm, name: str, value: Value) -> None:
        act = Do(form.clauses.decide, {"clause": name, "value": value})
        self._do(act, partial(self._told_of_clause, form, name))

    def _told_of_clause(
        self,
        form: ClauseForm,
        name: str,
        refusal: Refusal | None,
    ) -> None:
        """A refusal stands beside the field; the focus stays where the person went."""
        if refusal is None:
            return
        if name in form.form.names():
            form.form.field(name).show_error(spoken(refusal))
        else:
            self.host.banner(spoken(refusal), wrong=True)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The focus went to another clause: what is said of it is tinted."""
        if now is None or not self.clauses or not self.isAncestorOf(now):
            return
        focused = next(
            filter(None, (form.focused() for form in self.clauses.values())),
            None,
        )
        if focused != self.at.at:
            self.at = replace(self.at, at=focused)
            self.refresh()

    def _refuse(self, asked: Asked | None, refusal: Refusal) -> None:
        """Beside the field it is about, in the form that was recorded or in another."""
        places = (
            [asked, *self.forms.values()]
            if asked is not None
            else [*self.forms.values()]
        )
        for form in (*(place.form for place in places), *self._clause_forms()):
            if (
                refusal.where in form.names()
                and not form.field(refusal.where).isHidden()
            ):
                self._enter(form.field(refusal.where or ""))
                _ = form.show_error(refusal.where or "", spoken(refusal))
                return
        self.host.banner(spoken(refusal), wrong=True)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        self._refuse(None, refusal)

    def _cancel(self, asked: Asked) -> None:
        asked.forget()
        self._done(asked.ask.left, None)


def _known(key: str, what: Any) -> Know:
    return Know(key, {key: what})
