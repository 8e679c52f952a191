"""The finding: points with their last vote, reasons and pages; and what the jury recommends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.jury import finding, remedies
from pbdesk.jury.finding import OUTCOMES, Finding
from pbdesk.jury.remedies import KINDS, Recommendation
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.ui.pages.case_words import choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Open, To
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    Choice,
    FieldSpec,
    Group,
    Row,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, plain, say, several
from pbdesk.words import Listing as Listed

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Finding")
_POINTS, _REMEDIES = Group(say("Points")), Group(say("Recommendations"))


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """Points and recommendations at the left, the chosen one at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    rows = (*_points(state), *map(_remedy_row, state.remedies.standing))
    keys = {row.key for row in rows}
    chosen = (
        here.chosen
        if here.chosen in keys
        else next((row.key for row in rows), None)
    )
    recommend = Press(
        say("Recommend something"),
        Open("recommend"),
        icon="plus",
    )
    ready = state.scores.done and state.reporting.issued is None
    left = Listing(
        say("One vote a point"),
        _LABEL,
        rows,
        chosen=chosen,
        empty=None if rows else _EMPTY,
        foot=(recommend,) if ready else (),
    )
    if here.doing == "recommend" and ready:
        title = say("What should be done")
        return PageView(left, (Heading(_LABEL, title), _recommend(state)))
    return PageView(left, _chosen(state, chosen, here))


_EMPTY = Empty(
    say("No points"),
    say("The terms of reference say what is decided."),
)


def _way(_state: Case, target: str | None) -> To:
    if target == "recommend":
        return To(doing="recommend")
    return To(chosen=target, focus=target or "list")


PAGE = PageSpec("finding", _LABEL, view, way=_way)


def _points(state: Case) -> tuple[Row, ...]:
    rows: list[Row] = []
    for number, point in enumerate(state.terms.points, 1):
        found = state.findings.by_point.get(number)
        shape, words = _standing(found)
        rows.append(
            Row(
                f"{number}",
                plain(point),
                words,
                shape=shape,
                section=_POINTS,
                number=f"{number}",
            ),
        )
    return tuple(rows)


def _standing(found: Finding | None) -> tuple[Shape, Words]:
    if found is None:
        return NOT_STARTED, say("Not voted on")
    if not found.worded:
        return ATTENTION, say(
            "{outcome}, without reasons yet",
            outcome=OUTCOMES[found.outcome],
        )
    return DONE, OUTCOMES[found.outcome]


def _remedy_row(each: Recommendation) -> Row:
    by = say("{owner}, by {day}", owner=each.owner, day=Day(each.day))
    number = str(each.number)
    return Row(
        each.id,
        spoken(each.words),
        by,
        section=_REMEDIES,
        number=number,
    )


def _chosen(state: Case, key: str | None, here: Here) -> Blocks:
    remedy = next(
        (each for each in state.remedies.standing if each.id == key),
        None,
    )
    if remedy is not None:
        return _remedy(state, remedy)
    if key is None:
        return ()
    return _point(state, int(key), here)


def _point_heading(state: Case, number: int, found: Finding | None) -> Heading:
    points = state.terms.points
    shape, words = _standing(found)
    caption = _place(number, len(points))
    return Heading(caption, plain(points[number - 1]), shape, words)


def _place(number: int, of: int) -> Words:
    return several("Point {n} of {all}", "Point {n} of {all}", number, all=of)


def _point(state: Case, number: int, here: Here) -> Blocks:
    """A point of the complaint: its vote and reasons, and what may be done about them now."""
    found = state.findings.by_point.get(number)
    heading = _point_heading(state, number, found)
    if not state.scores.done:
        return heading, Paragraph(say("The jurors score alone first."))
    forms = {each.key: each for each in _asks(number, found)}
    if found is None:
        return heading, Paragraph(_TALK), forms["vote"]
    told = (heading, *_told(found))
    if state.reporting.issued is not None:
        return told
    if here.doing in forms:
        return (
            *told,
            Section(_TITLES[here.doing], key=here.doing),
            forms[here.doing],
        )
    acts = tuple(
        Press(_TITLES[name], Open(name, f"{number}"), "quiet") for name in forms
    )
    return *told, Buttons(acts, key="acts")


_TALK = say(
    "Talk first. Then everybody votes on a slip: not upheld, or upheld at least in part. Two "
    "people count, each for themselves. Where more than half say at least in part, ask who says "
    "wholly. Only what came of it is written down, never the figures: the finding is the jury's.",
)
_TITLES = {
    "vote": say("Vote again"),
    "word": say("Reasons and pages"),
    "dissent": say("A minority states its view"),
}


def _told(found: Finding) -> Blocks:
    notes: list[tuple[Text, Text]] = []
    if found.worded:
        pages = Listed(tuple(plain(f"{page}") for page in found.pages))
        undecided = found.outcome == "unable"
        notes.append(
            (
                say("One view") if undecided else say("Reasons"),
                spoken(found.reasons),
            ),
        )
        if undecided:
            notes.append((say("The other view"), spoken(found.other)))
        notes.append((say("Pages"), say("{pages}", pages=pages)))
    notes += [(say("A minority"), spoken(words)) for words in found.minority]
    return (Notes(tuple(notes)),) if notes else ()


_OTHER = FieldSpec(
    "other",
    say("Reasons of the other view"),
    "paragraph",
    rows=5,
)


_COUNTED = {
    "none": OUTCOMES["not"],
    "part": say("Upheld at least in part"),
    "unable": say("Unable to decide"),
    "again": say("All slips, as the second person counted them"),
    "wholly": say("Asked afterwards: wholly"),
}

_DISSENT = FieldSpec(
    "words",
    say("In their own words, under nobody's name"),
    "paragraph",
    rows=4,
    help=say("Printed in the full report. It shows that the jury was split."),
)


def _asks(number: int, found: Finding | None) -> tuple[Ask, ...]:
    given, subject = {"point": number}, f"{number}"
    votes = tuple(
        FieldSpec(
            name,
            words,
            "number",
            least=0,
            most=100,
            across=True,
            personal=True,
        )
        for name, words in _COUNTED.items()
    )
    pages = ", ".join(f"{page}" for page in found.pages) if found else ""
    undecided = found if found and found.outcome == "unable" else None
    return (
        Ask(
            "vote",
            votes,
            from_form(finding.vote),
            say("Record the vote"),
            given,
            subject=subject,
        ),
        Ask(
            "word",
            (
                FieldSpec("reasons", say("Reasons"), "paragraph", rows=5),
                *((_OTHER,) if undecided else ()),
                FieldSpec(
                    "pages",
                    say("Pages of the bundle"),
                    placeholder="3, 5-7",
                ),
            ),
            from_form(finding.word),
            say("Record the reasons"),
            given,
            first={
                "reasons": str(found.reasons) if found else "",
                **({"other": str(undecided.other)} if undecided else {}),
                "pages": pages,
            },
            subject=subject,
        ),
        Ask(
            "dissent",
            (_DISSENT,),
            from_form(finding.dissent),
            say("Record it"),
            given,
            subject=subject,
        ),
    )


def _remedy(state: Case, each: Recommendation) -> Blocks:
    caption = say(
        "Recommendation {n}, from point {point}",
        n=each.number,
        point=each.point,
    )
    blocks = (
        Heading(caption, spoken(each.words)),
        Facts(
            (
                (say("What for"), KINDS[each.kind]),
                (say("Who answers for it"), each.owner),
                (say("By when"), say("{day}", day=Day(each.day))),
                (say("It is done when there is"), each.evidence),
            ),
        ),
    )
    if state.reporting.issued is not None:
        return blocks
    back = Ask(
        "withdraw",
        (FieldSpec("reason", say("Reason to take it back"), "paragraph"),),
        from_form(remedies.withdraw),
        say("Take it back"),
        given={"remedy": each.id},
        cancel=None,
    )
    return *blocks, back


def _recommend(state: Case) -> Ask:
    upheld = tuple(
        Choice(f"{n}", plain(state.terms.points[n - 1]))
        for n, found in sorted(state.findings.by_point.items())
        if found.outcome in ("upheld", "partly")
    )
    return Ask(
        "recommend",
        (
            FieldSpec(
                "kind",
                say("What for"),
                "radios",
                choices=choices(KINDS),
                upright=True,
                must=say("Choose what it is for."),
            ),
            FieldSpec(
                "point",
                say("The point it rests on"),
                "choice",
                choices=upheld,
                must=say("Choose the point."),
            ),
            FieldSpec("words", say("What should be done"), "paragraph"),
            FieldSpec(
                "owner",
                say("Office that answers for it"),
                help=say("Name no person."),
            ),
            FieldSpec("day", say("By when"), "date"),
            FieldSpec("evidence", say("What will show that it was done")),
        ),
        from_form(remedies.recommend),
        say("Recommend it"),
        first={"point": upheld[0].key} if len(upheld) == 1 else {},
    )
