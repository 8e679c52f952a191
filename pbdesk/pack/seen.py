"""What a signer sees before they sign: a pack that was looked through on their own computer.

A signature says that the signer stands for the result. So every check that needs no keys is made
first; a pack in which one fails is not signed. What is then signed is what was looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import WHO, Bag, read_info, read_zip, write_zip
from pbdesk.pack.contents import Stated, read_result, read_stated, results_code
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import signed
from pbdesk.pack.verify import verify
from pbdesk.words import say

__all__ = ["Seen", "look_through", "sign_seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A pack that was found whole: what it states, its code, who signed it, the signed bytes.

    `result` is a `Result` where the pack is that of one.
    """

    path: Path
    result: Stated
    code: tuple[str, ...]
    signed_by: tuple[str, ...]
    signed: bytes


def look_through(path: Path) -> Seen:
    """Make every check of the pack at `path` that needs no keys.

    Raises PackRefused where it cannot be read, or a check fails.
    """
    found = verify(path, None, None)
    if found.failed:
        first = found.failed[0]
        raise PackRefused(
            say(
                "This pack is not signed: check {number} failed. {name}: {detail}",
                number=first.number,
                name=first.name,
                detail=first.detail,
            ),
        )
    bag = read_zip(path)
    data = bag.result
    if read_info(bag).results_code != found.pack_code:
        raise PackRefused(
            say("The pack was changed while it was looked through."),
        )
    signers = tuple(
        who for who in WHO if f"signatures/{who}.sshsig" in bag.files
    )
    stated = read_stated(data)
    result = read_result(data) if stated.kind == "result" else stated
    return Seen(path, result, results_code(data), signers, bag.signed)


def sign_seen(seen: Seen, who: str, key: Ed25519PrivateKey) -> None:
    """Add `who`'s signature to the pack that was looked through; the old file stays until then.

    Raises PackRefused where it was changed since, or cannot be written.
    """
    write_zip(signed(_unchanged(seen), who, key), seen.path)


def _unchanged(seen: Seen) -> Bag:
    bag = read_zip(seen.path)
    if bag.signed != seen.signed:
        raise PackRefused(
            say("The pack was changed while it was looked through."),
        )
    return bag
