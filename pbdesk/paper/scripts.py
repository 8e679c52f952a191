"""Scripts for reportlab, which draws letters in the order given.

Right-to-left order, and Arabic letters joined. Order: the parts of the Unicode Bidirectional
Algorithm (UAX #9) that one line of a ballot needs: letters, numbers with their signs, what stands
between, and isolates, in which a name keeps its own direction; no embeddings or overrides (their
marks are taken out). Joining: the presentation forms of the Unicode Character Database. Vowel marks
above and below letters are left out: reportlab cannot place them.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby

__all__ = ["drawn", "plainly", "whole_isolates"]

_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_LRI, _RLI, _FSI, _PDI = (chr(point) for point in range(0x2066, 0x206A))
_OPEN = {_LRI, _RLI, _FSI}
_OTHER_MARKS = dict.fromkeys([*range(0x202A, 0x202F), 0x200E, 0x200F])
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))
_LAM = "\N{ARABIC LETTER LAM}"
_PLACES = {
    (False, False): "isolated",
    (False, True): "initial",
    (True, True): "medial",
    (True, False): "final",
}
_RIGHT, _NUMBER = {"R", "AL"}, {"EN", "AN"}


def drawn(text: str, *, right_to_left: bool = False) -> str:
    """The letters in the order in which they are drawn from the left.

    Joined where their script joins.
    """
    if not right_to_left and text.isascii():
        return text
    text = text.translate(_OTHER_MARKS)
    if not right_to_left and not any(
        unicodedata.bidirectional(c) in _RIGHT for c in text
    ):
        return text.translate(_ISOLATES)
    text = _joined(text)
    return _ordered(text, _levels(text, 1 if right_to_left else 0))


def plainly(text: str) -> str:
    """The text as it was written, without marks of direction."""
    return text.translate(_OTHER_MARKS).translate(_ISOLATES)


def whole_isolates(lines: list[str]) -> list[str]:
    """Lines of one text; an isolate that goes on over a line's end is closed and opened again."""
    found = list[str]()
    still = ""
    for part in lines:
        line = still + part
        opened = list[str]()
        for c in line:
            if c in _OPEN:
                opened.append(c)
            elif c == _PDI and opened:
                opened.pop()
        still = "".join(opened)
        found.append(line + _PDI * len(opened))
    return found


def _levels(text: str, base: int) -> list[int]:
    """The embedding level of each letter: odd ones run to the left.

    An isolate stands in its text like a sign.
    Marks of isolates have a level too; they are never drawn.
    """
    spans = _spans(text)
    levels = _levels_outside(text, base, _outside(len(text), spans))
    for start, end in spans:
        inner = text[start + 1 : end]
        alike = (base % 2 == 1) == _runs_left(text[start], inner)
        levels[start + 1 : end] = _levels(
            inner,
            base + 2 if alike else base + 1,
        )
    return levels


def _outside(length: int, spans: list[tuple[int, int]]) -> list[int]:
    """The letters in no isolate; the mark that opens one is among them."""
    return [
        i
        for i in range(length)
        if not any(start < i <= end for start, end in spans)
    ]


def _levels_outside(text: str, base: int, at: list[int]) -> list[int]:
    """The levels of the letters at these places; all others have that of the text."""
    outside = "R" if base % 2 else "L"
    kinds = _numbers_with_signs(
        [unicodedata.bidirectional(text[i]) for i in at],
    )
    sides = _sides(kinds, outside)
    level = {
        "R": base + 1 - base % 2,
        "L": base + base % 2,
        "N": base + 2 - base % 2,
    }
    levels = [base] * len(text)
    for k, i in enumerate(at):
        levels[i] = level[sides[k] or _between(sides, k, outside)]
    return levels


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the outermost isolates begin and end; one that is never closed goes to the end."""
    found = list[tuple[int, int]]()
    depth = 0
    start = 0
    for i, c in enumerate(text):
        if c in _OPEN:
            start = i if depth == 0 else start
            depth += 1
        elif c == _PDI and depth:
            depth -= 1
            if depth == 0:
                found.append((start, i))
    return [*found, (start, len(text))] if depth else found


def _runs_left(mark: str, inner: str) -> bool:
    """Whether an isolate runs to the left.

    As its mark says, else as its first letter (rules P2 and P3).
    """
    if mark != _FSI:
        return mark == _RLI
    hidden = {i for start, end in _spans(inner) for i in range(start, end + 1)}
    kinds = (
        unicodedata.bidirectional(c)
        for i, c in enumerate(inner)
        if i not in hidden
    )
    return next(
        (kind in _RIGHT for kind in kinds if kind == "L" or kind in _RIGHT),
        False,
    )


def _sides(kinds: list[str], outside: str) -> list[str]:
    """R, L, N for a number among letters that run to the left, nothing for what stands between.

    A number after letters that run to the right is one of them (rule W7).
    """
    found = list[str]()
    last = outside
    for kind in kinds:
        side = _SIDES.get(kind, "")
        if side in {"R", "L"}:
            last = side
        found.append("L" if side == "N" and last == "L" else side)
    return found


_SIDES = {"L": "L", **dict.fromkeys(_RIGHT, "R"), **dict.fromkeys(_NUMBER, "N")}


def _numbers_with_signs(kinds: list[str]) -> list[str]:
    """Signs beside a number (£, %) and separators within one belong to it (rules W4 and W5)."""
    for i, kind in enumerate(kinds):
        if (
            kind in {"CS", "ES"}
            and 0 < i < len(kinds) - 1
            and kinds[i - 1] == kinds[i + 1] == "EN"
        ):
            kinds[i] = "EN"
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        for i in order:
            if kinds[i] == "ET" and "EN" in kinds[max(0, i - 1) : i + 2]:
                kinds[i] = "EN"
    return kinds


def _between(sides: list[str], i: int, outside: str) -> str:
    """What stands between two of one side belongs to it, else to the line's own direction.

    Rules N1 and N2.
    """
    before = next((side for side in reversed(sides[:i]) if side), outside)
    after = next((side for side in sides[i + 1 :] if side), outside)
    before, after = ("R" if side == "N" else side for side in (before, after))
    return before if before == after else outside


def _ordered(text: str, levels: list[int]) -> str:
    """Reversed runs, the deepest first (rule L2), brackets mirrored in what runs to the left."""
    letters = [
        c.translate(_MIRRORED) if level % 2 else c
        for c, level in zip(text, levels, strict=True)
    ]
    places = list(range(len(letters)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        for deep, group in groupby(places[:], key=lambda i: levels[i] >= level):
            length = len(list(group))
            if deep:
                places[at : at + length] = reversed(places[at : at + length])
            at += length
    return "".join(letters[i] for i in places).translate(_ISOLATES)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter -> its form by place ("isolated", "initial", "medial", "final").

    Ligatures of lam and alef too.
    """
    found: dict[str, dict[str, str]] = {}
    for point in [*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)]:
        kind, _, letters = unicodedata.decomposition(chr(point)).partition("> ")
        plain = "".join(chr(int(code, 16)) for code in letters.split())
        if letters and (len(plain) == 1 or plain[0] == _LAM):
            found.setdefault(plain, {})[kind.strip("<>")] = chr(point)
    return found


def _joined(text: str) -> str:
    """Arabic letters in the form of their place; lam and alef as one."""
    forms = _forms()
    units = list[str]()
    for c in (c for c in text if unicodedata.bidirectional(c) != "NSM"):
        if units and units[-1] == _LAM and _LAM + c in forms:
            units[-1] += c
        else:
            units.append(c)
    around = ["", *units, ""]
    return "".join(
        _form(unit, around[i], around[i + 2]) for i, unit in enumerate(units)
    )


@lru_cache(maxsize=8192)  # by letters, never by words
def _form(unit: str, before: str, after: str) -> str:
    """A letter joins the one before if that one has an initial form.

    And the next if that one has a final form.
    """
    forms = _forms()
    here = forms.get(unit, {})
    joined = (
        "final" in here and "initial" in forms.get(before, {}),
        "initial" in here and "final" in forms.get(after, {}),
    )
    return here.get(_PLACES[joined], unit)
