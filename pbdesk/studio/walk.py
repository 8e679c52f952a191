"""The walk: a crowded evening gone through in the real window, act by act and page by page.

For the bench to time. What a crowd does over hours (two thousand ballots handed out, each keyed
twice) is done between two steps, off the clock; each kind of act is then done once in the window,
on its page, with the crowd in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from pbdesk.app.bench import city
from pbdesk.app.desk import Desk
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample.evening import PASSPHRASE, Clock, Evening
from pbdesk.app.sample.from_ballots import (
    give_out,
    key_papers,
    prepare,
    start_on,
)
from pbdesk.assembly import ideas
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.ledger.people import Cost, Particulars
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import batches, box, count, declaration, door, sheet, vote
from pbdesk.questions.kiosk import cast
from pbdesk.questions.lot import draw_seed
from pbdesk.ui.all_pages import pages_of
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.record.page import RecordPage
from pbdesk.ui.palette import Palette
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.room.view import SCENES
from pbdesk.ui.shell import Shell
from pbdesk.voting.formats.ballot_file import BallotFile

__all__ = ["Walk"]

_BATCH = 50


class Walk:
    """An evening of `voters` and `projects` in the shell's window.

    `rest` is told after what was off the clock.
    """

    def __init__(
        self,
        shell: Shell,
        path: Path,
        voters: int,
        projects: int,
        cost: Cost,
        rest: Callable[[], None],
        turned: Collection[str] | None = None,
    ) -> None:
        """`voters` is a whole number of batches of fifty; `turned` names pages, None all."""
        self._shell = shell
        self._path = path
        self._cost = cost
        self._rest = rest
        self._file = BallotFile(
            "pabulib",
            city(voters, projects),
            {"unit": "Millbrook", "currency": "GBP"},
        )
        self._pages = [
            page
            for page in pages_of(ASSEMBLY)
            if turned is None or page.name in turned
        ]
        self._ids: list[Id] = []
        self._clock: Clock | None = None

    def steps(self) -> Iterator[str]:
        """The whole evening; each step says what was just done."""
        yield from self._ideas()
        yield from self._vote()
        yield from self._count()
        yield from self._declare()

    # Off the clock

    @contextmanager
    def _crowd(self) -> Generator[Evening]:
        """The file between two steps, without the window."""
        desk = Desk.open(self._path)
        desk.unlock_people(PASSPHRASE, self._cost)
        evening = Evening(desk, Clock(desk.moment().at))
        yield evening
        desk.close()
        self._rest()

    def _open(self) -> Iterator[str]:
        self._shell.open(self._path)
        yield from self._wait("open the file")
        assert self._shell.session.desk is not None
        self._shell.session.desk.unlock_people(PASSPHRASE, self._cost)
        self._shell.refresh()
        yield "unlock the people"

    # In the window

    def _do(
        self,
        name: str,
        decision: Callable[..., Any],
        **given: Any,
    ) -> Iterator[str]:
        """One act as a page does it."""
        self._shell.host.act(decision, then=_agreed, **given)
        yield name
        while self._shell.saving.busy:
            yield name

    def _turn(self, when: str) -> Iterator[str]:
        """Over the pages, along what the keyboard reaches on each, and back."""
        for page in (*self._pages, *reversed(self._pages)):
            self._shell.show_page(page.name)
            yield f"{page.name}, {when}"
            for _ in range(5):
                _ = self._shell.focusNextChild()
                yield f"keys on {page.name}, {when}"

    def _ideas(self) -> Iterator[str]:
        evening = start_on(self._path, self._file, self._cost)
        self._ids = prepare(evening, self._file)
        evening.desk.close()
        self._rest()
        yield from self._open()
        yield from self._turn("with ideas")
        self._shell.show_page("proposals")
        yield from self._do(
            "write an idea",
            ideas.receive,
            title="One more bench",
        )
        newest = list(self._shell.session.state.ideas.by_id)[-1]
        yield from self._do(
            "answer an idea",
            ideas.answer,
            proposal=newest,
            accepted=False,
            reason="There are benches enough.",
        )
        page = self._shell.places.page
        for key in self._ids[::10]:
            page.go_to(key)
            yield "choose an idea"
        yield from self._palette()
        self._shell.show_page("papers")
        yield from self._do("draw up the ballot", sheet.draw_up)
        self._shell.close_assembly()
        yield "close the file"

    def _palette(self) -> Iterator[str]:
        self._shell.show_palette()
        yield "open the palette"
        for palette in self._shell.findChildren(Palette):
            palette.field.set_value("door")
            yield "type in the palette"
            _ = palette.close()
        yield "close the palette"

    def _vote(self) -> Iterator[str]:
        with self._crowd() as evening:
            give_out(evening, self._file.profile.n)
            _ = add_people(
                evening.desk,
                [Particulars(f"Late comer {n}", "Mill Lane") for n in range(3)],
            )
        yield from self._open()
        yield from self._turn("while the vote is open")
        self._shell.show_page("door")
        late = sorted(
            self._shell.session.state.door.register
            - self._shell.session.state.door.by_person.keys(),
        )
        yield from self._give(late[0], "paper")
        yield from self._give(late[1], "large")
        yield from self._give(late[2], "kiosk")
        yield from self._kiosk()
        yield from self._room()
        self._shell.show_page("polls")
        yield from self._do("close the vote", vote.close_vote)
        yield from self._turn("with the vote closed")

    def _give(self, person: PersonRef, channel: door.Channel) -> Iterator[str]:
        page = self._page(DoorPage)
        for typed in ("l", "la", "lat", "late", "late c"):
            page.search.edit.setText(typed)
            yield "search at the door"
        page.rows.choose(person)
        page.rows.chosen.emit(person)
        yield "choose a person"
        yield from self._do(
            "give a ballot",
            door.give,
            person=person,
            channel=channel,
            checked_with="letter",
        )
        page.clear()
        yield "clear the door"

    def _kiosk(self) -> Iterator[str]:
        Pin(self._shell.settings).set("2580")
        self._rest()
        self._shell.open_kiosk()
        yield "open the kiosk"
        (kiosk,) = (
            window
            for window in QApplication.topLevelWidgets()
            if isinstance(window, KioskWindow) and window.isVisible()
        )
        for _ in range(20):
            _ = kiosk.focusNextChild()
            yield "keys at the kiosk"
        marks = {self._shell.session.state.sheet.lines[0].project: 1}
        yield from self._do(
            "cast at the kiosk",
            cast,
            stub=kiosk.stub,
            marks=marks,
        )
        kiosk.leave()
        yield "leave the kiosk"

    def _room(self) -> Iterator[str]:
        """Every scene, every screen of it.

        Then away, so that the pages after it are timed without it too.
        """
        for scene in SCENES:
            self._shell.room.show_scene(scene)
            yield f"show the room's {scene}"
            window = self._shell.room.window
            assert window is not None
            for _ in range(window.steps):
                window.next()
                yield f"next in the room's {scene}"
        self._shell.room.close()
        yield "close the room"

    def _rule(self) -> Iterator[str]:
        self._shell.show_page("doubtful")
        ((batch, paper),) = batches.to_rule(self._shell.session.state)
        yield from self._do(
            "rule on a paper",
            box.rule_paper,
            batch=batch,
            paper=paper,
            reading=None,
            code="identifies",
            reason="A name stands on it.",
        )

    def _count(self) -> Iterator[str]:
        papers = self._file.profile.n
        self._shell.show_page("batches")
        yield from self._do(
            "open the box",
            box.open_box,
            papers=papers + 2,
            batch_size=_BATCH,
        )
        self._shell.close_assembly()
        yield "close the file"
        with self._crowd() as evening:
            key_papers(evening, self._file, self._ids)
        yield from self._open()
        yield from self._turn("with papers keyed")
        yield from self._key(papers // _BATCH + 1)
        yield from self._rule()
        self._shell.show_page("batches")
        yield from self._do("reconcile", box.reconcile, unreturned=0)
        self._shell.show_page("tally")
        yield from self._do("seal the urn", count.seal_urn)
        yield from self._do("throw the dice", draw_seed, dice="3 5 1 6")
        self._press("count")
        yield from self._wait("count")
        yield from self._turn("counted")

    def _key(self, batch: int) -> Iterator[str]:
        """The last two papers, each typed key by key, twice; the second is doubtful."""
        self._shell.show_page("batches")
        first = self._shell.session.state.sheet.lines[0].code
        for turn in (1, 2):
            for text in (first, f"? {first}"):
                yield from self._do(
                    "key a paper",
                    box.key,
                    batch=batch,
                    turn=turn,
                    teller=f"teller-{turn}",
                    text=text,
                )

    def _declare(self) -> Iterator[str]:
        self._shell.show_page("result")
        yield from self._do("declare", declaration.declare)
        page = self._page(RenderedPage)
        self._press("ways")
        yield from self._wait("look for near misses")
        for key in self._ids[::10]:
            page.go_to(key)
            yield "choose a project of the result"
        yield from self._room()
        self._shell.show_page("pack")
        self._page(PackPage).make.click()
        yield from self._wait("make the pack")
        yield from self._turn("with the pack made")
        self._shell.show_page("record")
        page = self._page(RecordPage)
        page.search.edit.setText("paper")
        yield "search the minutes"
        self._shell.close_assembly()
        yield "close the file"

    def _wait(self, name: str) -> Iterator[str]:
        yield name
        while self._shell.long_work.busy:
            yield name

    def _press(self, key: str) -> None:
        """Press what means that on the page that is shown."""
        button = self._page(RenderedPage).button(key)
        assert button is not None, key
        button.click()

    def _page[P](self, kind: type[P]) -> P:
        found = self._shell.places.page
        assert isinstance(found, kind), found
        return found


def _agreed(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise RuntimeError(f"the walk was refused: {refusal.words}")
