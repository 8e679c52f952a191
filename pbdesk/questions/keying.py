"""Keying: what a teller types for one paper, read by the ballot's style.

Pure. Approval: the codes, in any order ("ACF", "01 07"). Other styles: one number a line in paper
order, `-` for none. `0` is a paper without a mark. A `?` anywhere makes the paper doubtful ("?",
"AB?", "? AB"): then each mark may carry how the hand made it: nothing or `x` a cross, `'` a tick,
`/` beside the box, `~` struck out ("? C E/ F~"). Among numbers a `?` that stands alone is a line
that nobody can read ("1 ? 3"). Signs and figures of other keyboards are taken as the same signs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from pbdesk.minutes.decision import Paper, Refusal
from pbdesk.questions.papers import Hand, HandMark, Keyed
from pbdesk.questions.sealing import style_settings
from pbdesk.questions.sheet import judged
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import Rejected
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "HANDS",
    "Plausible",
    "as_paper",
    "as_typed",
    "broken",
    "hand_marks",
    "in_signs",
    "marks_of",
    "plausible",
    "read_paper",
]

HANDS: Mapping[str, Hand] = MappingProxyType(
    {"": "cross", "x": "cross", "'": "tick", "/": "beside", "~": "struck"},
)

type _Marks = Mapping[str, int]
"""What a paper says, by line's code; 1 for a cross."""


def read_paper(
    state: Asking,
    text: str,
    by: tuple[str, ...] = (),
) -> Keyed | Refusal:
    """What was typed, as a paper read by these people.

    Refuses only what is no reading of a paper; a bad ballot is rejected, and kept.
    """
    typed = in_signs(text).strip()
    if not typed:
        return Refusal(
            say("Nothing is typed."),
            say("Type 0 for a paper without a mark."),
            "text",
        )
    if "?" in typed:
        hand = hand_marks(state, typed)
        if isinstance(hand, Refusal):
            return hand
        return Keyed(by=by, kind="doubtful", hand=hand)
    marks = _marks(state, typed)
    if isinstance(marks, Refusal):
        return marks
    return _judged(state, marks, by)


_SIGNS = str.maketrans("؟،’´–—−", "?,''---")
"""What keyboards of other languages write for the signs of keying."""


def in_signs(text: str) -> str:
    """What was typed, in the signs that keying knows, whatever keyboard it was typed on."""
    once = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in once)


def _judged(state: Asking, marks: _Marks, by: tuple[str, ...]) -> Keyed:
    """The marks as the sealed rules take them."""
    projects = {line.code: line.project for line in state.sheet.lines}
    found = judged(
        state,
        {projects[code]: value for code, value in marks.items()},
    )
    if isinstance(found, Rejected):
        return Keyed(by=by, kind="rejected", ballot=found.reason)
    return Keyed(by=by, kind="counted", ballot=found.ballot)


def _marks(state: Asking, typed: str) -> _Marks | Refusal:
    if typed == "0":
        return {}
    if STYLES[state.rulebook.style].crossed:
        return _crosses(state, typed)
    return _numbers(state, typed)


def _crosses(state: Asking, typed: str) -> _Marks | Refusal:
    codes = _codes(state, typed)
    if isinstance(codes, Refusal):
        return codes
    return dict.fromkeys(codes, 1)


def _numbers(state: Asking, typed: str) -> _Marks | Refusal:
    """One number a line; 0 is a mark only where points are given."""
    numbers = typed.split()
    lines = state.sheet.lines
    if len(numbers) != len(lines):
        return Refusal(
            say(
                "The paper has {lines} lines, {typed} are typed.",
                lines=len(lines),
                typed=len(numbers),
            ),
            say("Type one number a line in paper order, - for none."),
            "text",
        )
    nothing = {"-"} if STYLES[state.rulebook.style].zeros else {"-", "0"}
    found: dict[str, int] = {}
    for line, number in zip(lines, numbers, strict=True):
        if not re.fullmatch(r"-|-?[0-9]{1,6}", number):
            return Refusal(
                say("“{number}” is no number.", number=number),
                say("Type figures, or - for none."),
                "text",
            )
        if number not in nothing:
            found[line.code] = int(number)
    return found


def _codes(state: Asking, typed: str) -> Sequence[str] | Refusal:
    known = [line.code for line in state.sheet.lines]
    width = len(known[0])
    packed = re.sub(r"[\s,]+", "", typed).upper()
    codes = [packed[i : i + width] for i in range(0, len(packed), width)]
    for code in codes:
        if code not in known:
            return Refusal(
                say("“{code}” is not on the paper.", code=code),
                say(
                    "The codes go from {first} to {last}.",
                    first=known[0],
                    last=known[-1],
                ),
                "text",
            )
        if codes.count(code) > 1:
            return Refusal(
                say("{code} is typed twice.", code=code),
                say("Type each code once."),
                "text",
            )
    return codes


# Doubtful papers


def hand_marks(state: Asking, typed: str) -> tuple[HandMark, ...] | Refusal:
    """The marks of a doubtful paper, in paper order, each with how the hand made it."""
    approval = STYLES[state.rulebook.style].crossed
    tokens = _tokens(state, typed)
    if isinstance(tokens, Refusal):
        return tokens
    found: dict[str, HandMark] = {}
    for place, token in enumerate(tokens):
        read = (
            _packed(state, token) if approval else _figure(state, token, place)
        )
        if read is None:
            return _no_mark(token, crossed=approval)
        for mark in read:
            if mark.code in found:
                return Refusal(
                    say("{code} is typed twice.", code=mark.code),
                    say("Type each code once."),
                    "text",
                )
            found[mark.code] = mark
    return tuple(
        found[line.code] for line in state.sheet.lines if line.code in found
    )


def _tokens(state: Asking, typed: str) -> list[str] | Refusal:
    """The marks of a doubtful paper, without the ? that says so.

    Among numbers, - stands for a line that nobody can read.
    """
    words = in_signs(typed).replace(",", " ").split()
    if STYLES[state.rulebook.style].crossed:
        return " ".join(words).replace("?", " ").split()
    lines = state.sheet.lines
    if words[:1] == ["?"] and len(words) == len(lines) > 1:
        return Refusal(
            say("The first ? may stand for line {code}.", code=lines[0].code),
            say("Type ? twice where nobody can read it, else type every line."),
            "text",
        )
    if words[:1] == ["?"]:
        words = words[1:]
    elif words[-1] == "?" and len(words) > len(lines):
        words = words[:-1]
    read = (word if word.strip("?") else "-" for word in words)
    return " ".join(read).replace("?", " ").split()


def _no_mark(token: str, *, crossed: bool) -> Refusal:
    return Refusal(
        say("“{token}” is no mark on this paper.", token=token),
        say(
            "Type a line's code and its mark: C a cross, C' a tick, C/ beside, C~ struck out.",
        )
        if crossed
        else say(
            "Type a number for each line, with its mark: 3 as it stands, 3' a tick, 3/ beside, "
            "3~ struck out, - for none.",
        ),
        "text",
    )


def _packed(state: Asking, token: str) -> list[HandMark] | None:
    """Codes with their signs, set apart or not ("C/", "CE/F~"); None where there is another sign.

    An x after a code is its cross, unless X is on the paper itself.
    """
    codes = [line.code for line in state.sheet.lines]
    signs = "'/~" if "X" in codes else "'/~xX"
    one = rf"({'|'.join(codes)})([{signs}]?)"
    if not re.fullmatch(rf"(?:{one})+", token, re.IGNORECASE):
        return None
    return [
        HandMark(code.upper(), 1, HANDS[sign.lower()])
        for code, sign in re.findall(one, token, re.IGNORECASE)
    ]


def _figure(state: Asking, token: str, place: int) -> list[HandMark] | None:
    """The number of one line with its sign; nothing for `-`, None where it is no number."""
    match = re.fullmatch(r"(-?[0-9]{1,6}|-)([x'/~]?)", token)
    if match is None or place >= len(state.sheet.lines):
        return None
    number, sign = match.groups()
    if number == "-":
        return []
    return [HandMark(state.sheet.lines[place].code, int(number), HANDS[sign])]


def marks_of(hand: Sequence[HandMark], *, but: Sequence[Hand] = ()) -> _Marks:
    """What the marks of a doubtful paper say, but for those made in some ways."""
    return {mark.code: mark.value for mark in hand if mark.hand not in but}


def as_typed(state: Asking, marks: _Marks) -> str:
    """Marks as a teller types them."""
    if not marks:
        return "0"
    codes = [line.code for line in state.sheet.lines]
    if STYLES[state.rulebook.style].crossed:
        return " ".join(code for code in codes if code in marks)
    return " ".join(str(marks.get(code, "-")) for code in codes)


_LEFT_OUT: tuple[tuple[Hand, ...], ...] = (
    ("struck",),
    (),
    ("struck", "beside"),
    ("struck", "beside", "tick"),
)
"""What may be left out of a doubtful paper: what was struck out, nothing, what stands beside its
box, whatever is no cross."""


@dataclass(frozen=True, slots=True)
class Plausible:
    """What a doubtful paper may have meant: as a teller types it, and as its style writes it."""

    typed: str
    ballot: str


def plausible(state: Asking, hand: Sequence[HandMark]) -> tuple[Plausible, ...]:
    """Readings of a doubtful paper that the sealed rules count, each once, the likeliest first.

    Marks that break a rule as they stand are read as their style says they may be meant, once what
    was struck out is left out.
    """
    style = STYLES[state.rulebook.style]
    found: dict[str, Plausible] = {}
    for but in _LEFT_OUT:
        marks = marks_of(hand, but=but)
        for meant in (marks, *(style.meant(marks) if "struck" in but else ())):
            read = _judged(state, meant, ())
            if read.kind == "counted":
                _ = found.setdefault(
                    read.ballot,
                    Plausible(as_typed(state, meant), read.ballot),
                )
    return tuple(found.values())


def said(state: Asking, ballot: str) -> Words:
    """A ballot as its style reads it out. `ballot` is the text that the style wrote."""
    marks = msgspec.json.decode(ballot, type=dict[str, int])
    codes: dict[str, str] = {
        line.project: line.code for line in state.sheet.lines
    }
    return STYLES[state.rulebook.style].words(
        marks,
        codes,
        style_settings(state.rulebook),
    )


def broken(state: Asking, hand: Sequence[HandMark]) -> str:
    """Why a doubtful paper does not count as it is marked, a key of REASONS; empty where it does.

    What was struck out is left out.
    """
    read = _judged(state, marks_of(hand, but=("struck",)), ())
    return read.ballot if read.kind == "rejected" else ""


def as_paper(keyed: Keyed) -> Paper:
    """The paper for the urn; a doubtful one was ruled on before."""
    if keyed.kind == "doubtful":
        raise ValueError("a doubtful paper has no ruling")
    return Paper(keyed.kind, keyed.ballot)
