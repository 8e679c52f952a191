"""What hangs in the room, as plain data.

Each scene is a list of screens, and Next goes from one to the next. Everything comes from `Public`,
which has no people, no marks and no running count; the result is in it only once it was declared.
Example ballots use invented names, never projects of this ballot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import batched, chain

from pbdesk.assembly.answered import (
    Answer,
    Bar,
    Moved,
    Shift,
    Stage,
    bar_words,
    votes_words,
)
from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.assembly.public import (
    DotsSheet,
    Public,
    PublicBecame,
    PublicPaper,
    PublicProject,
    TradeLine,
    TradeOffLine,
)
from pbdesk.i18n import render
from pbdesk.ui.room.deliberation import (
    SpeakingBody,
    agenda_bodies,
    asked_answered_done,
    dotted,
    doubtful,
    fewer_rows,
    in_line,
    moved,
    seated,
    standing,
    steps_of,
    traded,
    waiting,
    weighed,
)
from pbdesk.ui.room.screen import (
    Body,
    Example,
    ExampleLine,
    ExamplePaper,
    Ladder,
    OneProject,
    ProjectLine,
    ProjectList,
    Result,
    RulesInWords,
    Screen,
    Screens,
    ShiftBars,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import Clock, Day, Money, Text, Words, plain, say, several

__all__ = ["ON_THEIR_PAGE", "ROWS", "SCENES", "screens"]

SCENES: dict[str, Words] = {
    "question": say("The question"),
    "rules": say("The rules"),
    "agenda": say("The agenda"),
    "projects": say("The projects"),
    "project": say("One project after another"),
    "speaking": say("Who has the floor"),
    "open": say("What waits for an answer"),
    "tradeoffs": say("The trade-offs"),
    "trades": say("Rather this than that"),
    "whatif": say("What if"),
    "ballot": say("How to fill in the ballot"),
    "counting": say("The count is under way"),
    "doubtful": say("A doubtful paper"),
    "result": say("The result"),
    "thanks": say("Thanks"),
    "way": say("What became of it"),
    "seating": say("Tables by lot"),
    "speakers": say("Who wants to speak"),
    "dots": say("Dots"),
    "black": say("Nothing"),
}
"""What can hang in the room, in the order of the evening."""

ON_THEIR_PAGE = {"seating", "speakers", "dots", "black"}
"""Scenes that their own page or button shows: with them the menu would be higher than a screen."""

ROWS = 7
"""Rows a screen."""

_LONG, _FEWER = (
    72,
    5,
)  # letters of a title that takes three lines; rows a screen then
_SHORT = 40  # letters of a title that takes one line beside a bar
_NAME = 30  # of a name that takes one line beside a bar of a stage
_INVENTED = (
    say("Roof for the bandstand"),
    say("Toy library in the old forge"),
    say("Footbridge at the mill race"),
    say("Bee meadow behind the depot"),
)


def screens(public: Public, scene: str) -> Screens:
    """The screens of a scene, at least one. Raises KeyError for a scene that nobody listed."""
    return _MADE[scene](public)


def _screen(
    public: Public,
    body: Body,
    *,
    title: Words | None = None,
    under: Words | None = None,
    foot: Words | None = None,
) -> Screen:
    return Screen(
        title or _asked(public),
        under or plain(public.place),
        body,
        _standing(public),
        foot or plain(public.name),
        _seal(public),
        public.rehearsal,
    )


def _alone(
    public: Public,
    big: Words,
    *under: Words,
    title: Words | None = None,
) -> Screens:
    """One screen, on which one thing is said."""
    return (_screen(public, Statement(big, under), title=title),)


def _each(
    public: Public,
    bodies: Iterable[Body],
    title: Words,
    under: Words | None = None,
    foot: Words | None = None,
) -> Screens:
    """A screen for each body, all with the same words around it."""
    return tuple(
        _screen(public, body, title=title, under=under, foot=foot)
        for body in bodies
    )


def _numbered(
    public: Public,
    bodies: Sequence[Body],
    title: Words,
    under: Words,
) -> Screens:
    """A screen for each body; where there are several, its number stands at the foot."""
    return tuple(
        _screen(
            public,
            body,
            title=title,
            under=under,
            foot=_page(at, len(bodies)),
        )
        for at, body in enumerate(bodies, start=1)
    )


def _of_all[T](
    public: Public,
    screens_of: Callable[[Public, T], Screens],
    things: Iterable[T],
) -> Screens:
    """The screens of each thing, one after the other."""
    return tuple(
        chain.from_iterable(screens_of(public, each) for each in things),
    )


def _asked(public: Public) -> Words:
    return plain(public.question or public.name)


def _standing(public: Public) -> Words | None:
    """Where the vote stands, under the clock."""
    if public.answer is not None:
        return _standing_of_answer(public.answer)
    if public.result is not None:
        return _declared(public.result)
    if public.vote_closed is not None:
        return say("Vote closed at {time}", time=Clock(public.vote_closed))
    return say("The vote is open") if public.vote_open else None


def _declared(result: Figures) -> Words:
    if result.declared_at is None:
        return say("Declared")
    return say("Declared at {time}", time=Clock(result.declared_at))


def _standing_of_answer(found: Answer) -> Words:
    if found.part:
        return say("One hall of several")
    return say("Straw poll") if found.straw else say("Declared")


def _seal(public: Public) -> Words | None:
    """When the rules were fixed, and the first half of their fingerprint."""
    if public.sealed_at is None:
        return None
    return say(
        "Rulebook sealed at {time}   {code}",
        time=Clock(public.sealed_at),
        code=_half(public.fingerprint),
    )


def _money(public: Public, minor: int) -> Money:
    return Money(minor, public.currency)


# Before the vote


def _question(public: Public) -> Screens:
    under = [*_pot(public), *_on_ballot(public)]
    return _alone(public, _asked(public), *under, title=plain(public.name))


def _pot(public: Public) -> Iterator[Words]:
    if public.pot:
        yield say("There is {pot} to give.", pot=_money(public, public.pot))


def _on_ballot(public: Public) -> Iterator[Words]:
    """How many projects there are; of a question without money, how many answers it has."""
    n = len(public.projects)
    if n and public.pot:
        yield several(
            "{n} project is on the ballot.",
            "{n} projects are on the ballot.",
            n,
        )
    elif n:
        yield several("It has {n} answer.", "It has {n} answers.", n)


def _rules(public: Public) -> Screens:
    bodies = [
        RulesInWords(part, public.fingerprint)
        for part in _parts(public.sentences, 1)
    ]
    return _numbered(public, bodies, *_how_fixed(public))


def _how_fixed(public: Public) -> tuple[Words, Words]:
    """Whether the rules are sealed, as a title, and what follows from it."""
    if public.sealed_at:
        return (
            say("The rules"),
            say("Fixed before the vote. Nobody can change one word of them."),
        )
    can_change = say("They can still change until they are sealed.")
    return say("The rules, not sealed yet"), can_change


def _projects(public: Public) -> Screens:
    lines = _lines(public)
    if not lines:
        return _none_yet(public)
    titles = tuple(line.title for line in lines)
    rows = _rows_of_list(titles)
    bodies = [ProjectList(part, titles, rows) for part in _parts(lines, rows)]
    return _numbered(public, bodies, say("On the ballot"), _asked(public))


def _rows_of_list(titles: Sequence[Text]) -> int:
    """As elsewhere, but eight are shown all together."""
    rows = _rows(titles)
    return rows + 1 if len(titles) == ROWS + 1 and rows == ROWS else rows


def _one_by_one(public: Public) -> Screens:
    if not public.projects:
        return _none_yet(public)
    return tuple(
        _screen(
            public,
            body,
            title=say("On the ballot"),
            under=_asked(public),
            foot=say("Project {n} of {all}", n=at, all=len(public.projects)),
        )
        for at, body in enumerate(_single(public), start=1)
    )


def _single(public: Public) -> Iterator[OneProject]:
    for project in public.projects:
        yield OneProject(_line_of(public, project), project.summary)


def _none_yet(public: Public) -> Screens:
    waits = say("Ideas are still being answered.")
    return _alone(public, say("The ballot is not drawn up yet."), waits)


def _lines(public: Public) -> tuple[ProjectLine, ...]:
    return tuple(_line_of(public, project) for project in public.projects)


def _line_of(public: Public, project: PublicProject) -> ProjectLine:
    cost = None if project.cost is None else _money(public, project.cost)
    return ProjectLine(project.code, project.title, cost)


def _parts[T](of: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """`of` in screens of about equal length, none longer than `most`."""
    count = -(-len(of) // most) or 1
    most = -(-len(of) // count)
    return tuple(batched(of, most))


def _rows(titles: Sequence[Text]) -> int:
    longest = max(map(_letters, titles), default=0)
    return _FEWER if longest > _LONG else ROWS


def _letters(title: Text) -> int:
    return len(title if isinstance(title, str) else title.text)


def _page(at: int, of: int) -> Words | None:
    return say("Screen {n} of {all}", n=at, all=of) if of > 1 else None


# While the hall deliberates


def _agenda(public: Public) -> Screens:
    if not public.agenda:
        return _alone(public, say("There is no agenda yet."))
    under = public.late or standing(public.agenda)
    bodies = agenda_bodies(public.agenda, ROWS)
    return _numbered(public, bodies, say("The agenda"), under)


def _speaking(public: Public) -> Screens:
    seen = public.speaking
    if seen is None:
        nobody = say("Nobody has the floor.")
        return _alone(public, nobody, title=plain(public.name))
    body = SpeakingBody(seen)
    screen = _screen(
        public,
        body,
        title=plain(seen.title),
        under=seen.place,
    )
    return (replace(screen, beside=_behind(public) or screen.beside),)


def _behind(public: Public) -> Words | None:
    """By how much the evening is late, under the clock."""
    if not public.behind:
        return None
    return several("{n} minute late", "{n} minutes late", public.behind)


def _seating(public: Public) -> Screens:
    """Which numbered card sits at which table."""
    if not public.rosters:
        return _alone(public, say("No tables are drawn yet."))
    return _numbered(
        public,
        seated(public.rosters),
        say("Tables by lot"),
        say("Find the number of your card."),
    )


def _speakers(public: Public) -> Screens:
    """Who is called next, by table or group and never by name."""
    if not public.speakers:
        return _alone(public, say("Nobody waits to speak."))
    return _each(
        public,
        in_line(public.speakers),
        say("Who wants to speak"),
        say("Who has spoken least comes first."),
    )


def _dots(public: Public) -> Screens:
    """What the dots of all tables come to, and opinion groups of more than ten people."""
    told = (sheet for sheet in public.dots if sheet.tables)
    return _of_all(public, _dotted, told) or _alone(
        public,
        say("No dots are counted yet."),
    )


def _dotted(public: Public, sheet: DotsSheet) -> Screens:
    under = say("All tables together. It is no vote.")
    return _each(public, dotted(sheet), sheet.title, under)


def _tradeoffs(public: Public) -> Screens:
    if not public.tradeoffs:
        return _alone(public, say("No trade-off is written down yet."))
    return _of_all(public, _weighed, public.tradeoffs)


def _weighed(public: Public, line: TradeOffLine) -> Screens:
    bodies, whose, confirmed = weighed(line)
    return _each(public, bodies, line.choice, whose, confirmed)


def _trades(public: Public) -> Screens:
    if not public.trades:
        return _alone(public, say("Nothing is traded yet."))
    return _of_all(public, _traded, public.trades)


def _traded(public: Public, line: TradeLine) -> Screens:
    bodies, confirmed = traded(line)
    title = say(
        "{rather}, rather than {than}",
        rather=line.rather,
        than=line.than,
    )
    under = say("{who}. It is no vote.", who=line.who)
    return _each(public, bodies, title, under, confirmed)


def _whatif(public: Public) -> Screens:
    """Who gains and who pays of what is tried; never a result."""
    seen = public.whatif
    if seen is None:
        return _alone(public, say("Nothing is tried yet."))
    title = say("What if we moved some money?")
    foot = say("Try it together. Nothing here is decided.")
    under = plain(seen.name) if seen.name else None
    screens = _each(public, moved(seen), title, under, foot)
    beside = say("Not a decision")
    return tuple(replace(screen, beside=beside) for screen in screens)


def _followed(public: Public) -> Screens:
    """The way of one worry, condition or project, day by day; or what became of each."""
    if public.became:
        return _of_all(public, _became, public.became)
    seen = public.way
    if seen is None:
        return _alone(public, say("Nobody chose yet what is followed."))
    return _each(public, steps_of(seen.steps), seen.title, seen.end)


def _became(public: Public, each: PublicBecame) -> Screens:
    """What was asked, answered and done, with how it stands under what it is."""
    return _each(public, asked_answered_done(each), each.title, each.stands)


def _waiting(public: Public) -> Screens:
    """What people asked together, and questions that nobody answered yet."""
    bodies = waiting(public.matters, public.questions)
    if not bodies:
        return _alone(public, say("Every question has its answer."))
    return _each(public, bodies, say("What waits for an answer"))


def _ballot(public: Public) -> Screens:
    example = _example(public)
    title = say("How to fill in the ballot")
    return _each(public, [example], title, _asked(public), _invented(example))


def _invented(example: Example) -> Words:
    if example.papers:
        return say("These papers are examples.")
    return say("These are examples. The names here are invented.")


def _example(public: Public) -> Example:
    """The marks are shown, not a whole ballot.

    So they are right for every number of marks the rules allow.
    """
    first, second = _invented_names(public)
    mark, means = _MARKS.get(
        public.style,
        ("1", say("A number: what you give it")),
    )
    lines = (
        ExampleLine(first, mark, means),
        ExampleLine(second, "", say("Nothing: you do not choose it")),
    )
    help_, papers = _papers(public)
    return Example(public.instruction, help_, lines, _HINTS, papers)


def _invented_names(public: Public) -> list[Words]:
    """Two names that are not on this ballot."""
    taken = {
        each.title for each in public.projects if isinstance(each.title, str)
    }
    return [name for name in _INVENTED if name.text not in taken][:2]


_HINTS = (
    say("Made a mistake? Ask for a fresh paper."),
    say("Fold it, and put it into the box yourself."),
    say("At the kiosk the screen says the same."),
)

_ROWS = 8
"""Boxes on a paper that is shown as an example, at the most."""


def _papers(public: Public) -> tuple[Words, tuple[ExamplePaper, ...]]:
    """Papers with few, with all and with too many crosses, where that can happen; and it in words.

    They bear no letters and no names, so that none of the ballot's is seen crossed.
    """
    if public.crosses is None:
        return public.help, ()
    help_ = say(
        "{help} A paper with more does not count at all.",
        help=public.help,
    )
    rows = min(_ROWS, len(public.projects))
    return help_, _crossed(*public.crosses, rows)


def _crossed(least: int, most: int, rows: int) -> tuple[ExamplePaper, ...]:
    """Papers with `rows` boxes; none where too many cannot be made on them."""
    if most >= rows:
        return ()
    few = max(least, 2)
    good = [
        _paper(n, rows, counts=True) for n in sorted({min(few, most), most})
    ]
    return (*good, _paper(most + 1, rows, counts=False))


def _paper(crosses: int, rows: int, *, counts: bool) -> ExamplePaper:
    """So many crosses, spread from the first box to the last."""
    last = max(1, crosses - 1)
    at = {n * (rows - 1) // last for n in range(crosses)}
    title = several("{n} cross", "{n} crosses", crosses)
    return ExamplePaper(title, tuple(row in at for row in range(rows)), counts)


_MARKS: dict[str, tuple[str, Words]] = {
    "approval": ("x", say("A cross in the box: you choose it")),
    "ordinal": ("1", say("1 is your first choice")),
    "quadratic": ("1", say("1 vote: it costs 1 credit")),
    "cumulative": ("1", say("1 point for it")),
    "scoring": ("1", say("1 point for it")),
}


# Counting and after


def _counting(public: Public) -> Screens:
    if public.result is not None or public.answer is not None:
        return _alone(public, say("The ballots are counted."))
    if public.vote_closed is None:
        return _alone(public, say("The vote is not closed yet."))
    if public.counting:
        return _alone(
            public,
            say("The ballots are being counted."),
            *_HOW_COUNTED,
        )
    soon = say("The result is declared here in a moment.")
    return _alone(public, say("The ballots are counted."), soon)


_HOW_COUNTED = (
    say("Every paper is keyed twice, by different tellers."),
    say("Whoever wants to watch may stand beside them."),
    say("No number is known before all are in."),
)


def _doubtful(public: Public) -> Screens:
    """A paper as the hand made it while it is to be ruled on; then its ruling, in words only."""
    paper = public.doubtful
    if paper is None:
        return _alone(public, say("No paper is being ruled on."))
    under = say("It is ruled on in view of the room.")
    return _each(public, _of_paper(paper), paper.name, under)


def _of_paper(paper: PublicPaper) -> Sequence[Body]:
    if paper.lines:
        return doubtful(paper)
    # erased: what was ruled is all there is
    return [Statement(paper.ruling[0], paper.ruling[1:])]


def _result(public: Public) -> Screens:
    result = public.result
    if public.answer is not None:
        return tuple(_of_answer(public, public.answer))
    if result is None:
        return _alone(public, say("The result is not declared yet."))
    shown = range(len(result.projects) + 1)
    return tuple(_revealed(public, result, n) for n in shown)


def _code(public: Public) -> Words | None:
    """The result code, to be compared with the wall and the pack: its first half."""
    if not public.code:
        return None
    return say("Result code {code}", code=_half(public.code))


def _half(code: Sequence[str]) -> str:
    """The first four groups of a fingerprint or code."""
    return " ".join(code[:4])


def _of_answer(public: Public, found: Answer) -> Iterator[Screen]:
    """What came out, then every stage of the count; a straw poll says on each that it is one."""
    if found.shift is not None:
        yield _screen(public, _shifted(found.shift), under=_STRAW)
        return
    big = Statement(found.headline, found.notes[:2])
    yield _screen(public, big, under=_straw(found), foot=_code(public))
    for before, stage in zip((None, *found.stages), found.stages, strict=False):
        yield from _of_stage(public, found, stage, before)


def _of_stage(
    public: Public,
    found: Answer,
    stage: Stage,
    before: Stage | None,
) -> Iterator[Screen]:
    """A stage with what came since the one before, on as many screens as it needs."""
    moved = before.moved if before is not None else None
    lines, needed = _stage_lines(found, stage, moved), _needed(stage)
    title = say(
        "{stage}: {question}",
        stage=stage.title,
        question=public.question,
    )
    under = _straw(found) if moved is None else moved.title
    longest = max((len(render(line.name)) for line in lines), default=0)
    rows = ROWS + 1 if longest <= _NAME else fewer_rows(longest, _NAME)
    parts = _parts(lines, rows)
    bodies = [StageBars(part, stage.told[:2], needed) for part in parts]
    yield from _each(public, bodies, title, under, _left_out(stage))


def _straw(found: Answer) -> Words | None:
    return _STRAW if found.straw else None


_STRAW = say("A straw poll. It is no result, and nothing follows from it.")


def _shifted(shift: Shift) -> ShiftBars:
    most = max(max(before, after) for _, before, after in shift.steps) or 1
    lines = tuple(
        (name, (before, before / most), (after, after / most))
        for name, before, after in shift.steps
    )
    return ShiftBars(shift.headline, lines)


def _stage_lines(
    found: Answer,
    stage: Stage,
    moved: Moved | None,
) -> list[StageLine]:
    came = {each.title: each.came for each in moved.gains} if moved else {}
    most = _most_of(stage)
    return [
        _stage_line(bar, came.get(bar.title, 0), most, straw=found.straw)
        for bar in stage.bars
        if bar.standing != "needed"
    ]


def _most_of(stage: Stage) -> Fraction | int:
    return max((bar.votes for bar in stage.bars), default=0) or 1


def _needed(stage: Stage) -> tuple[Words, float] | None:
    """What it takes, in words and as a share of the most; None where it has no figure."""
    found = (bar for bar in stage.bars if bar.standing == "needed")
    bar = next(found, None)
    if bar is None:
        return None
    said = say("{name}: {n}", name=bar.title, n=bar.figure)
    return said, float(Fraction(bar.votes) / _most_of(stage))


def _left_out(stage: Stage) -> Words | None:
    """How many votes count for nobody by then."""
    if not stage.nobody:
        return None
    return say("No other name is still in: {n}", n=votes_words(stage.nobody))


def _stage_line(
    bar: Bar,
    came: Fraction | int,
    most: Fraction | int,
    *,
    straw: bool,
) -> StageLine:
    """A bar of a stage, as shares of the `most` votes: what was there, and what came."""
    return StageLine(
        bar_words(bar),
        bar.figure,
        float(Fraction(bar.votes - came) / most),
        float(Fraction(came) / most),
        _came(came),
        filled=not straw and bar.standing not in ("out", "needed"),
    )


def _came(votes: Fraction | int) -> Words | None:
    return say("+{n}", n=votes_words(votes)) if votes else None


def _revealed(public: Public, result: Figures, shown: int) -> Screen:
    """The result with its first `shown` projects, in the order funded, then by support."""
    return _screen(
        public,
        _ladder(result, shown),
        under=_valid(result),
        foot=_shown_of_all(public, shown, len(result.projects)),
    )


def _shown_of_all(public: Public, shown: int, count: int) -> Words:
    """How many are shown; under the whole result the code of it."""
    code = _code(public) if shown == count else None
    return code or say("{n} of {all} shown", n=shown, all=count)


def _ladder(result: Figures, shown: int) -> Ladder:
    """The rows of a screen. A full screen moves up."""
    titles = tuple(project.title for project in result.projects)
    rows = _rows_of_result(titles)
    start = max(0, shown - rows)
    return Ladder(
        _support(result),
        _ladder_rows(result, start, shown),
        _line(result, shown),
        max(0, min(len(result.funded), shown) - start),
        titles,
        rows,
    )


def _support(result: Figures) -> Words:
    """What the bars mean; where each is a part of the ballots, of how many."""
    if result.style != "approval" or not result.valid:
        return result.support_name
    return say("{name}, of {n}", name=result.support_name, n=result.valid)


def _ladder_rows(result: Figures, start: int, shown: int) -> tuple[Result, ...]:
    largest = max(
        (float(project.support) for project in result.projects),
        default=0.0,
    )
    return tuple(
        _row(result, project, largest, fresh=at == shown)
        for at, project in enumerate(
            result.projects[start:shown],
            start=start + 1,
        )
    )


def _valid(result: Figures) -> Words:
    """How many ballots were valid, and whether they were enough; or that the box was empty."""
    if result.empty_box:
        return result.empty_box
    valid = _of_those_who_came(result)
    if result.quorum_met:
        return valid
    return say(
        "{ballots} The quorum of {quorum} was not reached.",
        ballots=valid,
        quorum=result.quorum,
    )


def _of_those_who_came(result: Figures) -> Words:
    """The valid ballots; and how many people took one, where that was written down."""
    valid = several("{n} valid ballot.", "{n} valid ballots.", result.valid)
    if result.people < result.valid:
        return valid
    took = several(
        "{n} person took one.",
        "{n} people took one.",
        result.people,
    )
    return say("{valid} {took}", valid=valid, took=took)


def _rows_of_result(titles: Sequence[str]) -> int:
    """As elsewhere, but one more where that shows the whole result at once.

    Titles of one line leave the height.
    """
    longest = max(map(len, titles), default=0)
    if longest > _SHORT:
        return fewer_rows(longest, _SHORT)
    return ROWS + 1 if len(titles) == ROWS + 1 else ROWS


def _row(
    result: Figures,
    project: ProjectFigures,
    largest: float,
    *,
    fresh: bool,
) -> Result:
    return Result(
        project.title,
        say("{support}", support=project.support),
        _share(project, largest),
        result.money(project.cost),
        project.funded,
        fresh,
    )


def _share(project: ProjectFigures, largest: float) -> float:
    """Its support as part of the largest; what is against it shows no bar."""
    return max(0.0, float(project.support)) / largest if largest > 0 else 0.0


def _line(result: Figures, shown: int) -> Words:
    """The money line as it moves: what is given and left after the rows that are shown."""
    left = _left_after(result, shown)
    said = say(
        "Money line: {given} of {pot} given, {left} left.",
        given=result.money(result.pot - left),
        pot=result.money(result.pot),
        left=result.money(left),
    )
    if shown <= len(result.funded) or not result.valid:
        return said
    return _with_cheapest(result, said, left)


def _left_after(result: Figures, shown: int) -> int:
    """What is left of the pot after the first rows."""
    funded = result.funded[:shown]
    if not funded or funded[-1].left_after is None:
        return result.pot
    return funded[-1].left_after


def _with_cheapest(result: Figures, said: Words, left: int) -> Words:
    """The money line; and where nothing more fits, why."""
    cheapest = min((project.cost for project in result.unfunded), default=0)
    if cheapest <= left:
        return said
    return say(
        "{line} The cheapest that is not funded costs {cost}.",
        line=said,
        cost=result.money(cheapest),
    )


def _thanks(public: Public) -> Screens:
    under = () if public.result is None else _what_follows(public.result)
    return _alone(
        public,
        say("Thank you for coming."),
        *under,
        title=plain(public.name),
    )


def _what_follows(result: Figures) -> tuple[Words, Words]:
    """To whom the result goes, and by when they are asked to answer."""
    day = Day(result.answer_by, weekday=True)
    return (
        say("The result goes to {holder}.", holder=result.holder),
        say("An answer is asked by {day}.", day=day),
    )


def _nothing(_: Public) -> Screens:
    return (Screen(plain(""), plain(""), None),)


_MADE: dict[str, Callable[[Public], Screens]] = {
    "question": _question,
    "rules": _rules,
    "agenda": _agenda,
    "projects": _projects,
    "project": _one_by_one,
    "seating": _seating,
    "speaking": _speaking,
    "speakers": _speakers,
    "open": _waiting,
    "tradeoffs": _tradeoffs,
    "trades": _trades,
    "dots": _dots,
    "whatif": _whatif,
    "way": _followed,
    "ballot": _ballot,
    "counting": _counting,
    "doubtful": _doubtful,
    "result": _result,
    "thanks": _thanks,
    "black": _nothing,
}
"""What makes the screens of each scene."""
