"""The evening on real ballots.

Any Pabulib file held as an assembly, each of its ballots keyed twice on paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import repeat
from pathlib import Path

from babel.numbers import get_currency_precision, list_currencies

from pbdesk.app.jobs.ballot_files import rule_named
from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.evening import Evening, begin
from pbdesk.assembly import ideas, rulebook
from pbdesk.ledger.people import Cost
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.questions import box, count, declaration, door, sheet, vote
from pbdesk.questions.lot import draw_seed
from pbdesk.voting.formats.ballot_file import BallotFile
from pbdesk.words import say

__all__ = ["give_out", "hold", "key_papers", "prepare", "start_on"]

_STEP = 200
_BATCH = 50
_MOST = 20_000


def hold(
    path: Path,
    file: BallotFile,
    progress: Progress = silent,
    cost: Cost | None = None,
) -> Evening | Refusal:
    """Hold an evening on a file's ballots, from mandate to declaration, in the new record `path`.

    The file's projects are the proposals, its limits the ballot's; approval and points are counted
    most support first (Equal Shares where the file says so), rankings by Borda points. Refuses
    files this evening cannot hold.
    """
    refusal = _fits(file)
    if refusal is not None:
        return refusal
    evening = start_on(path, file, cost)
    evening.progress = progress
    ids = prepare(evening, file)
    evening.do(sheet.draw_up)
    give_out(evening, file.profile.n)
    evening.do(vote.close_vote)
    evening.do(box.open_box, papers=file.profile.n, batch_size=_BATCH)
    key_papers(evening, file, ids)
    _finish(evening)
    return evening


def start_on(path: Path, file: BallotFile, cost: Cost | None = None) -> Evening:
    """Begin an assembly that bears the file's name and place."""
    return begin(
        path,
        name=_name(file),
        place=file.meta.get("unit", ""),
        currency=_currency(file),
        cost=cost,
    )


def _fits(file: BallotFile) -> Refusal | None:
    profile = file.profile
    if profile.style not in ("approval", "ordinal", "cumulative", "scoring"):
        return Refusal(
            say(
                "An evening cannot be held on {style} ballots from a file.",
                style=profile.style,
            ),
        )
    if not profile.budget:
        return Refusal(
            say("The file names no budget, so there is nothing to give."),
        )
    if 10 ** get_currency_precision(_currency(file)) % profile.unit:
        return Refusal(
            say(
                "The sums of the file are finer than its currency's smallest coin.",
            ),
        )
    if len(profile.projects) < 2:
        return Refusal(say("The file has fewer than two projects."))
    if profile.n > _MOST:
        return Refusal(
            say(
                "{n} ballots are more than an evening on paper holds ({most}).",
                n=profile.n,
                most=_MOST,
            ),
            say("Count such a file with “pbdesk count”."),
        )
    return None


def _currency(file: BallotFile) -> str:
    """The file's currency; XXX, which ISO 4217 keeps for none, where it names none."""
    named = file.profile.currency or file.meta.get("currency", "")
    if named in list_currencies():
        return named
    return "XXX"


def _minor(file: BallotFile, amount: int) -> int:
    """A sum of the file in minor units of its currency."""
    return (
        amount
        * 10 ** get_currency_precision(_currency(file))
        // file.profile.unit
    )


type _Clauses = Mapping[str, object]


def _name(file: BallotFile) -> str:
    words = (file.meta.get(key, "") for key in ("unit", "subunit", "instance"))
    named = " ".join(dict.fromkeys(filter(None, words)))
    return named[:60] or "Assembly on a file"


def prepare(evening: Evening, file: BallotFile) -> list[Id]:
    """Charter, sealed rulebook, and each project as an accepted proposal.

    Their ids, in the file's order.
    """
    evening.progress(0, 6, say("The charter and the rulebook are written"))
    evening.set_charter(_charter(file))
    evening.set_rules(_rules(file))
    evening.do(rulebook.seal)
    return _propose(evening, file)


def _charter(file: BallotFile) -> _Clauses:
    council = file.meta.get("unit", "") or "The council"
    return {
        **millbrook.CHARTER,
        "question": "Which projects should be funded?",
        "holder": council,
        "decider": council,
        "promise": "",
        "pot": _minor(file, file.profile.budget),
    }


def _rules(file: BallotFile) -> _Clauses:
    return {
        "people": "Everyone in the file",
        "style": file.profile.style,
        "quorum": 0,
        "kept": 1,
        **_limits(file),
        "rule": rule_named(file),
        **_completion(file),
    }


def _completion(file: BallotFile) -> dict[str, object]:
    if rule_named(file) == "equal-shares":
        return {"count.completion": "add1"}
    return {}


_LIMITS = {
    "approval": {
        "min_length": "ballot.min_picks",
        "max_length": "ballot.max_picks",
    },
    "ordinal": {
        "min_length": "ballot.min_ranks",
        "max_length": "ballot.max_ranks",
    },
    "cumulative": {
        "max_sum_points": "ballot.points",
        "max_points": "ballot.project_cap",
    },
    "scoring": {"min_points": "ballot.least", "max_points": "ballot.most"},
}


def _limits(file: BallotFile) -> _Clauses:
    """The file's own limits, as the ballot style's clauses; META may leave them out."""
    clauses = _LIMITS[file.profile.style].items()
    found = {clause: file.meta.get(key, "") for key, clause in clauses}
    return {
        clause: int(value)
        for clause, value in found.items()
        if value.isdecimal()
    }


def _propose(evening: Evening, file: BallotFile) -> list[Id]:
    evening.progress(1, 6, say("The projects are handed in and answered"))
    for project in file.profile.projects:
        _accept(evening, project.name or project.id, _minor(file, project.cost))
    return list(evening.desk.state.ideas.by_id)


def _accept(evening: Evening, title: str, cost: int) -> None:
    """Hand in a proposal and accept it as it is; a long title is cut to what fits."""
    fitting = title if len(title) <= 80 else f"{title[:79]}…"
    evening.do(ideas.receive, title=fitting, wish=cost)
    evening.do(
        ideas.answer,
        proposal=list(evening.desk.state.ideas.by_id)[-1],
        accepted=True,
        cost=cost,
        reason="As it stands in the file.",
    )


def give_out(evening: Evening, ballots: int) -> None:
    """Fill the register, open the vote, and give each voter one paper."""
    evening.progress(2, 6, say("Ballots are given out"))
    evening.register((f"Voter {i}", "") for i in range(1, ballots + 1))
    evening.do(vote.open_vote)
    for i, person in enumerate(
        sorted(evening.desk.state.door.register),
        start=1,
    ):
        if i % _STEP == 0:
            evening.progress(i, ballots, say("Ballots are given out"))
        evening.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
            stub=str(i),
        )


def key_papers(evening: Evening, file: BallotFile, ids: list[Id]) -> None:
    """Key the file's ballots twice, batch by batch, until there are no more."""
    texts = list(_typed(evening, file, ids))
    for number, batch in evening.desk.state.box.batches.items():
        first = (number - 1) * _BATCH
        evening.progress(first, file.profile.n, say("Papers are keyed twice"))
        evening.key_twice(number, texts[first : first + batch.papers])


def _typed(evening: Evening, file: BallotFile, ids: list[Id]) -> Iterator[str]:
    """What a teller types for each ballot of the file."""
    profile = file.profile
    lines = evening.desk.state.sheet.lines
    place = {line.project: i for i, line in enumerate(lines)}
    for b, weight in enumerate(profile.weights.tolist()):
        row = slice(profile.start[b], profile.start[b + 1])
        columns = profile.columns[row].tolist()
        values = profile.values[row].tolist()
        marks = {
            place[ids[p]]: value
            for p, value in zip(columns, values, strict=True)
        }
        if profile.style == "approval":
            text = " ".join(lines[i].code for i in sorted(marks))
        else:
            text = " ".join(str(marks.get(i, "-")) for i in range(len(lines)))
        yield from repeat(text if marks else "0", weight)


def _finish(evening: Evening) -> None:
    done = say("The ballots are sealed, the dice are thrown, all is counted")
    evening.progress(5, 6, done)
    evening.do(box.reconcile, unreturned=0)
    evening.do(count.seal_urn)
    evening.do(draw_seed, dice="3 5 1 6")
    evening.count(evening.progress)
    evening.do(declaration.declare)
