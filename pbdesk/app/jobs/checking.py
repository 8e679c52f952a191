"""Checking a pack at home, with the keys that signed it here.

The council checks with the clerk's list of keys.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pbdesk.app.jobs.progress import Progress
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.bag import WHO, Bag, read_data, read_text, read_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import read_sshsig
from pbdesk.pack.signers import Signer, read_revoked, read_signers
from pbdesk.pack.verify import Verification, verify
from pbdesk.words import say

__all__ = [
    "Brought",
    "Checked",
    "check_pack",
    "key_signers",
    "signers_text",
    "verify_brought",
]


@dataclass(frozen=True)
class Checked:
    """What the checks found, and who had signed with a key by then."""

    verification: Verification
    signers: tuple[Signer, ...]


def key_signers(bag: Bag, assembly: str) -> tuple[Signer, ...]:
    """Who signed the bag with a key, and which.

    A signature that cannot be read is left out: a check then finds it. That tells whose keys lie in
    the pack, not that they are theirs: fingerprints are compared with the key cards.
    """
    return tuple(
        signer
        for who in WHO
        if (signer := _signer(bag, who, assembly)) is not None
    )


def _signer(bag: Bag, who: str, assembly: str) -> Signer | None:
    try:
        return Signer(
            who,
            assembly,
            read_sshsig(bag.files.get(f"signatures/{who}.sshsig", b"")).public,
        )
    except ValueError:
        return None


def signers_text(signers: tuple[Signer, ...]) -> str:
    """A signers file for these keys (`allowed_signers`), one line each."""
    return "".join(f"{signer.line}\n" for signer in signers)


def check_pack(path: Path, assembly: str, progress: Progress) -> Checked:
    """Make every numbered check of the pack at `path`. Raises PackRefused where it is no pack."""
    progress(0, 1, say("Checking the pack"))
    signers = key_signers(read_zip(path), assembly)
    found = verify(path, signers_text(signers), assembly)
    progress(1, 1, say("Checked."))
    return Checked(found, signers)


@dataclass(frozen=True, slots=True)
class Brought:
    """What an officer brings.

    The pack, the assembly expected, and files of keys, revoked keys and ballots. The pack alone is
    enough to find it whole; whose it is needs the assembly and the keys.
    """

    pack: Path
    assembly: str | None = None
    signers: Path | None = None
    revoked: Path | None = None
    ballots: Path | None = None


def verify_brought(
    brought: Brought,
    progress: Progress,
) -> Verification | Refusal:
    """Make every numbered check of a pack that somebody brought, by what else was brought.

    A file that cannot be used is refused with the name of what was brought in its place. Raises
    Cancelled.
    """
    where = "signers"
    try:
        signers = read_text(brought.signers) if brought.signers else None
        _ = read_signers(signers or "", brought.assembly or "")
        where = "revoked"
        revoked = read_text(brought.revoked) if brought.revoked else ""
        _ = read_revoked(revoked)
        where = "ballots"
        ballots = read_data(brought.ballots) if brought.ballots else None
        where = "pack"
        return verify(
            brought.pack,
            signers,
            brought.assembly,
            revoked,
            ballots,
            progress,
        )
    except PackRefused as refused:
        return Refusal(refused.words, where=where)
