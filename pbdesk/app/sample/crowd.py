"""A crowd that goes through the door: a register, a ballot for each person, and each ballot cast.

Thousands of acts are written as one transaction, in the entries and papers that the door and the
kiosk write for one person. For timing: nobody is in the people file, and nobody decided anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import batched

from pbdesk.app.chance import Source, from_seed
from pbdesk.app.desk import Desk
from pbdesk.app.sample.evening import Evening
from pbdesk.app.sample.refused import granted
from pbdesk.app.writing import as_written, named
from pbdesk.assembly import arguments as heard
from pbdesk.assembly import ideas, tradeoffs
from pbdesk.ledger.record import Line, Paper, Said
from pbdesk.minutes.decision import Paper as Cast
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions import terms
from pbdesk.questions.door import Channel, StubGiven, next_stub
from pbdesk.questions.kiosk import PermitTaken, UrnCounted
from pbdesk.questions.register import PeopleRegistered
from pbdesk.voting.styles import STYLES

__all__ = ["much_said", "through_the_door"]

_TOGETHER = 1000
"""Acts in one transaction, and people in one entry of the register."""


def through_the_door(
    evening: Evening,
    people: int,
    channel: Channel = "kiosk",
) -> None:
    """Let so many people more vote while the vote is open.

    Ballots at the kiosk fall into the urn as they are cast; papers are put there all at once and
    not keyed. The desk does not see it: open the file again.
    """
    source = from_seed("crowd", evening.clock)
    desk = evening.desk
    seq = desk.entries
    for together in batched(_acts(desk, people, channel), _TOGETHER):
        lines: list[Line] = []
        papers: list[Paper] = []
        for act in together:
            written = as_written(
                named(desk.kind, desk.state, act),
                source,
                act=seq + 1,
            )
            lines += written.lines
            papers += written.papers
            seq += len(written.lines)
        _ = desk.record.write(lines, papers)


def _worry(desk: Desk, source: Source, weighed: Id, n: int) -> Writing:
    """The note of one argument; the desk does not see it."""
    return granted(
        heard.note(
            desk.state,
            source.moment(),
            tradeoff=weighed,
            kind="worry",
            words=f"Argument {n}, in a sentence as it was said.",
        ),
    )


def much_said(
    evening: Evening,
    questions: int,
    proposals: int,
    arguments: int,
) -> None:
    """Ask so many questions in all, hand in so many proposals, and note so many arguments.

    While proposals are still answered. The desk does not see the arguments: open the file again.
    """
    desk = evening.desk
    source = from_seed("talk", evening.clock)
    for _ in range(questions - len(desk.state.order)):
        evening.do(terms.ask, kind="decide")
    for n in range(proposals - len(desk.state.ideas.by_id)):
        evening.do(
            ideas.receive,
            title=f"Idea {n} of the crowd",
            summary="Said.",
            wish=100_00,
        )
    projects = [each.id for each in desk.state.ideas.projects]
    evening.do(tradeoffs.take_up, projects=projects)
    weighed = tuple(desk.state.tradeoffs.by_id)
    _argue(desk, source, weighed, arguments)


def _argue(
    desk: Desk,
    source: Source,
    weighed: Sequence[Id],
    arguments: int,
) -> None:
    """Note so many arguments, spread over what is weighed, thousands in one transaction."""
    seq = desk.entries
    for together in batched(range(arguments), _TOGETHER):
        lines: list[Line] = []
        said: list[Said] = []
        for n in together:
            act = _worry(desk, source, weighed[n % len(weighed)], n)
            written = as_written(
                named(desk.kind, desk.state, act),
                source,
                act=seq + 1,
            )
            lines += written.lines
            said += written.said
            seq += len(written.lines)
        _ = desk.record.write(lines, said=said)


def _acts(desk: Desk, people: int, channel: Channel) -> Iterator[Writing]:
    state = desk.state
    refs = [PersonRef(f"crowd-{n}") for n in range(people)]
    for some in batched(refs, _TOGETHER):
        yield Writing(PeopleRegistered(some))
    prefix, first = ("K", 1) if channel == "kiosk" else ("", 0)
    newest = int(next_stub(state.door, channel)[first:])
    ballots = tuple(_ballots(desk, people))
    in_urn = state.kiosk.in_urn
    for n, (ref, ballot) in enumerate(zip(refs, ballots, strict=True)):
        stub = f"{prefix}{newest + n}"
        yield Writing(
            StubGiven(
                stub=stub,
                channel=channel,
                person=ref,
                checked_with="known",
            ),
        )
        if channel == "kiosk":
            yield Writing(
                PermitTaken(stub),
                UrnCounted(in_urn + n + 1),
                papers=(ballot,),
            )
    if channel != "kiosk":
        yield Writing(UrnCounted(in_urn + people), papers=ballots)


def _ballots(desk: Desk, people: int) -> Iterator[Cast]:
    """Marks for up to five of the first eight projects, from the bits of a stream."""
    style = STYLES[desk.state.rulebook.style]
    projects = [line.project for line in desk.state.sheet.lines[:8]]
    for mask in hashlib.shake_256(b"crowd").digest(people):
        marked = [
            project for n, project in enumerate(projects) if mask >> n & 1
        ]
        yield Cast(
            "counted",
            style.encode(dict.fromkeys(marked[:5] or projects[:1], 1)),
        )
