"""Public: what the room may see.

Built from the state by construction without people, marks or running counts. `Figures` are in it
only after the declaration. The one paper whose marks are in it is the doubtful one that was put on
the wall to be ruled on; once it is ruled on only words are left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from pbdesk.assembly.agenda import Item, table_words
from pbdesk.assembly.answered import Answer, answer
from pbdesk.assembly.became import STANDS, Became, in_a_row, what_became
from pbdesk.assembly.deliberated import (
    DotsSheet,
    MatterLine,
    TradeLine,
    TradeOffLine,
    as_written,
    dots_sheets,
    matter_line,
    trade_line,
    tradeoff_line,
)
from pbdesk.assembly.figures import Figures, figures
from pbdesk.assembly.floor import to_come
from pbdesk.assembly.poster import poster
from pbdesk.assembly.simulated import Gain, Simulated, simulated
from pbdesk.assembly.simulated import Line as BudgetLine
from pbdesk.assembly.speakers import called as called_up
from pbdesk.assembly.speakers import queue
from pbdesk.assembly.timetable import behind, clock, lateness, timetable
from pbdesk.assembly.way import ENDS, WayStep, all_hanging, ended, hanging, way
from pbdesk.minutes.decision import Decided, Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import Id
from pbdesk.questions.batches import to_rule
from pbdesk.questions.keying import plausible, said
from pbdesk.questions.sealing import style_settings
from pbdesk.questions.sheet import asked_on
from pbdesk.questions.terms import called
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.voting.styles.marks import sentences
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import (
    Clock,
    Listing,
    Sentences,
    Text,
    Words,
    plain,
    say,
    several,
)

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly
    from pbdesk.assembly.timetable import Slot
    from pbdesk.questions.box import Ruling
    from pbdesk.questions.papers import Hand, HandMark

__all__ = [
    "BudgetLine",
    "DotsSheet",
    "Gain",
    "MatterLine",
    "Public",
    "PublicBecame",
    "PublicItem",
    "PublicMark",
    "PublicPaper",
    "PublicProject",
    "PublicReading",
    "PublicWay",
    "Simulated",
    "Speaking",
    "TradeLine",
    "TradeOffLine",
    "WayStep",
    "public",
    "put_on_the_wall",
    "speaking",
    "summary_of",
]

_WALL = "wall/doubtful"  # the draft that says which doubtful paper hangs there: [batch, paper]


@dataclass(frozen=True, slots=True)
class PublicProject:
    """A line of the ballot. `cost` is minor units, None where no money is shared out."""

    code: str
    title: Text
    summary: str
    cost: int | None


type _Stands = Literal["over", "now", "to come"]


@dataclass(frozen=True, slots=True)
class PublicItem:
    """An item of the agenda: the minutes that it has in all, and when it begins as it goes."""

    title: str
    kind: str
    minutes: int
    stands: _Stands
    begins: Clock | None = None
    planned: Clock | None = None
    slot: Slot | None = None
    """When it was to begin and will, in minutes after midnight."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who has the floor. `who` is None where nobody is named, `then` where nobody speaks next.

    Seconds: `whole` is what they have, `used` what is spent; since `since` the clock runs on, None:
    it stands still.
    """

    title: str
    kind: str
    place: Words
    who: Words | None
    whole: int
    used: int
    since: datetime | None
    then: Words | None
    ready: Words | None = None
    """Who is asked to get ready once the time is up; None where nobody in particular is."""

    def left(self, now: datetime) -> int:
        """Seconds left at `now`, 0 when the time is up."""
        return max(0, self.whole - self._spent(now))

    def over(self, now: datetime) -> int:
        """Seconds over the time at `now`, 0 while there is some left."""
        return max(0, self._spent(now) - self.whole)

    def _spent(self, now: datetime) -> int:
        return self.used + (
            max(0, int((now - self.since).total_seconds())) if self.since else 0
        )

    @property
    def over_words(self) -> Words:
        """What the seconds over it are over."""
        return several(
            "over the {n} minute",
            "over the {n} minutes",
            self.whole // 60,
        )

    @property
    def whole_words(self) -> Words:
        """What the seconds left are of."""
        return several(
            "left of {n} minute",
            "left of {n} minutes",
            self.whole // 60,
        )


@dataclass(frozen=True, slots=True)
class PublicMark:
    """A line of a doubtful paper: what the hand did there, and the number it wrote.

    None: it did nothing.
    """

    code: str
    title: str
    hand: Hand | None
    number: str


@dataclass(frozen=True, slots=True)
class PublicReading:
    """What a doubtful paper may mean, and what that takes its marks for; empty: as they stand."""

    words: Words
    why: Words


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """The doubtful paper on the wall.

    Its marks and how it can be read as long as it is to be ruled on, then its ruling in words.
    """

    name: Words
    rule: Words
    lines: tuple[PublicMark, ...]
    readings: tuple[PublicReading, ...]
    ruling: Sentences


@dataclass(frozen=True, slots=True)
class PublicWay:
    """The way of one worry, condition or project, and how far it came."""

    title: Words
    end: Words
    steps: tuple[WayStep, ...]


@dataclass(frozen=True, slots=True)
class PublicBecame:
    """What was asked, answered and done of one thing, and how it stands."""

    title: Words
    stands: Words
    asked: Words
    answered: Words
    done: Words


@dataclass(frozen=True, slots=True)
class Public:
    """The room's view of the assembly."""

    name: str
    place: str
    question: str
    currency: str
    pot: int
    rehearsal: bool
    sentences: Sentences
    fingerprint: tuple[str, ...]
    sealed_at: datetime | None
    style: str
    instruction: Words
    help: Words
    crosses: tuple[int, int] | None
    """The fewest and the most crosses that count, where a paper can have too many."""
    projects: tuple[PublicProject, ...]
    agenda: tuple[PublicItem, ...]
    late: Words | None
    behind: int
    """Minutes by which the evening runs late, 0 for up to one."""
    speaking: Speaking | None
    speakers: Sentences
    """Who wants to speak, by table or group, whoever is called next first."""
    rosters: tuple[tuple[int, ...], ...]
    """The numbered cards at each table."""
    tradeoffs: tuple[TradeOffLine, ...]
    trades: tuple[TradeLine, ...]
    dots: tuple[DotsSheet, ...]
    matters: tuple[MatterLine, ...]
    questions: tuple[tuple[Words, Words], ...]
    """Those that nobody answered yet: at which table, and in which words."""
    way: PublicWay | None
    became: tuple[PublicBecame, ...]
    """What was asked, answered and done, where all of it was hung in the room."""
    whatif: Simulated | None
    vote_open: bool
    vote_closed: datetime | None
    doubtful: PublicPaper | None
    counting: bool
    result: Figures | None
    answer: Answer | None = None
    """What came out of a question without money."""
    code: tuple[str, ...] = ()
    """The result code of a declared question; whoever shows this fills it in."""


def _hanging(state: Assembly) -> PublicWay | None:
    """The way that was hung in the room."""
    found = hanging(state)
    if found is None:
        return None
    return PublicWay(found.title, ENDS[ended(state, found)], way(state, found))


def _all_hanging(state: Assembly) -> tuple[PublicBecame, ...]:
    """What became of everything, as on the day on which it was hung in the room."""
    day = all_hanging(state)
    if day is None:
        return ()
    return tuple(map(_became, what_became(state, day)))


def _became(each: Became) -> PublicBecame:
    return PublicBecame(
        each.label,
        STANDS[each.stands],
        in_a_row(each.asked),
        in_a_row(each.answered),
        in_a_row(each.done),
    )


def _is_told(state: Assembly) -> bool:
    """Whether the room heard the result, of a question about money."""
    declared = (
        state.declaration.declared is not None and state.outcome is not None
    )
    return declared and state.terms.funds


def _crosses(state: Assembly) -> tuple[int, int] | None:
    settings = style_settings(state.rulebook)
    if not isinstance(settings, ApprovalSettings) or settings.knapsack:
        return None
    most = settings.max_picks
    if most is None or most >= len(state.sheet.lines):
        return None
    return settings.min_picks, most


def public(state: Assembly) -> Public:
    """What may be projected now."""
    instruction, help_ = asked_on(state)
    return Public(
        name=state.mandate.name,
        place=state.mandate.place,
        question=state.mandate.question,
        currency=state.mandate.currency,
        pot=state.pot,
        rehearsal=state.mandate.rehearsal,
        sentences=poster(state).sentences,
        fingerprint=state.rulebook.fingerprint,
        sealed_at=state.rulebook.sealed,
        style=state.rulebook.style,
        instruction=instruction,
        help=help_,
        crosses=_crosses(state),
        projects=tuple(
            PublicProject(
                line.code,
                called(line.project, line.title)
                if state.terms.of.options
                else line.title,
                summary_of(state, line.project),
                line.cost if state.terms.funds else None,
            )
            for line in state.sheet.lines
        ),
        agenda=tuple(_item(state, item) for item in state.agenda.items),
        late=lateness(state),
        behind=behind(state),
        speaking=speaking(state),
        speakers=tuple(called_up(each) for each in queue(state)),
        rosters=state.seating.rosters,
        tradeoffs=tuple(
            tradeoff_line(state, each)
            for each in state.tradeoffs.by_id.values()
            if each.wording is not None and each.skipped is None
        ),
        trades=tuple(
            trade_line(state, each) for each in state.trades.by_id.values()
        ),
        dots=dots_sheets(state),
        matters=tuple(
            matter_line(state, each)
            for each in state.matters.by_id.values()
            if not each.settled
        ),
        questions=tuple(
            (table_words(each.table), as_written(each.words))
            for each in state.arguments.unanswered
        ),
        way=_hanging(state),
        became=_all_hanging(state),
        whatif=simulated(state),
        vote_open=state.vote.is_open,
        vote_closed=state.vote.closed,
        doubtful=_doubtful(state),
        counting=state.vote.closed is not None and state.count.counted is None,
        result=figures(state) if _is_told(state) else None,
        answer=answer(state),
    )


def summary_of(state: Assembly, line: str) -> str:
    """What a line of the ballot is, in a sentence; empty for a fixed answer."""
    if state.terms.funds:
        return str(state.ideas.by_id[Id(line)].summary)
    return _summary_of_option(state, line)


def _summary_of_option(state: Assembly, option: str) -> str:
    found = state.terms.options.get(Id(option))
    if found is None:
        return ""
    return found.summary


def _item(state: Assembly, item: Item) -> PublicItem:
    times = timetable(state)
    slot = None if times is None else times.of(item.id)
    return PublicItem(
        item.title,
        item.kind,
        item.whole,
        _stands(state, item),
        None if slot is None else clock(state, slot.going),
        None if slot is None else clock(state, slot.planned),
        slot,
    )


def _stands(state: Assembly, item: Item) -> _Stands:
    if state.floor.over(item.id):
        return "over"
    now = state.floor.now
    return "now" if now is not None and now.item == item.id else "to come"


def speaking(state: Assembly) -> Speaking | None:
    """Who has the floor; None where no item is under way."""
    now = state.floor.now
    if now is None:
        return None
    item, items = (
        state.agenda.by_id[now.item],
        [each.id for each in state.agenda.items],
    )
    who = (
        table_words(now.table)
        if now.table
        else as_written(item.speaker)
        if item.speaker.text != ""
        else None
    )
    return Speaking(
        item.title,
        item.kind,
        say("Item {n} of {all}", n=items.index(item.id) + 1, all=len(items)),
        who,
        item.seconds,
        state.floor.used(item.id, now.table),
        now.since,
        _then(state, item),
        _ready(to_come(state, item)),
    )


def _then(state: Assembly, item: Item) -> Words | None:
    """Who speaks next: the tables that are still to come, else the next item."""
    tables = to_come(state, item)
    if len(tables) > 1:
        return say(
            "Then table {n}, then table {next}",
            n=tables[0],
            next=tables[1],
        )
    if tables:
        return say("Then table {n}", n=tables[0])
    return _next_item(state)


def _ready(tables: Sequence[int]) -> Words | None:
    if not tables:
        return None
    ready = say("Table {n}, please get ready.", n=tables[0])
    if len(tables) < 2:
        return ready
    return say("{ready} Then table {next}.", ready=ready, next=tables[1])


def _next_item(state: Assembly) -> Words | None:
    for each in state.agenda.items:
        if not state.floor.begun(each.id):
            return say("Then: {title}", title=each.title)
    return None


def put_on_the_wall(
    state: Assembly,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
) -> Decided:
    """Let the room see this doubtful paper while it is ruled on.

    A draft, durable and erasable, never an entry.
    """
    if (batch, paper) not in {*to_rule(state), *state.box.rulings}:
        return Refusal(say("This paper is not doubtful."), where="paper")
    shown = msgspec.json.encode((batch, paper)).decode()
    return Writing(drafts=(Draft(_WALL, shown),))


def _doubtful(state: Assembly) -> PublicPaper | None:
    """The doubtful paper that was put on the wall.

    "Identifies the voter" and every other ruling is said in words, and its marks are gone then.
    """
    shown = state.drafts.get(_WALL)
    if shown is None or state.count.sealed:
        return None
    paper = msgspec.json.decode(shown, type=tuple[int, int])
    waiting = to_rule(state)
    papers = sorted({*waiting, *state.box.rulings})
    if paper not in papers:
        return None
    name = say(
        "Doubtful paper {n} of {all}",
        n=papers.index(paper) + 1,
        all=len(papers),
    )
    rule = poster(state).intention
    if paper in waiting:
        return PublicPaper(
            name,
            rule,
            _marks(state, paper),
            _readings(state, paper),
            (),
        )
    return PublicPaper(name, rule, (), (), _ruling(state.box.rulings[paper]))


def _readings(
    state: Assembly,
    paper: tuple[int, int],
) -> tuple[PublicReading, ...]:
    """What the paper may mean, the likeliest first, and that it may not count."""
    drawn = state.papers.paper(*paper).drawn
    read = (
        PublicReading(
            say("It counts for {marks}.", marks=said(state, each.ballot)),
            _taken_for(drawn, _codes_in(state, each.ballot)),
        )
        for each in plausible(state, drawn)
    )
    return (*read, _NO_READING)


_NO_READING = PublicReading(
    say("It does not count."),
    say("Nobody can know what was meant."),
)


def _codes_in(state: Assembly, ballot: str) -> frozenset[str]:
    """The codes of the lines that a reading gives something."""
    marks = msgspec.json.decode(ballot, type=dict[str, int])
    lines = state.sheet.lines
    return frozenset(line.code for line in lines if line.project in marks)


def _taken_for(drawn: Sequence[HandMark], counted: frozenset[str]) -> Words:
    """What a reading takes struck marks and marks beside a box for."""
    told = [
        words(Listing(codes))
        for hand, counts, words in _TAKEN_FOR
        if (codes := _made(drawn, hand, counted, counts=counts))
    ]
    return sentences(*told) if told else plain("")


_TAKEN_FOR: tuple[tuple[Hand, bool, Callable[[Listing], Words]], ...] = (
    (
        "struck",
        False,
        lambda codes: say("{codes} struck out: taken back.", codes=codes),
    ),
    (
        "struck",
        True,
        lambda codes: say("The strokes do not take {codes} back.", codes=codes),
    ),
    (
        "beside",
        True,
        lambda codes: say("{codes} marked beside the box: meant.", codes=codes),
    ),
    (
        "beside",
        False,
        lambda codes: say(
            "{codes} marked beside the box: not meant.",
            codes=codes,
        ),
    ),
)
"""What the hand did, whether the line counts all the same, and what that takes it for."""


def _made(
    drawn: Sequence[HandMark],
    hand: Hand,
    counted: frozenset[str],
    *,
    counts: bool,
) -> tuple[str, ...]:
    """Where the hand did so, of the lines that count or of those that do not."""
    return tuple(
        each.code
        for each in drawn
        if each.hand == hand and (each.code in counted) is counts
    )


_COUNTS = say("It counts.")


def _ruling(ruling: Ruling) -> tuple[Words, Words]:
    reason = as_written(ruling.reason)
    if ruling.ruling == "counts":
        return _COUNTS, reason
    return _rejected(ruling), reason


def _rejected(ruling: Ruling) -> Words:
    return say("Rejected: {reason}", reason=REASONS[ruling.code])


def _marks(state: Assembly, paper: tuple[int, int]) -> tuple[PublicMark, ...]:
    """Every line of the paper with what the hand did there; numbers where the style has them."""
    made = {mark.code: mark for mark in state.papers.paper(*paper).drawn}
    written = not STYLES[state.rulebook.style].crossed
    lines: list[PublicMark] = []
    for line in state.sheet.lines:
        mark = made.get(line.code)
        number = str(mark.value) if mark and written else ""
        lines.append(
            PublicMark(
                line.code,
                line.title,
                mark.hand if mark else None,
                number,
            ),
        )
    return tuple(lines)
