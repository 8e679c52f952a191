"""An update of a PDF, read without trusting it.

Only the plain objects, table and trailer that a seal is written in. What is read here is what every
PDF reader sees: the table must name exactly these objects, at these places. Source: ISO 32000-1,
7.3 (objects), 7.5.4 to 7.5.6 (table, trailer, update).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Update", "entries", "object_in", "read_update", "reference"]

_TOKEN = re.compile(
    rb"%[^\r\n]*|(?P<token>\((?:[^\\()]|\\.)*\)|<[0-9A-Fa-f]+>|<<|>>|[\[\]]|/[^\s/<>\[\]()%]*|[^\s/<>\[\]()%]+)|\s+",
    re.DOTALL,
)
_OBJECT = re.compile(rb"([1-9][0-9]*) 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_END = re.compile(
    rb"xref\n(?P<table>(?:[0-9 nf]+\n)+)"
    rb"trailer\n(?P<trailer><<\n.*?\n>>)\nstartxref\n(?P<at>[0-9]+)\n%%EOF\n",
    re.DOTALL,
)
_BEFORE = re.compile(
    rb"trailer\s*(?P<trailer><<(?:(?!trailer).)*>>)\s*startxref\s+(?P<at>[0-9]+)\s+%%EOF\s*",
    re.DOTALL,
)
_MOST_OBJECTS = 100
_FREE = b"0000000000 65535 f \n"

type _Match = re.Match[bytes]

type Entries = Mapping[bytes, Sequence[bytes]]


@dataclass(frozen=True, slots=True)
class Update:
    """Objects by number as the update writes them, where each begins.

    And the trailers of the file and before it.
    """

    objects: Mapping[int, bytes]
    places: Mapping[int, int]
    trailer: Entries
    before: Entries


def _objects(
    pdf: bytes,
    at: int,
) -> tuple[dict[int, bytes], dict[int, int], int]:
    """Objects one after the other from `at` on, where each stands, and where they end."""
    objects = dict[int, bytes]()
    places = dict[int, int]()
    while found := _OBJECT.match(pdf, at):
        number = int(found[1])
        if len(objects) == _MOST_OBJECTS:
            raise ValueError("more objects than a seal has")
        if number in objects:
            raise ValueError("an object is there twice")
        objects[number] = found[2]
        places[number] = at
        at = found.end()
    return objects, places, at


def read_update(pdf: bytes, length: int) -> Update:
    """What was appended to the first `length` bytes of `pdf`.

    Raises ValueError for any other form.
    """
    before = _last(_BEFORE, pdf[:length])
    at = length if pdf[:length].endswith(b"\n") else length + 1
    if pdf[length:at].strip(b"\n"):
        raise ValueError("something stands before the update")
    objects, places, at = _objects(pdf, at)
    end = _END.fullmatch(pdf, at)
    if end is None or int(end["at"]) != at or end["table"] != _table(places):
        raise ValueError("the table is not that of the objects")
    trailer = dict(entries(end["trailer"]))
    if trailer.pop(b"/Prev", None) != [before["at"]]:
        raise ValueError("the update does not continue the file")
    return Update(objects, places, trailer, entries(before["trailer"]))


def _last(pattern: re.Pattern[bytes], data: bytes) -> _Match:
    found = pattern.fullmatch(data, data.rfind(b"trailer"))
    if found is None:
        raise ValueError("the file does not end as a PDF with a table does")
    return found


def _table(places: Mapping[int, int]) -> bytes:
    """The table of these objects: runs of numbers that follow one another."""
    lines = {0: _FREE} | {
        n: b"%010d 00000 n \n" % places[n] for n in sorted(places)
    }
    starts = [n for n in lines if n - 1 not in lines]
    text = b""
    for start in starts:
        run = [
            n
            for n in lines
            if n >= start and set(range(start, n)) <= lines.keys()
        ]
        text += b"%d %d\n" % (start, len(run)) + b"".join(lines[n] for n in run)
    return text


def object_in(pdf: bytes, number: int) -> bytes:
    """The one object of that number in `pdf`. Raises ValueError where there is none, or more.

    Each byte is looked at a fixed number of times: white space before `endobj` made a pattern for
    the whole object take hours.
    """
    starts = re.finditer(rb"(?:^|[\r\n])%d 0 obj" % number, pdf)
    first = next(starts, None)
    second = next(starts, None)
    end = -1 if first is None else pdf.find(b"endobj", first.end())
    if first is None or second is not None or end < 0:
        raise ValueError("an object is missing, or there twice")
    return pdf[first.end() : end].strip()


def entries(dictionary: bytes) -> dict[bytes, list[bytes]]:
    """A dictionary's keys with the tokens of their values. Raises ValueError where it is none."""
    tokens = _tokens(dictionary)
    if tokens[:1] != [b"<<"] or tokens[-1:] != [b">>"]:
        raise ValueError("no dictionary")
    found = dict[bytes, list[bytes]]()
    deep = 0
    key = b""
    for token in tokens[1:-1]:
        if deep == 0 and token.startswith(b"/") and (not key or found[key]):
            if token in found:
                raise ValueError("a key is there twice")
            key = token
            found[key] = []
            continue
        deep += (token in (b"<<", b"[")) - (token in (b">>", b"]"))
        if not key or deep < 0:
            raise ValueError("no dictionary")
        found[key].append(token)
    return found


def _tokens(text: bytes) -> list[bytes]:
    found = list[bytes]()
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise ValueError("not written as a PDF is")
        if token["token"]:
            found.append(_plain(token["token"]))
        at = token.end()
    return found


def _plain(token: bytes) -> bytes:
    """A text without the escapes that programs may or may not write."""
    if token[:1] != b"(":
        return token
    return re.sub(rb"\\([0-7]{3})", _unescaped, token)


def _unescaped(octal: _Match) -> bytes:
    return bytes([int(octal[1], 8) & 255])


def reference(tokens: Sequence[bytes] | None) -> int:
    """The number of the object that "n 0 R" names. Raises ValueError for anything else."""
    match tokens:
        case [number, b"0", b"R"] if number.isdigit():
            return int(number)
        case _:
            raise ValueError("no reference")
