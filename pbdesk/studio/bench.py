"""Bench of the window: how soon it is there, how fast its pages turn, and how long it ever stalls.

The declared sample evening is turned page by page, then once more with a hundred thousand ballots
in the file; then a whole evening of two thousand voters and 71 projects is gone through (`walk`). A
watchdog in the event loop tells the longest times in which a click would have had to wait, each
with what was being done. Needs Qt, on any screen.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pbdesk.app.bench import Figure
from pbdesk.app.desk import people_path
from pbdesk.app.sample.crowd import much_said, through_the_door
from pbdesk.app.sample.evening import (
    PASSPHRASE,
    Clock,
    Evening,
    play,
    resume,
    start,
)
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.ledger.people import Cost
from pbdesk.studio.walk import Walk
from pbdesk.ui.all_pages import pages_of
from pbdesk.ui.application import begin
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell

__all__ = [
    "Watchdog",
    "crowd",
    "evening_walk",
    "first_window",
    "full",
    "pages",
    "walked",
    "window",
]

_CHEAP = Cost(1024, 1)  # nobody's data: the passphrase of the sample is printed
_MANY = 100_000
_VOTERS = 2_000
_PROJECTS = 71
_TOLD = 5  # stalls that are told, the longest
_PAUSE = 20  # milliseconds between two steps of the walk, as a quick hand
_START = """
import sys
from itertools import chain
from pathlib import Path
from pbdesk.ui.application import begin
app = begin()
from pbdesk.ui.settings import Settings
from pbdesk.ui.palette import Palette
from pbdesk.ui.shell import Shell
shell = Shell(Settings(Path(sys.argv[1])))
shell.show()
app.processEvents()
print(shell.isVisible(), flush=True)
shell.close()
"""


def window(folder: Path) -> Iterator[Figure]:
    """All figures of the window. Files go into `folder`."""
    begin()
    yield first_window(folder)
    evening = play(
        start(folder / "evening.pbdesk", cost=_CHEAP),
        until="all-given",
    )
    evening.desk.close()
    many = folder / "many.pbdesk"
    for made, path in (
        (shutil.copyfile, many),
        (shutil.copyfile, people_path(many)),
    ):
        _ = made(evening.desk.record.path.with_suffix(path.suffix), path)
    for path, ballots in ((evening.desk.record.path, 0), (many, _MANY)):
        again = crowd(path, ballots)
        again.desk.close()
        yield from pages(path, folder)
    yield from full(folder)
    yield from evening_walk(folder)


def first_window(folder: Path, times: int = 3) -> Figure:
    """From starting Python to the first window painted, in a process of its own."""
    took: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        command = [sys.executable, "-c", _START, str(folder / "first.ini")]
        with subprocess.Popen(  # noqa: S603  our own program
            command,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            shown = process.stdout.readline().strip()
            took.append(time.perf_counter() - begun)
        if shown != "True":
            raise RuntimeError("the window did not open")
    return Figure(
        f"first window from the command line, median of {times}",
        statistics.median(took),
        "s",
    )


def crowd(path: Path, ballots: int, cost: Cost = _CHEAP) -> Evening:
    """Let that many more people through the door of an evening on which all ballots are given.

    And play it to the declaration: kiosk ballots add up by themselves.
    """
    evening = resume(path, "all-given", cost)
    with evening.desk:
        through_the_door(evening, ballots)
    return play(resume(path, "all-given", cost))


def pages(path: Path, folder: Path, cost: Cost = _CHEAP) -> Iterator[Figure]:
    """Opening a declared evening, turning its pages, and walking over them.

    `cost` is that of its people file.
    """
    with _open(path, folder, cost) as (shell, opening):
        desk = shell.session.desk
        assert desk is not None
        n = desk.record.urn_count()
        yield Figure(f"open the file, {n:,} ballots", opening, "s")
        turns = [turn for _ in range(3) for turn in _turns(shell)]
        worst, where = max(turns)
        yield Figure(
            f"page turn, {n:,} ballots, median of {len(turns)}",
            statistics.median(t for t, _ in turns),
            "ms",
        )
        yield Figure(f"page turn, {n:,} ballots, worst ({where})", worst, "ms")


def full(
    folder: Path,
    questions: int = 20,
    proposals: int = 400,
    arguments: int = 3_000,
) -> Iterator[Figure]:
    """Turning the pages of a file in which many questions are asked and much was said."""
    path = folder / "full.pbdesk"
    with play(start(path, cost=_CHEAP), until="answering").desk as desk:
        evening = Evening(desk, Clock(desk.moment().at))
        much_said(evening, questions, proposals, arguments)
    told = (
        f"{questions} questions, {proposals} proposals, {arguments:,} arguments"
    )
    with _open(path, folder, _CHEAP) as (shell, opening):
        yield Figure(f"open the file, {told}", opening, "s")
        first, *again = (_turns(shell) for _ in range(3))
        later = list(chain.from_iterable(again))
        median = statistics.median(seconds for seconds, _ in later)
        yield Figure(f"page turn, {told}, median", median, "ms")
        for what, turns in (
            ("page turn", later),
            ("first look at a page", first),
        ):
            worst, where = max(turns)
            yield Figure(f"{what}, {told}, worst ({where})", worst, "ms")


def _turns(shell: Shell) -> list[tuple[float, str]]:
    """How long it takes to turn to each page of an assembly, one after the other."""
    return [(_turn(shell, page.name), page.name) for page in pages_of(ASSEMBLY)]


def evening_walk(
    folder: Path,
    voters: int = _VOTERS,
    projects: int = _PROJECTS,
    turned: Collection[str] | None = None,
) -> Iterator[Figure]:
    """The longest stalls in a walk of a whole evening, longest first.

    Over the pages that `turned` names after each act, None: over all.
    """
    shell = Shell(Settings(folder / "settings.ini"), Session(cost=_CHEAP))
    shell.show()
    try:
        dog = Watchdog()
        walk = Walk(
            shell,
            folder / "walk.pbdesk",
            voters,
            projects,
            _CHEAP,
            dog.rest,
            turned,
        )
        walked(walk.steps(), dog)
        for stall, where in dog.worst[:_TOLD]:
            yield Figure(
                f"stall, {voters:,} voters x {projects}: {where}",
                stall,
                "ms",
            )
    finally:
        shell.close()


@contextmanager
def _open(
    path: Path,
    folder: Path,
    cost: Cost,
) -> Generator[tuple[Shell, float]]:
    shell = Shell(Settings(folder / "settings.ini"), Session(cost=cost))
    try:
        shell.show()
        QApplication.processEvents()
        begun = time.perf_counter()
        shell.open(path)
        while shell.long_work.busy:
            QApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents,
            )
        QApplication.processEvents()
        took = time.perf_counter() - begun
        if shell.session.desk is None:
            raise RuntimeError("the sample does not open")
        shell.session.desk.unlock_people(PASSPHRASE, cost)
        yield shell, took
    finally:
        shell.close()


def _turn(shell: Shell, name: str) -> float:
    """Milliseconds from asking for a page to its last pixel."""
    begun = time.perf_counter()
    shell.show_page(name)
    QApplication.processEvents()
    QApplication.processEvents()  # a layout asks for another one once text has wrapped
    return 1000 * (time.perf_counter() - begun)


class Watchdog(QObject):
    """Ticks in the event loop: the time between two ticks is what a click would have waited."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        """Begin to tick. `now` tells seconds."""
        super().__init__()
        self.doing = ""
        self._now = now
        self._stalls: dict[str, float] = {}
        self._last = now()
        self._timer = QTimer(
            self,
            interval=1,
            timerType=Qt.TimerType.PreciseTimer,
        )
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def worst(self) -> list[tuple[float, str]]:
        """The longest wait of each thing that was being done, in milliseconds, longest first."""
        return sorted(
            ((stall, doing) for doing, stall in self._stalls.items()),
            reverse=True,
        )

    def rest(self) -> None:
        """What was just done was no work of the window: it does not count."""
        self._last = self._now()

    def _tick(self) -> None:
        now = self._now()
        stall = 1000 * (now - self._last)
        self._last = now
        self._stalls[self.doing] = max(stall, self._stalls.get(self.doing, 0.0))


def walked(steps: Iterator[str], dog: Watchdog) -> None:
    """Take the steps one by one in an event loop, and tell the dog what each did.

    Raises what a step raises.
    """
    loop = QEventLoop()
    raised = list[Exception]()

    def step() -> None:
        try:
            dog.doing = next(steps)
        except StopIteration:
            loop.quit()
        except Exception as error:  # noqa: BLE001  a slot of Qt's would swallow it
            raised.append(error)
            loop.quit()
        else:
            QTimer.singleShot(_PAUSE, loop, step)

    QTimer.singleShot(_PAUSE, loop, step)
    _ = loop.exec()
    if raised:
        raise raised[0]
