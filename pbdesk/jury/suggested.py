"""What in a text may be a name, a street or a number: for a person to look through.

It suggests and decides nothing: what stands on the list of names is what a person kept there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["suggested_names"]

_NAME = r"[A-Z][\w’'-]+"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
        r"(?:\+44\s?|\b0)\d(?:[\s-]?\d){8,9}\b",
        rf"\b\d+[A-Za-z]?\s+(?:{_NAME}\s+)+"
        r"(?:Street|Road|Lane|Avenue|Terrace|Close|Court|Drive|Place|Square|Gardens|Way|Row|Hill)\b",
        r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b",
        rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\.?\s+{_NAME}(?:\s+{_NAME})*",
        rf"\b{_NAME}(?:[ ]{_NAME})+",
    )
)
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr)\.?\s+")


def suggested_names(texts: Iterable[str]) -> tuple[str, ...]:
    """E-mail addresses, telephone numbers, streets, postcodes, and words with capital letters.

    Each once, in the order in which they were found; a title before a name is left out, and a
    surname that stands behind one is told beside the full name.
    """
    found: dict[str, None] = {}
    for text in texts:
        flat = " ".join(text.split())
        for pattern in _PATTERNS:
            for match in pattern.finditer(flat):
                name = _TITLE.sub("", match[0]).strip()
                has_title = name != match[0].strip()
                if name not in found and (
                    has_title or not any(name in other for other in found)
                ):
                    found[name] = None
    return tuple(found)
