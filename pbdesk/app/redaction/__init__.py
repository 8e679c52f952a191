"""Redaction: a PDF goes in, pictures of its pages come out, without any listed name.

Nothing of the old file is carried over: no text, font, form, layer, note, attachment, script,
earlier version or metadata. Each page is drawn, names are painted out of the picture, and the words
that may stay are laid over it invisibly, so that it can be searched and read aloud.
"""

from pbdesk.app.redaction.leaks import leaks
from pbdesk.app.redaction.page import count_pages, text_of
from pbdesk.app.redaction.redact import NotRedacted, Redacted, redact

__all__ = [
    "NotRedacted",
    "Redacted",
    "count_pages",
    "leaks",
    "redact",
    "text_of",
]
