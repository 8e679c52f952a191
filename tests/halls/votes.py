"""What tests of halls share: a key of the clerk, and fresh copies of what was played."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pbdesk.app.desk import Desk, people_path
from pbdesk.app.halls import ParentDesk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.app.sample.northside import (
    begin_parent,
    hold_hall,
    seal_parent,
    start_hall,
)
from pbdesk.halls.kind import PARENT
from pbdesk.i18n import ENGLISH
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.fold import fold
from pbdesk.pack.parent import read_parent
from tests.evenings import CHEAP

CLERK = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"


@cache
def northside() -> Path:
    """A folder with the parent, its export, a fresh hall, and a hall that was held."""
    folder = Path(tempfile.mkdtemp(prefix="northside-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with begin_parent(folder / "parent.pbparent") as desk:
        export = seal_parent(desk, 3, {"clerk": CLERK})
    (folder / "export.json").write_bytes(export)
    halls = read_parent(export).halls
    start_hall(
        folder / "fresh.pbdesk",
        export,
        halls[0].id,
        cost=CHEAP,
    ).desk.close()
    evening = start_hall(
        folder / "held.pbdesk",
        export,
        halls[1].id,
        cost=CHEAP,
    )
    hold_hall(evening, 2)
    evening.desk.close()
    return folder


@cache
def parent_states() -> tuple[object, ...]:
    """The parent as it stood while halls were named, and after its export was made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(northside() / "parent.pbparent", folder))
        with ParentDesk.open(path) as desk:
            recorded = tuple(desk.recorded)
            steps = range(1, len(recorded), max(1, len(recorded) // 8))
            return (*(fold(PARENT, recorded[:n]) for n in steps), desk.state)


def copied(played: Path, folder: Path, name: str) -> Desk:
    """A copy of a hall, opened with its people."""
    path = Path(shutil.copy(played / f"{name}.pbdesk", folder))
    shutil.copy(people_path(played / f"{name}.pbdesk"), folder)
    desk = Desk.open(path)
    desk.unlock_people(PASSPHRASE, CHEAP)
    return desk


def packed(desk: Desk, folder: Path) -> Made:
    """The pack of a hall, unsigned."""
    source = pack_source(desk)
    day = desk.state.about.day
    return make_pack(source, folder, locale=ENGLISH, made=day, progress=silent)


def refused(desk: Desk, decision: Any, **given: object) -> str:
    """The sentence by which it is refused; nothing was written."""
    before = desk.entries
    refusal = desk.do(decision, **given)
    assert isinstance(refusal, Refusal), decision
    assert desk.entries == before
    return refusal.words.text
