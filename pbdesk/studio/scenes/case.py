"""Scenes of the pages of a jury and its cases, over the invented case."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.page import RenderedPage

__all__ = ["SCENES"]


def _opened(form: str, chosen: str = "") -> Callable[[Page], None]:
    """Somebody opened a form."""

    def prepare(page: Page) -> None:
        assert isinstance(page, RenderedPage)
        if chosen:
            page.choose(chosen)
        page.go_to(form)

    return prepare


def _chosen(key: str) -> Callable[[Page], None]:
    def prepare(page: Page) -> None:
        assert isinstance(page, RenderedPage)
        page.choose(key)

    return prepare


def _last_chosen(page: Page) -> None:
    assert isinstance(page, RenderedPage)
    page.choose(tuple(page.host.file.state.docket.by_case)[-1])


SCENES: Mapping[str, tuple[Scene, ...]] = {
    "complaint": (
        Scene("empty", "case/listed"),
        Scene("taken", "case/intake"),
        Scene("referred", "danger/danger"),
    ),
    "terms": (
        Scene("empty", "case/intake"),
        Scene("sealed", "case/prepared"),
        Scene("referred", "danger/danger"),
    ),
    "bundle": (Scene("empty", "case/intake"), Scene("closed", "case/prepared")),
    "panel": (
        Scene("not-drawn", "case/prepared"),
        Scene("drawn", "case/drawn"),
        Scene("juror", "case/drawn", _chosen("5")),
    ),
    "hearing": (
        Scene("empty", "case/drawn"),
        Scene("under-way", "case/hearing"),
        Scene("over", "case/heard"),
    ),
    "scores": (
        Scene("too-early", "case/drawn"),
        Scene("keying", "case/heard"),
        Scene("shown", "case/decided"),
    ),
    "finding": (
        Scene("empty", "case/heard"),
        Scene("minority", "case/decided", _chosen("3")),
    ),
    "report": (Scene("draft", "case/decided"), Scene("out", "case/reported")),
    "caseanswer": (
        Scene("waiting", "case/reported"),
        Scene("late", "case/answered"),
    ),
    "followup": (
        Scene("waiting", "case/answered"),
        Scene("six-months", "case/followed"),
    ),
    "casepack": (
        Scene("too-early", "case/decided"),
        Scene("to-make", "case/followed"),
    ),
    "juryrules": (
        Scene("empty", "jury/opened"),
        Scene("sealed", "jury/numbers"),
    ),
    "cases": (
        Scene("empty", "jury/numbers"),
        Scene("at-work", "jury/heard"),
        Scene("not-ours", "jury/heard", _last_chosen),
        Scene("new", "jury/heard", _opened("list_case")),
    ),
    "due": (
        Scene("nothing", "jury/numbers"),
        Scene("waiting", "jury/reported"),
    ),
    "lessons": (Scene("empty", "jury/numbers"), Scene("one", "jury/followed")),
}
