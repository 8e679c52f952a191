"""Check 21: every time stamp is one of the signed bytes, well signed.

Whose word it is, the officer judges.
"""

from __future__ import annotations

from pbdesk.pack.bag import STAMPS
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import Stamp, read_stamp
from pbdesk.words import Listing, Words, say

__all__ = ["stamps"]

_MOST_DAYS = 3_652
"""Ten years after the pack's day: a stamp is fetched in the days after the evening."""


def stamps(case: Case) -> Finding:
    """Each answer below tsa/ attests the tag manifest by its digest.

    Signed by a certificate for time stamps.
    """
    found: list[Words] = []
    day = case.info.date
    for name in STAMPS:
        if name not in case.bag.files:
            continue
        try:
            stamp = read_stamp(case.bag.files[name], case.bag.signed)
        except PackRefused as refused:
            raise PackRefused(
                say("“{name}”: {why}.", name=name, why=refused.words),
            ) from refused
        at = stamp.at.strftime("%Y-%m-%d %H:%M:%S")
        if not -1 <= (stamp.at.date() - day).days <= _MOST_DAYS:
            return Unchecked(
                say(
                    "“{name}” says {at}, the pack is of {day}: one of the two clocks was wrong, so "
                    "it does not count.",
                    name=name,
                    at=at,
                    day=day.isoformat(),
                ),
            )
        found.append(_told(stamp, at))
    if not found:
        return Unchecked(
            say(
                "The pack holds no time stamp, so nothing outside it says when it was made.",
            ),
        )
    return say(
        "What is signed existed, say {stamps}. Whether that authority is to be trusted is for you "
        "to say.",
        stamps=Listing(tuple(found)),
    )


def _told(stamp: Stamp, at: str) -> Words:
    if stamp.self_made:
        return say(
            "{by} at {at} UTC, whom nobody else vouches for: anybody can make such a stamp",
            by=stamp.by,
            at=at,
        )
    return say("{by} at {at} UTC", by=stamp.by, at=at)
