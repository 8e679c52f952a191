"""What is said in the room: a sentence in its language, or what somebody wrote."""

from __future__ import annotations

from pbdesk.words import Words

__all__ = ["Text"]

type Text = Words | str
