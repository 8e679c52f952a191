"""The last look at what leaves: no listed name, street or number in any file of it.

PDFs are searched as they are read (the text of their pages), and with what they say of themselves;
everything else as text. Fingerprints are left out: a run of hexadecimal signs is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from pbdesk.app.redaction.page import opened
from pbdesk.jury.spellings import listed_names, places

__all__ = ["leaks"]

_CODES = ("utf-8", "utf-16-be", "utf-16-le")
_FINGERPRINT = re.compile(r"\b[0-9a-f]{32,}\b")


def leaks(
    files: Mapping[str, bytes],
    names: Iterable[str],
) -> Mapping[str, tuple[str, ...]]:
    """The files in which a listed name stands in any spelling, each with those names."""
    listed = listed_names(names)
    found: dict[str, tuple[str, ...]] = {}
    for file, content in files.items():
        here = {
            each.name
            for text in _texts(content)
            for each in places(listed, text).values()
        }
        here |= {each.name for each in listed if _is_within(each.name, content)}
        if here:
            found[file] = tuple(sorted(here))
    return found


def _is_within(name: str, content: bytes) -> bool:
    """Whether a name stands in the bytes as they are, outside of what is read as text."""
    return any(name.encode(code, "ignore") in content for code in _CODES)


def _texts(content: bytes) -> Iterable[str]:
    if content.startswith(b"%PDF"):
        yield from _pdf_texts(content)
    else:
        yield _FINGERPRINT.sub(" ", content.decode("utf-8", "ignore"))


def _pdf_texts(content: bytes) -> Iterable[str]:
    with opened(content) as document:
        yield "\n".join(document.get_metadata_dict().values())
        yield from map(_page_text, document)


def _page_text(page: Any) -> str:
    with closing(page), closing(page.get_textpage()) as text:
        return text.get_text_range()
