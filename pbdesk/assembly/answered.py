"""Answered: what came out of a question that shares out no money, stage by stage.

For page and room alike. Nothing is told before the declaration; a straw poll, which is never a
result, is told as one once it is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from pbdesk.questions.slips import LEAST
from pbdesk.questions.terms import called
from pbdesk.voting.outcome import Decided, Outcome, Round, Spread, Tie
from pbdesk.voting.styles import STYLES
from pbdesk.words import Listing, Sentences, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "Answer",
    "Bar",
    "Gain",
    "Moved",
    "Shift",
    "Stage",
    "Votes",
    "answer",
    "bar_words",
    "lots_beside_the_stages",
    "tie_words",
    "titles",
    "votes_words",
]

type Standing = Literal["in", "elected", "out", "needed"]


type Votes = int | Fraction


def votes_words(votes: Votes) -> Words:
    """Votes to two places: parts of a vote pass on."""
    return say("{n}", n=Fraction(round(votes * 100), 100))


_RUNGS = {
    "cheaper": say("the cheaper goes first"),
    "votes": say("more votes go first"),
    "lot": say("the lot decided"),
    "id": say("no lot was drawn, so the project's id decided"),
    "order": say("the order on the ballot decided, as the rules say"),
    "generator": say("the generator of the published count decided"),
}


def tie_words(tie: Tie, names: Mapping[str, Words]) -> Words:
    """Who came out equal, what told them apart, and in which order."""
    return say(
        "{names} came out equal: {rung}. In this order.",
        names=_listed(names, tie.order),
        rung=_RUNGS[tie.decided_by],
    )


def lots_beside_the_stages(
    found: Outcome,
    names: Mapping[str, Words],
) -> Sentences:
    """Every tie that no stage of the count tells."""
    told = [stage.lot for stage in found.rounds]
    return tuple(tie_words(tie, names) for tie in found.ties if tie not in told)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many votes a line has at a stage; `needed` is what it takes, and no line."""

    title: Words
    votes: Votes
    standing: Standing = "in"
    line: str = ""

    @property
    def figure(self) -> Words:
        """The votes, to two places."""
        return votes_words(self.votes)


@dataclass(frozen=True, slots=True)
class Gain:
    """Somebody still in the count: the votes before, and how many came."""

    title: Words
    before: Votes
    came: Votes

    @property
    def now(self) -> Votes:
        """The votes after."""
        return self.before + self.came


@dataclass(frozen=True, slots=True)
class Moved:
    """Whose votes pass on after a stage, and to whom: all of them, or what is over.

    `nobody`: how many name nobody who is still in. `needed`: what a place takes, where it has a
    figure.
    """

    who: Words
    surplus: bool
    votes: Votes
    gains: tuple[Gain, ...]
    nobody: Votes
    needed: Votes | None

    @property
    def title(self) -> Words:
        """What the picture shows."""
        if self.surplus:
            return say(
                "{name} keeps what a place takes; what is over passes on: {n}",
                name=self.who,
                n=votes_words(self.votes),
            )
        return say(
            "Where the votes of {name} go: {n}",
            name=self.who,
            n=votes_words(self.votes),
        )

    @property
    def told(self) -> Sentences:
        """The same in sentences."""
        found = [
            say(
                "{name} gets {n}, and then has {now}.",
                n=votes_words(each.came),
                name=each.title,
                now=votes_words(each.now),
            )
            for each in self.gains
            if each.came
        ]
        if self.nobody:
            nobody = votes_words(self.nobody)
            found.append(
                say(
                    "Nobody gets {n}: no other name on them is still in.",
                    n=nobody,
                ),
            )
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the count: who had how many votes, what followed, and whose votes pass on.

    `nobody`: how many votes count for nobody by then.
    """

    title: Words
    bars: tuple[Bar, ...]
    told: Sentences = ()
    moved: Moved | None = None
    nobody: Votes = 0


@dataclass(frozen=True, slots=True)
class Shift:
    """The same asked twice, before and after the talk: how many chose each step.

    The first half of the steps is for it. No shift is told below ten answers, nor of fewer people.
    """

    steps: tuple[tuple[Words, int, int], ...]

    @property
    def headline(self) -> Words:
        """How many were for it before, and after."""
        half = self.steps[: len(self.steps) // 2]
        return say(
            "{before} of {first} were for it before the talk, {after} of {second} after it.",
            before=sum(before for _, before, _ in half),
            first=sum(before for _, before, _ in self.steps),
            after=sum(after for _, _, after in half),
            second=sum(after for _, _, after in self.steps),
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out, its stages, and what else is to be said.

    `straw`: nothing follows from it; `part`: it is what one hall of several gave.
    """

    headline: Words
    straw: bool
    stages: tuple[Stage, ...]
    notes: Sentences = ()
    shift: Shift | None = None
    part: bool = False


def answer(state: Assembly) -> Answer | None:
    """What the room may know of the answer; None before, and for a question about money.

    One hall of several tells its sums, whatever the question.
    """
    straw = state.terms.force == "straw"
    known = straw or state.declaration.declared is not None
    if (
        state.outcome is None
        or not known
        or (state.terms.funds and not state.part)
    ):
        return None
    names = titles(state)
    found = state.outcome
    if state.part:
        return _given(state, found, names, straw=straw)
    if found.decided is not None:
        return _decided(found, found.decided, names, straw=straw)
    if found.spread is not None:
        return replace(
            _spread(found, found.spread, names),
            shift=_shift(state, names),
        )
    return _chosen(found, names, straw=straw)


type _Names = Mapping[str, Words]


def titles(state: Assembly) -> Mapping[str, Words]:
    """What each line of the sheet is called, by its id."""
    return {
        str(line.project): called(line.project, line.title)
        for line in state.sheet.lines
    }


def _given(
    state: Assembly,
    found: Outcome,
    names: _Names,
    *,
    straw: bool,
) -> Answer:
    """What one hall of several gave, in the order of the sheet: nobody has won or lost by it."""
    bars = tuple(Bar(name, found.support[line]) for line, name in names.items())
    return Answer(
        say("What this hall gave"),
        straw,
        (Stage(STYLES[state.rulebook.style].support, bars),),
        (say("The sum of all halls of “{name}” decides.", name=state.hall.of),),
        part=True,
    )


def _decided(
    found: Outcome,
    decided: Decided,
    names: _Names,
    *,
    straw: bool,
) -> Answer:
    headline = say("Passed") if decided.passed else say("Not passed")
    bars = [Bar(name, found.support[line]) for line, name in names.items()]
    bars.append(Bar(say("Yes that were needed"), decided.needed, "needed"))
    return Answer(
        headline,
        straw,
        (Stage(say("Votes"), tuple(bars)),),
        found.notes,
    )


def _spread(found: Outcome, spread: Spread, names: _Names) -> Answer:
    middle = spread.middle
    headline = say("Nobody answered")
    if middle:
        headline = say("In the middle: {names}", names=_listed(names, middle))
    bars = tuple(Bar(names[line], found.support[line]) for line in names)
    return Answer(headline, straw=True, stages=(Stage(say("Answers"), bars),))


def _answers(poll: Outcome) -> int:
    if poll.spread is not None:
        return poll.spread.ballots
    return 0


def _shift(state: Assembly, names: _Names) -> Shift | None:
    """The shift since the same words were asked before; None where they were not."""
    now = state.outcome
    place = state.order.index(state.asked)
    for earlier in map(state.of, reversed(state.order[:place])):
        before = earlier.outcome
        if (
            earlier.terms.kind != "scale"
            or earlier.terms.wording != state.terms.wording
        ):
            continue
        if (
            now is None
            or before is None
            or min(_answers(now), _answers(before)) < LEAST
        ):
            return None
        steps = (
            (name, int(before.support[line]), int(now.support[line]))
            for line, name in names.items()
        )
        return Shift(tuple(steps))
    return None


def _chosen(found: Outcome, names: _Names, *, straw: bool) -> Answer:
    chosen = found.elected or found.winners or ()
    headline = say("Nobody and nothing is chosen")
    if chosen:
        headline = say("Chosen: {names}", names=_listed(names, chosen))
    notes = [*found.notes, *lots_beside_the_stages(found, names)]
    if found.lot_needed:
        tied = _listed(names, found.lot_needed)
        notes.append(say("Only a lot can tell between {names}.", names=tied))
    return Answer(headline, straw, tuple(_stages(found, names)), tuple(notes))


def _stages(found: Outcome, names: _Names) -> Iterator[Stage]:
    """Each stage of a count by stages; of any other the support that it went by."""
    if not found.rounds:
        yield _votes(found, names)
        return
    quota = _quota(found)
    needed = _needed(quota)
    elected = set[str]()
    out = set[str]()
    for n, stage in enumerate(found.rounds, start=1):
        elected |= set(stage.elected)
        gone = frozenset(out)
        out |= set(stage.eliminated)
        bars = [
            Bar(names[line], votes, _standing(line, elected, out), line)
            for line, votes in stage.totals.items()
            if line not in gone
        ]
        moved = _moved(stage, names, elected | out, quota)
        told = (
            *_told(stage, names, quota),
            *_margin(stage, names, elected | gone),
        )
        yield Stage(
            say("Stage {n}", n=n),
            (*bars, *needed),
            told,
            moved,
            stage.exhausted,
        )


def _quota(found: Outcome) -> Votes | None:
    """What a place takes; None where the rule has no such figure."""
    quota = found.figures.get("quota")
    return quota if isinstance(quota, int | Fraction) else None


def _needed(quota: Votes | None) -> tuple[Bar, ...]:
    if quota is None:
        return ()
    return (Bar(say("Needed for a place"), quota, "needed"),)


def _votes(found: Outcome, names: _Names) -> Stage:
    """The support of each line, and why it won or lost."""
    won = set(found.elected or found.winners or ())
    bars: list[Bar] = []
    reasons: list[Words] = []
    for line in found.order or found.support:
        name = names[line]
        bars.append(
            Bar(name, found.support[line], _standing(line, won, ()), line),
        )
        reasons.append(say("{name}: {why}", name=name, why=found.reasons[line]))
    return Stage(say("Votes"), tuple(bars), tuple(reasons))


def _moved(
    stage: Round,
    names: _Names,
    settled: AbstractSet[str],
    quota: Votes | None,
) -> Moved | None:
    """Whose votes pass on after a stage; None where none do."""
    passed = stage.figures.get("passed")
    nobody = stage.figures.get("passed_to_nobody", 0)
    if (
        not isinstance(passed, Mapping)
        or isinstance(nobody, Mapping)
        or not (passed or nobody)
    ):
        return None
    surplus = stage.figures.get("surplus")
    gains = tuple(
        Gain(names[line], votes, passed.get(line, 0))
        for line, votes in stage.totals.items()
        if line in passed or line not in settled
    )
    whose = say("{names}", names=_listed(names, stage.eliminated))
    votes = sum((stage.totals[line] for line in stage.eliminated), Fraction(0))
    is_surplus = isinstance(surplus, Mapping)
    if is_surplus:
        ((line, votes),) = surplus.items()
        whose = names[line]
    return Moved(whose, is_surplus, votes, gains, nobody, quota)


def _margin(
    stage: Round,
    names: _Names,
    settled: AbstractSet[str],
) -> Iterator[Words]:
    """How far whoever goes out is behind the next, where no lot was needed."""
    if len(stage.eliminated) != 1 or stage.lot is not None:
        return
    (out,) = stage.eliminated
    others = [
        (votes, line)
        for line, votes in stage.totals.items()
        if line not in {out, *settled}
    ]
    if others:
        least, line = min(others)
        ahead = votes_words(least - stage.totals[out])
        yield say(
            "{name} is next, {n} ahead, so no lot was drawn.",
            name=names[line],
            n=ahead,
        )


def _standing(
    line: str,
    elected: Iterable[str],
    out: Iterable[str],
) -> Standing:
    if line in elected:
        return "elected"
    if line in out:
        return "out"
    return "in"


def _told(stage: Round, names: _Names, quota: Votes | None) -> Iterator[Words]:
    """What followed from a stage, each with its reason."""
    if stage.words is not None:
        yield stage.words
    least = stage.figures.get("quota", quota)
    short = [
        line
        for line in stage.elected
        if isinstance(least, int | Fraction)
        and stage.totals.get(line, least) < least
    ]
    enough = [line for line in stage.elected if line not in short]
    if enough:
        yield several(
            "{names} has enough votes and is chosen.",
            "{names} have enough votes and are chosen.",
            len(enough),
            names=_listed(names, enough),
        )
    if short:
        yield several(
            "{names} is chosen: as many are left as there are places.",
            "{names} are chosen: as many are left as there are places.",
            len(short),
            names=_listed(names, short),
        )
    if stage.eliminated:
        yield several(
            "{names} has the fewest votes and goes out.",
            "{names} have the fewest votes and go out.",
            len(stage.eliminated),
            names=_listed(names, stage.eliminated),
        )
    if stage.lot is not None and stage.lot.decided_by != "lot":
        yield tie_words(stage.lot, names)
    elif stage.lot is not None:
        tied = _listed(names, stage.lot.tied)
        first = names[stage.lot.order[0]]
        yield say(
            "The lot decided between {names}: {first} first.",
            names=tied,
            first=first,
        )


def _listed(names: _Names, lines: Iterable[str]) -> Listing:
    return Listing(tuple(names[line] for line in lines))


def bar_words(bar: Bar) -> Words:
    """The line and where it stands."""
    match bar.standing:
        case "elected":
            return say("{name}, chosen", name=bar.title)
        case "out":
            return say("{name}, out", name=bar.title)
        case _:
            return bar.title
