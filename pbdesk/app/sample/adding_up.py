"""Adding up: the invented vote of Northside held in so many halls, and the signed sum of all packs.

Each hall is a folder of its own with its file and its pack. Halls are played side by side, since
most of their time goes into waiting for the disk. Their tellers' keys are never written anywhere,
and the invented names are not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.desk import people_path
from pbdesk.app.jobs.bringing_together import bag_of_sum
from pbdesk.app.jobs.combining import Combined, combine
from pbdesk.app.jobs.gathering import gather
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.parent_given import given_in
from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.app.sample.evening import Evening
from pbdesk.app.sample.northside import (
    begin_parent,
    hold_hall,
    seal_parent,
    start_hall,
)
from pbdesk.app.sample.refused import settled
from pbdesk.assembly.retained import SIGNERS
from pbdesk.i18n import locale_of
from pbdesk.ledger.people import Cost
from pbdesk.minutes import handover
from pbdesk.pack.bag import write_zip
from pbdesk.pack.keys import make_key, public_line, public_of
from pbdesk.pack.parent import read_parent
from pbdesk.pack.sign import signed
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import Verification, verify
from pbdesk.words import say

__all__ = ["AddedUp", "add_up"]

_DICE = "426153"
_LIGHT = Cost(memory_kib=64, passes=1)
"""Of a people file that is not kept."""
_AT_ONCE = 4
_ONE = Lock()
"""OpenSSL derives the key of one people file at a time; of two it says that memory is short."""


@dataclass(frozen=True)
class AddedUp:
    """What was left on disk, and what came out."""

    parent: Path
    packs: tuple[Path, ...]
    signers: Path
    sum: Path
    combined: Combined
    verification: Verification


def add_up(
    folder: Path,
    halls: int,
    passphrase: Callable[[str], str],
    progress: Progress = silent,
) -> AddedUp:
    """Seal the vote, hold it in so many halls, and make the signed pack of their sum.

    Who signs the sum gets a key in `folder/keys` under `passphrase(who)`.
    """
    clerk = _clerk(folder, passphrase("clerk"))
    path = folder / "parent.pbparent"
    progress(0, halls + 1, say("The questions are sealed for all halls"))
    with begin_parent(path) as desk:
        export = seal_parent(
            desk,
            halls,
            {"clerk": public_line(public_of(clerk))},
        )
    parent = read_parent(export)
    held = list(
        _held(folder, export, [each.id for each in parent.halls], progress),
    )
    lines = [line for hall in held for line in hall.lines]
    by_clerk = Signer("clerk", parent.assembly, public_of(clerk)).line
    signers = _signers(folder, [*lines, by_clerk])
    progress(halls, halls + 1, say("The halls are added up"))
    given = given_in(path)
    packs = tuple(hall.pack for hall in held)
    keys = signers.read_text(encoding="utf-8")
    combined = combine(
        gather(given.export, packs, keys, silent),
        given.codes,
        _DICE,
    )
    bag = bag_of_sum(combined, given, locale_of(parent.language), held[0].day)
    together = folder / "combined.zip"
    write_zip(signed(bag, "clerk", clerk), together)
    checked = verify(together, keys, parent.assembly)
    return AddedUp(path, packs, signers, together, combined, checked)


def _clerk(folder: Path, passphrase: str) -> Ed25519PrivateKey:
    """A fresh key of the clerk, who signs the sum."""
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    return make_key(keys / "clerk.key", passphrase, "clerk@northside")


def _signers(folder: Path, lines: Sequence[str]) -> Path:
    """The file of all who sign, one a line."""
    path = folder / "allowed_signers"
    _ = path.write_text(
        "".join(f"{line}\n" for line in lines),
        encoding="utf-8",
    )
    return path


@dataclass(frozen=True, slots=True)
class _Held:
    """A hall that was held: its signed pack, and the lines of its signers."""

    pack: Path
    lines: tuple[str, ...]
    day: date


def _held(
    folder: Path,
    export: bytes,
    halls: list[str],
    progress: Progress,
) -> Iterator[_Held]:
    """Hold every hall, in their order."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        work = partial(_hold, folder, export)
        for done, hall in enumerate(
            pool.map(work, range(1, len(halls) + 1), halls),
            1,
        ):
            progress(done, len(halls) + 1, say("Hall {n} is held", n=done))
            yield hall


def _hold(folder: Path, export: bytes, number: int, hall: str) -> _Held:
    home = folder / f"hall-{number}"
    home.mkdir()
    with _ONE:
        evening = start_hall(home / "hall.pbdesk", export, hall, cost=_LIGHT)
    with evening.desk:
        hold_hall(evening, number)
        held = _packed(evening, home)
    for each in home.glob(f"{people_path(evening.desk.record.path).name}*"):
        each.unlink()
    return held


def _packed(evening: Evening, home: Path) -> _Held:
    """Make the pack of a hall, and sign it."""
    about = evening.desk.state.about
    made = make_pack(
        pack_source(evening.desk),
        home,
        locale=locale_of(about.language),
        made=about.day,
        progress=silent,
    )
    evening.do(handover.made, file=made.path.name, result=made.result)
    lines = tuple(_signed(evening, made.path, who) for who in SIGNERS)
    return _Held(made.path, lines, about.day)


def _signed(evening: Evening, pack: Path, who: str) -> str:
    """Sign the pack of a hall with a fresh key that nobody keeps; its line for the signers file."""
    key = Ed25519PrivateKey.generate()
    settled(sign_pack(evening.desk, pack, who, key))
    return Signer(who, evening.desk.state.about.id, public_of(key)).line
