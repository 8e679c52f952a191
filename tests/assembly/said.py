"""What a refusal says, in English."""

from __future__ import annotations

from pbdesk.i18n import render
from pbdesk.minutes.decision import Refusal


def said(refusal: Refusal | None) -> str:
    """The refusal's sentence; a decision that was not refused fails the test."""
    assert refusal is not None, "it was not refused"
    return render(refusal.words)
