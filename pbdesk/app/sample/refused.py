"""A refusal in a sample is a fault: of the sample, or of the decision."""

from __future__ import annotations

from pbdesk.minutes.decision import Refusal

__all__ = ["RefusedInSample", "granted", "settled"]


class RefusedInSample(Exception):
    """A decision refused what the sample asked of it: the sample or the decision is wrong."""


def settled(refusal: Refusal | None) -> None:
    """Raises RefusedInSample where something was refused."""
    if refusal is not None:
        raise RefusedInSample(
            f"{refusal.words.text} {dict(refusal.words.values)}",
        )


def granted[T](found: T | Refusal) -> T:
    """What was asked for. Raises RefusedInSample where it was refused."""
    if isinstance(found, Refusal):
        raise RefusedInSample(f"{found.words.text} {dict(found.words.values)}")
    return found
