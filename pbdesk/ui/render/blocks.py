"""Blocks: what is seen on a page, one under the other, as plain data.

The renderer matches each to its widget by `key`; without one, by its kind and its number among
those of its kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pbdesk.charts import Palette
from pbdesk.i18n import Locale
from pbdesk.ui.render.intents import (
    LIST,
    ByHand,
    Decision,
    Intent,
    Print,
    Then,
    To,
    nothing_given,
)
from pbdesk.ui.shown import (
    BarLine,
    ButtonKind,
    FieldSpec,
    Figure,
    Finding,
    Fold,
    Labelled,
    PaperLine,
    PotLine,
    Role,
    Row,
    Shape,
    TableColumn,
    TableRow,
    Text,
    Value,
)
from pbdesk.words import Words, say

__all__ = [
    "Ask",
    "Bars",
    "Beside",
    "Block",
    "Blocks",
    "Buttons",
    "Chart",
    "Clauses",
    "Empty",
    "Facts",
    "Figures",
    "Findings",
    "Heading",
    "Notes",
    "Numbered",
    "Own",
    "Paper",
    "Paragraph",
    "Pots",
    "Press",
    "Rows",
    "Rule",
    "Section",
    "Table",
    "recorded",
]


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it says and what it means.

    One that opens a form is not there while that form is. `name` is heard where the words alone do
    not say it.
    """

    words: Text
    intent: Intent
    kind: ButtonKind = "plain"
    icon: str = ""
    after: bool = False
    name: Text = ""

    @property
    def key(self) -> str:
        """What it means, by name: it stays the same button whatever it says."""
        return self.intent.key


@dataclass(frozen=True, slots=True)
class Heading:
    """Caption above title, with the state beside the caption, and buttons at the end."""

    caption: Text
    title: Text
    shape: Shape | None = None
    state: Text = ""
    tail: tuple[Press, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The title of a section."""

    title: Text
    note: Text = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across."""

    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several; `lead` are strong words before them."""

    text: Text
    lead: Text = ""
    shape: Shape | None = None
    role: Role = "body"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Label over value, side by side."""

    facts: Labelled
    key: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over their words, side by side."""

    figures: tuple[Figure, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """A table of sentences: subject, what was found, who said so."""

    findings: tuple[Finding, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """Short words at the start, a sentence beside them."""

    notes: Labelled
    key: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Sentences with their numbers; `tinted` is the place of the one that is being written."""

    sentences: tuple[Text, ...]
    tinted: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of `pbdesk.charts`, and what it says to whoever does not see it."""

    draw: Callable[[Locale, Palette], str]
    said: Words
    key: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side."""

    presses: tuple[Press, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list to choose from, in the middle of a page."""

    name: Text
    rows: tuple[Row, ...]
    chosen: str | None = None
    key: str = LIST


@dataclass(frozen=True, slots=True)
class Table:
    """A table to choose from, in the middle of a page; it reaches from side to side of its pane."""

    name: Text
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    chosen: str | None = None
    key: str = LIST


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot paper: its title, how it is marked, and its lines."""

    title: Text
    how: Text
    lines: tuple[PaperLine, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Two or three bars on one scale."""

    lines: tuple[BarLine, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Pots:
    """The same pot filled in several ways."""

    lines: tuple[PotLine, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What belongs here, and the button that makes the first one."""

    title: Text
    sentence: Text
    press: Press | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A widget of its own, by its name in `pbdesk.ui.pages.own`; `about` what, where it asks."""

    name: str
    about: Any = ""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


type ReadBack = Callable[[Mapping[str, Value]], Words | None]


def recorded(chosen: str | None = None, focus: str = LIST) -> To:
    """Where a person is once something was recorded: at the list, with that row chosen."""
    return To(chosen, focus=focus, said=say("Recorded."))


@dataclass(frozen=True, slots=True)
class Ask:
    """A form: its fields, the decision that takes them, and the button that records them.

    The fields are named as the decision's parameters; `given` are the others. Or a sheet is printed
    by what stands in them. `first` stands in them before anybody typed. What is typed is kept for
    each `subject`, where the form is not about the first of what is given.
    `cancel` lets it go (None: there is nothing to go back to), and goes to `left`. `final` is the
    sentence of the confirm sheet, or reads back there what was typed (None: it is not asked). One
    that is not `open` can be read only. `followed`: the view shows what is being typed
    (`Here.typed`). `encloses`: as what the decision takes a file that may be kept with it.
    `by`: the field of choices that are themselves the buttons, under `verb`; one that asks for more
    shows that first, and records when it is pressed again.
    """

    key: str
    fields: tuple[FieldSpec, ...]
    decide: Decision | Print | ByHand
    verb: Words
    given: Mapping[str, Any] = field(default_factory=nothing_given)
    first: Mapping[str, Value] = field(default_factory=nothing_given)
    subject: str = ""
    then: Then = field(default_factory=recorded)
    cancel: Words | None = say("Cancel")
    left: Then = field(default_factory=lambda: To(focus=LIST))
    final: Words | ReadBack | None = None
    icon: str = ""
    open: bool = True
    followed: bool = False
    encloses: str = ""
    by: str = ""

    @property
    def kept_as(self) -> str:
        """Under which name what is typed is kept, within its page."""
        about = self.subject or next(iter(map(str, self.given.values())), "")
        return f"{self.key}/{about}" if about else self.key


@dataclass(frozen=True, slots=True)
class Clauses:
    """A form without a button: each answer is recorded when its field is left.

    The decision takes `clause` (the field's name) and `value`. `values` are those recorded.
    `folds` put all fields, in their order, behind lines of which one is unfolded.
    """

    key: str
    fields: tuple[FieldSpec, ...]
    decide: Decision
    values: Mapping[str, Value]
    folds: tuple[Fold, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A widget of its own at its own width with a `note` under it, and what is `read` beside it."""

    own: Own
    note: Blocks
    read: Blocks
    key: str = ""


type Block = (
    Heading
    | Section
    | Rule
    | Paragraph
    | Facts
    | Figures
    | Findings
    | Notes
    | Numbered
    | Chart
    | Buttons
    | Rows
    | Table
    | Bars
    | Pots
    | Empty
    | Own
    | Paper
    | Beside
    | Clauses
    | Ask
)

type Blocks = tuple[Block, ...]
