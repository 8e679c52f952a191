"""Signing: a signer's key signs the pack on disk, and the record says so.

The pack is looked through first, whoever made it; the signed bytes are never touched.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.desk import AnyFile
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Refusal
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seen import look_through, sign_seen

__all__ = ["sign_pack", "signed_through"]


def sign_pack(
    desk: AnyFile,
    path: Path,
    who: str,
    key: Ed25519PrivateKey,
) -> Refusal | None:
    """Add a signature to the pack at `path` and record it.

    A pack that cannot be signed is said in a sentence.
    """
    decided = handover.signed(desk.state, desk.moment(), who=who, ink=False)
    if isinstance(decided, Refusal):
        return decided
    refused = signed_through(path, who, key)
    return refused or desk.do(handover.signed, who=who, ink=False)


def signed_through(
    path: Path,
    who: str,
    key: Ed25519PrivateKey,
) -> Refusal | None:
    """Look through the pack at `path` and add a signature to it."""
    try:
        sign_seen(look_through(path), who, key)
    except PackRefused as refused:
        return Refusal(refused.words, where="who")
    return None
