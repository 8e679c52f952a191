"""Names of options in files that number them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from pbdesk.voting.formats.bounds import MOST_OPTIONS, refuse_more
from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.profile import Project
from pbdesk.words import say

__all__ = ["named"]

_COUNT = re.compile(r"[0-9]{1,5}", re.ASCII)


def named(
    names: Mapping[int, str],
    said: str | None = None,
) -> dict[int, Project]:
    """Options by number.

    Their id is their name where every name is there and differs, else the number. `said`: how many
    the file says there are. Raises ImportRefused for a number that is none, or too large.
    """
    count = max(names, default=0)
    if said is not None:
        count = max(count, _count(said))
    refuse_more(count, MOST_OPTIONS, say("options"))
    if min(names, default=1) < 1:
        raise ImportRefused(say("The options are not numbered from 1 up."))
    texts = {
        number: _text(names.get(number, "")) for number in range(1, count + 1)
    }
    return _options(texts)


def _options(texts: Mapping[int, str]) -> dict[int, Project]:
    if _tell_apart(texts.values()):
        return {
            number: Project(text, 0, text) for number, text in texts.items()
        }
    return {
        number: Project(str(number), 0, text) for number, text in texts.items()
    }


def _tell_apart(texts: Collection[str]) -> bool:
    """Whether every name is there and differs."""
    return all(texts) and len(set(texts)) == len(texts)


def _text(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip())


def _count(said: str) -> int:
    if not _COUNT.fullmatch(said):
        raise ImportRefused(
            say("“{said}” is no number of options.", said=said[:40]),
        )
    return int(said)
