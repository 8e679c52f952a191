"""Docket: every case of the jury with its days; what is due, what fires a trigger, what was learnt.

Decisions  list_case, move, follow, fire, count_pool, note_lesson
Entries    CaseListed, CaseMoved, PanelSat, TriggerFired, PoolCounted, CaseSummed, LessonNoted
A case has a random reference. One that is not with the jury shows neither theme nor service, and
counts for nothing: why it is not, a danger perhaps, stands in its own file only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.jury.asked import free, no_day, owed
from pbdesk.jury.case_told import CaseTold
from pbdesk.jury.deadlines import STEPS, Deadline, Happened, deadlines
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, clean, spoken
from pbdesk.minutes.growing import put
from pbdesk.questions.shown import MOST
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Jury

__all__ = [
    "CONSENT",
    "FEWEST_CASES",
    "CaseListed",
    "CaseMoved",
    "CaseSummed",
    "Docket",
    "DocketEntry",
    "LessonNoted",
    "Listed",
    "PanelSat",
    "PoolCounted",
    "TriggerFired",
    "agreement",
    "apply",
    "count_pool",
    "due",
    "fire",
    "follow",
    "list_case",
    "missing",
    "move",
    "note_lesson",
    "sat_lately",
    "tell",
    "themes_due",
]

FEWEST_CASES = 10
"""From so many cases on, how far jurors agree is a figure; before, it says who sat."""

_REFERENCE = 9
"""Two groups of four signs: 40 random bits."""

CONSENT = "jury"
"""The purpose for which somebody in an assembly's people file must have agreed to be drawn."""

_OWED = {
    "theme": (
        say("The theme is missing."),
        say("One or two words, such as damp or repairs."),
    ),
    "words": (
        say("Nothing is written."),
        say("Write what was learnt; name no person."),
    ),
}


class CaseListed(Entry, frozen=True, tag="docket.listed", kw_only=True):
    """A complaint came in. `received` is a day, ISO 8601."""

    case: str
    theme: str
    service: str
    received: str


class CaseMoved(Entry, frozen=True, tag="docket.moved", kw_only=True):
    """Something happened in a case, on a day; `to` is a step, or that it ended or came back."""

    case: str
    to: Happened | Literal["elsewhere", "closed", "withdrawn", "again"]
    day: str


class PanelSat(Entry, frozen=True, tag="docket.sat", kw_only=True):
    """Who sits in a case, by the references of its pool."""

    public = False
    case: str
    people: tuple[str, ...]


class TriggerFired(Entry, frozen=True, tag="docket.triggered", kw_only=True):
    """So many complaints of one theme came in so few days: the jury hears them."""

    theme: str
    cases: tuple[str, ...]


class PoolCounted(Entry, frozen=True, tag="docket.pool", kw_only=True):
    """Who may be drawn. `lent` counts those from an assembly's people file who agreed to it."""

    people: int
    lent: int


class CaseSummed(Entry, frozen=True, tag="docket.summed", kw_only=True):
    """A case as it ended: how many gave each score, by standard, and what became of its advice.

    From these counts come the pairs of which alpha is made.
    """

    public = False
    case: str
    scores: tuple[tuple[int, ...], ...]
    accepted: int
    partly: int
    refused: int
    late: int
    done: int


class LessonNoted(Entry, frozen=True, tag="docket.lesson", kw_only=True):
    """What was learnt about a theme."""

    theme: str
    words: FreeText


DocketEntry = (
    CaseListed
    | CaseMoved
    | PanelSat
    | TriggerFired
    | PoolCounted
    | CaseSummed
    | LessonNoted
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A case on the list. `at`: the days on which something happened."""

    case: str
    theme: str
    service: str
    at: Mapping[Happened, date]
    ended: Literal["", "elsewhere", "closed", "withdrawn"] = ""

    @property
    def hidden(self) -> bool:
        """Whether nothing of it is shown, because it is not with the jury."""
        return self.ended == "elsewhere"


@dataclass(frozen=True, slots=True)
class Docket:
    """All cases by their id, and what was learnt. `sat`: who sits in a case, by its id."""

    by_case: Mapping[str, Listed] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    summed: Mapping[str, CaseSummed] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    sat: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    fired: tuple[TriggerFired, ...] = ()
    lessons: tuple[LessonNoted, ...] = ()
    people: int = 0
    lent: int = 0


def list_case(
    state: Jury,
    moment: Moment,
    *,
    theme: str,
    service: str,
    received: str,
) -> Decided:
    """Put a complaint on the list, under a random reference that goes onto its file and receipt."""
    refusal = _unsealed(state) or owed({"theme": theme}, _OWED)
    refusal = refusal or no_day(received, "received")
    return refusal or Writing(
        CaseListed(
            case=moment.new_code()[:_REFERENCE],
            theme=clean(theme).lower(),
            service=clean(service),
            received=received,
        ),
    )


def _unsealed(state: Jury) -> Refusal | None:
    if state.rules.sealed:
        return None
    return Refusal(
        say("The jury's numbers are not sealed."),
        say(
            "Seal them before the first complaint, so that nobody chose them for it.",
        ),
    )


def move(
    state: Jury,
    _moment: Moment,
    *,
    case: str,
    to: Happened | Literal["elsewhere", "closed", "withdrawn"],
    day: str,
) -> Decided:
    """Record that something happened in a case."""
    found = state.docket.by_case[case]
    if found.ended:
        return Refusal(
            say("This case has ended here."),
            say("Put it on the list anew."),
        )
    refusal = no_day(day, "day")
    if refusal:
        return refusal
    if date.fromisoformat(day) < found.at["received"]:
        return Refusal(
            say(
                "The complaint came in on {day}.",
                day=Day(found.at["received"]),
            ),
            say("Nothing happened before that."),
            "day",
        )
    return Writing(CaseMoved(case=case, to=to, day=day))


def follow(state: Jury, moment: Moment, *, told: CaseTold) -> Decided:
    """Bring the list up to what the file of a case says."""
    listed = state.docket.by_case.get(told.case)
    if listed is None:
        return _not_listed(told)
    entries = _news(state, listed, told, moment.at.date().isoformat())
    if not entries:
        return Refusal(say("The list says the same already."))
    return Writing(*entries)


def _not_listed(told: CaseTold) -> Refusal:
    return Refusal(
        say("{case} is not on this jury's list.", case=told.case),
        say(
            "Put the complaint on the list, and give its file that reference as its name.",
        ),
    )


def _news(
    state: Jury,
    listed: Listed,
    told: CaseTold,
    today: str,
) -> list[DocketEntry]:
    case = told.case
    if told.looked and not told.taken:
        return (
            []
            if listed.ended
            else [CaseMoved(case=case, to="elsewhere", day=today)]
        )
    if told.withdrawn:
        is_known = listed.ended == "withdrawn"
        return (
            []
            if is_known
            else [CaseMoved(case=case, to="withdrawn", day=today)]
        )
    if told.closed and listed.ended == "closed":
        return []
    news: list[DocketEntry] = []
    if listed.ended:
        news.append(CaseMoved(case=case, to="again", day=today))
    news += _steps(listed, told)
    if told.sat and state.docket.sat.get(case) != told.sat:
        news.append(PanelSat(case=case, people=told.sat))
    if told.closed:
        news += [_summed(told), CaseMoved(case=case, to="closed", day=today)]
    return news


def _summed(told: CaseTold) -> CaseSummed:
    return CaseSummed(
        case=told.case,
        scores=_scores_of(told),
        accepted=told.accepted,
        partly=told.partly,
        refused=told.refused,
        late=told.late,
        done=told.done,
    )


def _scores_of(told: CaseTold) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(row[: MOST + 1]) for row in told.scores)


def sat_lately(state: Jury, case: str) -> frozenset[str]:
    """Who sat for the same service in as many last cases as the sealed numbers say."""
    service = state.docket.by_case[case].service.casefold()
    panels = [
        people
        for other, people in state.docket.sat.items()
        if other != case
        and state.docket.by_case[other].service.casefold() == service
    ]
    return frozenset(
        person
        for panel in panels[-state.rules.days.barred :]
        for person in panel
    )


def themes_due(state: Jury, today: date) -> Mapping[str, tuple[str, ...]]:
    """Themes with so many complaints in so few days that the jury hears them, with the cases."""
    since = today - timedelta(days=state.rules.days.within)
    heard = {case for fired in state.docket.fired for case in fired.cases}
    recent = [
        each
        for each in state.docket.by_case.values()
        if each.at["received"] >= since
        and not each.hidden
        and each.case not in heard
    ]
    counted = Counter(each.theme for each in recent)
    return {
        theme: tuple(each.case for each in recent if each.theme == theme)
        for theme, n in counted.items()
        if n >= state.rules.days.cases
    }


def fire(state: Jury, moment: Moment, *, theme: str) -> Decided:
    """Record that a theme has reached the number."""
    due_now = themes_due(state, moment.at.date())
    if theme not in due_now:
        return _too_few(state)
    return Writing(TriggerFired(theme=theme, cases=due_now[theme]))


def _too_few(state: Jury) -> Refusal:
    return Refusal(
        say("This theme has not reached the number."),
        say(
            "{n} complaints in {days} days do.",
            n=state.rules.days.cases,
            days=state.rules.days.within,
        ),
        "theme",
    )


def count_pool(
    state: Jury,
    _moment: Moment,
    *,
    people: int,
    lent: int = 0,
) -> Decided:
    """Record how many may be drawn, and how many of them an assembly's people file lent."""
    return (
        _unsealed(state)
        or _fewer_than_seats(state, people, lent)
        or Writing(PoolCounted(people=people, lent=lent))
    )


_TOO_FEW_PEOPLE = Refusal(
    say("There are fewer people than seats."),
    say("Ask more of those who use the service."),
    "people",
)


def _fewer_than_seats(state: Jury, people: int, lent: int) -> Refusal | None:
    if lent < 0 or people < max(lent, state.rules.days.seats):
        return _TOO_FEW_PEOPLE
    return None


def note_lesson(
    state: Jury,
    _moment: Moment,
    *,
    theme: str,
    words: str,
) -> Decided:
    """Note what was learnt about a theme."""
    refusal = _unsealed(state) or owed({"theme": theme, "words": words}, _OWED)
    return refusal or Writing(
        LessonNoted(theme=clean(theme).lower(), words=free(words)),
    )


def due(state: Jury) -> tuple[tuple[Listed, Deadline], ...]:
    """What is due in all cases, the earliest first; of a referred one nothing."""
    running = _running(state)
    found = [
        (each, deadline)
        for each in running
        for deadline in deadlines(state.rules.days, each.at)
        if deadline.done is None
    ]
    return tuple(sorted(found, key=lambda pair: pair[1].day))


def _running(state: Jury) -> list[Listed]:
    return [each for each in state.docket.by_case.values() if not each.ended]


def agreement(
    state: Jury,
) -> tuple[tuple[tuple[int | None, ...], ...], int] | None:
    """The scores of all cases side by side, for alpha: a column a standard of a case, by size.

    And how many cases there are. None before the tenth. Alpha compares the scores of a column only:
    what jurors of one case gave. A row is nobody's slip.
    """
    summed = [each for each in state.docket.summed.values() if each.scores]
    if len(summed) < FEWEST_CASES:
        return None
    columns = _one_by_one(summed)
    return tuple(zip_longest(*columns)), len(summed)


def _one_by_one(summed: list[CaseSummed]) -> list[list[int]]:
    return [_each_score(counts) for each in summed for counts in each.scores]


def _each_score(counts: tuple[int, ...]) -> list[int]:
    return [score for score, n in enumerate(counts) for _ in range(n)]


def _steps(listed: Listed, told: CaseTold) -> Iterator[CaseMoved]:
    """The steps of its way that the list does not know yet, or of another day."""
    for step, day in told.at.items():
        if listed.at.get(step) != day:
            yield CaseMoved(case=told.case, to=step, day=day.isoformat())


def _further(listed: Listed, entry: CaseMoved) -> Listed:
    """A case after a step: it ended, was taken up again, or came to a day of its way."""
    if entry.to in ("elsewhere", "closed", "withdrawn"):
        return replace(listed, ended=entry.to)
    if entry.to == "again":
        return replace(listed, ended="")
    days = {**listed.at, entry.to: date.fromisoformat(entry.day)}
    return replace(listed, at=MappingProxyType(days))


def apply(docket: Docket, entry: DocketEntry, _at: datetime) -> Docket:
    """What the entry adds."""
    match entry:
        case CaseListed():
            at: Mapping[Happened, date] = {
                "received": date.fromisoformat(entry.received),
            }
            listed = Listed(
                entry.case,
                entry.theme,
                entry.service,
                MappingProxyType(at),
            )
            return replace(
                docket,
                by_case=put(docket.by_case, entry.case, listed),
            )
        case CaseMoved(case=case):
            moved = _further(docket.by_case[case], entry)
            return replace(docket, by_case=put(docket.by_case, case, moved))
        case PanelSat(case=case, people=people):
            return replace(docket, sat=put(docket.sat, case, people))
        case TriggerFired():
            return replace(docket, fired=(*docket.fired, entry))
        case PoolCounted():
            return replace(docket, people=entry.people, lent=entry.lent)
        case CaseSummed():
            return replace(docket, summed=put(docket.summed, entry.case, entry))
        case LessonNoted():
            return replace(docket, lessons=(*docket.lessons, entry))
        case _:
            assert_never(entry)


def missing(state: Jury) -> Needs:
    """What is due next in any case."""
    if not state.rules.sealed:
        return ()
    if not state.docket.people:
        why = say(
            "Jurors are people who use the same service, and who agreed to be drawn.",
        )
        return (
            Missing(say("Nobody can be drawn yet."), why, "cases", "people"),
        )
    waiting = due(state)
    if not waiting:
        return ()
    listed, deadline = waiting[0]
    told = say(
        "{case}: {step} by {day}.",
        case=listed.case,
        step=STEPS[deadline.step],
        day=Day(deadline.day),
    )
    why = say("Working days count, without bank holidays.")
    return (Missing(told, why, "due", listed.case),)


def tell(entry: DocketEntry, state: Jury) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case CaseListed(case=case):
            found = state.docket.by_case.get(case)
            if found is not None and found.hidden:
                return say(
                    "A complaint was put on the list: {case}.",
                    case=case,
                )
            return say(
                "A complaint about {theme} was put on the list: {case}.",
                theme=entry.theme,
                case=case,
            )
        case CaseMoved():
            return _moved(entry)
        case PanelSat(case=case, people=people):
            return several(
                "{case}: {n} person sits on its panel.",
                "{case}: {n} people sit on its panel.",
                len(people),
                case=case,
            )
        case TriggerFired(theme=theme, cases=cases):
            return several(
                "{n} complaint about {theme} fired the trigger.",
                "{n} complaints about {theme} fired the trigger.",
                len(cases),
                theme=theme,
            )
        case PoolCounted(people=people, lent=lent):
            return several(
                "{n} person may be drawn, {lent} of them lent by an assembly.",
                "{n} people may be drawn, {lent} of them lent by an assembly.",
                people,
                lent=lent,
            )
        case CaseSummed(case=case):
            return say("{case} was summed up.", case=case)
        case LessonNoted(theme=theme, words=words):
            return say(
                "Learnt about {theme}: {words}",
                theme=theme,
                words=spoken(words),
            )
        case _:
            assert_never(entry)


def _moved(entry: CaseMoved) -> Words:
    case = entry.case
    match entry.to:
        case "elsewhere":
            return say("{case} is not with the jury.", case=case)
        case "closed":
            return say("{case} was closed.", case=case)
        case "withdrawn":
            return say("{case} was withdrawn by the person.", case=case)
        case "again":
            return say("{case} is with the jury again.", case=case)
        case step:
            on = Day(date.fromisoformat(entry.day))
            return say(
                "{case}: {step}, {day}.",
                case=case,
                step=STEPS[step],
                day=on,
            )
