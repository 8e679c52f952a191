"""What the rail shows: steps, their pages, and the lines they become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.ui.icons import Shape
from pbdesk.ui.theme import Text, theme

__all__ = ["RailLine", "Step", "StepPage", "rail_lines"]


@dataclass(frozen=True, slots=True)
class StepPage:
    """One page of a step; `key` is what `chosen` tells."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Step:
    """A step, or beside the way (`aside`) the juries, the open book and the record.

    `key` opens its first page. `heard` is its state as a word ("done"), for those who do not see
    the shape.
    """

    key: str
    name: Text
    shape: Shape
    state: Text = ""
    heard: Text = ""
    pages: tuple[StepPage, ...] = ()
    aside: bool = False

    def holds(self, key: str) -> bool:
        """Whether the key is this step's or one of its pages'."""
        return key == self.key or any(page.key == key for page in self.pages)

    def page_of(self, key: str) -> str:
        """The page that a key opens: the step's own key opens its first."""
        if self.pages and key == self.key:
            return self.pages[0].key
        return key


@dataclass(frozen=True, slots=True)
class RailLine:
    """A line of the rail: a step, one of its pages, or the rule before the asides."""

    step: Step | None = None
    page: StepPage | None = None
    thread: bool = False
    open: bool = False
    chosen: bool = False

    @property
    def key(self) -> str:
        """What `chosen` tells for it; empty for the rule and for the head of an unfolded step.

        That one leads to its first page: as a stop, the Up key would never get past it.
        """
        if self.page:
            return self.page.key
        if self.step is None or (self.open and not self.chosen):
            return ""
        return self.step.key

    @property
    def title(self) -> str:
        """What it is called."""
        return self.said[0]

    @property
    def said(self) -> tuple[str, ...]:
        """All it shows, in the order of reading: "Ideas", "done", "8 projects"."""
        show = theme().render
        if self.page:
            return (show(self.page.name),)
        if self.step is None:
            return ("",)
        of = self.step
        return show(of.name), show(of.heard), show(of.state)


def rail_lines(steps: Sequence[Step], chosen: str) -> list[RailLine]:
    """Steps as lines: the chosen one unfolded, a rule before what stands beside the way."""
    made: list[RailLine] = []
    for i, step in enumerate(steps):
        follows = (
            i + 1 < len(steps) and not steps[i + 1].aside and not step.aside
        )
        if step.aside and i and not steps[i - 1].aside:
            made.append(RailLine())
        here = step.holds(chosen)
        unfolded: tuple[StepPage, ...] = (
            step.pages if here and len(step.pages) > 1 else ()
        )
        made.append(
            RailLine(
                step,
                thread=follows,
                open=here,
                chosen=here and not unfolded,
            ),
        )
        made += [
            RailLine(
                step,
                page,
                thread=follows,
                open=True,
                chosen=page.key == step.page_of(chosen),
            )
            for page in unfolded
        ]
    return made
