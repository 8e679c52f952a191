"""What hangs in the room, as plain data.

Each scene is a list of screens, and Next goes from one to the next. Everything comes from `Public`,
which has no people, no marks and no running count; the result is in it only once it was declared.
Example ballots use invented names, never projects of this ballot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from pbdesk.assembly.answered import Answer, Bar, Shift, Stage, bar_words, votes_words
from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.assembly.public import Public, PublicBecame
from pbdesk.ui.room.deliberation import (
    SpeakingBody,
    agenda_bodies,
    asked_answered_done,
    dotted,
    doubtful,
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
    Screen,
    Sentences,
    ShiftBars,
    StageBars,
    StageLine,
    Statement,
)
from pbdesk.words import Clock, Day, Money, Words, plain, say, several

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

_LONG, _FEWER = 72, 5  # letters of a title that takes three lines; rows a screen then
_SHORT = 40  # letters of a title that takes one line
_INVENTED = (
    say("Roof for the bandstand"),
    say("Toy library in the old forge"),
    say("Footbridge at the mill race"),
    say("Bee meadow behind the depot"),
)


def screens(public: Public, scene: str) -> tuple[Screen, ...]:
    """The screens of a scene, at least one. Raises KeyError for a scene that nobody listed."""
    if scene == "black":
        return (Screen(plain(""), plain(""), None),)
    made = {
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
    }
    return made[scene](public)


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


def _asked(public: Public) -> Words:
    return plain(public.question or public.name)


def _standing(public: Public) -> Words | None:
    """Where the vote stands, under the clock."""
    if public.answer is not None and public.answer.part:
        return say("One hall of several")
    if public.answer is not None:
        return say("Straw poll") if public.answer.straw else say("Declared")
    if public.result is not None:
        return say("Declared")
    if public.vote_closed is not None:
        return say("Vote closed at {time}", time=Clock(public.vote_closed))
    return say("The vote is open") if public.vote_open else None


def _seal(public: Public) -> Words | None:
    """When the rules were fixed, and the first half of their fingerprint."""
    if public.sealed_at is None:
        return None
    code = " ".join(public.fingerprint[:4])
    return say(
        "Rulebook sealed at {time}   {code}",
        time=Clock(public.sealed_at),
        code=code,
    )


def _money(public: Public, minor: int) -> Money:
    return Money(minor, public.currency)


# Before the vote


def _question(public: Public) -> tuple[Screen, ...]:
    under: list[Words] = []
    if public.pot:
        under.append(say("There is {pot} to give.", pot=_money(public, public.pot)))
    n = len(public.projects)
    if n and public.pot:
        on_it = several(
            "{n} project is on the ballot.",
            "{n} projects are on the ballot.",
            n,
        )
        under.append(on_it)
    elif n:
        under.append(several("It has {n} answer.", "It has {n} answers.", n))
    return (
        _screen(
            public,
            Statement(_asked(public), tuple(under)),
            title=plain(public.name),
        ),
    )


def _rules(public: Public) -> tuple[Screen, ...]:
    title = say("The rules") if public.sealed_at else say("The rules, not sealed yet")
    under = (
        say("Fixed before the vote. Nobody can change one word of them.")
        if public.sealed_at
        else say("They can still change until they are sealed.")
    )
    return tuple(
        _screen(
            public,
            Sentences(part, public.fingerprint),
            title=title,
            under=under,
            foot=_page(at, len(parts)),
        )
        for parts in (_parts(public.sentences, 1),)
        for at, part in enumerate(parts, start=1)
    )


def _projects(public: Public) -> tuple[Screen, ...]:
    lines = _lines(public)
    if not lines:
        return (_none_yet(public),)
    titles = tuple(line.title for line in lines)
    rows = _rows(titles)
    if len(lines) == ROWS + 1 and rows == ROWS:
        rows = len(lines)  # all of eight together
    parts = _parts(lines, rows)
    return tuple(
        _screen(
            public,
            ProjectList(part, titles, rows),
            title=say("On the ballot"),
            under=_asked(public),
            foot=_page(at, len(parts)),
        )
        for at, part in enumerate(parts, start=1)
    )


def _one_by_one(public: Public) -> tuple[Screen, ...]:
    if not public.projects:
        return (_none_yet(public),)
    return tuple(
        _screen(
            public,
            OneProject(line, project.summary),
            title=say("On the ballot"),
            under=_asked(public),
            foot=say("Project {n} of {all}", n=at, all=len(public.projects)),
        )
        for at, (line, project) in enumerate(
            zip(_lines(public), public.projects, strict=True),
            start=1,
        )
    )


def _none_yet(public: Public) -> Screen:
    return _screen(
        public,
        Statement(
            say("The ballot is not drawn up yet."),
            (say("Ideas are still being answered."),),
        ),
    )


def _lines(public: Public) -> tuple[ProjectLine, ...]:
    return tuple(
        ProjectLine(p.code, p.title, None if p.cost is None else _money(public, p.cost))
        for p in public.projects
    )


def _parts[T](of: Sequence[T], most: int) -> tuple[tuple[T, ...], ...]:
    """`of` in screens of about equal length, none longer than `most`."""
    count = -(-len(of) // most) or 1
    most = -(-len(of) // count)
    return tuple(tuple(of[i : i + most]) for i in range(0, len(of), most)) or ((),)


def _rows(titles: Sequence[Words | str]) -> int:
    longest = max((_letters(title) for title in titles), default=0)
    return _FEWER if longest > _LONG else ROWS


def _letters(title: Words | str) -> int:
    return len(title if isinstance(title, str) else title.text)


def _page(at: int, of: int) -> Words | None:
    return say("Screen {n} of {all}", n=at, all=of) if of > 1 else None


# While the hall deliberates


def _agenda(public: Public) -> tuple[Screen, ...]:
    if not public.agenda:
        return (_screen(public, Statement(say("There is no agenda yet."))),)
    bodies = agenda_bodies(public.agenda, ROWS)
    return tuple(
        _screen(
            public,
            body,
            title=say("The agenda"),
            under=public.late or standing(public.agenda),
            foot=_page(at, len(bodies)),
        )
        for at, body in enumerate(bodies, start=1)
    )


def _speaking(public: Public) -> tuple[Screen, ...]:
    seen = public.speaking
    if seen is None:
        return (
            _screen(
                public,
                Statement(say("Nobody has the floor.")),
                title=plain(public.name),
            ),
        )
    body = SpeakingBody(seen)
    return (_screen(public, body, title=plain(seen.title), under=seen.place),)


def _seating(public: Public) -> tuple[Screen, ...]:
    """Which numbered card sits at which table."""
    if not public.rosters:
        return (_screen(public, Statement(say("No tables are drawn yet."))),)
    bodies = seated(public.rosters)
    return tuple(
        _screen(
            public,
            body,
            title=say("Tables by lot"),
            under=say("Find the number of your card."),
            foot=_page(at, len(bodies)),
        )
        for at, body in enumerate(bodies, start=1)
    )


def _speakers(public: Public) -> tuple[Screen, ...]:
    """Who is called next, by table or group and never by name."""
    if not public.speakers:
        return (_screen(public, Statement(say("Nobody waits to speak."))),)
    title = say("Who wants to speak")
    under = say("Who has spoken least comes first.")
    bodies = in_line(public.speakers)
    return tuple(_screen(public, body, title=title, under=under) for body in bodies)


def _dots(public: Public) -> tuple[Screen, ...]:
    """What the dots of all tables come to, and opinion groups of more than ten people."""
    told = [sheet for sheet in public.dots if sheet.tables]
    if not told:
        return (_screen(public, Statement(say("No dots are counted yet."))),)
    return tuple(
        _screen(
            public,
            body,
            title=sheet.title,
            under=say("All tables together. It is no vote."),
        )
        for sheet in told
        for body in dotted(sheet)
    )


def _tradeoffs(public: Public) -> tuple[Screen, ...]:
    if not public.tradeoffs:
        return (_screen(public, Statement(say("No trade-off is written down yet."))),)
    made: list[Screen] = []
    for line in public.tradeoffs:
        bodies, whose, confirmed = weighed(line)
        made += [
            _screen(public, body, title=line.choice, under=whose, foot=confirmed)
            for body in bodies
        ]
    return tuple(made)


def _trades(public: Public) -> tuple[Screen, ...]:
    if not public.trades:
        return (_screen(public, Statement(say("Nothing is traded yet."))),)
    made: list[Screen] = []
    for line in public.trades:
        bodies, confirmed = traded(line)
        title = say("{rather}, rather than {than}", rather=line.rather, than=line.than)
        under = say("{who}. It is no vote.", who=line.who)
        made += [
            _screen(public, body, title=title, under=under, foot=confirmed)
            for body in bodies
        ]
    return tuple(made)


def _whatif(public: Public) -> tuple[Screen, ...]:
    """Who gains and who pays of what is tried; never a result."""
    seen = public.whatif
    if seen is None:
        return (_screen(public, Statement(say("Nothing is tried yet."))),)
    title = say("What if we moved some money?")
    foot = say("Try it together. Nothing here is decided.")
    under, beside = plain(seen.name) if seen.name else None, say("Not a decision")
    screens = (
        _screen(public, body, title=title, under=under, foot=foot)
        for body in moved(seen)
    )
    return tuple(replace(screen, beside=beside) for screen in screens)


def _followed(public: Public) -> tuple[Screen, ...]:
    """The way of one worry, condition or project, day by day; or what became of each."""
    if public.became:
        return tuple(
            screen for each in public.became for screen in _became(public, each)
        )
    if public.way is None:
        told = say("Nobody chose yet what is followed.")
        return (_screen(public, Statement(told)),)
    seen = public.way
    bodies = steps_of(seen.steps)
    return tuple(
        _screen(public, body, title=seen.title, under=seen.end) for body in bodies
    )


def _became(public: Public, each: PublicBecame) -> tuple[Screen, ...]:
    """What was asked, answered and done, with how it stands under what it is."""
    bodies = asked_answered_done(each)
    return tuple(
        _screen(public, body, title=each.title, under=each.stands) for body in bodies
    )


def _waiting(public: Public) -> tuple[Screen, ...]:
    """What people asked together, and questions that nobody answered yet."""
    bodies = waiting(public.matters, public.questions)
    if not bodies:
        return (_screen(public, Statement(say("Every question has its answer."))),)
    title = say("What waits for an answer")
    return tuple(_screen(public, body, title=title) for body in bodies)


def _ballot(public: Public) -> tuple[Screen, ...]:
    example = _example(public)
    named = say("These are examples. The names here are invented.")
    return (
        _screen(
            public,
            example,
            title=say("How to fill in the ballot"),
            under=_asked(public),
            foot=say("These papers are examples.") if example.papers else named,
        ),
    )


def _example(public: Public) -> Example:
    """The marks are shown, not a whole ballot.

    So they are right for every number of marks the rules allow.
    """
    taken = {each.title for each in public.projects if isinstance(each.title, str)}
    first, second = [name for name in _INVENTED if name.text not in taken][:2]
    mark, means = _MARKS.get(public.style, ("1", say("A number: what you give it")))
    lines = (
        ExampleLine(first, mark, means),
        ExampleLine(second, "", say("Nothing: you do not choose it")),
    )
    hints = (
        say("Made a mistake? Ask for a fresh paper."),
        say("Fold it, and put it into the box yourself."),
        say("At the kiosk the screen says the same."),
    )
    help_, papers = _papers(public)
    return Example(public.instruction, help_, lines, hints, papers)


_ROWS = 8
"""Boxes on a paper that is shown as an example, at the most."""


def _papers(public: Public) -> tuple[Words, tuple[ExamplePaper, ...]]:
    """Papers with few, with all and with too many crosses, where that can happen; and it in words.

    They bear no letters and no names, so that none of the ballot's is seen crossed.
    """
    if public.crosses is None:
        return public.help, ()
    least, most = public.crosses
    help_ = say(
        "{help} A paper with more does not count at all.",
        help=public.help,
    )
    rows = min(_ROWS, len(public.projects))
    if most >= rows:
        return help_, ()
    few = max(least, 2)
    counts = (few, most) if few < most else (most,)
    good = tuple(_paper(n, rows, counts=True) for n in counts)
    return help_, (*good, _paper(most + 1, rows, counts=False))


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


def _counting(public: Public) -> tuple[Screen, ...]:
    if public.result is not None or public.answer is not None:
        said = Statement(say("The ballots are counted."))
    elif public.vote_closed is None:
        said = Statement(say("The vote is not closed yet."))
    elif public.counting:
        said = Statement(
            say("The ballots are being counted."),
            (
                say("Every paper is keyed twice, by different tellers."),
                say("Whoever wants to watch may stand beside them."),
                say("No number is known before all are in."),
            ),
        )
    else:
        said = Statement(
            say("The ballots are counted."),
            (say("The result is declared here in a moment."),),
        )
    return (_screen(public, said),)


def _doubtful(public: Public) -> tuple[Screen, ...]:
    """A paper as the hand made it while it is to be ruled on; then its ruling, in words only."""
    paper = public.doubtful
    if paper is None:
        return (_screen(public, Statement(say("No paper is being ruled on."))),)
    under = say("It is ruled on in view of the room.")
    bodies: tuple[Body, ...] = doubtful(paper)
    if not paper.lines:  # erased: what was ruled is all there is
        bodies = (Statement(paper.ruling[0], paper.ruling[1:]),)
    return tuple(
        _screen(public, body, title=paper.name, under=under) for body in bodies
    )


def _result(public: Public) -> tuple[Screen, ...]:
    result = public.result
    if public.answer is not None:
        return tuple(_of_answer(public, public.answer))
    if result is None:
        return (_screen(public, Statement(say("The result is not declared yet."))),)
    return tuple(
        _revealed(public, result, shown) for shown in range(len(result.projects) + 1)
    )


def _code(public: Public) -> Words | None:
    """The result code, to be compared with the wall and the pack: its first half."""
    if not public.code:
        return None
    return say("Result code {code}", code=" ".join(public.code[:4]))


def _of_answer(public: Public, found: Answer) -> Iterator[Screen]:
    """What came out, then every stage of the count; a straw poll says on each that it is one."""
    under = _STRAW if found.straw else None
    big = Statement(found.headline, found.notes[:2])
    if found.shift is not None:
        yield _screen(public, _shifted(found.shift), under=_STRAW)
        return
    yield _screen(public, big, under=under, foot=_code(public))
    before: Stage | None = None
    for stage in found.stages:
        for part in _parts(stage.bars, ROWS + 1):
            yield _stage_screen(public, stage, before, part, straw=found.straw)
        before = stage


def _shifted(shift: Shift) -> ShiftBars:
    most = max(max(before, after) for _, before, after in shift.steps) or 1
    lines = tuple(
        (name, (before, before / most), (after, after / most))
        for name, before, after in shift.steps
    )
    return ShiftBars(shift.headline, lines)


def _stage_screen(
    public: Public,
    stage: Stage,
    before: Stage | None,
    part: Sequence[Bar],
    *,
    straw: bool,
) -> Screen:
    """A stage with what followed as its headline, and what came since the one before."""
    moved = before.moved if before is not None else None
    came = {
        each.title: each.came for each in (moved.gains if moved is not None else ())
    }
    most = max((bar.votes for bar in stage.bars), default=0) or 1
    lines = tuple(
        _stage_line(bar, came.get(bar.title, 0), most, straw=straw) for bar in part
    )
    under = _STRAW if straw else None
    if moved is not None:
        under = moved.title
    return _screen(
        public,
        StageBars(lines, stage.told[:2]),
        title=_stage_title(public, stage),
        under=under,
        foot=_left_out(stage),
    )


_STRAW = say("A straw poll. It is no result, and nothing follows from it.")


def _stage_title(public: Public, stage: Stage) -> Words:
    return say("{stage}: {question}", stage=stage.title, question=public.question)


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
        say("+{n}", n=votes_words(came)) if came else None,
        filled=not straw and bar.standing not in ("out", "needed"),
    )


def _revealed(public: Public, result: Figures, shown: int) -> Screen:
    """The result with its first `shown` projects, in the order funded, then by support.

    A full screen moves up.
    """
    titles = tuple(project.title for project in result.projects)
    rows = _rows_of_result(titles)
    start = max(0, shown - rows)
    largest = max((float(project.support) for project in result.projects), default=0.0)
    body = Ladder(
        result.support_name,
        tuple(
            _row(result, project, largest, fresh=at == shown)
            for at, project in enumerate(result.projects[start:shown], start=start + 1)
        ),
        _line(result, shown),
        max(0, min(len(result.funded), shown) - start),
        titles,
        rows,
    )
    foot = say("{n} of {all} shown", n=shown, all=len(result.projects))
    if shown == len(result.projects):
        foot = _code(public) or foot
    return _screen(public, body, under=_valid(result), foot=foot)


def _valid(result: Figures) -> Words:
    """How many ballots were valid, and whether they were enough; or that the box was empty."""
    if result.empty_box:
        return result.empty_box
    valid = several("{n} valid ballot.", "{n} valid ballots.", result.valid)
    if result.quorum_met:
        return valid
    return say(
        "{ballots} The quorum of {quorum} was not reached.",
        ballots=valid,
        quorum=result.quorum,
    )


def _rows_of_result(titles: Sequence[str]) -> int:
    """As elsewhere, but one more where that shows the whole result at once.

    Titles of one line leave the height.
    """
    whole = len(titles) == ROWS + 1 and max(map(len, titles)) <= _SHORT
    return ROWS + 1 if whole else _rows(titles)


def _row(
    result: Figures,
    project: ProjectFigures,
    largest: float,
    *,
    fresh: bool,
) -> Result:
    share = max(0.0, float(project.support)) / largest if largest > 0 else 0.0
    return Result(
        project.title,
        say("{support}", support=project.support),
        share,
        result.money(project.cost),
        project.funded,
        fresh,
    )


def _line(result: Figures, shown: int) -> Words:
    """The money line as it moves: what is given and left after the rows that are shown."""
    funded = result.funded
    last = funded[min(shown, len(funded)) - 1] if funded and shown else None
    left = result.pot if last is None or last.left_after is None else last.left_after
    said = say(
        "Money line: {given} of {pot} given, {left} left.",
        given=result.money(result.pot - left),
        pot=result.money(result.pot),
        left=result.money(left),
    )
    cheapest = min((project.cost for project in result.unfunded), default=0)
    if shown <= len(funded) or cheapest <= left or not result.valid:
        return said
    return say(
        "{line} The cheapest that is not funded costs {cost}.",
        line=said,
        cost=result.money(cheapest),
    )


def _thanks(public: Public) -> tuple[Screen, ...]:
    under: list[Words] = []
    if public.result is not None:
        under = [
            say("The result goes to {holder}.", holder=public.result.holder),
            say(
                "An answer is asked by {day}.",
                day=Day(public.result.answer_by, weekday=True),
            ),
        ]
    return (
        _screen(
            public,
            Statement(say("Thank you for coming."), tuple(under)),
            title=plain(public.name),
        ),
    )
