"""Tally: the urn is sealed, the dice are thrown, the ballots are counted, in this order.

What was found is not said here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from pbdesk.app.jobs.counting import counted
from pbdesk.assembly import figures
from pbdesk.assembly.figures import LotLine
from pbdesk.assembly.state import Assembly
from pbdesk.questions import count
from pbdesk.questions.lot import SeedDrawn, draw_seed, lot_code
from pbdesk.questions.tally import Tally
from pbdesk.ui.pages.still_running import asked_whether_over
from pbdesk.ui.render.blocks import (
    Ask,
    Bars,
    Blocks,
    Buttons,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
    Table,
)
from pbdesk.ui.render.intents import Do, Go, To, Work, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    SEALED,
    BarLine,
    FieldSpec,
    Shape,
    TableColumn,
    TableRow,
    Value,
)
from pbdesk.voting.styles.style import REASONS
from pbdesk.voting.trace import outcome_bytes
from pbdesk.words import Clock, Listing, Words, code_groups, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE", "lot_lines"]

type Stage = Literal["papers", "seal", "dice", "count", "counted"]

_LABEL = say("Tally")
_ORDER: tuple[Stage, ...] = ("papers", "seal", "dice", "count", "counted")
_NEXT: Mapping[Stage, str] = {
    "papers": "batches/",
    "seal": "seal_urn",
    "dice": "dice",
    "count": "count",
    "counted": "result/",
}
"""What has the focus at each stage."""


def view(state: Assembly, _people: People | None, _here: Here) -> PageView:
    """Three acts under each other, each with its button while it is next."""
    at = _ORDER.index(_stage(state))
    return PageView(
        (
            Heading(_caption(state), _LABEL),
            *asked_whether_over(state, _NEXT[_stage(state)]),
            *_ballots(state, at),
            Rule("lot"),
            *_lot(state, at),
            Rule("count"),
            *_count(state, at),
            *_lots(state),
        ),
    )


def _way(state: Assembly, _target: str | None) -> To:
    return To(focus=_NEXT[_stage(state)])


PAGE = PageSpec("tally", _LABEL, view, way=_way)


def _then(said: Words) -> Callable[[Assembly], To]:
    """The next of the three acts."""
    return lambda state: To(focus=_NEXT[_stage(state)], said=said)


def _stage(state: Assembly) -> Stage:
    if state.count.counted:
        return "counted"
    if state.lot.drawn:
        return "count"
    if state.count.sealed:
        return "count" if state.part else "dice"
    return "seal" if state.box.reconciled else "papers"


def _caption(state: Assembly) -> Words:
    if state.count.counted_at:
        return say("Counted at {time}", time=Clock(state.count.counted_at))
    done = max(0, _ORDER.index(_stage(state)) - 1)
    return say("Seal, lot, count: {done} of 3 done", done=done)


def _shape(at: int, mine: Stage) -> Shape:
    return DONE if at > _ORDER.index(mine) else NOT_STARTED


# The ballots


def _ballots(state: Assembly, at: int) -> Blocks:
    shape = (
        SEALED
        if at >= _ORDER.index("dice")
        else ATTENTION
        if at == 0
        else NOT_STARTED
    )
    told = (
        Section(say("The ballots"), key="ballots"),
        Paragraph(_urn(state), shape=shape),
        *_came(state),
    )
    sealed = state.count.sealed
    if sealed is not None:
        return *told, *_code(code_groups(bytes.fromhex(sealed.urn_root)))
    onward = Press(say("Go to the batches"), Go("batches"), icon="arrow-right")
    seal = Press(say("Seal the ballots"), _sealing(state), icon="lock")
    return *told, Buttons(
        (seal,) if state.box.reconciled else (onward, seal),
        key="seal",
    )


def _came(state: Assembly) -> Blocks:
    """How many came on paper and how many at the kiosk, once the papers add up."""
    papers, kiosk = state.box.papers, len(state.kiosk.taken)
    if state.box.reconciled is None or not papers or not kiosk:
        return ()
    return (
        _bars("came", (say("On paper"), papers), (say("At the kiosk"), kiosk)),
    )


def _bars(key: str, *lines: tuple[Words, int]) -> Bars:
    return Bars(tuple(_bar(words, n) for words, n in lines), key=key)


def _bar(words: Words, n: int) -> BarLine:
    return BarLine(words, say("{n}", n=n), n)


def _code(groups: tuple[str, ...]) -> Blocks:
    """The code people compare, in two lines of four groups."""
    lines = "\n".join("  ".join(groups[i : i + 4]) for i in (0, 4))
    return Paragraph(plain(lines), role="figures"), _TOLD_OF_CODE


_TOLD_OF_CODE = Paragraph(
    say(
        "Code of the sealed ballots. The same code stands in the pack; if one ballot were "
        "different, so would it be.",
    ),
    role="help",
    key="code",
)


def _sealing(state: Assembly) -> Do:
    """Say at once what is missing.

    Only where nothing is, ask before the urn is closed for good.
    """
    act = do(count.seal_urn).then(_then(_SEALED_NOW))
    if state.box.reconciled is None:
        return act
    return act.for_good(_CLOSED_FOR_GOOD, say("Seal the ballots"))


_SEALED_NOW = say("The ballots are sealed.")
_CLOSED_FOR_GOOD = say(
    "No ballot can be added, changed or keyed again afterwards, and no batch corrected.",
)


def _urn(state: Assembly) -> Words:
    sealed, reconciled = state.count.sealed, state.box.reconciled
    if sealed:
        return several(
            "{n} ballot was sealed. None can be added any more.",
            "{n} ballots were sealed. None can be added any more.",
            sealed.ballots,
        )
    if reconciled is None:
        return say(
            "The ballots can be sealed once every paper is keyed twice, "
            "ruled on and accounted for.",
        )
    return _ready_to_seal(len(state.kiosk.taken), state.box.papers)


def _ready_to_seal(kiosk: int, papers: int) -> Words:
    joining = several(
        "{n} paper joins them now",
        "{n} papers join them now",
        papers,
    )
    return several(
        "There is {n} ballot from the kiosk; {papers}, and how each was keyed is erased.",
        "There are {n} ballots from the kiosk; {papers}, and how each was keyed is erased.",
        kiosk,
        papers=joining,
    )


# The lot


def _lot(state: Assembly, at: int) -> Blocks:
    told = Paragraph(_dice(state), shape=_shape(at, "dice"), key="dice")
    asked = (_throw(state),) if _stage(state) == "dice" else ()
    return (
        Section(say("The lot"), key="lot"),
        told,
        *_thrown_dice(state),
        *asked,
    )


def _thrown_dice(state: Assembly) -> Blocks:
    drawn = state.lot.drawn
    if drawn is None:
        return ()
    return (Paragraph(plain("  ".join(drawn.dice)), role="figures"),)


def _throw_fields(state: Assembly) -> tuple[FieldSpec, ...]:
    """The code is asked for where this computer does not keep it."""
    if lot_code(state.round) in state.drafts:
        return _FIELDS
    return (*_FIELDS, _CODE)


def _throw(state: Assembly) -> Ask:
    return Ask(
        "throw",
        _throw_fields(state),
        draw_seed,
        say("Record the throw"),
        then=_thrown,
        cancel=None,
        final=_read_back,
        icon="dices",
    )


def _thrown(state: Assembly) -> To:
    """The ballots are counted by themselves: the rules and the ballots are sealed."""
    return To(
        focus="count",
        said=say("The throw is recorded."),
        also=_counting(state),
    )


_FIELDS = (
    FieldSpec(
        "dice",
        say("The dice, as they were called out"),
        help=say("At least four figures from 1 to 6."),
    ),
)
_CODE = FieldSpec(
    "code",
    say("The code from the envelope"),
    help=say("This laptop does not hold the sealed code any more."),
)


def _read_back(values: Mapping[str, Value]) -> Words | None:
    """A throw is read back before it is fixed; what cannot be one is refused at once."""
    dice = str(values["dice"] or "")
    if re.fullmatch(r"[1-6 ]+", dice) is None:
        return None
    return say(
        "The dice showed {dice}. This fixes the order of the lot for good.",
        dice=dice,
    )


def _showed(drawn: SeedDrawn) -> Words:
    return say(
        "The dice showed {dice}; the sealed code was {code}.",
        dice=" ".join(drawn.dice),
        code=drawn.code,
    )


def _dice(state: Assembly) -> Words:
    if state.part:
        return say(
            "A hall throws no dice. They are thrown once, where all halls of “{name}” are added "
            "up.",
            name=state.hall.of,
        )
    if state.lot.drawn:
        return _showed(state.lot.drawn)
    return say(
        "The dice are thrown in view of the room, whether there is a tie or not. Together with the "
        "code that was sealed with the rulebook they decide which of two comes first that came "
        "out equal.",
    )


# The count


def _count(state: Assembly, at: int) -> Blocks:
    found = state.count.counted
    told = (
        Section(say("The count"), key="count"),
        Paragraph(_counted(state), shape=_shape(at, "count"), key="count"),
    )
    if found is not None:
        invalid = sum(found.rejected.values())
        drawn = _bars(
            "valid",
            (say("Valid"), found.counted),
            (say("Rejected"), invalid),
        )
        rejected = Paragraph(_rejected(found.rejected), key="rejected")
        onward = Press(
            say("Go to the declaration"),
            Go("result"),
            icon="arrow-right",
            after=True,
        )
        return *told, drawn, rejected, Buttons((onward,), key="count")
    if _stage(state) != "count":
        return told
    return *told, Buttons(
        (Press(say("Count the ballots"), _counting(state)),),
        key="count",
    )


def _counting(state: Assembly) -> Work:
    """Count off the window's thread, and record what was found."""
    return Work(
        "count",
        say("Counting the ballots"),
        lambda means: counted(state, means.ballots, means.progress),
        box=True,
        then=_recording,
    )


def _recording(found: Tally) -> Do:
    return do(
        count.record_count,
        outcome=found.outcome,
        counted=found.profile.n,
        rejected=found.rejected,
        trace=outcome_bytes(found.outcome),
    ).then(_found)


def _found(state: Assembly) -> To:
    """The count is the last act of the page: the declaration is next, and says nothing of it."""
    return To(focus=_NEXT["counted"], said=_counted(state), onward=True)


def _to_count(state: Assembly) -> Words:
    if state.part:
        return say(
            "Counting adds up what this hall gave. The sum of all halls decides.",
        )
    return say(
        "Counting applies the sealed rules to the sealed ballots. Counting again gives the "
        "same result.",
    )


def _counted(state: Assembly) -> Words:
    found = state.count.counted
    if found is None:
        return _to_count(state)
    if state.declaration.declared is not None:
        return several(
            "{n} ballot is valid.",
            "{n} ballots are valid.",
            found.counted,
        )
    return several(
        "Counted, not declared. {n} ballot is valid.",
        "Counted, not declared. {n} ballots are valid.",
        found.counted,
    )


def _rejected(rejected: dict[str, int]) -> Words:
    total = sum(rejected.values())
    if not total:
        return say("None was rejected.")
    reasons = tuple(_reason(code, n) for code, n in rejected.items())
    return several(
        "{n} was rejected: {reasons}.",
        "{n} were rejected: {reasons}.",
        total,
        reasons=Listing(reasons),
    )


def _reason(code: str, n: int) -> Words:
    return say("{reason} ({n})", n=n, reason=REASONS[code])


# The order of the lot


def lot_lines(state: Assembly) -> tuple[LotLine, ...]:
    """The lot as it stands: nothing before the count."""
    if state.count.counted and state.outcome:
        return figures.lot_lines(state)
    return ()


def _lots(state: Assembly) -> Blocks:
    lines = lot_lines(state)
    if not lines:
        return ()
    return (
        Rule("order"),
        Section(say("The order of the lot"), key="order"),
        Paragraph(_CHECK, role="help", key="order"),
        Table(say("Lot"), _COLUMNS, tuple(_lot_row(line) for line in lines)),
    )


_CHECK = say(
    "Anybody can check it: SHA-256 over the seed, the question and the project's id, lowest "
    "first.",
)


_COLUMNS = (
    TableColumn(say("Place in the lot"), figures=False),
    TableColumn(say("Code"), figures=False),
    TableColumn(say("Lot number, first figures")),
)


def _lot_row(line: LotLine) -> TableRow:
    placed = say("{place}. {title}", place=line.place, title=line.title)
    return TableRow(line.code, (placed, line.code, line.number))
