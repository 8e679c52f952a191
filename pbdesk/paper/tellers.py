"""Papers for the tellers: account, batch covers, labels, register, and what to do by hand.

What is written here by hand when the laptop fails is typed in afterwards: the same columns in the
same order. Places in mm; everything is drawn in black to be written on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import A4, PT, lines_of, sheet_for
from pbdesk.paper.whose import name_and_day
from pbdesk.questions.sheet import BallotLine
from pbdesk.words import Sentences, Text, Words, say

__all__ = ["tellers_papers_pdf"]

_START, _END, _TOP, _LOWEST = 20.0, 190.0, 24.0, 270.0
_ROWS = 24  # lines of a page of the register
_RESULT = 26  # lines of a page of the result by hand


def tellers_papers_pdf(
    lines: Sequence[BallotLine],
    *,
    name: str,
    day: date,
    signers: Sequence[tuple[Words, str, str]],
    locale: Locale,
    batches: int = 4,
    rehearsal: bool = False,
) -> bytes:
    """One PDF: a page each, in the order in which the evening needs them.

    `signers`: role, name and the fingerprint of the key, empty where it is not known yet. `batches`
    covers are printed.
    """
    papers = _Papers(name, day, locale, rehearsal=rehearsal)
    papers.by_hand()
    papers.register()
    papers.labels()
    for batch in range(1, batches + 1):
        papers.cover(batch)
    papers.account(signers)
    papers.result(lines, signers)
    papers.declaration()
    return papers.sheet.pdf()


class _Papers:
    """The pages, drawn one after the other on one sheet."""

    def __init__(
        self,
        name: str,
        day: date,
        locale: Locale,
        *,
        rehearsal: bool,
    ) -> None:
        self.name = name
        self.day = day
        self.locale = locale
        self.rehearsal = rehearsal
        self.sheet = sheet_for(
            A4,
            say("Papers for the tellers of {name}", name=name),
            locale,
        )

    def _say(self, words: Text) -> str:
        return written(words, self.locale)

    def _page(self, title: Words, lead: Words) -> float:
        """A new page with its title and whose it is; the baseline below."""
        self.sheet.page()
        y = self.sheet.paragraph(
            _START,
            _TOP,
            self._say(title),
            20,
            _END - _START,
            bold=True,
            leading=1.2,
            heading=1,
        )
        whose = name_and_day(self.name, self.day)
        if self.rehearsal:
            whose = say(
                "{whose}. Rehearsal: nothing here is decided.",
                whose=whose,
            )
        self.sheet.text(_START, y + 8, self._say(whose), 11)
        y = self.sheet.paragraph(
            _START,
            y + 15,
            self._say(lead),
            11,
            _END - _START,
        )
        self.sheet.line(_START, _END, y + 4, 1.5)
        return y + 12

    def _blank(
        self,
        y: float,
        label: Words,
        *,
        wide: float = 40.0,
        high: float = 9.0,
    ) -> float:
        """A label and a box to write in at the end of its line."""
        self.sheet.box(_END - wide, y - high + 2, wide, high, 0.75)
        low = self.sheet.paragraph(
            _START,
            y,
            self._say(label),
            12,
            _END - _START - wide - 6,
        )
        return max(y, low) + high + 3

    def _signatures(
        self,
        y: float,
        signers: Sequence[tuple[Words, str, str]],
    ) -> None:
        """A line for each signature, beside it the key that it stands for, and when."""
        for role, who, key in signers:
            told = say("{role}, {who}", role=role, who=who) if who else role
            beside = (
                say("Key {code}", code=key)
                if key
                else say("Key card: begins with")
            )
            self._signature(y, told, beside)
            y += 24

    def _signature(self, y: float, told: Words, beside: Words) -> None:
        for start, end, words in (
            (_START, 84.0, told),
            (90.0, 146.0, beside),
            (152.0, _END, say("Date and time")),
        ):
            self.sheet.line(start, end, y + 12, 0.75)
            self.sheet.paragraph(
                start,
                y + 16.5,
                self._say(words),
                9,
                end - start,
            )

    def by_hand(self) -> None:
        """What to do when the laptop fails."""
        y = self._page(
            say("If the laptop fails"),
            say("Nobody goes home without a vote. Go on like this."),
        )
        for number, words in enumerate(_BY_HAND, start=1):
            self.sheet.text(_START, y, str(number), 13, bold=True)
            y = self.sheet.paragraph(
                _START + 10,
                y,
                self._say(words),
                13,
                _END - _START - 10,
            )
            y += 11

    def register(self) -> None:
        """A register to go on with by hand: one line a person, one ballot a line."""
        y = self._page(
            say("Register by hand"),
            say(
                "Look each person up in the printed list first. One line, one ballot.",
            ),
        )
        columns = (_START, _START + 12, 100.0, 132.0, 161.0)
        heads = (
            say("No."),
            say("Name"),
            say("Control number"),
            say("Came back"),
            say("Typed in"),
        )
        self._heads(columns, heads, y)
        step = (_LOWEST - y) / _ROWS
        self._lines(y, step)
        for x in (*columns, _END):
            self.sheet.upright(x, y, y + _ROWS * step, 0.5)

    def _lines(self, y: float, step: float) -> None:
        for row in range(_ROWS + 1):
            at = y + row * step
            self.sheet.line(_START, _END, at, 0.5)
            if row < _ROWS:
                self.sheet.text(_START + 1, at + step - 2, str(row + 1), 9)

    def _heads(
        self,
        columns: tuple[float, ...],
        heads: Sentences,
        y: float,
    ) -> None:
        for x, head in zip(columns, heads, strict=True):
            self.sheet.text(x + 1, y - 2, self._say(head), 9)

    def labels(self) -> None:
        """Labels for box and envelopes, to cut along the dashed lines."""
        self.sheet.page()
        high = 297 / len(_LABELS)
        whose = name_and_day(self.name, self.day)
        for place, (title, words) in enumerate(_LABELS):
            top = place * high
            self.sheet.text(
                _START,
                top + 16,
                self._say(title),
                22,
                bold=True,
                heading=2,
            )
            self.sheet.text(_START, top + 24, self._say(whose), 11)
            self.sheet.paragraph(
                _START,
                top + 31,
                self._say(words),
                11,
                _END - _START,
            )
            self.sheet.line(_START, 100, top + high - 17, 0.75)
            self.sheet.text(
                _START,
                top + high - 12.5,
                self._say(say("Closed by, at")),
                9,
            )
            if place:
                self.sheet.line(0, 210, top, 0.5, cut=True)

    def cover(self, batch: int) -> None:
        """What lies on top of a batch."""
        y = self._page(
            say("Batch {number}", number=batch),
            say(
                "It stays on top of its papers. Nobody adds a paper to a batch that is counted.",
            ),
        )
        for label in _COVER:
            y = self._blank(y + 4, label)
        self._who_entered(y)

    def _who_entered(self, y: float) -> None:
        for label in (
            say("First entered by"),
            say("Then entered by"),
            say("Looked again by"),
        ):
            y = self._blank(y + 4, label, wide=95.0)

    def account(self, signers: Sequence[tuple[Words, str, str]]) -> None:
        """Where every paper is; the two sums must be equal."""
        y = self._page(
            say("Account of the papers"),
            say(
                "Fill it in before a batch is opened. Both sums must be equal.",
            ),
        )
        for part in (_PRINTED, _WENT):
            for label in part:
                y = self._blank(y + 1.5, label)
            self.sheet.line(_START, _END, y - 4, 1)
            y += 6
        self._signatures(min(y, _LOWEST - 24 * len(signers)), signers)

    def result(
        self,
        lines: Sequence[BallotLine],
        signers: Sequence[tuple[Words, str, str]],
    ) -> None:
        """The result by hand, to be signed and hung up; as many pages as its lines take."""
        parts = [lines[i : i + _RESULT] for i in range(0, len(lines), _RESULT)]
        for at, part in enumerate(parts, start=1):
            y = self._page(
                say("Notice of the result, by hand"),
                say(
                    "Page {page} of {pages}. Hang it up once it is signed.",
                    page=at,
                    pages=len(parts),
                ),
            )
            high = min(9.0, (_LOWEST - y - (24 * len(signers) + 6)) / _RESULT)
            y = self._rows(part, y, high)
            self._signatures(y, signers)

    def _rows(self, part: Sequence[BallotLine], y: float, high: float) -> float:
        for line in part:
            self.sheet.text(_START, y, line.code, 11, bold=True)
            self.sheet.text(_START + 14, y, self._shortened(line.title), 11)
            self.sheet.line(_END - 30, _END, y + 1, 0.75)
            y += max(high, 5.2)
        return y

    def _shortened(self, title: str) -> str:
        """The title as far as its line has room."""
        right_to_left = is_right_to_left(self.locale)
        first, *more = self._lines_of_title(title, right_to_left=right_to_left)
        return f"{first} …" if more else first

    def _lines_of_title(self, title: str, *, right_to_left: bool) -> list[str]:
        return lines_of(
            self._say(title),
            11,
            _END - 34 - _START - 14,
            right_to_left=right_to_left,
        )

    def declaration(self) -> None:
        """What is read out in the room."""
        y = self._page(
            say("To be read out"),
            say("Slowly, standing, when everybody can hear it."),
        )
        for words in _READ_OUT:
            y = self.sheet.paragraph(
                _START,
                y,
                self._say(words),
                15,
                _END - _START,
                leading=1.6,
            )
            y += 15 * 1.6 * PT + 6


_BY_HAND = (
    say(
        "Write down the time. Nobody touches the laptop until two tellers stand beside it.",
    ),
    say(
        "The box stays where it is, closed and in view. Voting goes on with paper alone.",
    ),
    say(
        "At the door, tick people off in the printed list and write "
        "them into the register by hand.",
    ),
    say(
        "Give each person one paper and write its control number into their line.",
    ),
    say(
        "At the close, fill in the account of the papers before the box is opened.",
    ),
    say(
        "Count in batches of 50 with covers, twice, by two who do not see each other’s sheet.",
    ),
    say("Sign the notice by hand, hang it up, and read the declaration out."),
    say(
        "Afterwards type everything in from these sheets, in order. Keep them with the papers.",
    ),
)
_LABELS = (
    (
        say("Ballot box"),
        say("Empty when it was shown to the room. Opened only at the count."),
    ),
    (
        say("Spoilt papers"),
        say("Handed back at the door. They are counted, not read."),
    ),
    (
        say("Doubtful papers"),
        say("Ruled on in view of the room, each with its reason."),
    ),
    (
        say("Unused papers"),
        say("Never given out. They are counted before and after."),
    ),
    (
        say("Counted papers"),
        say("Batches with their covers. Closed after the declaration."),
    ),
)
_COVER = (
    say("Papers in this batch"),
    say("Papers in doubt"),
    say("Papers without a mark"),
    say("Count sheets filled in"),
)
_PRINTED = (
    say("Papers printed"),
    say("Papers never given out"),
    say("Papers given out: printed less never given out"),
)
_WENT = (
    say("In the box, all batches together"),
    say("Spoilt, handed back at the door"),
    say("Taken away or left in the hall"),
    say("Together: must be the papers given out"),
)
_READ_OUT = (
    say("The vote is closed. The box was opened in view of this room."),
    say(
        "______ papers were given out. ______ were counted, ______ were spoilt or rejected.",
    ),
    say("Every paper was read by two people, and the papers add up."),
    say("The result stands on the notice by the door. I read it out now."),
    say(
        "Who objects says so now. The objection and the answer go into the minutes.",
    ),
)
