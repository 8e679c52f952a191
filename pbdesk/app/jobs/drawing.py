"""Drawing: every panel that a pool and its quotas allow, with fair chances; or what to relax."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.app.jobs.progress import Progress
from pbdesk.jury.certificate import Certificate, certify
from pbdesk.jury.fair import fairest
from pbdesk.jury.panels import Relaxed, kinds_of, least_relaxation
from pbdesk.jury.pool import Pool
from pbdesk.words import Listing, Words, say

__all__ = ["certified"]


def certified(pool: Pool, progress: Progress) -> Certificate | Words:
    """The list of panels; where the quotas cannot be met, the smallest change in words."""
    kinds = kinds_of(pool)
    fair = fairest(kinds, "leximin", progress)
    if fair is not None:
        return certify(
            kinds,
            fair,
            "leximin",
            tuple(each.id for each in pool.people),
        )
    return _unmet(least_relaxation(pool, kinds))


def _unmet(changes: Sequence[Relaxed] | None) -> Words:
    """That the quotas cannot be met, and the smallest change that would mend it."""
    if changes is None:
        return say(
            "No panel meets these quotas, and no change of them helps: there are too few people "
            "or households.",
        )
    return say(
        "No panel meets these quotas. The smallest change: {changes}.",
        changes=Listing(tuple(map(_change, changes))),
    )


def _change(change: Relaxed) -> Words:
    quota = change.quota
    if change.bound == "min":
        return say(
            "of {category} “{value}” at least {n}",
            category=quota.category,
            value=quota.value,
            n=change.new,
        )
    return say(
        "of {category} “{value}” at most {n}",
        category=quota.category,
        value=quota.value,
        n=change.new,
    )
