"""Drafts: what is typed on a page and not recorded yet, kept for each form and its subject.

And for each question, but on pages about the whole file.

What is personal or secret stays in memory, and is gone with the page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from pbdesk.ui.host import Host
from pbdesk.ui.shown import Value

__all__ = ["Drafts", "of_question"]

type Typed = str | bool | tuple[str, ...] | None


def of_question(host: Host, key: str) -> str:
    """Where something is kept that is typed about the question that is shown."""
    asked = host.state.asked
    return f"{asked}/{key}" if asked else key


class Drafts:
    """The drafts of one page, each under its form's `kept_as`."""

    def __init__(self, host: Host, page: str, *, whole: bool) -> None:
        """For the page of that name, as it stands for the question that is shown."""
        self._host = host
        self._page = page if whole else of_question(host, page)
        self._personal: dict[str, dict[str, Value]] = {}

    def read(self, name: str) -> dict[str, Value]:
        """What was typed into a form, by field."""
        return {**self._stored(name), **self._personal.get(name, {})}

    def _stored(self, name: str) -> dict[str, Typed]:
        body = self._host.draft(f"{self._page}/{name}")
        if body is None:
            return {}
        return msgspec.json.decode(body, type=dict[str, Typed])

    def keep(
        self,
        name: str,
        typed: Mapping[str, Value],
        personal: Collection[str],
    ) -> None:
        """Keep what is typed; nothing typed forgets it."""
        self._personal[name] = {
            field: typed[field] for field in personal if field in typed
        }
        plain = {
            field: raw for field, raw in typed.items() if field not in personal
        }
        key = f"{self._page}/{name}"
        body = msgspec.json.encode(plain).decode() if plain else None
        if body != self._host.draft(key):
            self._host.keep_draft(key, body)

    def forget(self, name: str) -> None:
        """It is recorded, or nobody wants it."""
        self.keep(name, {}, ())

    def kept(self) -> frozenset[str]:
        """The forms of which something is kept."""
        before = f"form/{self._page}/"
        drafts = self._host.state.drafts
        stored = [
            key.removeprefix(before) for key in drafts if key.startswith(before)
        ]
        personal = [name for name, typed in self._personal.items() if typed]
        return frozenset((*stored, *personal))
