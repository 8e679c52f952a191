"""Handing over: the sample's keys, its pack, three signatures.

And the check that a council officer would make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pbdesk.app.desk import AnyFile
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.app.jobs.signing import sign_pack
from pbdesk.app.sample.evening import Evening
from pbdesk.app.sample.refused import settled
from pbdesk.assembly.retained import SIGNERS
from pbdesk.i18n import locale_of
from pbdesk.minutes import handover
from pbdesk.pack.keys import make_key, public_of
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import Verification, verify

__all__ = ["HandedOver", "hand_over", "signed_by"]


@dataclass(frozen=True)
class HandedOver:
    """What was left on disk: the pack, the clerk's signers file, and what checking it said."""

    made: Made
    signers: Path
    verification: Verification


def hand_over(
    evening: Evening,
    folder: Path,
    passphrase: Callable[[str], str],
) -> HandedOver:
    """Make the pack of a declared evening in `folder`, sign it three times, verify it.

    Keys are made for this evening in `folder/keys`, each under `passphrase(who)`.
    """
    desk = evening.desk
    state = evening.desk.state
    evening.at(20, 4)
    made = make_pack(
        pack_source(desk),
        folder,
        locale=locale_of(state.mandate.language),
        made=state.mandate.day,
        progress=evening.progress,
        editions=tuple(EDITIONS),
    )
    evening.do(handover.made, file=made.path.name, result=made.result)
    signers = signed_by(
        desk,
        made.path,
        folder,
        SIGNERS,
        state.mandate.id,
        passphrase,
    )
    evening.at(20, 12)
    to = state.mandate.said("holder") or state.mandate.said("decider")
    evening.do(handover.handed_over, to=to)
    found = verify(
        made.path,
        signers.read_text(encoding="utf-8"),
        state.mandate.id,
    )
    return HandedOver(made, signers, found)


def signed_by(
    file: AnyFile,
    pack: Path,
    folder: Path,
    signers: Iterable[str],
    assembly: str,
    passphrase: Callable[[str], str],
    kinds: tuple[str, ...] = ("result",),
) -> Path:
    """Have the pack signed by each, with new keys in `folder/keys`: the file that says whose count.

    Raises RefusedInSample.
    """
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    lines: list[str] = []
    for who in signers:
        key = make_key(
            keys / f"{who}.key",
            passphrase(who),
            f"{who}@{assembly}",
        )
        lines.append(Signer(who, assembly, public_of(key), kinds=kinds).line)
        settled(sign_pack(file, pack, who, key))
    listed = folder / "allowed_signers"
    _ = listed.write_text(
        "".join(f"{line}\n" for line in lines),
        encoding="utf-8",
    )
    return listed
