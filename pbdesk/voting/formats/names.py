"""Names of options in files that number them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from pbdesk.voting.formats.refused import ImportRefused
from pbdesk.voting.profile import Project
from pbdesk.words import say

__all__ = ["named"]

_MOST = 10_000


def named(names: Mapping[int, str], said: str | None = None) -> dict[int, Project]:
    """Options by number.

    Their id is their name where every name is there and differs, else the number. `said`: how many
    the file says there are. Raises ImportRefused for a number that is none, or too large.
    """
    count = max(names, default=0)
    if said is not None:
        if not (said.isascii() and said.isdigit() and len(said) < 6):
            raise ImportRefused(say("“{said}” is no number of options.", said=said[:40]))
        count = max(count, int(said))
    if count > _MOST or any(number < 1 for number in names):
        raise ImportRefused(say("The options are not numbered from 1 up."))
    texts = [
        unicodedata.normalize("NFC", names.get(number, "").strip())
        for number in range(1, count + 1)
    ]
    by_name = all(texts) and len(set(texts)) == len(texts)
    return {
        number: Project(text if by_name else str(number), 0, text)
        for number, text in enumerate(texts, 1)
    }
