"""Keying one paper after the other.

The code field, what it is worth, and the paper mirrored beside it. Enter keeps a paper; the field
is emptied only when the paper is on disk. Until somebody said who keys, that is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from pbdesk.questions.keying import in_signs
from pbdesk.ui.icons import ATTENTION, DONE, REFUSED, Shape
from pbdesk.ui.pages.batches.typed import Reading
from pbdesk.ui.pages.batches.view import Ask, Work
from pbdesk.ui.pages.drawn import paper_lines
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Notes
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.legend import Legend, Sign
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.paper_beside import PaperBeside
from pbdesk.ui.widgets.progress import Bar
from pbdesk.ui.widgets.scroll import bring_into_sight
from pbdesk.words import Words, plain, say

__all__ = ["CodeField", "KeyingPane", "Naming"]

_SHAPES: dict[str, Shape] = {
    "counted": DONE,
    "rejected": REFUSED,
    "doubtful": ATTENTION,
}
_STATES: dict[str, tuple[Shape, Words]] = {
    "agreed": (DONE, say("Agreed")),
    "short": (ATTENTION, say("Does not add up")),
    "differ": (ATTENTION, say("Look again")),
}


class CodeField(TextField):
    """Where a paper is typed, in large letters.

    Codes of `width` signs are set apart while they are typed.
    """

    def __init__(self) -> None:
        super().__init__(say("Codes on the paper"), role="display")
        self._width = 0
        self.edit.textEdited.connect(self._set_apart)

    def show_width(self, width: int) -> None:
        """How long a code is; 0 where numbers are typed, which a person sets apart."""
        self._width = width

    def _set_apart(self, typed: str) -> None:
        if (
            not self._width
            or "?" in in_signs(typed)
            or self.edit.cursorPosition() < len(typed)
        ):
            return
        packed = "".join(typed.split()).upper()
        apart = " ".join(
            packed[i : i + self._width]
            for i in range(0, len(packed), self._width)
        )
        if apart != typed:
            self.edit.setText(apart)


class Naming(Column):
    """Who keys: asked before a pass begins. `named` tells the name, `both` that both look together.

    Names are offered and none is filled in, so that an Enter too many begins nothing.
    """

    named = Signal(str)
    both = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.question, self._about = Label("", "section"), (0, 0)
        self.offers = Line()
        self.field = TextField(
            say("Teller"),
            say("Name or number. Record and papers say the number only."),
        )
        self._begin = Button(say("Begin"))
        self.add(self.question, self.offers, self.field, self._begin)
        self.field.edit.returnPressed.connect(self._entered)
        self._begin.clicked.connect(self._name)

    def show_question(self, work: Work, ask: Ask) -> None:
        """Ask for this pass; a name that is being written for it stays."""
        self.question.show_text(ask.question)
        self._offer(ask)
        about = (work.number, work.turn or 0)
        if about != self._about:
            self._about = about
            self.field.show_error(None)
            self.field.set_value("")
        if ask.refused is not None:
            self.field.show_error(spoken(ask.refused))

    def _offer(self, ask: Ask) -> None:
        if not self.offers.clear_for((ask.offers, ask.together)):
            return
        for name in ask.offers:
            button = Button(plain(name))
            button.clicked.connect(partial(self.named.emit, name))
            self.offers.add(button)
        if ask.together:
            together = Button(say("Both who keyed it, together"))
            together.clicked.connect(self.both)
            self.offers.add(together)

    def _entered(self) -> None:
        """Enter where nothing was written is the end of what was done before."""
        if self.field.raw().strip():
            self._name()

    def _name(self) -> None:
        name = " ".join(self.field.raw().split())
        if name:
            self.named.emit(name)
        else:
            self.field.show_error(say("Say who keys."))


class KeyingPane(Column):
    """The chosen batch. The signals tell what the person wants; the page does it."""

    typed = Signal(str)
    entered = Signal(str)
    taking_back = Signal()
    ending = Signal()
    renaming = Signal()
    mending = Signal(str)

    def __init__(self) -> None:
        self.head, self._bar, self._keyed = (
            Heading(),
            Bar(),
            Label("", "caption", wrap=False),
        )
        self.progress = Line()
        self.progress.fill(self._bar)
        self.progress.add(self._keyed)
        self.naming, self.codes, self._help = (
            Naming(),
            CodeField(),
            Label("", "help"),
        )
        self._verdict, self._after, self._paper = (
            Label(),
            Label("", tone="second"),
            Paper(),
        )
        self.before = _Before()
        self._end, self._rename = (
            Button(say("No paper is left")),
            Button(say("Somebody else keys")),
        )
        self._correct = Button(say("The bundle holds another number"))
        self._misread = Button(say("A paper was read wrongly"))
        self._bundle = Button(say("There is another bundle"))
        self.work = PaperBeside(
            self._paper,
            Column(
                self.codes,
                self._help,
                self._verdict,
                self._after,
                self.before,
            ),
        )
        self._legend, self._by_hand, self._hand = (
            Legend(),
            Label("", "label"),
            Legend(),
        )
        self._keys = Column(Rule(), self._legend, self._by_hand, self._hand)
        self.looked_again = Notes()
        super().__init__(
            self.head,
            self.progress,
            self.naming,
            self.work,
            self._keys,
            self.looked_again,
            Line(
                self._end,
                self._rename,
                self._correct,
                self._misread,
                self._bundle,
            ),
        )
        self.codes.changed.connect(lambda: self.typed.emit(self.codes.raw()))
        self.codes.edit.returnPressed.connect(
            lambda: self.entered.emit(self.codes.raw()),
        )
        self.before.button.clicked.connect(self.taking_back)
        self._end.clicked.connect(self.ending)
        self._rename.clicked.connect(self.renaming)
        self._correct.clicked.connect(lambda: self.mending.emit("papers"))
        self._misread.clicked.connect(lambda: self.mending.emit("paper"))
        self._bundle.clicked.connect(lambda: self.mending.emit("bundle"))

    def show_work(self, work: Work, *, mending: bool) -> None:
        """Show a batch: its next paper, the question who keys it.

        Or that nothing is to be keyed.
        """
        shape, state = _STATES.get(work.kind, (None, ""))
        self.head.show_text(work.caption, work.title, shape=shape, state=state)
        self._bar.show_share(work.done, work.papers)
        self._keyed.show_text(work.progress)
        self.progress.setVisible(work.turn is not None)
        self.naming.setVisible(work.ask is not None)
        self.work.setVisible(work.keying)
        self._keys.setVisible(work.keying)
        if work.ask is not None:
            self.naming.show_question(work, work.ask)
        self._after.show_text(work.after, tone="second")
        self.before.show_before(work)
        self._show_acts(work, mending=mending)
        self.looked_again.setVisible(bool(work.looked_again))
        self.looked_again.show_notes(work.looked_again)

    def _show_acts(self, work: Work, *, mending: bool) -> None:
        self._end.setVisible(work.may_end and work.keying)
        self._rename.setVisible(work.keying)
        self._correct.setVisible(work.may_correct and not mending)
        self._misread.setVisible(work.may_key_again and not mending)
        self._bundle.setVisible(work.may_key_again and not mending)

    def show_paper(
        self,
        title: str,
        how: Words,
        codes: Sequence[str],
        *,
        width: int,
    ) -> None:
        """The paper that is keyed; `width` of a code, 0 where it takes numbers."""
        self.codes.show_width(width)
        self._help.setVisible(not width)
        self._help.show_text(
            say(
                "One number a line in paper order, - for none, ? for one that nobody can read.",
            ),
        )
        self._paper.show_lines((), title=plain(title), how=how)
        first, last = (codes[0], codes[-1]) if codes else ("", "")
        marks = (Sign(say("a mark"), (f"{first} – {last}",)),) if width else ()
        self._legend.show_signs(
            (
                *marks,
                Sign(say("no mark at all"), ("0",)),
                Sign(say("doubtful, ruled on later"), ("?",)),
                Sign(say("keeps the paper"), (say("Enter", context="key"),)),
            ),
        )
        # A doubtful paper is typed line by line; where the paper takes numbers, a 3 stands for one.
        made = first if width else "3"
        self._by_hand.show_text(
            say("After ?, line by line, as the hand made it"),
        )
        self._hand.show_signs(
            (
                Sign(say("cross"), (made,), "cross"),
                Sign(say("tick"), (f"{made}'",), "tick"),
                Sign(say("beside the box"), (f"{made}/",), "beside"),
                Sign(say("struck out"), (f"{made}~",), "struck"),
            ),
        )

    def show_reading(self, reading: Reading) -> None:
        """What is typed, as it would be kept."""
        shown = "" if reading.kind == "empty" else reading.words
        self._verdict.setVisible(bool(shown))
        self._after.setVisible(reading.kind not in ("empty", "unread"))
        self._verdict.show_text(
            shown,
            lead=reading.lead,
            shape=_SHAPES.get(reading.kind),
            tone="text" if reading.kind in _SHAPES else "second",
        )
        self._paper.show_lines(paper_lines(reading.lines))
        if shown and self.codes.edit.hasFocus():
            bring_into_sight(
                self._verdict,
            )  # in large text it stands below the window

    def take_focus(self) -> bool:
        """Go to what is to be written next; False where nothing is."""
        for field, place in (
            (self.naming.field, self.naming),
            (self.codes, self.work),
        ):
            if not place.isHidden():
                field.take_focus()
                return True
        return False


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
