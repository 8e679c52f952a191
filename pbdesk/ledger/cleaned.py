"""Photos, scans and receipts as they are kept: what they show, without what they tell besides.

A photo carries the place, the time and the camera; a PDF its author and the program. A picture is
drawn anew from its pixels, a PDF loses its information, attachments, scripts and older states.
What cannot be cleaned is refused: it would be kept with all that it tells.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.ledger.refusals import RecordRefused
from pbdesk.words import say

if TYPE_CHECKING:
    from pikepdf import Pdf
    from PIL import Image

__all__ = ["Brought", "cleaned"]

LARGEST = 20_000_000
"""Most bytes of what is brought."""

_MOST_PIXELS = 60_000_000
_PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_TEXTS = frozenset({"text/plain", "text/csv"})


@dataclass(frozen=True, slots=True)
class Brought:
    """Something that somebody brought: what kind of file (a media type), and its bytes."""

    media_type: str
    data: bytes


def cleaned(brought: Brought) -> Brought:
    """The same without its metadata.

    Pictures inside a PDF keep theirs. Raises RecordRefused: too large, not readable, another kind.
    """
    if len(brought.data) > LARGEST:
        raise RecordRefused(
            say("The file is larger than {n} MB.", n=LARGEST // 1_000_000),
        )
    return Brought(
        brought.media_type,
        _clean_data(brought.media_type, brought.data),
    )


def _clean_data(kind: str, data: bytes) -> bytes:
    if kind in _PICTURES:
        return _drawn_anew(data, _PICTURES[kind])
    if kind == "application/pdf":
        return _bare(data)
    if kind in _TEXTS:
        return data
    raise RecordRefused(
        say(
            "Files of the kind “{kind}” cannot be kept. Bring a photo (JPEG, PNG or WebP), a PDF, "
            "or text.",
            kind=kind,
        ),
    )


def _drawn_anew(data: bytes, form: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            small_enough = picture.width * picture.height <= _MOST_PIXELS
            if small_enough:
                _bare_picture(picture, form).save(out, form, quality=90)
    except Exception as error:
        raise RecordRefused(say("The picture cannot be read.")) from error
    if not small_enough:
        raise RecordRefused(say("The picture has too many points."))
    return out.getvalue()


def _bare_picture(picture: Image.Image, form: str) -> Image.Image:
    """Its points alone, upright: what turned it stood in the metadata."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if form != "JPEG" and upright.has_transparency_data else "RGB"
    return Image.frombytes(mode, upright.size, upright.convert(mode).tobytes())


def _bare(data: bytes) -> bytes:
    import pikepdf

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _strip(pdf)
            pdf.remove_unreferenced_resources()
            pdf.save(out, deterministic_id=True)
    except Exception as error:
        raise RecordRefused(
            say("The PDF cannot be read, or is locked."),
        ) from error
    return out.getvalue()


def _strip(pdf: Pdf) -> None:
    """Take out what tells of more than the pages show."""
    from pikepdf import Dictionary, Stream

    for key in (
        "/Metadata",
        "/Names",
        "/OpenAction",
        "/AA",
        "/PieceInfo",
        "/AF",
    ):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        for key in ("/Metadata", "/PieceInfo", "/AA", "/Thumb"):
            if key in page:
                del page[key]
    for each in pdf.objects:
        if isinstance(each, Stream | Dictionary) and "/Metadata" in each:
            del each["/Metadata"]
