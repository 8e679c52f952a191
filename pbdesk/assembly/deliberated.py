"""What was deliberated, as it is printed.

Who steered, how tables were drawn, interests, the time each project had, what people asked
together, dots, trade-offs, trades, minorities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.assembly.agenda import KINDS, table_words
from pbdesk.assembly.arguments import ARGUMENTS, Argument
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.dots import PROJECTS, lines_of, opinions
from pbdesk.assembly.matters import Matter, carried
from pbdesk.assembly.seating import Seating
from pbdesk.assembly.steering import INTERESTS, NEEDS, Steering
from pbdesk.assembly.tradeoffs import CHOICES, TradeOff, Wording
from pbdesk.assembly.trades import Trade, option_words
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.minutes.interests import HANDLED, ROLES, Interest
from pbdesk.words import Listing, Text, Words, plain, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "ArgumentLine",
    "ConditionLine",
    "Deliberated",
    "DotsSheet",
    "InterestLine",
    "MatterLine",
    "OpinionLine",
    "Steered",
    "Timing",
    "TradeLine",
    "TradeOffLine",
    "argument_line",
    "as_written",
    "condition_line",
    "deliberated",
    "discussed",
    "dots_sheet",
    "dots_sheets",
    "late",
    "matter_line",
    "spoken_seconds",
    "trade_line",
    "tradeoff_line",
]


@dataclass(frozen=True, slots=True)
class InterestLine:
    """An interest by the role of who has it.

    `project` is a title, empty where it is about several.
    """

    who: Words
    project: str
    what: Words
    handled: Words
    reason: Words
    at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """An item of the agenda: the minutes it was to have, the seconds it took.

    `ended` says whether anybody ended it: of what was not nobody knows how long it took. With
    `tables` the minutes are those of each table.
    """

    title: str
    kind: Words
    minutes: int
    tables: int
    seconds: int | None
    began: datetime | None
    ended: bool


@dataclass(frozen=True, slots=True)
class ArgumentLine:
    """Something that was said: what it is, its words, where it is from.

    `answer`: what a question got, and `open` where it got none. `corrected`: it was put right.
    `file`: the digest of the file that evidence is in.
    """

    kind: str
    label: Words
    words: Words
    table: int
    source: Words | None
    answer: Words | None
    open: bool
    corrected: bool
    file: str | None = None


@dataclass(frozen=True, slots=True)
class MatterLine:
    """What people asked together: in words, the hands for it, people present, what became of it.

    `hands` is None where two people never counted the same. `stands` says how it ended.
    """

    number: int
    words: Words
    hands: int | None
    present: int | None
    carried: bool
    item: str
    answer: Words | None
    stands: Words


@dataclass(frozen=True, slots=True)
class TradeLine:
    """Rather one option than another, in words; `counted` are hands for, against, abstained."""

    id: Id
    number: int
    table: int
    who: Words
    rather: Text
    than: Text
    reason: Words
    gained: Words
    given_up: Words
    running: Words | None
    bears: Words
    condition: Words | None
    minority: Words | None
    counted: tuple[int | None, int | None, int | None]
    hands: Words | None
    confirmed: datetime | None

    @property
    def chosen(self) -> Words:
        """What was chosen, in a sentence."""
        return say(
            "{who} would rather have “{rather}” than “{than}”.",
            who=self.who,
            rather=self.rather,
            than=self.than,
        )


@dataclass(frozen=True, slots=True)
class TradeOffLine:
    """A trade-off in words.

    `skipped`: why it has none; `confirmed`: when it was read aloud as it stands.
    """

    id: Id
    number: int
    title: str
    who: Words
    gained: Words
    costs: Words
    bears: Words
    condition: Words | None
    choice: Words
    reason: Words
    minority: Words | None
    confirmed: datetime | None
    skipped: Words | None
    project: Id
    table: int
    arguments: tuple[ArgumentLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """A condition that stands: its number, where it was agreed, project, table, and words.

    `hands`: how many were for it, in a sentence; None where nobody counted. `digest` is what the
    record has in place of the words, which are None where they were erased.
    """

    number: int
    agreed_in: Id
    project: Id
    title: str
    table: int
    who: Words
    words: Words
    hands: Words | None
    counted: tuple[int | None, int | None, int | None]
    digest: str
    erased: bool = False

    @property
    def asked(self) -> Words:
        """The condition as it is asked for, on whatever sheet."""
        return say(
            "Condition {number}: {words}",
            number=self.number,
            words=self.words,
        )


@dataclass(frozen=True, slots=True)
class Steered:
    """Who prepared it: by interest how many seats are taken of how many; what was checked.

    `needs`: one of the four, whether it is met, and in which words.
    """

    seats: tuple[tuple[Words, int, int], ...] = ()
    needs: tuple[tuple[Words, bool, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """An opinion group: tables that gave most dots to the same line, and the people at them."""

    line: Words
    tables: Words
    people: int


@dataclass(frozen=True, slots=True)
class DotsSheet:
    """The dots on a sheet: its lines with their dots, the most first, and opinion groups.

    `tables` are those that are told, `untold` those with too few people.
    """

    title: Words
    lines: tuple[tuple[Words, int], ...]
    opinions: tuple[OpinionLine, ...]
    tables: int
    untold: int


@dataclass(frozen=True, slots=True)
class Deliberated:
    """All that the pack says about the deliberation."""

    interests: tuple[InterestLine, ...] = ()
    timings: tuple[Timing, ...] = ()
    tradeoffs: tuple[TradeOffLine, ...] = ()
    conditions: tuple[ConditionLine, ...] = ()
    matters: tuple[MatterLine, ...] = ()
    trades: tuple[TradeLine, ...] = ()
    steered: Steered = Steered()
    seating: Seating = Seating()
    dots: tuple[DotsSheet, ...] = ()

    def condition_of(
        self,
        asking: TradeOffLine | TradeLine,
    ) -> ConditionLine | None:
        """The condition that a trade-off, or a trade of two options, asks for."""
        return next(
            (line for line in self.conditions if line.agreed_in == asking.id),
            None,
        )

    def asked_on(self, project: str) -> tuple[ConditionLine, ...]:
        """The conditions under which a project was supported."""
        return tuple(
            line for line in self.conditions if line.project == project
        )

    @property
    def minorities(self) -> tuple[TradeOffLine, ...]:
        """The trade-offs that some did not agree with, and said so."""
        return tuple(
            line
            for line in self.tradeoffs
            if line.minority is not None and line.skipped is None
        )


def as_written(text: FreeText | None) -> Words:
    """What somebody wrote, as written; where it was erased, that it was."""
    if text is not None and text.text is None:
        return say("(these words were erased)")
    return plain(str(text or ""))


def deliberated(state: Assembly) -> Deliberated:
    """The deliberation as it stands in the record."""
    said = state.arguments.by_tradeoff()
    return Deliberated(
        tuple(
            _interest(state, each) for each in state.interests.by_id.values()
        ),
        tuple(
            Timing(
                item.title,
                KINDS[item.kind],
                item.minutes,
                item.tables,
                spoken_seconds(state, item.id),
                state.floor.by_item[item.id].started
                if state.floor.begun(item.id)
                else None,
                state.floor.over(item.id),
            )
            for item in state.agenda.items
        ),
        tuple(
            tradeoff_line(state, each, said.get(each.id, ()))
            for each in state.tradeoffs.by_id.values()
        ),
        tuple(
            condition_line(state, each) for each in state.conditions.standing
        ),
        tuple(
            matter_line(state, each) for each in state.matters.by_id.values()
        ),
        tuple(trade_line(state, each) for each in state.trades.by_id.values()),
        _steered(state.steering),
        state.seating,
        dots_sheets(state),
    )


def _steered(held: Steering) -> Steered:
    return Steered(tuple(_seats(held)), tuple(_needs(held)))


def _seats(held: Steering) -> Iterator[tuple[Words, int, int]]:
    for each, words in INTERESTS.items():
        if each in held.seats:
            yield words, len(held.of(each)), held.seats[each]


def _needs(held: Steering) -> Iterator[tuple[Words, bool, Words]]:
    for each, words in NEEDS.items():
        found = held.needs.get(each)
        if found is not None:
            yield words, found.met, as_written(found.words)


def dots_sheets(state: Assembly) -> tuple[DotsSheet, ...]:
    """The sheets on which dots were counted, in the order of the first count."""
    return tuple(dots_sheet(state, each) for each in _dotted(state))


def _dotted(state: Assembly) -> Iterable[Id]:
    return dict.fromkeys(sheet for sheet, _ in state.dots.counted)


def dots_sheet(state: Assembly, sheet: Id) -> DotsSheet:
    """The dots of a sheet in words; a line that got none stands last."""
    given, counted = state.dots.given(sheet), state.dots.on(sheet)
    there = dict.fromkeys((*lines_of(state, sheet), *given))
    lines = sorted(there, key=lambda line: -given.get(line, 0))
    untold = sum(each.dots is None for each in counted)
    return DotsSheet(
        _sheet_title(state, sheet),
        tuple(
            (_dotted_line(state, line), given.get(line, 0)) for line in lines
        ),
        tuple(
            OpinionLine(
                _dotted_line(state, each.line),
                say(
                    "{tables}",
                    tables=Listing(tuple(table_words(n) for n in each.tables)),
                ),
                each.people,
            )
            for each in opinions(state.dots, sheet)
        ),
        len(counted) - untold,
        untold,
    )


def _sheet_title(state: Assembly, sheet: Id) -> Words:
    weighed = state.tradeoffs.by_id.get(sheet)
    if sheet == PROJECTS or weighed is None:
        return say("Dots on the projects")
    return say(
        "Dots on what was said of “{title}”",
        title=state.ideas.by_id[weighed.project].title,
    )


def _dotted_line(state: Assembly, line: Id) -> Words:
    project = state.ideas.by_id.get(line)
    if project is not None:
        return plain(project.title)
    return _argument_said(state, line)


def _argument_said(state: Assembly, line: Id) -> Words:
    argument = state.arguments.by_id.get(line)
    if argument is None:
        return say("Something that was taken back")
    return as_written(argument.words)


def condition_line(state: Assembly, each: Condition) -> ConditionLine:
    """A condition in words."""
    hands = each.hands
    counted, said = (None, None, None), None
    if hands is not None:
        counted = (hands.in_favour, hands.against, hands.abstained)
        said = _raised(*counted) or say("Counted; too few to be told")
    return ConditionLine(
        each.number,
        each.agreed_in,
        each.project,
        state.ideas.by_id[each.project].title,
        each.table,
        table_words(each.table),
        as_written(each.words),
        said,
        counted,
        each.words.digest,
        each.words.text is None,
    )


def _raised(
    in_favour: int | None,
    against: int | None,
    abstained: int | None,
) -> Words | None:
    """Hands in a sentence; None where they are not told."""
    if in_favour is None:
        return None
    return say(
        "{in_favour} for it, {against} against, {abstained} abstained",
        in_favour=in_favour,
        against=against or 0,
        abstained=abstained or 0,
    )


def argument_line(each: Argument) -> ArgumentLine:
    """Something that was said, in words."""
    answered = each.answer
    return ArgumentLine(
        each.kind,
        ARGUMENTS[each.kind],
        as_written(each.words),
        each.table,
        _given(each.source),
        None if answered is None else _by(answered.by, answered.words),
        each.open,
        bool(each.before),
        each.file.digest if each.file is not None else None,
    )


def _by(who: FreeText, words: FreeText) -> Words:
    return say("{who}: {words}", who=as_written(who), words=as_written(words))


def matter_line(state: Assembly, each: Matter) -> MatterLine:
    """What people asked together, in words."""
    item = state.agenda.by_id.get(each.item) if each.item is not None else None
    answered = each.answer
    return MatterLine(
        each.number,
        as_written(each.words),
        each.hands,
        each.present,
        carried(state, each),
        item.title if item is not None else "",
        None if answered is None else _by(answered.by, answered.reason),
        _ended(state, each),
    )


def _ended(state: Assembly, each: Matter) -> Words:
    if each.item is not None:
        return say("It went on the agenda.")
    if each.answer is not None:
        return say("It was answered.")
    return _left_open(state, each)


def _left_open(state: Assembly, each: Matter) -> Words:
    if each.hands is None:
        return say("Nobody counted hands for it.")
    if carried(state, each):
        return say("Nobody answered it.")
    return say("Too few asked for it.")


def trade_line(state: Assembly, each: Trade) -> TradeLine:
    """Two options against each other, in words."""
    said = each.worded
    counted = said.hands or (None, None, None)
    return TradeLine(
        id=said.trade,
        number=said.number,
        table=said.table,
        who=table_words(said.table),
        rather=option_words(state, said.rather),
        than=option_words(state, said.than),
        reason=as_written(said.reason),
        gained=as_written(said.gained),
        given_up=as_written(said.given_up),
        running=_given(said.running),
        bears=as_written(said.bears),
        condition=_given(said.condition),
        minority=_given(said.minority),
        counted=counted,
        hands=_raised(*counted),
        confirmed=each.confirmed,
    )


def spoken_seconds(state: Assembly, item: str) -> int | None:
    """How long an item took in all, without what runs now; None where it never began."""
    spoken = state.floor.by_item.get(Id(item))
    if spoken is None:
        return None
    return spoken.seconds


def _interest(state: Assembly, each: Interest) -> InterestLine:
    project = state.ideas.by_id.get(each.project) if each.project else None
    return InterestLine(
        ROLES[each.role],
        project.title if project else "",
        as_written(each.what),
        HANDLED[each.handled],
        as_written(each.reason),
        each.at,
        late(state, each),
    )


_NOTHING = FreeText("")
_EMPTY = Wording(
    _NOTHING,
    _NOTHING,
    _NOTHING,
    _NOTHING,
    "support",
    _NOTHING,
    _NOTHING,
)


def tradeoff_line(
    state: Assembly,
    each: TradeOff,
    said: tuple[Argument, ...] = (),
) -> TradeOffLine:
    """A trade-off in words, as far as it is written, with what was said of it."""
    worded = each.wording or _EMPTY
    return TradeOffLine(
        id=each.id,
        number=each.number,
        title=state.ideas.by_id[each.project].title,
        who=table_words(each.table),
        gained=as_written(worded.gained),
        costs=as_written(worded.costs),
        bears=as_written(worded.bears),
        condition=_given(worded.condition),
        choice=CHOICES[worded.choice],
        reason=as_written(worded.reason),
        minority=_given(worded.minority),
        confirmed=each.confirmed if each.stands else None,
        skipped=as_written(each.skipped)
        if each.skipped is not None
        else (
            say("Nothing was written down.") if each.wording is None else None
        ),
        project=each.project,
        table=each.table,
        arguments=tuple(argument_line(one) for one in said),
    )


def _given(text: FreeText) -> Words | None:
    return None if text.text == "" else as_written(text)


def discussed(state: Assembly, project: Id | None) -> datetime | None:
    """When a project was first presented or weighed; with None, when any was. None: not yet."""
    begun = (
        state.floor.by_item[item.id].started
        for item in state.agenda.items
        if item.kind in ("presentation", "tables")
        and state.floor.begun(item.id)
        and project in (None, item.project)
    )
    return min(begun, default=None)


def late(state: Assembly, interest: Interest) -> bool:
    """Whether an interest was declared only after its project was discussed.

    Or after the vote had opened.
    """
    before = (discussed(state, interest.project), state.vote.opened)
    return any(at < interest.at for at in before if at is not None)
