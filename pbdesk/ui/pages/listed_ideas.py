"""A list of ideas that was read: what would stand on the list, what is left out, and why."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.app.jobs.listed_ideas import (
    Holds,
    IdeaList,
    Previewed,
    agreeing,
    previewed,
    put_with_contacts,
    read_ideas,
)
from pbdesk.app.jobs.proposers import AGREED
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.roster import Remark
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import ByHand, Means, Read, To
from pbdesk.ui.render.view import Here
from pbdesk.ui.shown import ATTENTION, NOTICE, Choice, FieldSpec, Text, Value
from pbdesk.words import Listing as Names
from pbdesk.words import Money, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.host import Host

__all__ = ["FORM", "READ", "of_list", "take"]

FORM = "list"
_SHOWN = 20
_LEFT_OUT = ""
_HOLDS: Mapping[str, Words] = MappingProxyType(
    {
        _LEFT_OUT: say("Left out"),
        "title": say("Title"),
        "summary": say("What it is"),
        "place": say("Where"),
        "wish": say("Asked for"),
        "who": say("Who handed it in"),
        "reach": say("How to reach them"),
        "agreed": say("Whether they agreed that this is kept"),
    },
)
_KINDS: tuple[Holds, ...] = (
    "title",
    "summary",
    "place",
    "wish",
    "who",
    "reach",
    "agreed",
)


def _read(path: Path, means: Means) -> IdeaList | Refusal:
    return read_ideas(path, means.locale)


READ = Press(
    say("Read a list of ideas"),
    Read(
        FORM,
        say("List of ideas"),
        "XLSX, XLS, ODS, CSV (*.xlsx *.xls *.ods *.csv *.tsv *.txt)",
        say("Reading the list"),
        _read,
        To(doing=FORM, focus=FORM),
    ),
    "quiet",
    "folder-open",
)


def of_list(state: Assembly, here: Here, *, locked: bool) -> Blocks:
    """What is seen of the list that was read, with the button that puts its ideas on the list."""
    listed: IdeaList | None = here.found.get(FORM)
    if listed is None:
        return ()
    first = _first(listed)
    held = {**first, **here.typed.get(FORM, {})}
    columns = _columns(listed, held)
    seen = previewed(state, listed, columns, _begins(held))
    n = len(seen.ideas)
    title = several("{n} idea can be taken", "{n} ideas can be taken", n)
    return (
        Heading(plain(listed.name), title),
        Paragraph(say("Nothing is written yet."), role="help", key="unwritten"),
        *_people(
            seen,
            _columns(listed, held),
            everybody=bool(held.get("everybody")),
            locked=locked,
        ),
        *_asides(listed, held),
        *_remarks("refused", _left_out(seen), seen.refused),
        *_remarks("doubtful", _looked_at(seen), seen.doubtful),
        *_ideas(state, seen),
        Section(say("What the columns hold"), key="columns"),
        *_unsure(listed, held),
        _ask(listed, first, n, asks="who" in columns and not locked),
    )


def _ask(
    listed: IdeaList,
    first: Mapping[str, Value],
    n: int,
    *,
    asks: bool,
) -> Ask:
    verb = several("Put {n} idea on the list", "Put {n} ideas on the list", n)
    return Ask(
        FORM,
        (*_fields(listed), *((_EVERYBODY,) if asks else ())),
        ByHand("take", take),
        verb,
        given={"listed": listed},
        first=first,
        subject=listed.known_by,
        followed=True,
    )


def _taken(state: Assembly) -> To:
    """At the first idea that waits for its answer."""
    said = several(
        "{n} idea is on the list now.",
        "{n} ideas are on the list now.",
        len(state.ideas.by_id),
    )
    return To(state.ideas.open[0].id, focus="list", said=said)


def take(host: Host, *, listed: IdeaList, **held: Value) -> To | Refusal:
    """Put the ideas on the list, as the fields say what the columns hold."""
    columns, first = _columns(listed, held), _begins(held)
    refusal = put_with_contacts(
        host.desk,
        listed=listed,
        columns=columns,
        first=first,
        everybody=bool(held.get("everybody")),
    )
    return refusal or _taken(host.state)


# What the columns hold


def _field(place: int) -> str:
    return f"column/{place}"


def _first(listed: IdeaList) -> Mapping[str, Value]:
    """What the headings say."""
    held = {
        _field(n): each or _LEFT_OUT for n, each in enumerate(listed.columns)
    }
    return {**held, "begins": str(listed.first)}


def _columns(
    listed: IdeaList,
    held: Mapping[str, Value],
) -> tuple[Holds | None, ...]:
    said = [held.get(_field(n)) for n in range(len(listed.columns))]
    return tuple(
        next((kind for kind in _KINDS if kind == each), None) for each in said
    )


def _begins(held: Mapping[str, Value]) -> int:
    return int(str(held.get("begins") or 1))


def _fields(listed: IdeaList) -> tuple[FieldSpec, ...]:
    """A choice for each column in which anything stands, and for the line where ideas begin."""
    kinds = tuple(Choice(key, words) for key, words in _HOLDS.items())
    pairs = zip(listed.headings, listed.examples, strict=True)
    columns = tuple(
        FieldSpec(
            _field(n),
            _called(n, heading, example),
            "choice",
            choices=kinds,
        )
        for n, (heading, example) in enumerate(pairs)
        if heading or example
    )
    return (*columns, _beginning(listed))


def _beginning(listed: IdeaList) -> FieldSpec:
    lines = tuple(_choice(number, cells) for number, cells in _near(listed))
    return FieldSpec(
        "begins",
        say("Ideas begin in line"),
        "choice",
        choices=lines,
    )


def _choice(number: int, cells: tuple[str, ...]) -> Choice:
    return Choice(str(number), _line(number, cells))


def _near(listed: IdeaList) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first lines, and that in which ideas seem to begin."""
    known = {number for number, _ in listed.lines}
    head = () if listed.first in known else ((listed.first, ()),)
    return tuple(sorted((*listed.lines[:40], *head)))


def _line(number: int, cells: tuple[str, ...]) -> Words:
    text = next(filter(None, cells), "")[:40]
    return say("{n}: {text}", n=number, text=text)


def _called(place: int, heading: str, example: str) -> Text:
    if heading:
        return plain(heading[:80])
    return say("Column {n}, such as “{example}”", n=place + 1, example=example)


def _unsure(listed: IdeaList, held: Mapping[str, Value]) -> Blocks:
    """What has to be chosen, for the headings do not say it."""
    columns = _columns(listed, held)
    found: list[Block] = []
    if listed.ambiguous and not {"title", "wish"} <= set(columns):
        words = say(
            "{columns} could hold the same. Say which one is meant.",
            columns=Names(listed.ambiguous),
        )
        found.append(Paragraph(words, shape=ATTENTION, key="ambiguous"))
    if "title" not in columns:
        words = say("Choose the column that holds the titles.")
        found.append(Paragraph(words, shape=ATTENTION, key="untitled"))
    return tuple(found)


# What would be written

_EVERYBODY = FieldSpec(
    "everybody",
    say("Everybody on this list agreed to these words"),
    "tick",
    AGREED,
)
_LOCKED = say(
    "Names and contacts are left out: the people’s names are locked. Open them first.",
)


def _people(
    seen: Previewed,
    columns: tuple[Holds | None, ...],
    *,
    everybody: bool,
    locked: bool,
) -> Blocks:
    """Of how many it is kept who they are; of nobody who did not agree."""
    if not {"who", "reach"} & set(columns):
        return ()
    n = len(agreeing(seen.ideas, everybody=everybody))
    words = several(
        "Names and contacts never enter the record. Of {n} person who agreed they are kept with "
        "the people’s names; of all others they are left out.",
        "Names and contacts never enter the record. Of {n} people who agreed they are kept with "
        "the people’s names; of all others they are left out.",
        n,
    )
    return (Paragraph(_LOCKED if locked else words, shape=NOTICE, key="who"),)


def _asides(listed: IdeaList, held: Mapping[str, Value]) -> Blocks:
    """What of the file is left out as a whole, and how its letters were read."""
    columns = _columns(listed, held)
    found: list[Block] = []
    pairs = zip(listed.headings, columns, strict=True)
    unread = tuple(
        heading for heading, held in pairs if heading and held is None
    )
    if unread:
        words = several(
            "The column {columns} is left out.",
            "The columns {columns} are left out.",
            len(unread),
            columns=Names(unread),
        )
        found.append(Paragraph(words, key="unread"))
    if listed.other_sheets:
        words = several(
            "The sheet {sheets} is left out.",
            "The sheets {sheets} are left out.",
            len(listed.other_sheets),
            sheets=Names(listed.other_sheets),
        )
        found.append(Paragraph(words, key="sheets"))
    if listed.read_as:
        words = say(
            "The letters were read as {code_page}.",
            code_page=listed.read_as,
        )
        found.append(Paragraph(words, key="letters"))
    return tuple(found)


def _left_out(seen: Previewed) -> Words:
    n = len(seen.refused)
    return several("{n} line is left out.", "{n} lines are left out.", n)


def _looked_at(seen: Previewed) -> Words:
    return several(
        "{n} line is taken, and should be looked at.",
        "{n} lines are taken, and should be looked at.",
        len(seen.doubtful),
    )


def _remarks(key: str, words: Words, remarks: tuple[Remark, ...]) -> Blocks:
    if not remarks:
        return ()
    notes = tuple(
        (say("Line {n}", n=each.line), each.words) for each in remarks[:_SHOWN]
    )
    return (
        Paragraph(words, shape=ATTENTION, key=key),
        Notes(notes, key=key),
        *_more(key, len(remarks)),
    )


def _ideas(state: Assembly, seen: Previewed) -> Blocks:
    if not seen.ideas:
        return ()
    currency = state.mandate.currency
    notes: list[tuple[Text, Text]] = []
    for idea in seen.ideas[:_SHOWN]:
        shown = say("“{title}”, not costed yet", title=idea.title)
        if idea.wish is not None:
            sum_ = Money(idea.wish, currency)
            shown = say("“{title}”, {sum}", title=idea.title, sum=sum_)
        notes.append((say("Line {n}", n=idea.line), shown))
    title = Section(say("These would stand on the list"), key="ideas")
    return (
        title,
        Notes(tuple(notes), key="ideas"),
        *_more("ideas", len(seen.ideas)),
    )


def _more(key: str, n: int) -> Blocks:
    if n <= _SHOWN:
        return ()
    more = say("And {n} more.", n=n - _SHOWN)
    return (Paragraph(more, role="help", key=f"{key}-more"),)
