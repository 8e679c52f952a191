"""What was appended to the report: nothing, or one seal over all of it that changes no page.

Part of check 18.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from pbdesk.pack.cms import holder_of, signed_data
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seal import FIELD, SEALER
from pbdesk.pack.updates import (
    Update,
    entries,
    object_in,
    read_update,
    reference,
)
from pbdesk.words import Words, say

__all__ = ["seal"]

_SIGNATURE = re.compile(
    rb"<<\n/Contents <(?P<cms>(?:[0-9A-Fa-f]{2})+)>\n"
    rb"/ByteRange \[0 (?P<start>[0-9]+) (?P<end>[0-9]+) (?P<rest>[0-9]+)\] *\n"
    rb"/Type /Sig\n/Filter /Adobe\.PPKLite\n/SubFilter /ETSI\.CAdES\.detached\n"
    rb"/M \(D\\072(?P<at>[0-9]{14})Z\)\n>>",
)
_KIND = ("secp256r1", "sha256")
_BEFORE_CMS = len(b"<<\n/Contents ")


def seal(pdf: bytes, length: int, assembly: str) -> Words:
    """The seal behind the first `length` bytes of the report, found good. Raises PackRefused."""
    try:
        update = read_update(pdf, length)
        signature = _only_a_seal(update, pdf[:length])
        at = datetime.strptime(
            signature["at"].decode(),
            "%Y%m%d%H%M%S",
        ).replace(
            tzinfo=UTC,
        )
    except (ValueError, KeyError) as error:
        raise PackRefused(
            say("Something was added at the end of “data/report.pdf”."),
        ) from error
    number = next(
        number
        for number, text in update.objects.items()
        if text == signature[0]
    )
    sealed_for = _holds(
        pdf,
        signature,
        update.places[number] + len(b"%d 0 obj\n" % number) + _BEFORE_CMS,
    )
    if sealed_for is None:
        raise PackRefused(
            say(
                "The seal of “data/report.pdf” is broken: the report was changed after it was "
                "sealed.",
            ),
        )
    if sealed_for != assembly:
        raise PackRefused(
            say(
                "The seal of “data/report.pdf” was made for “{other}”.",
                other=sealed_for,
            ),
        )
    return say(
        "The report is the one that “bag-info.txt” names, and sealed; the seal holds, and says "
        "that it was made "
        "on {day}. Whose seal it is, the signatures say.",
        day=at.date().isoformat(),
    )


_FORM = b"<<\n/Fields [ %d 0 R ]\n/SigFlags 3\n>>"
_FIELD = (
    b"<<\n/FT /Sig\n/T (%b)\n/Type /Annot\n/Subtype /Widget\n/F 130\n"
    b"/Rect [ 0 0 0 0 ]\n/P %d 0 R\n/TU (%b)\n"
    b"/V %d 0 R\n>>"
)


def _only_a_seal(update: Update, unsigned: bytes) -> re.Match[bytes]:
    """The signature of an update that adds one unseen field to one page.

    Raises ValueError, KeyError for more.
    """
    objects = update.objects
    root = reference(update.trailer[b"/Root"])
    form = reference(entries(objects[root]).get(b"/AcroForm"))
    field = reference(entries(objects[form])[b"/Fields"][1:-1])
    said = entries(objects[field])
    page = reference(said[b"/P"])
    signed = reference(said[b"/V"])
    signature = _SIGNATURE.fullmatch(objects[signed])
    unseen = _FIELD % (FIELD.encode(), page, SEALER.encode(), signed)
    if (
        signature is None
        or sorted(objects) != sorted((root, form, field, page, signed))
        or (objects[form], objects[field]) != (_FORM % field, unseen)
    ):
        raise ValueError("more than a seal")
    _refuse_other_root(update, unsigned, root)
    _refuse_other_page(update, unsigned, page, field)
    _refuse_other_trailer(update)
    return signature


def _refuse_other_root(update: Update, unsigned: bytes, root: int) -> None:
    """The root has a form more, and is else as it was."""
    old = entries(object_in(unsigned, root))
    _refuse_changed(old, entries(update.objects[root]), b"/AcroForm", [])


def _refuse_other_page(
    update: Update,
    unsigned: bytes,
    page: int,
    field: int,
) -> None:
    """The page has this field more, behind those that it had, and is else as it was."""
    old = entries(object_in(unsigned, page))
    had = old.get(b"/Annots", [b"[", b"]"])[1:-1]
    wanted = ["[", *had, str(field), "0", "R", "]"]
    _refuse_changed(old, entries(update.objects[page]), b"/Annots", wanted)


def _refuse_changed(
    old: Mapping[bytes, list[bytes]],
    new: dict[bytes, list[bytes]],
    key: bytes,
    wanted: list[str | bytes],
) -> None:
    """An object may have changed under one key only.

    And there in one way where `wanted` says it.
    """
    found = new.pop(key, [])
    words = [
        word.encode() if isinstance(word, str) else word for word in wanted
    ]
    if (words and found != words) or {
        name: value for name, value in old.items() if name != key
    } != new:
        raise ValueError("an object was changed")
    if not words and key in old:
        raise ValueError("there was a form already")


def _refuse_other_trailer(update: Update) -> None:
    new = dict(update.trailer)
    old = dict(update.before)
    identity = new.pop(b"/ID")
    _ = old.pop(b"/ID", None)
    if (
        new.pop(b"/Size") != [b"%d" % (max(update.objects) + 1)]
        or old.pop(b"/Size") == []
        or new != old
    ):
        raise ValueError("another trailer")
    if len(identity) != 4 or identity[0] != b"[" or identity[-1] != b"]":
        raise ValueError("another trailer")


def _holds(pdf: bytes, signature: re.Match[bytes], start: int) -> str | None:
    """For which assembly the seal was made.

    None where it is not over the whole file, or does not hold.
    """
    end = start + len(signature["cms"]) + 2
    if [int(signature[part]) for part in ("start", "end", "rest")] != [
        start,
        end,
        len(pdf) - end,
    ]:
        return None
    return _made_for(
        bytes.fromhex(signature["cms"].decode()),
        pdf[:start] + pdf[end:],
    )


def _made_for(cms: bytes, content: bytes) -> str | None:
    """The assembly that the certificate of a seal over `content` names.

    None where it is no seal, or does not hold.
    """
    try:
        holder = holder_of(signed_data(cms), "data", content)
    except ValueError:
        return None
    if holder and (holder.key, holder.digest) == _KIND:
        return holder.names.get("organization_name")
    return None
