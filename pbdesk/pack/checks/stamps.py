"""Check 21: every time stamp is one of the signed bytes, well signed.

Whose word it is, the officer judges.
"""

from __future__ import annotations

from pbdesk.pack.bag import STAMPS
from pbdesk.pack.checks.case import Case, Unchecked
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import read_stamp
from pbdesk.words import Listing, Words, say

__all__ = ["stamps"]


def stamps(case: Case) -> Words | Unchecked:
    """Each answer below tsa/ attests the tag manifest by its digest.

    Signed by a certificate for time stamps.
    """
    found: list[Words] = []
    for name in STAMPS:
        if name not in case.bag.files:
            continue
        try:
            stamp = read_stamp(case.bag.files[name], case.bag.signed)
        except PackRefused as refused:
            raise PackRefused(say("“{name}”: {why}.", name=name, why=refused.words)) from refused
        found.append(
            say("{by} at {at} UTC", by=stamp.by, at=stamp.at.strftime("%Y-%m-%d %H:%M:%S"))
        )
    if not found:
        return Unchecked(
            say("The pack holds no time stamp, so nothing outside it says when it was made.")
        )
    return say(
        "What is signed existed, say {stamps}. Whether that authority is to be trusted is for you "
        "to say.",
        stamps=Listing(tuple(found)),
    )
