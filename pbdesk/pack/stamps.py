"""Time stamps: what an authority on the internet attests later.

That the signed bytes existed at a moment (RFC 3161). Offline there is no trusted time. A query is
written here, sent from any computer, and the answer is put into the pack beside the signatures; no
signed byte is touched. `openssl ts -verify` reads the answer too. Who the authority is, its
certificate says; whether it is to be trusted is for the officer to say: pbdesk has no roots.
"""

from __future__ import annotations

import hashlib
import importlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pbdesk.canonical import JsonObject
from pbdesk.pack.bag import STAMPS, Bag, read_zip, write_zip
from pbdesk.pack.cms import Holder, holder_of, signed_data
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import refuse_changed
from pbdesk.words import say

__all__ = ["Stamp", "add_stamp", "query", "read_stamp", "stamped"]

_GRANTED = ("granted", "granted_with_mods")
_LARGEST = 64 * 1024
_PURPOSE = ("time_stamping",)
_IMPRINTS = ("sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a time stamp attests: the moment (UTC), and the name in the authority's certificate.

    `self_made`: that certificate was issued by whom it names, so nobody else vouches for them.
    """

    at: datetime
    by: str
    self_made: bool = False


def query(bag: Bag) -> bytes:
    """The query for a time stamp over the bag's signed bytes; the same bag asks the same.

    Raises PackRefused.
    """
    refuse_changed(bag)
    tsp: Any = importlib.import_module("asn1crypto.tsp")  # it brings no types
    return tsp.TimeStampReq(
        {
            "version": "v1",
            "cert_req": True,
            "message_imprint": _imprint(bag.signed),
        },
    ).dump()


def _imprint(signed: bytes) -> JsonObject:
    return {
        "hash_algorithm": {"algorithm": "sha256"},
        "hashed_message": hashlib.sha256(signed).digest(),
    }


def read_stamp(response: bytes, message: bytes) -> Stamp:
    """What the answer of a time stamp authority attests of `message`.

    Raises PackRefused where it does not.
    """
    try:
        said, holder = _read(response)
        imprint = said["message_imprint"]
        algorithm = imprint["hash_algorithm"]["algorithm"].native
        digest = imprint["hashed_message"].native
        at = said["gen_time"].native.astimezone(UTC)
        right = (
            algorithm in _IMPRINTS
            and hashlib.new(algorithm, message).digest() == digest
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PackRefused(
            say("it is no answer of a time stamp authority that can be read"),
        ) from error
    if not right:
        raise PackRefused(say("it is the time stamp of something else"))
    if holder is None or holder.purposes != _PURPOSE:
        raise PackRefused(
            say("its signature does not hold, or is not one for time stamps"),
        )
    by = holder.names.get("common_name") or holder.names.get(
        "organization_name",
        "",
    )
    return Stamp(at, by, holder.self_made)


def _read(response: bytes) -> tuple[Any, Holder | None]:
    """The TSTInfo in the answer, and who signed it.

    Raises ValueError, TypeError, KeyError, AttributeError.
    """
    tsp: Any = importlib.import_module("asn1crypto.tsp")
    answer: Any = tsp.TimeStampResp.load(response, strict=True)
    token = answer["time_stamp_token"]
    if (
        answer["status"]["status"].native not in _GRANTED
        or len(response) > _LARGEST
    ):
        raise ValueError("nothing was granted")
    data = signed_data(token.dump())
    content = data["encap_content_info"]["content"]
    if data["encap_content_info"]["content_type"].native != "tst_info":
        raise ValueError("another kind of answer")
    return content.parsed, holder_of(data, "tst_info", bytes(content))


def stamped(bag: Bag, response: bytes) -> tuple[Bag, Stamp]:
    """The bag with the answer put in, and what it attests.

    Raises PackRefused where it is not of this bag.
    """
    refuse_changed(bag)
    try:
        stamp = read_stamp(response, bag.signed)
    except PackRefused as refused:
        raise PackRefused(
            say("This time stamp is not taken: {why}.", why=refused.words),
        ) from refused
    free = [name for name in STAMPS if name not in bag.files]
    if response in [bag.files[name] for name in STAMPS if name in bag.files]:
        raise PackRefused(say("This time stamp is in the pack already."))
    if not free:
        raise PackRefused(
            say(
                "The pack has {n} time stamps, and takes no more.",
                n=len(STAMPS),
            ),
        )
    return Bag(bag.name, {**bag.files, free[0]: response}), stamp


def add_stamp(path: Path, response: bytes) -> Stamp:
    """Put the answer into the pack at `path`; the old file stays until the new is whole.

    Raises PackRefused.
    """
    bag, stamp = stamped(read_zip(path), response)
    write_zip(bag, path)
    return stamp
