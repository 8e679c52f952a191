"""A page as data: its panes, where a person is on it, and how it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from pbdesk.i18n import Locale, locale_of
from pbdesk.ui.render.blocks import (
    Ask,
    Beside,
    Block,
    Blocks,
    Buttons,
    Clauses,
    Empty,
    Heading,
    Own,
    Press,
)
from pbdesk.ui.render.intents import Intent, To
from pbdesk.ui.shown import Row, Text, Value
from pbdesk.words import Words

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = [
    "Here",
    "Listing",
    "PageSpec",
    "PageView",
    "asks",
    "blocks",
    "clauses_of",
    "owns",
    "place_or",
    "presses",
    "row_and",
]


@dataclass(frozen=True, slots=True)
class Here:
    """Where a person is on a page.

    `chosen` is a row, `search` what is looked for, `doing` the form that was opened, `at` the
    field with the focus. `typed` is what stands in the forms, by form, recorded or not; `kept` the
    forms about which something is kept that was typed (`Ask.kept_as`), `found` what work found out;
    `locale` is the language that is read, `today` the day by the computer's clock.
    """

    chosen: str | None = None
    search: str = ""
    doing: str = ""
    at: str | None = None
    typed: Mapping[str, Mapping[str, Value]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    kept: frozenset[str] = frozenset()
    found: Mapping[str, Any] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    locale: Locale = locale_of("en")
    today: date | None = None

    def one_of[T](self, all_: Sequence[T], key: Callable[[T], str]) -> T:
        """The chosen one; else the first."""
        return next((one for one in all_ if key(one) == self.chosen), all_[0])


@dataclass(frozen=True, slots=True)
class Listing:
    """The left pane: a list down to the foot, with what stands above and below it.

    `search` is the label of its search field (empty: none), `nothing` what is said where nothing is
    found. `picks` is what choosing a row means, where it is more than to show it here. `empty`
    teaches while there is nothing; `foot` makes new ones.
    """

    caption: Text
    title: Words
    rows: tuple[Row, ...]
    chosen: str | None = None
    search: Text = ""
    nothing: Text = ""
    empty: Empty | None = None
    foot: tuple[Press, ...] = ()
    picks: Callable[[str], Intent] | None = None


@dataclass(frozen=True, slots=True)
class PageView:
    """One pane or two, or three.

    What stands `aside` has a pane of its own where there is room, else it follows in the right one.
    What is `pinned` stays in sight while the rest scrolls.
    `back` are the words that lead from the right one to the left (empty: the page's label), and
    `onward` those that lead on, where there is room for one only and the left one is a form.
    """

    left: Listing | Blocks
    right: Blocks = ()
    back: Text = ""
    onward: Text = ""
    aside: Blocks = ()
    pinned: Blocks = ()


def _to_the_row(_state: object, target: str | None) -> To:
    return To(chosen=target, focus=target or "list")


def row_and(focus: str) -> Callable[[object, str | None], To]:
    """To that row, and there to the form or the list."""
    return lambda _state, target: To(chosen=target, focus=focus)


def place_or(focus: str) -> Callable[[object, str | None], To]:
    """To what is named, a form or a field; else there."""
    return lambda _state, target: To(focus=target or focus)


@dataclass(frozen=True, slots=True)
class PageSpec[S]:
    """A page: what steps and refusals call it, what a person reads, and what is seen on it.

    `share` is how much the left of two panes takes. `way` says where somebody is who comes to the
    page for something: an item's id, or what a step misses (`Missing.field`). A page that is
    `whole` is about the file; of any other, what is typed belongs to the question that is shown.
    """

    name: str
    label: Words
    view: Callable[[S, People | None, Here], PageView]
    share: Literal["slim", "list", "form"] = "list"
    way: Callable[[S, str | None], To] = _to_the_row
    whole: bool = False


def asks(seen: PageView) -> tuple[Ask, ...]:
    """All forms of a page."""
    return tuple(block for block in blocks(seen) if isinstance(block, Ask))


def clauses_of(seen: PageView) -> tuple[Clauses, ...]:
    """All forms of clauses of a page."""
    return tuple(block for block in blocks(seen) if isinstance(block, Clauses))


def owns(seen: PageView) -> frozenset[str]:
    """The names of a page's own widgets."""
    own = (block.name for block in blocks(seen) if isinstance(block, Own))
    return frozenset(own)


def blocks(seen: PageView) -> Blocks:
    """All that stands on a page but a list at its left, also what stands beside something else."""
    left = seen.left if isinstance(seen.left, tuple) else ()
    every = (*left, *seen.right, *seen.aside, *seen.pinned)
    return tuple(inner for block in every for inner in _with_inner(block))


def _with_inner(block: Block) -> Blocks:
    if isinstance(block, Beside):
        return (block.own, *block.note, *block.read)
    return (block,)


def presses(seen: PageView) -> tuple[Press, ...]:
    """All buttons of a page, but those of its forms and of its own widgets."""
    found = [press for block in blocks(seen) for press in _presses_of(block)]
    if isinstance(seen.left, Listing):
        found += seen.left.foot
        found += (
            _presses_of(seen.left.empty) if seen.left.empty is not None else ()
        )
    return tuple(found)


def _presses_of(block: Block) -> tuple[Press, ...]:
    match block:
        case Heading(tail=found) | Buttons(presses=found):
            return found
        case Empty(press=press) if press is not None:
            return (press,)
        case _:
            return ()
