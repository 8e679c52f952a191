"""Result: until declared only "Counted, not declared".

Then the list, the money line, why for each project, and what was objected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from pbdesk.app.jobs.near_misses import (
    all_near_misses,
    changes_told,
    quick_changes,
)
from pbdesk.app.jobs.result import question_code
from pbdesk.app.jobs.sheets import project_sheet
from pbdesk.assembly.answered import Answer, answer
from pbdesk.assembly.figures import (
    Figures,
    ProjectFigures,
    figures,
    support_name,
)
from pbdesk.assembly.state import Assembly
from pbdesk.charts import Palette, staircase, staircase_sentence
from pbdesk.i18n import Locale
from pbdesk.questions import declaration
from pbdesk.questions.declaration import quorum_of, took_part
from pbdesk.questions.near_miss import NearMiss
from pbdesk.ui.pages.answered import (
    answer_blocks,
    by_stages,
    stage_blocks,
    stage_chosen,
)
from pbdesk.ui.pages.still_running import asked_whether_over
from pbdesk.ui.render.blocks import (
    Ask,
    Bars,
    Block,
    Blocks,
    Buttons,
    Chart,
    Empty,
    Heading,
    Notes,
    Paragraph,
    Pots,
    Press,
    Rule,
    Section,
    Table,
)
from pbdesk.ui.render.intents import (
    LIST,
    Go,
    InRoom,
    Means,
    Print,
    To,
    Work,
    do,
)
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    BarLine,
    FieldSpec,
    Labelled,
    PotLine,
    Shape,
    TableColumn,
    TableRow,
    Text,
)
from pbdesk.voting.styles import STYLES
from pbdesk.words import (
    Clock,
    Listing,
    Money,
    Sentences,
    Share,
    Words,
    plain,
    say,
    several,
)

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Result")
_FUNDED, _NOT_FUNDED = Shape("circle-check", "accent"), Shape("circle-x")
_WAYS = "ways"


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is the project whose reasons are shown.

    Nothing of the result is in it before the declaration.
    """
    found = answer(state)
    if found is not None:
        told = here.found.get(_WAYS)
        return _answered(state, found, stage_chosen(found, here.chosen), told)
    if not state.declaration.declared or state.outcome is None:
        return PageView(
            (
                Heading("", _LABEL),
                *asked_whether_over(state, "declare"),
                *_ahead(state),
            ),
        )
    result = figures(state)
    shown = _chosen(result, here)
    return PageView(
        (
            Heading(_caption(result), _LABEL),
            *asked_whether_over(state, LIST),
            _pot(result),
            _table(state, result, shown),
            *_quorum_missed(state, result),
            *_empty_box(result),
            Notes((*_notes(result), *_code_note(state))),
            Section(say("Objections")),
            *_objections(result),
            _OBJECTING,
        ),
        _why(state, result, shown, here.found.get(_WAYS)),
        back=_LABEL,
    )


def _way(state: Assembly, target: str | None) -> To:
    """To what is objected, else to a project in the table."""
    if target == "words":
        return To(focus="words")
    if any(line.project == target for line in state.sheet.lines):
        return To(target, focus=LIST)
    return To(focus=LIST)


PAGE = PageSpec("result", _LABEL, view, share="form", way=_way)


def _caption_of_answer(state: Assembly, found: Answer) -> Words:
    """How many ballots are in it, and when it was said."""
    ballots, at = _valid(state), state.declaration.declared
    if at is None:
        return ballots
    if found.part:
        return say(
            "{ballots}, said aloud at {time}",
            ballots=ballots,
            time=Clock(at),
        )
    return say("{ballots}, declared at {time}", ballots=ballots, time=Clock(at))


def _valid(state: Assembly) -> Words:
    counted = state.count.counted
    n = counted.counted if counted else 0
    return several("{n} valid ballot", "{n} valid ballots", n)


def _answered(
    state: Assembly,
    found: Answer,
    chosen: int,
    told: Sentences | None,
) -> PageView:
    """A question without money: what came out at the left, what is objected at the right."""
    words = [
        plain(each.text) if each.text else _ERASED
        for each in state.declaration.objections
    ]
    room = Press(say("Show in the room"), InRoom("result"), icon="monitor")
    quorum = Paragraph(_quorum(state), shape=ATTENTION, key="quorum")
    return PageView(
        (
            *asked_whether_over(state, LIST),
            *answer_blocks(
                found,
                _caption_of_answer(state, found),
                room,
                chosen,
            ),
            *(() if state.declaration.quorum_met else (quorum,)),
            *_code(state),
            *_another(state, told),
        ),
        (
            *(
                (*stage_blocks(found, chosen), Rule(key="stages"))
                if by_stages(found)
                else ()
            ),
            Section(say("Objections"), key="objections"),
            *_objected(words),
            _OBJECTING,
        ),
        back=_LABEL,
        onward=say("Stage by stage") if by_stages(found) else say("Objections"),
    )


def _another(state: Assembly, told: Sentences | None) -> Blocks:
    """The least that would have chosen another, once it is declared and somebody asks."""
    if state.terms.kind != "choose" or state.terms.way != "sheet" or state.part:
        return ()
    if not state.declaration.declared:
        return ()
    if told is not None:
        return tuple(
            Paragraph(words, key=f"another-{n}") for n, words in enumerate(told)
        )
    title = say("Looking for the least that would have won")
    find = Work(_WAYS, title, partial(_least_for_another, state), box=True)
    press = Press(say("What would have chosen another?"), find, "quiet")
    return (Buttons((press,), key="another"),)


def _least_for_another(state: Assembly, means: Means) -> Sentences:
    means.progress(0, 1, say("Counting again for what was not chosen"))
    return changes_told(state, quick_changes(state, means.ballots))


def _code(state: Assembly) -> Blocks:
    """The code that page, wall and pack have in common; a straw poll has none."""
    found = _code_note(state)
    return (Notes(found, key="code"),) if found else ()


def _code_note(state: Assembly) -> Labelled:
    code = question_code(state)
    if not code:
        return ()
    return ((say("Result code"), plain("  ".join(code))),)


# Before it is declared


def _ahead(state: Assembly) -> Blocks:
    if not state.count.counted:
        return (_EARLY,)
    return (
        _NOT_DECLARED,
        _ROOM_FIRST,
        *((_ROOM_TURNS,) if _revealed(state) else ()),
        Paragraph(_quorum(state), key="quorum"),
        Buttons((_declaring(state),)),
    )


_NOT_DECLARED = Paragraph(say("Counted, not declared."), role="lead")
_ROOM_FIRST = Paragraph(
    say(
        "The room hears the result before anybody else: it is not shown on this laptop until it is "
        "declared.",
    ),
    key="room",
)
_ROOM_TURNS = Paragraph(
    say(
        "A room that is open turns to the result then, and shows nothing of it before you press "
        "Next.",
    ),
    role="help",
    key="turns",
)


_EARLY = Empty(
    say("Nothing is counted yet"),
    say(
        "The result is declared here, in view of the room, once the ballots are counted.",
    ),
    Press(say("Go to the tally"), Go("tally"), icon="arrow-right"),
)


def _declaring(state: Assembly) -> Press:
    if state.part:
        return _saying()
    verb = say("Declare the result")
    act = do(declaration.declare).then(_declared(state))
    return Press(verb, act.for_good(_DECLARED_FOR_GOOD, verb))


def _declared(state: Assembly) -> To:
    """What nearly came out is looked for at once, where money is shared out."""
    said = say("The result is declared.")
    if not _revealed(state):
        return To(focus=LIST, said=said)
    return To(focus=LIST, said=said, also=_find(state), room="result")


def _revealed(state: Assembly) -> bool:
    """Whether the room is shown it project by project, and first of all none of them."""
    return state.terms.funds and not state.part


_DECLARED_FOR_GOOD = say(
    "The result is then said aloud and stands for good: nothing about the count can "
    "change afterwards.",
)


def _saying() -> Press:
    """In one hall of several nothing is declared: what it gave is said."""
    verb = say("Say what this hall gave")
    act = do(declaration.declare).then(_SAID_ALOUD)
    return Press(verb, act.for_good(_SAID_FOR_GOOD, verb))


_SAID_ALOUD = To(focus=LIST, said=say("It is said aloud."))


_SAID_FOR_GOOD = say(
    "It is then said aloud and stands for good. The sum of all halls decides.",
)


def _quorum(state: Assembly) -> Words:
    """Whether the result can be declared, or is only reported."""
    if state.part:
        return say("No quorum of one hall counts: only that of the sum.")
    quorum, people = quorum_of(state), took_part(state)
    if not quorum:
        return say("No quorum is needed.")
    if state.terms.way == "hands":
        return _quorum_of_hands(quorum, people)
    return _quorum_of_ballots(quorum, people)


def _quorum_of_ballots(quorum: int, people: int) -> Words:
    if people >= quorum:
        return say(
            "Quorum {quorum}: reached, {people} took a ballot.",
            quorum=quorum,
            people=people,
        )
    return say(
        "Quorum {quorum}: not reached, {people} took a ballot. The result is only reported.",
        quorum=quorum,
        people=people,
    )


# The list


def _chosen(result: Figures, here: Here) -> ProjectFigures:
    """The chosen project; without a choice the first that was not funded."""
    for project in result.projects:
        if project.id == here.chosen:
            return project
    return next(iter(result.unfunded), result.projects[0])


def _caption(result: Figures) -> Words:
    ballots = several("{n} valid ballot", "{n} valid ballots", result.valid)
    if result.declared_at is None:
        return ballots
    return say(
        "{ballots}, declared at {time}",
        ballots=ballots,
        time=Clock(result.declared_at),
    )


def _table(state: Assembly, result: Figures, shown: ProjectFigures) -> Table:
    """Funded in the order funded, the money line, the others by support."""
    of_all = STYLES[state.rulebook.style].crossed
    columns = (
        TableColumn(say("In the order of the count")),
        TableColumn(support_name(state.rulebook.style)),
        *((TableColumn(say("of {n}", n=result.valid)),) if of_all else ()),
        TableColumn(say("Cost")),
        TableColumn(say("Left after"), tone="second"),
    )
    rows = (
        *(_row(result, each, of_all=of_all) for each in result.funded),
        TableRow(across=result.money_line),
        *(_row(result, each, of_all=of_all) for each in result.unfunded),
    )
    return Table(_LABEL, columns, rows, chosen=shown.id)


def _pot(result: Figures) -> Pots:
    """The pot as one bar, cut into what was given, and what is left of it."""
    left = say("{left} left", left=_money(result, result.leftover))
    pot = say("The pot of {pot}", pot=_money(result, result.pot))
    return Pots((PotLine(pot, _given(result), result.pot, left),))


def _given(result: Figures) -> tuple[tuple[Text, int], ...]:
    funded = (each for each in result.projects if each.funded)
    return tuple((plain(each.title), each.cost) for each in funded)


def _row(
    result: Figures,
    project: ProjectFigures,
    *,
    of_all: bool,
) -> TableRow:
    part = say("{part}", part=Share(project.support, result.valid))
    left = (
        "" if project.left_after is None else _money(result, project.left_after)
    )
    support, cost = say("{n}", n=project.support), _money(result, project.cost)
    return TableRow(
        project.id,
        (project.title, support, *((part,) if of_all else ()), cost, left),
        _FUNDED if project.funded else _NOT_FUNDED,
        strong=project.funded,
    )


def _money(result: Figures, minor: int) -> Words:
    return say("{money}", money=result.money(minor))


def _quorum_of_hands(quorum: int, people: int) -> Words:
    if people >= quorum:
        return say(
            "Quorum {quorum}: reached, {people} were present.",
            quorum=quorum,
            people=people,
        )
    return say(
        "Quorum {quorum}: not reached, {people} were present. The result is only reported.",
        quorum=quorum,
        people=people,
    )


def _quorum_missed(state: Assembly, result: Figures) -> Blocks:
    return (
        ()
        if result.quorum_met
        else (Paragraph(_quorum(state), shape=ATTENTION, key="quorum"),)
    )


def _empty_box(result: Figures) -> Blocks:
    if result.empty_box is None:
        return ()
    return (Paragraph(result.empty_box, shape=ATTENTION, key="empty"),)


def _notes(result: Figures) -> Labelled:
    notes: list[tuple[Text, Text]] = [(say("Left over"), result.leftover_words)]
    notes += [(say("Tie"), tie) for tie in result.ties]
    if not result.ties:
        notes.append(
            (
                say("Ties"),
                say("No tie decided a place, so the lot was not needed."),
            ),
        )
    if result.dice:
        lot = say(
            "The dice showed {dice}, the sealed code was {code}. The order stands under Tally.",
            dice=" ".join(result.dice),
            code=result.lot_code,
        )
        notes.append((say("Lot"), lot))
    return (*notes, (say("Rejected"), _rejected(result)))


def _rejected(result: Figures) -> Words:
    if not result.rejected:
        return say("No ballot was rejected.")
    return several(
        "{n} ballot: {reasons}.",
        "{n} ballots: {reasons}.",
        result.rejected,
        reasons=_reasons(result),
    )


def _reasons(result: Figures) -> Listing:
    return Listing(
        tuple(
            say("{reason} ({n})", reason=words, n=n)
            for _, words, n in result.rejected_by
        ),
    )


def _objections(result: Figures) -> Blocks:
    return _objected(
        [plain(words) if words else _ERASED for words in result.objections],
    )


_ERASED = say("(these words were erased)")


def _objected(said: Sequence[Words]) -> Blocks:
    return tuple(
        Paragraph(words, key=f"objection-{n}")
        for n, words in enumerate(said or [say("Nobody has objected.")])
    )


_OBJECTING = Ask(
    "objection",
    (
        FieldSpec(
            "words",
            say("Somebody objects, in their own words"),
            "paragraph",
            say(
                "Kept in the minutes and in the pack. It changes nothing about the count.",
            ),
        ),
    ),
    declaration.note_objection,
    say("Note the objection"),
    then=To(said=say("The objection is noted.")),
    cancel=None,
)


# Why


def _why(
    state: Assembly,
    result: Figures,
    project: ProjectFigures,
    ways: Mapping[str, tuple[NearMiss, ...]] | None,
) -> Blocks:
    """Its place, whether it is funded, why, and the least that would have won it."""
    place = say(
        "Place {place} of {all}",
        place=project.place,
        all=len(result.projects),
    )
    shape = _FUNDED if project.funded else _NOT_FUNDED
    funded = say("Funded") if project.funded else say("Not funded")
    found = None if ways is None else ways.get(project.id, ())
    room = Press(say("Show in the room"), InRoom("result"), icon="monitor")
    sheet = Press(
        say("Sheet for its proposer"),
        _sheet(state, project),
        icon="printer",
    )
    return (
        Heading(place, project.title, shape, funded),
        Paragraph(project.reason, key="reason"),
        *_part_of_all(state, project, result.valid),
        Buttons((room, sheet), key="acts"),
        *_scales(state, project),
        *(() if project.funded else _least(state, project, found)),
        *(() if project.funded or not found else _lost(found[0])),
    )


def _part_of_all(
    state: Assembly,
    project: ProjectFigures,
    valid: int,
) -> Blocks:
    """On how many of all ballots it stands; nothing where support is no number of ballots."""
    if not STYLES[state.rulebook.style].crossed:
        return ()
    return (Paragraph(_on_ballots(project.support, valid), key="part"),)


def _on_ballots(n: int | Fraction, valid: int) -> Words:
    part = Share(n, valid)
    return say(
        "On {n} of {all} valid ballots, {part}.",
        n=n,
        all=valid,
        part=part,
    )


def _scales(state: Assembly, project: ProjectFigures) -> Blocks:
    """What was left when its turn came: before it was paid, or what was too little.

    Nothing where it had no turn.
    """
    rounds = state.outcome.rounds if state.outcome else ()
    turn = next((each for each in rounds if each.project == project.id), None)
    if turn is None:
        return ()
    left, currency = (
        turn.left + (project.cost if turn.funded else 0),
        state.mandate.currency,
    )
    left_words = say("{money}", money=Money(left, currency))
    cost = say("{money}", money=Money(project.cost, currency))
    return (
        Bars(
            (
                BarLine(say("Left at its turn"), left_words, left),
                BarLine(say("It costs"), cost, project.cost, filled=False),
            ),
        ),
    )


def _least(
    state: Assembly,
    project: ProjectFigures,
    found: tuple[NearMiss, ...] | None,
) -> Blocks:
    """The least changes that would have won it, once they were found."""
    head = (
        Rule(key="least"),
        Section(say("The least that would have won it"), key="least"),
    )
    if found is None:
        press = Press(say("Find it by counting again"), _find(state))
        return (*head, Buttons((press,), key="least"))
    if not found:
        return (
            *head,
            Paragraph(
                say("Nothing of this kind would have won it."),
                key="none",
            ),
        )
    how = say(
        "Any one of these, all other ballots as they were. Found by search, each counted.",
    )
    if all(way.proved for way in found):
        how = say(
            "Any one of these, all other ballots as they were. Proved by counting again.",
        )
    blocks: list[Block] = [*head, *_stairs(state, project, found)]
    blocks.append(Paragraph(how, role="help", key="how"))
    for n, way in enumerate(found):
        blocks.append(Paragraph(way.change, role="strong", key=f"way-{n}"))
        if way.meaning is not None:
            blocks.append(Paragraph(way.meaning, key=f"meaning-{n}"))
    return tuple(blocks)


def _stairs(
    state: Assembly,
    project: ProjectFigures,
    found: tuple[NearMiss, ...],
) -> Blocks:
    """The ways as a staircase, where there are several steps to it."""
    currency, title = state.mandate.currency, plain(project.title)
    ways = [
        (each.least.more, Money(each.least.less, currency))
        for each in found
        if each.least is not None and each.least.mark is None
    ]
    if len(ways) < 2:
        return ()
    more = _MORE.get(state.rulebook.style, say("more points"))
    said = staircase_sentence(title, [way.change for way in found])

    def draw(locale: Locale, palette: Palette) -> str:
        return staircase(ways, more, locale, palette=palette)

    return (Chart(draw, said, key="stairs"),)


_MORE = {"approval": say("more ballots"), "quadratic": say("more votes")}


def _lost(way: NearMiss) -> Blocks:
    return (
        Rule(key="lost"),
        Section(say("What the others would have lost"), key="lost"),
        Paragraph(
            say(
                "With {change}: {others}",
                change=way.change,
                others=way.others,
            ),
            key="lost",
        ),
    )


def _find(state: Assembly) -> Work:
    title = say("Looking for the least that would have won")
    return Work(_WAYS, title, partial(_near_misses, state), box=True)


def _near_misses(
    state: Assembly,
    means: Means,
) -> dict[str, tuple[NearMiss, ...]]:
    return all_near_misses(state, means.ballots, means.progress)


def _sheet(state: Assembly, project: ProjectFigures) -> Print:
    """The sheet of the project that is shown, as its proposer gets it."""
    return Print(
        plain(project.title),
        say("Setting the sheet"),
        partial(_project_sheet, state, project.id),
        "project-sheet.pdf",
        box=True,
    )


def _project_sheet(state: Assembly, project: str, means: Means) -> bytes:
    return project_sheet(
        state,
        means.ballots,
        project,
        means.locale,
        means.today,
        means.progress,
    )
