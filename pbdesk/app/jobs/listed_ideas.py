"""A list of ideas as somebody hands it over: read, shown line by line, put on the list as one act.

Who handed them in never enters the record. With their agreement it is kept in the people file, and
the record names it by a reference; all else of names and contacts is left out.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.proposers import AGREED, Agreement
from pbdesk.assembly.alike import grouped
from pbdesk.assembly.ideas import ProposalReceived, receive
from pbdesk.assembly.proposers import ProposerKept
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, parse_money, render
from pbdesk.ledger.lists import COVER, cleaned, plain_length, read_list
from pbdesk.ledger.people import Brought
from pbdesk.ledger.refusals import LedgerError, RosterRefused
from pbdesk.ledger.roster import Remark, fold
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.minutes.kept import Enclosed
from pbdesk.spreadsheet import Sheet
from pbdesk.words import Money, Words, say

__all__ = [
    "Holds",
    "Idea",
    "IdeaList",
    "Previewed",
    "agreeing",
    "previewed",
    "put_on_list",
    "put_with_contacts",
    "read_ideas",
]

type Holds = Literal[
    "title",
    "summary",
    "place",
    "wish",
    "who",
    "reach",
    "agreed",
]
"""What a column holds; `who` is a name, `reach` a contact, `agreed` whether both may be kept."""

_PERSONAL: frozenset[Holds] = frozenset(("who", "reach", "agreed"))

MOST = 1_000
"""Lines of a list of ideas, its headings included."""
_LONGEST = 2_000
"""Letters of a cell."""
_TITLE = 80
_BEGUN = 50
_HEADINGS: Mapping[Holds, str] = MappingProxyType(
    {
        "title": r"(the)?(idea|project|proposal)s?(title|name)?|title|"
        r"(اسم|عنوان)?(ال)?(فكره|فكرة|مشروع|مقترح|اقتراح)|(ال)?عنوان",
        "summary": r"what(itis|isit)?|summary|(short)?(idea|project|proposal)?description|details?|"
        r"(ال)?(وصف|ملخص|تفاصيل|شرح)|وصف(ال)?(فكره|فكرة|مشروع)|ماهي|ماهو",
        "place": r"where|place|location|site|address|(ال)?(مكان|موقع|عنوانالمكان)|اين|أين",
        "wish": r"(sum|amount|money|budget)?(askedfor|asked|requested|wished)|sum|amount|budget|"
        r"(estimated)?costs?(estimate)?|estimate|price|"
        r"(ال)?(مبلغ|كلفه|كلفة|تكلفه|تكلفة|ميزانيه|ميزانية|سعر)(ال)?(مطلوب|مطلوبه|مطلوبة)?",
        "who": r"(your|full|first|sur|last)?names?|who(handeditin)?|handedinby|proposer|proposedby|"
        r"submittedby|author|(ال)?(اسم|إسم|اسمالكامل|مقدم)|"
        r"(اسم)?(مقدم|صاحب)(ال)?(فكره|فكرة|مشروع|اقتراح)",
        "reach": r"contact(s|details)?|(e?mail)(address)?|(tele)?phone(number)?|mobile(number)?|"
        r"(ال)?(هاتف|بريد|بريدالالكتروني|بريدالإلكتروني|جوال)",
        "agreed": r"(consent|agree[ds]?)(given|to(be)?contact(ed)?|tocontact)?|maycontact|"
        r"maywecontactyou|gdpr(consent)?|(ال)?موافقه|(ال)?موافقة",
    },
)
_ONE_ONLY: tuple[Holds, ...] = ("title", "wish")
_NOBODY: Mapping[int, Enclosed] = MappingProxyType({})
_YES = frozenset(
    (
        "yes",
        "y",
        "x",
        "1",
        "true",
        "agreed",
        "agrees",
        "نعم",
        "موافق",
        "موافقه",
        "✓",
    ),
)
_ERRORS = re.compile(
    r"#(N/A|REF!|VALUE!|NAME\?|NULL!|NUM!|DIV/0!|SPILL!|CALC!)",
)
_TOTAL = re.compile(r"(grand |sub)?(total|sum)\b|المجموع|الاجمالي|الإجمالي")
_THOUSANDS = re.compile(r"\d[.,]\d{3}\Z")


@dataclass(frozen=True, slots=True)
class IdeaList:
    """A list that was read: its lines with their numbers, and what its columns seem to hold.

    `first` is the line where ideas begin; `ambiguous` are headings that say the same as another.
    """

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    headings: tuple[str, ...]
    examples: tuple[str, ...]
    columns: tuple[Holds | None, ...]
    first: int
    ambiguous: tuple[str, ...]
    other_sheets: tuple[str, ...]
    read_as: str
    locale: Locale

    @property
    def known_by(self) -> str:
        """What tells it from another list."""
        return hashlib.sha256(
            repr((self.name, self.lines)).encode(),
        ).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea as its line says it. `wish` is minor units, None where it is not costed."""

    line: int
    title: str
    summary: str
    place: str
    wish: int | None
    who: str = ""
    reach: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Previewed:
    """What would be put on the list, what is left out, and what should be looked at."""

    ideas: tuple[Idea, ...]
    refused: tuple[Remark, ...]
    doubtful: tuple[Remark, ...]


def read_ideas(path: Path, locale: Locale) -> IdeaList | Refusal:
    """Read a list of ideas, up to 1,000 lines; nothing of it is written anywhere."""
    try:
        sheets, read_as = read_list(path, MOST)
    except RosterRefused as refused:
        return Refusal(refused.words)
    filled = [sheet for sheet in sheets if sheet.lines]
    if not filled:
        return Refusal(
            say("“{name}” holds no line with an idea.", name=path.name),
        )
    headed = ((sheet, _head(sheet)) for sheet in filled)
    unheaded: tuple[Sheet, int | None] = (filled[0], None)
    chosen, head = next(
        (each for each in headed if each[1] is not None),
        unheaded,
    )
    others = tuple(
        cleaned(sheet.title) for sheet in filled if sheet is not chosen
    )
    return _as_list(path.name, chosen, head, others, read_as, locale)


def _as_list(
    name: str,
    sheet: Sheet,
    head: int | None,
    others: tuple[str, ...],
    read_as: str,
    locale: Locale,
) -> IdeaList:
    lines = tuple(
        (number, tuple(map(cleaned, cells))) for number, cells in sheet.lines
    )
    width = max(len(cells) for _, cells in lines)
    named = () if head is None else lines[head][1]
    headings = (*named, *("",) * (width - len(named)))
    first = lines[0][0] if head is None else lines[head][0] + 1
    below = [cells for number, cells in lines if number >= first]
    examples = tuple(_example(below, place) for place in range(width))
    columns, ambiguous = _clear(headings)
    return IdeaList(
        name,
        lines,
        headings,
        examples,
        columns,
        first,
        ambiguous,
        others,
        read_as,
        locale,
    )


def _clear(
    headings: Sequence[str],
) -> tuple[tuple[Holds | None, ...], tuple[str, ...]]:
    """What the columns hold by their headings; and those headings of which two say the same."""
    columns = tuple[Holds | None, ...](_holds(each) for each in headings)
    times = Counter(columns)
    twice = {each for each in _ONE_ONLY if times[each] > 1}
    pairs = tuple(zip(headings, columns, strict=True))
    clear = tuple[Holds | None, ...](
        None if held in twice else held for held in columns
    )
    return clear, tuple(heading for heading, held in pairs if held in twice)


def _head(sheet: Sheet) -> int | None:
    """Which line names the columns: the first with a title among them, and two known at least."""
    for place, (_, cells) in enumerate(sheet.lines[:COVER]):
        known = [
            each
            for each in map(_holds, map(cleaned, cells))
            if each is not None
        ]
        alone = len(known) == 1 and sum(map(bool, map(str.strip, cells))) == 1
        if "title" in known and (len(known) > 1 or alone):
            return place
    return None


def _holds(heading: str) -> Holds | None:
    """What a column holds by its heading: "Sum asked for (£)" is the sum."""
    if len(heading) > _LONGEST:
        return None
    letters = _letters(heading)
    for what, known in _HEADINGS.items():
        if re.fullmatch(known, letters):
            return what
    return None


def _letters(heading: str) -> str:
    """The letters of a heading, without what stands in brackets."""
    return "".join(filter(str.isalpha, fold(re.sub(r"\(.*?\)", "", heading))))


type _Rows = Sequence[tuple[str, ...]]


def _example(lines: _Rows, place: int) -> str:
    return next(filter(None, _cells(lines, place)), "")[:_BEGUN]


def _cells(lines: _Rows, place: int) -> Iterator[str]:
    """The first cells of a column."""
    for cells in lines[:COVER]:
        if place < len(cells):
            yield cells[place]


def previewed(
    state: Assembly,
    listed: IdeaList,
    columns: Sequence[Holds | None],
    first: int,
) -> Previewed:
    """What the lines from `first` on would put on the list, where the columns hold that."""
    refused: list[Remark] = []
    taken: list[tuple[int, dict[Holds, str]]] = []
    standing = (
        each for each in state.ideas.by_id.values() if each.state != "withdrawn"
    )
    there = {fold(each.title): each.number for each in standing}
    lines: dict[str, int] = {}
    for number, cells in listed.lines:
        if number < first:
            continue
        held = _held(columns, cells)
        title = held.get("title", "")
        wrong = _wrong(held) or _repeated(title, there, lines)
        if wrong is not None:
            refused.append(Remark(number, wrong))
            continue
        lines[fold(title)] = number
        taken.append((number, held))
    ideas, doubts = _costed(taken, state.mandate.currency, listed.locale)
    doubtful = sorted(
        [*doubts, *_alike(state, ideas)],
        key=lambda each: each.line,
    )
    return Previewed(ideas, tuple(refused), tuple(doubtful))


def _costed(
    taken: Sequence[tuple[int, Mapping[Holds, str]]],
    currency: str,
    locale: Locale,
) -> tuple[tuple[Idea, ...], tuple[Remark, ...]]:
    """The ideas with their sums, and what should be looked at in these."""
    ideas: list[Idea] = []
    doubts: list[Remark] = []
    for line, held in taken:
        wish, said = _sum(held.get("wish", ""), currency, locale)
        if said is not None:
            doubts.append(Remark(line, said))
        summary, place = held.get("summary", ""), held.get("place", "")
        agreed = fold(held.get("agreed", "")).strip(". ") in _YES
        who, reach = held.get("who", ""), held.get("reach", "")
        ideas.append(
            Idea(line, held["title"], summary, place, wish, who, reach, agreed),
        )
    return tuple(ideas), tuple(doubts)


def _held(
    columns: Sequence[Holds | None],
    cells: Sequence[str],
) -> dict[Holds, str]:
    """What stands in a line, by what its columns hold; several of one kind are joined."""
    parts: dict[Holds, list[str]] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is not None and cell:
            parts.setdefault(column, []).append(cell)
    return {column: " ".join(each) for column, each in parts.items()}


def _wrong(held: Mapping[Holds, str]) -> Words | None:
    """Why a line cannot be taken."""
    title = held.get("title", "")
    if not title:
        return say("It has no title.")
    if len(title) > _TITLE or plain_length(title) > 2 * _TITLE:
        return say("Its title is longer than {n} letters.", n=_TITLE)
    said = [each for column, each in held.items() if column not in _PERSONAL]
    if any(
        len(each) > _LONGEST or plain_length(each) > 2 * _LONGEST
        for each in said
    ):
        return say("A cell is longer than {n} letters.", n=_LONGEST)
    for each in said:
        if found := _ERRORS.search(each):
            return say("A cell shows the error {error}.", error=found[0])
        if each.startswith("="):
            return say("A cell holds a formula instead of words.")
    if _TOTAL.match(fold(title)) and not held.get("summary"):
        return say("It looks like a total, not like an idea.")
    return None


def _repeated(
    title: str,
    there: Mapping[str, int],
    lines: Mapping[str, int],
) -> Words | None:
    known = fold(title)
    if known in there:
        return say(
            "No. {number} on the list has the same title.",
            number=there[known],
        )
    if known in lines:
        return say("The same title as line {line}.", line=lines[known])
    return None


def _sum(
    cell: str,
    currency: str,
    locale: Locale,
) -> tuple[int | None, Words | None]:
    """A sum in minor units, and what should be looked at; one that is none is not costed yet."""
    if not cell:
        return None, None
    minor = _minor(cell, currency, locale)
    if minor is None or not 0 <= minor < 10**15:
        shown = cell[:_BEGUN]
        return None, say(
            "“{sum}” is not a sum: it is taken as not costed yet.",
            sum=shown,
        )
    unit = _minor("1", currency, locale) or 1
    if _THOUSANDS.search(cell) and minor < 1000 * unit:
        read = Money(minor, currency)
        return minor, say(
            "“{cell}” is read as {sum}.",
            cell=cell[:_BEGUN],
            sum=read,
        )
    return minor, None


def _minor(cell: str, currency: str, locale: Locale) -> int | None:
    figures = "".join(map(_latin, cell))
    try:
        return parse_money(figures, currency, locale)
    except (ValueError, ArithmeticError):
        return None


def _latin(sign: str) -> str:
    """A figure of any script as one of ours."""
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def _alike(state: Assembly, ideas: Sequence[Idea]) -> Iterator[Remark]:
    """Ideas of the list that say much the same as one before them, there or on the list."""
    there = {
        each.id: (say("No. {number}", number=each.number), each.title)
        for each in state.ideas.by_id.values()
        if each.state in ("open", "accepted")
    }
    before = [state.ideas.by_id[each] for each in there]
    said = [(each.id, _all(each.title, str(each.summary))) for each in before]
    fresh = {Id(f"line/{each.line}"): each for each in ideas}
    said += [
        (key, _all(each.title, each.summary)) for key, each in fresh.items()
    ]
    named = there | {
        key: (say("Line {n}", n=each.line), each.title)
        for key, each in fresh.items()
    }
    for group in grouped(tuple(said)):
        place, title = named[group[0]]
        for each in group[1:]:
            if each in fresh:
                words = say(
                    "Much alike: {place}, “{title}”.",
                    place=place,
                    title=title,
                )
                yield Remark(fresh[each].line, words)


def _all(title: str, summary: str) -> str:
    return f"{title} {summary}"


def put_on_list(
    state: Assembly,
    moment: Moment,
    *,
    listed: IdeaList,
    columns: Sequence[Holds | None],
    first: int,
    contacts: Mapping[int, Enclosed] = _NOBODY,
) -> Decided:
    """Put all ideas of a list that can be taken on the assembly's list, as one act.

    `contacts`: who handed it in, by line, as the people file keeps it.
    """
    if refusal := _unclear(columns):
        return refusal
    found = previewed(state, listed, columns, first).ideas
    if not found:
        return Refusal(say("No line of the list can be taken."))
    entries: list[Entry] = []
    for place, idea in enumerate(found):
        received = receive(
            state,
            moment,
            title=idea.title,
            summary=idea.summary,
            place=idea.place,
            wish=idea.wish,
            after=place,
        )
        if isinstance(received, Refusal):
            return received
        entries += received.entries
        entries += _kept_for(
            received,
            contacts.get(idea.line),
            wishes=bool(idea.reach),
        )
    return Writing(*entries)


def _kept_for(
    received: Writing,
    kept: Enclosed | None,
    *,
    wishes: bool,
) -> Iterator[Entry]:
    """That it is kept who handed in the idea that is received."""
    for each in received.entries if kept is not None else ():
        if isinstance(each, ProposalReceived):
            yield ProposerKept(each.proposal, wishes, kept)


def agreeing(ideas: Sequence[Idea], *, everybody: bool) -> tuple[Idea, ...]:
    """Those of whom it may be kept who handed them in: they say so, or everybody agreed."""
    return tuple(
        each for each in ideas if each.who and (everybody or each.agreed)
    )


def _brought(agreement: Agreement, ideas: Sequence[Idea]) -> dict[int, Brought]:
    """Who handed them in, by line; not those whose names are too long to be kept."""
    contacts = (
        (each.line, agreement.contact(each.who, each.reach)) for each in ideas
    )
    return {
        line: contact
        for line, contact in contacts
        if isinstance(contact, Brought)
    }


def put_with_contacts(
    desk: Desk,
    *,
    listed: IdeaList,
    columns: Sequence[Holds | None],
    first: int,
    everybody: bool = False,
) -> Refusal | None:
    """Put a list's ideas on the assembly's; who agreed is kept in the people file, if it is open.

    A list that is refused keeps nobody.
    """
    put = partial(put_on_list, listed=listed, columns=columns, first=first)
    refused = desk.decide(put)
    if isinstance(refused, Refusal):
        return refused
    ideas = previewed(desk.state, listed, columns, first).ideas
    agreement = Agreement(
        render(AGREED, listed.locale),
        desk.moment().at.date(),
    )
    brought = _brought(agreement, agreeing(ideas, everybody=everybody))
    if not brought or desk.people is None:
        return desk.do(put)
    rows = [
        (desk.new_ref(), each, desk.new_salt()) for each in brought.values()
    ]
    try:
        made = desk.people.keep_all(rows)
    except LedgerError as error:
        return Refusal(error.words)
    kept = (Enclosed(each.ref, each.digest) for each in made)
    return desk.do(put, contacts=dict(zip(brought, kept, strict=True)))


def _unclear(columns: Sequence[Holds | None]) -> Refusal | None:
    """Why it is not clear what the columns hold."""
    times = Counter(columns)
    for each in _ONE_ONLY:
        if times[each] > 1:
            second = [n for n, held in enumerate(columns) if held == each][1]
            words = say("Two columns cannot both hold it. Choose one of them.")
            return Refusal(words, where=f"column/{second}")
    if not times["title"]:
        return Refusal(
            say("Choose the column that holds the titles."),
            where="column/0",
        )
    return None
