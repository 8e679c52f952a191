"""Keying one paper after the other.

The code field, what it is worth, and the paper mirrored beside it. Enter keeps a paper; the field
is emptied only when the paper is on disk. Until somebody said who keys, that is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, override

from pbdesk.minutes.decision import Refusal
from pbdesk.questions import box
from pbdesk.questions.keying import in_signs
from pbdesk.questions.staff import found
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, REFUSED, Shape
from pbdesk.ui.pages.batches.reading import reading
from pbdesk.ui.pages.batches.work import Memory, WhoKeys, Work, after_paper
from pbdesk.ui.pages.drawn import paper_lines
from pbdesk.ui.pages.marked import how_to_mark
from pbdesk.ui.pages.refusals import refused, spoken, warn
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.render.intents import Know, To
from pbdesk.ui.shown import Sign
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.legend import Legend
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.paper_beside import PaperBeside
from pbdesk.ui.widgets.progress import Bar
from pbdesk.ui.widgets.scroll import bring_into_sight
from pbdesk.voting.styles import STYLES
from pbdesk.words import plain, say

__all__ = ["Keying"]

_SHAPES: dict[str, Shape] = {
    "counted": DONE,
    "rejected": REFUSED,
    "doubtful": ATTENTION,
}


_HERE = To(focus="keying")


class _CodeField(TextField):
    """Where a paper is typed, in large letters.

    Codes of `width_of_code` signs are set apart while they are typed; 0 where numbers are typed,
    which a person sets apart.
    """

    def __init__(self) -> None:
        super().__init__(say("Codes on the paper"), role="display")
        self.width_of_code = 0
        self.edit.textEdited.connect(self._set_apart)

    def _set_apart(self, typed: str) -> None:
        if (
            not self.width_of_code
            or "?" in in_signs(typed)
            or self.edit.cursorPosition() < len(typed)
        ):
            return
        packed = "".join(typed.split()).upper()
        apart = " ".join(
            packed[i : i + self.width_of_code]
            for i in range(0, len(packed), self.width_of_code)
        )
        if apart != typed:
            self.edit.setText(apart)


class Keying(OwnWidget):
    """Keys the papers of the batch that it is about, once it was said who keys."""

    about: Work

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._writing, self._number = False, 0
        self._bar, self._keyed = Bar(), Label("", "caption", wrap=False)
        self._progress = Line()
        self._progress.fill(self._bar)
        self._progress.add(self._keyed)
        self._stand_naming()
        self._stand_work()
        self._stand_keys()
        self.add(self._progress, self.naming, self.work, self._keys)

    # Who keys: names are offered and none is filled in, so that an Enter too many begins nothing.

    def _stand_naming(self) -> None:
        self._question, self._asked = Label("", "section"), (0, 0)
        self.offers, begin = Line(), Button(say("Begin"), does=self._begin)
        self.name = TextField(
            say("Teller"),
            say("Name or number. Record and papers say the number only."),
        )
        self.naming = Column(self._question, self.offers, self.name, begin)
        self.name.edit.returnPressed.connect(self._entered_name)

    def _show_question(self, asked: WhoKeys) -> None:
        """Ask for this pass; a name that is being written for it stays."""
        self._question.show_text(asked.question)
        self._offer(asked)
        about = (self.about.number, self.about.turn or 0)
        if about != self._asked:
            self._asked = about
            self.name.show_error(None)
            self.name.set_value("")
        if asked.refused is not None:
            self.name.show_error(spoken(asked.refused))

    def _offer(self, asked: WhoKeys) -> None:
        if not self.offers.clear_for((asked.offers, asked.together)):
            return
        for name in asked.offers:
            self._add_offer(Button(plain(name)), partial(self.say_who, name))
        if asked.together:
            both = Button(say("Both who keyed it, together"))
            self._add_offer(both, self._look_together)

    def _add_offer(self, button: Button, meant: Callable[[], None]) -> None:
        button.clicked.connect(meant)
        self.offers.add(button)

    def _entered_name(self) -> None:
        """Enter where nothing was written is the end of what was done before."""
        if self.name.raw().strip():
            self._begin()

    def _begin(self) -> None:
        name = " ".join(self.name.raw().split())
        if name:
            self.say_who(name)
        else:
            self.name.show_error(say("Say who keys."))

    def say_who(self, teller: str) -> None:
        """Somebody said who keys this pass, by name or number."""
        who = found(self.about.memory.names, teller)
        if isinstance(who, Refusal):
            self.name.show_error(spoken(who))
        else:
            self._keyed_by(who)

    def _keyed_by(self, who: str) -> None:
        work = self.about
        if work.turn is not None:
            memory = work.memory.keyed_by(work.number, work.turn, who)
            self._remember(memory)

    def _look_together(self) -> None:
        """Both who keyed the papers of this batch look at them again."""
        memory = self.about.memory
        together = memory.together | {self.about.number}
        self._remember(replace(memory, together=together))

    def _remember(self, memory: Memory, after: To = _HERE) -> None:
        self.means.emit(Know("", {"keying": memory}, after))

    # The paper

    def _stand_work(self) -> None:
        self.codes, self._help = _CodeField(), Label("", "help")
        self._verdict, self._after = Label(), Label("", tone="second")
        self._paper, self.before = Paper(), _Before()
        typed = Column(
            self.codes,
            self._help,
            self._verdict,
            self._after,
            self.before,
        )
        self.work = PaperBeside(self._paper, typed)
        self.codes.changed.connect(self._read)
        self.codes.edit.returnPressed.connect(self._enter)
        self.before.button.clicked.connect(self._take_back)

    def _stand_keys(self) -> None:
        self._legend, self.hand = Legend(), Legend()
        by_hand = Label(
            say("After ?, line by line, as the hand made it"),
            "label",
        )
        self._keys = Column(Rule(), self._legend, by_hand, self.hand)

    @override
    def refresh(self) -> None:
        """Show the next paper of the batch, or the question who keys it."""
        work = self.about
        self._bar.show_share(work.done, work.papers)
        self._keyed.show_text(work.progress)
        self.naming.setVisible(work.ask is not None)
        self.work.setVisible(work.keying)
        self._keys.setVisible(work.keying)
        if work.ask is not None:
            self._show_question(work.ask)
        self._after.show_text(work.after, tone="second")
        self.before.show_before(work)
        if work.number != self._number:
            self._number = work.number
            self._show_blank()

    def _show_blank(self) -> None:
        """The paper of this ballot, with nothing typed."""
        state = self.host.state
        codes = [line.code for line in state.sheet.lines]
        width = len(codes[0]) if STYLES[state.rulebook.style].crossed else 0
        self.codes.width_of_code = width
        self._help.setVisible(not width)
        self._help.show_text(
            say(
                "One number a line in paper order, - for none, ? for one that nobody can read.",
            ),
        )
        name, how = plain(state.mandate.name), how_to_mark(state)
        self._paper.show_lines((), title=name, how=how)
        self._legend.show_signs(_signs(codes, crossed=bool(width)))
        # A doubtful paper is typed line by line; where the paper takes numbers, a 3 stands for one.
        self.hand.show_signs(_by_hand(codes[0] if width else "3"))
        self.codes.show_error(None)
        self._empty()

    def _empty(self) -> None:
        self.codes.set_value("")
        self._read()

    def _read(self) -> None:
        """What is typed, as it would be kept."""
        found = reading(self.host.state, self.codes.raw())
        shown = "" if found.kind == "empty" else found.words
        self._verdict.setVisible(bool(shown))
        self._after.setVisible(found.kind not in ("empty", "unread"))
        self._verdict.show_text(
            shown,
            lead=found.lead,
            shape=_SHAPES.get(found.kind),
            tone="text" if found.kind in _SHAPES else "second",
        )
        self._paper.show_lines(paper_lines(found.lines))
        if shown and self.codes.edit.hasFocus():
            bring_into_sight(
                self._verdict,
            )  # in large text it stands below the window

    @override
    def take_focus(self) -> None:
        """Go to what is to be written next."""
        (self.name if self.about.ask is not None else self.codes).take_focus()

    def _enter(self) -> None:
        work, given = self.about, self._given()
        if work.turn is None or work.ask is not None or self._writing:
            return
        self._writing = True
        kept = partial(self._kept, work)
        if work.turn == 3:
            given |= {"paper": work.paper, "together": work.together}
            self.host.act(box.settle, kept, **given)
        else:
            self.host.act(box.key, kept, turn=work.turn, **given)

    def _given(self) -> dict[str, Any]:
        work = self.about
        typed = self.codes.raw()
        return {"batch": work.number, "teller": work.teller, "text": typed}

    def _kept(self, work: Work, refusal: Refusal | None) -> None:
        """The paper is on disk: only now is the field emptied for the next."""
        self._writing = False
        if refusal is not None:
            self._refused(refusal)
            return
        self._empty()
        after = after_paper(self.host.state, work)
        if after is not None:
            if after.said and work.turn == 3 and not after.onward:
                self.host.banner(after.said)
            self._remember(work.memory, after)

    def _refused(self, refusal: Refusal) -> None:
        if refusal.where == "teller":
            self._keyed_by("")
            named = self.about.memory.named(spoken(refusal))
            self.name.show_error(named)
        elif refusal.where == "text":
            self.codes.show_error(spoken(refusal))
            self._verdict.hide()  # else it says the same below
        else:
            warn(self.host, refusal)

    def _take_back(self) -> None:
        work = self.about
        self.host.act(
            box.take_back,
            self._taken_back,
            batch=work.number,
            turn=work.turn or 1,
        )

    def _taken_back(self, refusal: Refusal | None) -> None:
        refused(self.host, refusal)
        self.take_focus()


def _signs(codes: Sequence[str], *, crossed: bool) -> tuple[Sign, ...]:
    """The keys that are pressed for a paper."""
    span = f"{codes[0]} – {codes[-1]}"
    return (
        *((Sign(say("a mark"), (span,)),) if crossed else ()),
        Sign(say("no mark at all"), ("0",)),
        Sign(say("doubtful, ruled on later"), ("?",)),
        Sign(say("keeps the paper"), (say("Enter", context="key"),)),
    )


def _by_hand(made: str) -> tuple[Sign, ...]:
    return (
        Sign(say("cross"), (made,), "cross"),
        Sign(say("tick"), (f"{made}'",), "tick"),
        Sign(say("beside the box"), (f"{made}/",), "beside"),
        Sign(say("struck out"), (f"{made}~",), "struck"),
    )


class _Before(Column):
    """The paper keyed last, and the button that takes it back."""

    def __init__(self) -> None:
        self._words = Label()
        self.button = Button(say("Take back"), icon="undo-2")
        line, title = Line(), Label(say("Before this"), "label")
        title.flow = "section"
        line.fill(self._words)
        line.add(self.button)
        super().__init__(title, line)

    def show_before(self, work: Work) -> None:
        """Show it, or nothing where this is the first paper."""
        before = work.before
        self.setVisible(before is not None)
        if before is not None:
            lead = say("Paper {paper}:", paper=before.paper)
            self._words.show_text(before.words, lead=lead)
