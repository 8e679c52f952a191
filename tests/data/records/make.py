"""Make the sample record of the newest form of the file: a small evening of 20 ballots, from charter to declaration.

    .venv/bin/python -m tests.data.records.make

A file that was released with a version is never made again: later versions must open and recount it as it is.
"""

from __future__ import annotations

from pathlib import Path

from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.evening import Evening, begin
from pbdesk.assembly import batches, box, count, declaration, door, ideas, mandate, rulebook, vote
from pbdesk.ledger.people import Cost, Particulars
from pbdesk.ledger.schema import VERSION

IDEAS = (("Benches", 1_840_000), ("Lamps", 2_250_000), ("Youth club", 2_500_000), ("Trees", 1_320_000))
PAPERS = ("A", "A B", "B", "A C", "C D", "A B D", "D", "B C", "A", "A D", "C", "0", "A B C", "? B D")
SCREEN = ("AB", "A", "CD", "BD", "A", "ABC")
RECORD, RULEBOOK = "small.pbdesk", "small.rulebook.json"


def make(folder: Path) -> None:
    """Play the small evening into `folder`: the record and its sealed rulebook; its people file is destroyed."""
    evening = begin(folder / RECORD, name="Small Assembly", place="Hall", cost=Cost(64, 1))
    with evening.desk as desk:
        prepare(evening)
        hold_the_vote(evening)
        count_the_papers(evening)
        _ = (folder / RULEBOOK).write_bytes(rulebook.document(desk.state))
        if desk.people is not None:
            _ = desk.people.destroy(desk.moment().at.date())
    (folder / f"{RECORD}.lock").unlink()
    (folder / f"{RECORD}-journal").unlink(missing_ok=True)


def prepare(evening: Evening) -> None:
    for clause, value in millbrook.CHARTER.items():
        evening.do(mandate.set_charter, clause=clause, value=value)
    for clause, value in {**millbrook.RULES, "quorum": 5}.items():
        evening.do(rulebook.set_rule, clause=clause, value=value)
    evening.do(rulebook.seal)
    for title, cost in IDEAS:
        evening.do(ideas.receive, title=title, summary=f"{title}, as it was handed in.", wish=cost)
        newest = list(evening.desk.state.ideas.by_id)[-1]
        evening.do(ideas.answer, proposal=newest, accepted=True, cost=cost, reason="Fair.")
    evening.do(vote.draw_up)


def hold_the_vote(evening: Evening) -> None:
    assert add_people(evening.desk, [Particulars(f"Voter {n}") for n in range(len(PAPERS) + len(SCREEN))]) is None
    evening.do(vote.open_vote)
    people = sorted(evening.desk.state.door.register)
    projects = {line.code: line.project for line in evening.desk.state.vote.lines}
    for person in people[: len(PAPERS)]:
        evening.do(door.give, person=person, channel="paper", checked_with="letter")
    for person, codes in zip(people[len(PAPERS) :], SCREEN, strict=True):
        stub = door.next_stub(evening.desk.state.door, "kiosk")
        evening.do(door.give, person=person, channel="kiosk", checked_with="letter")
        evening.do(vote.cast, stub=stub, marks={projects[code]: 1 for code in codes})
    evening.do(vote.close_vote)


def count_the_papers(evening: Evening) -> None:
    evening.do(box.open_box, papers=len(PAPERS))
    for turn in (1, 2):
        for text in PAPERS:
            evening.do(box.key, batch=1, turn=turn, teller=f"Teller {turn}", text=text)
    for batch, paper in batches.to_rule(evening.desk.state):
        evening.do(box.rule_paper, batch=batch, paper=paper, codes=("B", "D"), reason="The wish is clear.")
    evening.do(box.reconcile, unreturned=0)
    evening.do(count.seal_urn)
    evening.do(count.draw_seed, dice="3 5 1 6")
    assert count_now(evening.desk, silent) is None
    evening.do(declaration.declare)


if __name__ == "__main__":
    place = Path(__file__).parent / f"v{VERSION}"
    place.mkdir(exist_ok=True)
    make(place)
