"""What widgets show, as plain data without Qt: words, shapes, fields, rows, figures and findings.

Pages say what is seen in these words; the widgets draw them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, override

from pbdesk.words import Text

__all__ = [
    "ATTENTION",
    "CHANGED",
    "DONE",
    "MERGED",
    "NOTICE",
    "NOT_STARTED",
    "REFUSED",
    "SEALED",
    "UNDER_WAY",
    "AllBut",
    "BarLine",
    "ButtonKind",
    "Choice",
    "FieldSpec",
    "Figure",
    "Fill",
    "Finding",
    "Fold",
    "Group",
    "Kind",
    "Labelled",
    "Link",
    "Mark",
    "PaperLine",
    "PotLine",
    "Role",
    "Row",
    "Shape",
    "Sign",
    "TableColumn",
    "TableRow",
    "Text",
    "Tone",
    "Value",
]

type Labelled = tuple[tuple[Text, Text], ...]
"""Things to read, each under or beside its label."""

type Tone = Literal[
    "text",
    "second",
    "attention",
    "error",
    "accent",
    "on_accent",
]
type Role = Literal[
    "caption",
    "help",
    "label",
    "body",
    "strong",
    "lead",
    "section",
    "large",
    "title",
    "display",
    "big",
    "figure",
    "large_figure",
    "figures",
]
type ButtonKind = Literal["primary", "plain", "quiet"]

type Kind = Literal[
    "text",
    "paragraph",
    "money",
    "number",
    "choice",
    "ticks",
    "tick",
    "radios",
    "date",
    "passphrase",
    "new-passphrase",
]
type Value = str | int | bool | date | tuple[str, ...] | None
"""What a field holds; None where it is empty."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A state's icon and tone. The word stands beside it and is the caller's."""

    icon: str
    tone: Tone = "text"


NOT_STARTED = Shape("ring", "second")
UNDER_WAY = Shape("contrast")
ATTENTION = Shape("triangle-alert", "attention")
DONE = Shape("circle-check")
SEALED = Shape("lock")
REFUSED = Shape("octagon-x")
MERGED = Shape("git-merge")
CHANGED = Shape("pen-line", "second")
NOTICE = Shape("info")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its key is the value, the label is what a person reads."""

    key: str
    label: Text


class AllBut(tuple[Value, ...]):
    """Every value but these."""

    __slots__ = ()

    @override
    def __contains__(self, value: object, /) -> bool:
        return not super().__contains__(value)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field, declared.

    `name` is a parameter of the decision, so that a refusal finds its field. `choices` for choice,
    ticks and radios; `rows` for paragraph; `least` and `most` for number; `currency` for money;
    `upright` puts radios one under the other; `heard` names radios and numbers to those who do not
    see what stands above them; `beside` puts the field beside the one before; `across` puts a
    number at the end of its label's line. `section` starts a group, `column` a column beside the
    one before.

    `must` is said where nothing stands in the field when the form is recorded. `when` names a field
    before it and the values at which this one is asked for. `personal` answers are never written
    into the record's drafts.
    """

    name: str
    label: Text
    kind: Kind = "text"
    help: Text = ""
    choices: tuple[Choice, ...] = ()
    rows: int = 2
    least: int | None = None
    most: int | None = None
    currency: str = "GBP"
    placeholder: Text = ""
    upright: bool = False
    heard: Text = ""
    beside: bool = False
    across: bool = False
    section: Text = ""
    column: bool = False
    must: Text = ""
    when: tuple[str, tuple[Value, ...]] | None = None
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Fields of a form that are folded behind one line.

    The line bears `title`, and `said` with its shape: what they say now.
    """

    title: Text
    said: Text
    shape: Shape
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A section of a list: its state in words and shape. The count is added."""

    title: Text
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `key` is what `chosen` tells.

    `number` stands before the title, in the second tone.
    """

    key: str
    title: Text
    sub: Text = ""
    figure: Text = ""
    shape: Shape | None = None
    section: Group | None = None
    number: Text = ""
    tone: Tone = "text"
    strong: bool = False


type Fill = Literal[
    "filled",
    "dark",
    "hatched",
    "struck",
    "pale",
    "plain",
    "gap",
]
"""How a part of a whole is painted. A gap is dashed: it is a question."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign and its words: `keys` to press, a `mark` as a hand makes it, or a `fill`.

    `n` stands before the words of a part, and is its size in the bar.
    """

    words: Text
    keys: tuple[Text, ...] = ()
    mark: Mark = ""
    fill: Fill | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its word under it. `tone` "attention" where it is a question."""

    figure: Text
    words: Text
    tone: Tone = "text"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of findings.

    Shape and subject, what was found (strong words first), who and when.
    """

    subject: Text
    words: Text
    lead: Text = ""
    shape: Shape | None = None
    note: Text = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its title, whether it holds figures, and the tone of its cells.

    The first column takes what is left.
    """

    title: Text
    figures: bool = True
    tone: Tone = "text"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. `across` is a sentence over all columns with a strong line under it.

    It cannot be chosen.
    """

    key: str = ""
    cells: tuple[Text, ...] = ()
    shape: Shape | None = None
    strong: bool = False
    across: Text = ""


@dataclass(frozen=True, slots=True)
class PotLine:
    """A pot as one bar: its `parts` (what it pays for, how much) of the `whole`, and the rest.

    One that is `marked` is the one that is chosen. `before` is left empty before the parts.
    """

    words: Text
    parts: tuple[tuple[Text, int], ...]
    whole: int
    rest: Text
    marked: bool = False
    before: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain: its state, what was found in a few words, and the sentence behind."""

    name: Text
    shape: Shape
    finding: Text
    detail: Text

    @property
    def holds(self) -> bool:
        """Whether the chain holds here."""
        return self.shape == DONE


type Mark = Literal["", "keyed", "cross", "tick", "beside", "struck"]
"""keyed: a clean cross in our colour.

The others are as a hand makes them: a cross or tick in the box, a tick beside
it, a cross that was struck out."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the paper.

    `figure` is a number written into the box; `heard` says the mark in words.
    """

    code: str
    name: Text
    mark: Mark = ""
    figure: str = ""
    tinted: bool = False
    heard: Text = ""


@dataclass(frozen=True, slots=True)
class BarLine:
    """One bar: `size` on the scale that all share, filled (what there is) or outlined.

    What is asked. `whole` is how much would fill the line, where the longest does not.
    """

    words: Text
    figure: Text
    size: int
    filled: bool = True
    whole: int = 0
