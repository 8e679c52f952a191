"""A zip that every reader reads alike: written plainly, read strictly, never extracted.

Two programs may see different files in one zip (doubled names, bytes before, between or after the
entries, a local header that contradicts the directory). Such a zip is refused here, so what is
checked is what others will see. Written entries are stored, not deflated: deflated bytes depend on
the zlib build. Source: APPNOTE.TXT 6.3 (PKWARE), sections 4.3.7, 4.3.12, 4.3.16.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from pbdesk.pack.refused import PackRefused
from pbdesk.words import Words, say

__all__ = [
    "MOST_BYTES",
    "MOST_ENTRIES",
    "MOST_RATIO",
    "Entry",
    "Files",
    "below",
    "read_entries",
    "written",
]

MOST_BYTES = 64 * 2**20
MOST_ENTRIES = 16_000  # the sum of 2,000 halls keeps six files of each
MOST_RATIO = 200

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_STORED = 0
_DEFLATED = 8
_UTF8_FLAG = 0x800
_PLAIN = (
    20  # version 2.0 of the format: folders and deflated entries, nothing later
)
_KIND = 0o170000
_FILE = 0o100000
_FOLDER = 0o040000
_MOST_EXTRA = 32  # three times, or two numbers; more would be something else
_TIMES_AND_OWNERS = {
    0x5455,
    0x7875,
}  # what Info-ZIP adds; other extra fields may rename an entry


type Files = Mapping[str, bytes]
"""Contents by the name of their file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a zip.

    Its name, its content, and whether it is a plain file (no link, no device) or a folder.
    """

    name: str
    content: bytes
    plain: bool


type _SaidAgain = tuple[int, int, int, int, int, int, bytes]


@dataclass(frozen=True, slots=True)
class _Header:
    """What the directory says about an entry. `at`: where its local header starts."""

    name: bytes
    needs: int
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    at: int

    @property
    def said_again(self) -> _SaidAgain:
        """What the local header must say too."""
        return (
            self.needs,
            self.flags,
            self.method,
            self.crc,
            self.packed,
            self.size,
            self.name,
        )

    @property
    def shown(self) -> str:
        return self.name.decode("utf-8", "backslashreplace")


def below(files: Files, folder: str) -> dict[str, bytes]:
    """The files whose names begin with `folder`, by the rest of their names."""
    return {
        name.removeprefix(folder): content
        for name, content in files.items()
        if name.startswith(folder)
    }


def written(files: Files) -> bytes:
    """The zip of `files` (ASCII names).

    Sorted, stored, stamped 1980-01-01; the same files give the same bytes.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    return buffer.getvalue()


def read_entries(data: bytes) -> tuple[Entry, ...]:
    """Every entry of the zip in its order, within the limits above.

    Raises PackRefused where the zip is cut short, damaged, too big, or ambiguous.
    """
    if len(data) > MOST_BYTES:
        raise PackRefused(
            say("The file is larger than {most} MB.", most=MOST_BYTES // 2**20),
        )
    headers, directory = _directory(data)
    size = sum(header.size for header in headers)
    if size > MOST_BYTES or size > MOST_RATIO * len(data):
        raise PackRefused(
            say("Unpacked, the zip would be larger than a pack can be."),
        )
    entries: list[Entry] = []
    at = 0
    for header in headers:
        entry, at = _entry(data, header, at)
        entries.append(entry)
    if at != directory:
        raise _ambiguous(say("the end"))
    return tuple(entries)


def _directory(data: bytes) -> tuple[list[_Header], int]:
    """The directory's headers and where it starts.

    It and its end record are the last bytes of the file.
    """
    if len(data) < _END.size or data[:4] != b"PK\x03\x04":
        raise PackRefused(say("The zip is cut short or damaged."))
    sign, disk, first, here, count, length, start, comment = _END.unpack(
        data[-_END.size :],
    )
    end = len(data) - _END.size
    if (
        (sign, disk, first, comment) != (b"PK\x05\x06", 0, 0, 0)
        or here != count
        or start + length != end
    ):
        raise PackRefused(say("The zip is cut short or damaged."))
    if count > MOST_ENTRIES:
        raise PackRefused(
            say("The zip has more than {most} files.", most=MOST_ENTRIES),
        )
    headers: list[_Header] = []
    at = start
    for _ in range(count):
        header, at = _header(data, at, end)
        headers.append(header)
    if at != end:
        raise _ambiguous(say("the directory"))
    return headers, start


def _header(data: bytes, at: int, end: int) -> tuple[_Header, int]:
    after = at + _CENTRAL.size
    if after > end:
        raise _ambiguous(say("the directory"))
    fields = _CENTRAL.unpack(data[at:after])
    sign, _by, needs, flags, method, _time, _day, crc, packed, size = fields[
        :10
    ]
    name, extra, comment, disk, _inside, mode, start = fields[10:]
    last = after + name + extra + comment
    if sign != b"PK\x01\x02" or disk or comment or last > end:
        raise _ambiguous(say("the directory"))
    header = _Header(
        data[after : after + name],
        needs,
        flags,
        method,
        crc,
        packed,
        size,
        mode >> 16,
        start,
    )
    _refuse_renaming(header, data[after + name : last])
    return header, last


def _entry(data: bytes, header: _Header, at: int) -> tuple[Entry, int]:
    """The entry whose local header must stand at `at`, and where the next one must."""
    start = _content_from(header, data, at)
    end = start + header.packed
    content = _unpacked(header, data[start:end])
    if zlib.crc32(content) != header.crc:
        raise PackRefused(
            say("“{name}” in the zip is damaged.", name=header.shown),
        )
    kinds = (0, _FOLDER) if header.name.endswith(b"/") else (0, _FILE)
    return Entry(header.shown, content, header.mode & _KIND in kinds), end


def _content_from(header: _Header, data: bytes, at: int) -> int:
    """Where the content begins, behind a local header that says what the directory said."""
    after = at + _LOCAL.size
    if header.at != at or after > len(data):
        raise _ambiguous(header.shown)
    sign, needs, flags, method, _time, _day, crc, packed, size, name, extra = (
        _LOCAL.unpack(data[at:after])
    )
    start = after + name + extra
    says = (
        needs,
        flags,
        method,
        crc,
        packed,
        size,
        data[after : start - extra],
    )
    if sign != b"PK\x03\x04" or says != header.said_again:
        raise _ambiguous(header.shown)
    _refuse_renaming(header, data[start - extra : start])
    return start


def _unpacked(header: _Header, packed: bytes) -> bytes:
    """The entry's content, never more than the directory said."""
    if (
        header.needs > _PLAIN
        or header.flags & ~_UTF8_FLAG
        or header.method not in (_STORED, _DEFLATED)
    ):
        raise _ambiguous(header.shown)
    if header.method == _STORED:
        content = packed
        whole = True
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, header.size + 1)
        except zlib.error as error:
            raise PackRefused(
                say("“{name}” in the zip is damaged.", name=header.shown),
            ) from error
        whole = inflater.eof and not inflater.unused_data
    if not whole or len(content) != header.size:
        raise PackRefused(
            say("“{name}” in the zip is damaged.", name=header.shown),
        )
    return content


def _refuse_renaming(header: _Header, extra: bytes) -> None:
    """Only times and owners are taken, each once and no longer than it must be."""
    at = 0
    left = set(_TIMES_AND_OWNERS)
    while at < len(extra):
        if at + 4 > len(extra):
            raise _ambiguous(header.shown)
        kind, length = struct.unpack_from("<2H", extra, at)
        at += 4 + length
        if kind not in left or length > _MOST_EXTRA or at > len(extra):
            raise _ambiguous(header.shown)
        left.remove(kind)


def _ambiguous(where: Words | str) -> PackRefused:
    return PackRefused(
        say(
            "The zip can be read in two ways at “{where}”: it was changed, or packed again by "
            "another program.",
            where=where,
        ),
    )
