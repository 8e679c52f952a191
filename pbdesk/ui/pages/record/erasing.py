"""The sheet on which the words in an entry are erased: which, why, and what still has them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Recorded, free_texts
from pbdesk.minutes.erasure import same_words
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.sheet import Sheet
from pbdesk.words import Listing, Words, say, several

__all__ = ["ErasingSheet"]

_REASON = FieldSpec(
    "reason",
    say("Why"),
    help=say(
        "It stands in the record for good. Repeat none of the words, and name nobody.",
    ),
)


class ErasingSheet(Sheet):
    """Erases all words of people in one entry; it is gone once they are."""

    def __init__(
        self,
        host: Host,
        parent: QWidget,
        entry: Recorded,
        sentence: Words,
    ) -> None:
        title = say("Erase what somebody wrote")
        super().__init__(title, parent, alone=True)
        self._host, self._number = host, entry.seq
        self.form, self.wrong = Form([_REASON]), Label("", shape=ATTENTION)
        self.erase, leave = (
            Button(
                say("Erase these words for good"),
                "primary",
                does=self._erase,
            ),
            Button(say("Cancel"), does=self.reject),
        )
        self.wrong.hide()
        self.fill(
            Heading(say("Entry {n}", n=entry.seq), title),
            Label(sentence),
            *(
                Label(words.text, lead=say("Will go:"))
                for words in free_texts(entry.entry)
                if words.text
            ),
            *_also(same_words(host.file.recorded, entry.seq)),
            Label(
                say(
                    "The entry stays, with the sums and what was decided. In place of the words it "
                    "says that they were erased, on which day, and why. What was printed or "
                    "handed over before still has them, "
                    "and so has a copy "
                    "of this file. It cannot be undone.",
                ),
            ),
            self.form,
            self.wrong,
            Line(self.erase, leave),
        )
        self.form.go_to("reason")

    def _erase(self) -> None:
        self.form.clear_errors()
        self.wrong.hide()
        self._host.act(
            self._host.file.erasing,
            then=self._told,
            number=self._number,
            reason=str(self.form.value("reason") or ""),
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._host.banner(
                say("The words in entry {n} are erased.", n=self._number),
            )
            self.accept()
        elif refusal.where != "reason" or not self.form.show_error(
            "reason",
            spoken(refusal),
        ):
            self.wrong.show_text(spoken(refusal), shape=ATTENTION)
            self.wrong.show()


def _also(numbers: tuple[int, ...]) -> tuple[Label, ...]:
    """Where the same words stand as well, as in a proposal that was amended."""
    if not numbers:
        return ()
    listed = Listing(tuple(map(str, numbers)))
    return (
        Label(
            several(
                "The same words stand in entry {entries} too. Erase them there as well.",
                "The same words stand in the entries {entries} too. Erase them there as well.",
                len(numbers),
                entries=listed,
            ),
            shape=ATTENTION,
        ),
    )
