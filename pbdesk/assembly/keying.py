"""Keying: what a teller types for one paper, read by the ballot's style.

Pure; kept as drafts until the urn is sealed. Approval: the codes, in any order ("ACF", "01 07").
Other styles: one number a line in paper order, `-` for none. `0` is a paper without a mark. `?`
makes it doubtful: then each mark may carry how the hand made it: nothing or `x` a cross, `'` a
tick, `/` beside the box, `~` struck out ("? C E/ F~").
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import msgspec

from pbdesk.minutes.decision import Paper, Refusal
from pbdesk.questions.vote import BallotLine, judged
from pbdesk.voting.styles.style import REASONS, Rejected
from pbdesk.words import Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "HANDS",
    "Hand",
    "HandMark",
    "Keyed",
    "as_paper",
    "hand_marks",
    "intended",
    "keyed_from",
    "read_paper",
    "verdict",
]

Hand = Literal["cross", "tick", "beside", "struck"]
HANDS: Mapping[str, Hand] = {"": "cross", "x": "cross", "'": "tick", "/": "beside", "~": "struck"}


class HandMark(msgspec.Struct, frozen=True):
    """One mark of a doubtful paper.

    On which line, what number it shows (1 for a cross), made how.
    """

    code: str
    value: int
    hand: Hand


class Keyed(msgspec.Struct, frozen=True, kw_only=True):
    """One paper as one teller keyed it. Two passes agree when everything but `by` is equal.

    `kind` is "counted" with `ballot` as the style writes it, "rejected" with the reason's code, or
    "doubtful".
    """

    by: str
    kind: Literal["counted", "rejected", "doubtful"]
    ballot: str = ""
    hand: tuple[HandMark, ...] = ()

    def agrees(self, other: Keyed) -> bool:
        """Whether another teller read the same paper the same way."""
        return (self.kind, self.ballot, self.hand) == (other.kind, other.ballot, other.hand)


def read_paper(state: Assembly, text: str, teller: str) -> Keyed | Refusal:
    """What was typed, as a paper.

    Refuses only what is no reading of a paper; a bad ballot is rejected, and kept.
    """
    typed = text.strip()
    if not typed:
        return Refusal(say("Nothing is typed."), say("Type 0 for a paper without a mark."), "text")
    if typed.startswith("?"):
        hand = hand_marks(state, typed[1:])
        return hand if isinstance(hand, Refusal) else Keyed(by=teller, kind="doubtful", hand=hand)
    marks = _marks(state, typed)
    return marks if isinstance(marks, Refusal) else _judged(state, marks, teller)


def _judged(state: Assembly, marks: Mapping[str, object], teller: str) -> Keyed:
    found = judged(state, marks)
    if isinstance(found, Rejected):
        return Keyed(by=teller, kind="rejected", ballot=found.reason)
    return Keyed(by=teller, kind="counted", ballot=found.ballot)


def _marks(state: Assembly, typed: str) -> Mapping[str, object] | Refusal:
    if typed == "0":
        return {}
    if state.rulebook.style == "approval":
        codes = _codes(state, typed)
        return (
            codes
            if isinstance(codes, Refusal)
            else {_line(state, code).project: 1 for code in codes}
        )
    numbers = typed.split()
    lines = state.vote.lines
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
    for number in numbers:
        if not re.fullmatch(r"-|-?[0-9]{1,6}", number):
            return Refusal(
                say("“{number}” is no number.", number=number),
                say("Type figures, or - for none."),
                "text",
            )
    return {
        line.project: int(number)
        for line, number in zip(lines, numbers, strict=True)
        if number != "-" and not (number == "0" and state.rulebook.style != "scoring")
    }


def _codes(state: Assembly, typed: str) -> Sequence[str] | Refusal:
    known = {line.code for line in state.vote.lines}
    width = len(state.vote.lines[0].code)
    packed = re.sub(r"[\s,]+", "", typed).upper()
    codes = [packed[i : i + width] for i in range(0, len(packed), width)]
    for code in codes:
        if code not in known:
            first, last = state.vote.lines[0].code, state.vote.lines[-1].code
            return Refusal(
                say("“{code}” is not on the paper.", code=code),
                say("The codes go from {first} to {last}.", first=first, last=last),
                "text",
            )
    for code in codes:
        if codes.count(code) > 1:
            return Refusal(
                say("{code} is typed twice.", code=code), say("Type each code once."), "text"
            )
    return codes


def _line(state: Assembly, code: str) -> BallotLine:
    return next(line for line in state.vote.lines if line.code == code)


def hand_marks(state: Assembly, typed: str) -> tuple[HandMark, ...] | Refusal:
    """The marks of a doubtful paper, in paper order, each with how the hand made it."""
    approval = state.rulebook.style == "approval"
    found: dict[str, HandMark] = {}
    tokens = typed.split()
    for i, token in enumerate(tokens):
        match = re.fullmatch(r"(-|[0-9A-Za-z]+)([x'/~]?)", token)
        line = _doubtful_line(state, match.group(1) if match else "", i)
        if match is None or line is None:
            return Refusal(
                say("“{token}” is no mark on this paper.", token=token),
                say(
                    "Type a line's code and its mark: C a cross, C' a tick, C/ beside, C~ struck "
                    "out."
                ),
                "text",
            )
        if match.group(1) != "-":
            value = 1 if approval else int(match.group(1))
            found[line.code] = HandMark(line.code, value, HANDS[match.group(2)])
    return tuple(found[line.code] for line in state.vote.lines if line.code in found)


def _doubtful_line(state: Assembly, word: str, place: int) -> BallotLine | None:
    if state.rulebook.style == "approval":
        return next((line for line in state.vote.lines if line.code == word.upper()), None)
    if place >= len(state.vote.lines) or not re.fullmatch(r"-|[0-9]{1,6}", word):
        return None
    return state.vote.lines[place]


def intended(keyed: Keyed, *, with_struck: bool = False) -> tuple[str, ...]:
    """The codes that a doubtful paper can be read as choosing: struck-out marks only when asked."""
    return tuple(mark.code for mark in keyed.hand if with_struck or mark.hand != "struck")


def keyed_from(state: Assembly, doubtful: Keyed, codes: Sequence[str], teller: str) -> Keyed:
    """A doubtful paper as ruled to count for these codes, judged by the sealed rules."""
    values = {mark.code: mark.value for mark in doubtful.hand}
    return _judged(
        state, {_line(state, code).project: values.get(code, 1) for code in codes}, teller
    )


def verdict(state: Assembly, keyed: Keyed) -> Words:
    """What the paper is worth, as the teller hears it."""
    if keyed.kind == "doubtful":
        return say("Doubtful: it is ruled on in view of the room.")
    if keyed.kind == "rejected":
        return say("It does not count: {reason}.", reason=REASONS[keyed.ballot])
    marks = msgspec.json.decode(keyed.ballot, type=dict[str, int])
    codes = tuple(line.code for line in state.vote.lines if line.project in marks)
    return say("It counts: {codes}.", codes=Listing(codes))


def as_paper(keyed: Keyed) -> Paper:
    """The paper for the urn; a doubtful one was ruled on before."""
    if keyed.kind == "doubtful":
        raise ValueError("a doubtful paper has no ruling")
    return Paper(keyed.kind, keyed.ballot)
