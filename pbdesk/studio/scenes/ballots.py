"""Scenes of looking into a ballot file: nothing chosen, one rule, two side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pbdesk.app.jobs.ballot_files import count_by
from pbdesk.app.jobs.progress import silent
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page
from pbdesk.voting.report import Counted

if TYPE_CHECKING:
    from pbdesk.ui.pages.ballots.page import BallotsPage

__all__ = ["SCENES", "counted"]

_COSTS = {
    "Lighting on the riverside path": (12500, "1,2,3,4"),
    "Benches at the bowling green": (8400, "1,2,5"),
    "Friday night youth club": (15000, "3,6"),
    "Community fridge": (6200, "4,5,6"),
    "Dropped kerbs on Station Road": (14600, "1,4"),
    "Outdoor gym beside the pitches": (18000, "7,8"),
}
"""What is asked for, what it costs, and which kinds of voter want it."""


def _page(page: Page) -> BallotsPage:
    from pbdesk.ui.pages.ballots.page import BallotsPage

    assert isinstance(page, BallotsPage)
    return page


def _file(folder: Path) -> Path:
    """A file of ballots."""
    path = folder / "millbrook-2026.pb"
    lines = [
        "META",
        "key;value",
        "budget;45000",
        "vote_type;approval",
        "rule;greedy",
        "PROJECTS",
    ]
    lines.append("project_id;cost;name")
    lines += [
        f"P{n};{cost};{name}"
        for n, (name, (cost, _)) in enumerate(_COSTS.items(), start=1)
    ]
    lines += ["VOTES", "voter_id;vote"]
    kinds = [who.split(",") for _, who in _COSTS.values()]
    for voter in range(240):
        kind = str(voter % 8 + 1)
        chosen = ",".join(
            f"P{n}" for n, who in enumerate(kinds, start=1) if kind in who
        )
        lines.append(f"{voter};{chosen}")
    _ = path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def counted(folder: Path, *rules: str) -> tuple[Path, list[Counted]]:
    """A file of ballots in a folder, and what rules make of it."""
    path = _file(folder)
    counts = [count_by(path, rule, {}, silent) for rule in rules]
    return path, [each for each in counts if isinstance(each, Counted)]


def _counted(page: Page, *rules: str) -> None:
    _page(page).show_counts(*counted(page.host.settings.path.parent, *rules))


def _one(page: Page) -> None:
    _counted(page, "greedy")


def _two(page: Page) -> None:
    _counted(page, "greedy", "equal-shares")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("one-rule", None, _one),
    Scene("two-rules", None, _two),
)
