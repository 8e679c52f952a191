"""The draw of a case's panel: the list in the pack holds together, and the dice pick this panel.

Who is in the pool, and that each panel keeps the quotas, is in no pack: an auditor who has the pool
draws anew. Everybody else sees that list, chances, dice and panel belong together.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

import msgspec

from pbdesk.jury.certificate import Certificate, read_certificate
from pbdesk.jury.pool import PoolRefused
from pbdesk.pack.contents import Json, canonically_read
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import Files
from pbdesk.words import say

__all__ = ["FILE", "refuse_another_draw", "refuse_other_chances"]

FILE = "data/draw.json"

_ROUNDED = 0.000_001
"""Chances are told to six places."""


class _Seats(msgspec.Struct, frozen=True):
    jurors: int
    left: int
    replaced: int
    dice: str
    panel: list[str]


type _Decimal = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+\.[0-9]+\Z")]


class _Chances(msgspec.Struct, frozen=True):
    people: int
    seats: int
    smallest: _Decimal
    largest: _Decimal
    bound: _Decimal


def refuse_another_draw(files: Files, said: Json) -> None:
    """Hold list, dice and panel together. Raises PackRefused where they are not of one draw."""
    content = files.get(FILE)
    found = None if content is None else sha256(content).hexdigest()
    if found != said.get("list"):
        raise PackRefused(
            say(
                "The list of panels is not the one that hung up before the dice.",
            ),
        )
    if content is None:
        return
    certificate = _read(content)
    try:
        seats = msgspec.convert(said, _Seats)
    except ValueError as error:
        raise PackRefused(
            say("What is said of the case cannot be read."),
        ) from error
    chances = certificate.chances().values()
    if min(filter(None, chances)) > certificate.bound + _ROUNDED:
        raise PackRefused(
            say("The smallest chance on the list is above its proved limit."),
        )
    picked = list(certificate.drawn(seats.dice)) if seats.dice else []
    if seats.panel != picked:
        raise PackRefused(say("The dice do not pick this panel from the list."))
    if picked and (
        seats.jurors + seats.left != len(picked)
        or min(seats.left, seats.replaced) < 0
    ):
        raise PackRefused(say("Other seats are told than were drawn."))


def _read(content: bytes) -> Certificate:
    try:
        _ = canonically_read(content)
        return read_certificate(content, FILE)
    except (ValueError, PoolRefused) as error:
        raise PackRefused(
            say("The list of panels does not hold together."),
        ) from error


def refuse_other_chances(content: bytes, listed: Json) -> None:
    """Hold what the record says of the list (`panel.listed`) against it. Raises PackRefused."""
    certificate = _read(content)
    chances = certificate.chances().values()
    smallest = min(filter(None, chances))
    right = (smallest, max(chances), max(smallest, min(certificate.bound, 1.0)))
    try:
        told = msgspec.convert(listed, _Chances)
        decimals = [
            float(each) for each in (told.smallest, told.largest, told.bound)
        ]
    except ValueError as error:
        raise PackRefused(
            say("What is said of the case cannot be read."),
        ) from error
    near = all(
        abs(one - other) <= _ROUNDED
        for one, other in zip(decimals, right, strict=True)
    )
    size = (len(certificate.people), len(certificate.panels[0][1]))
    if not near or (told.people, told.seats) != size:
        raise PackRefused(
            say(
                "The record tells other chances than the list of panels gives.",
            ),
        )
