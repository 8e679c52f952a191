"""Make sample records of the newest form of the file, each with the rulebook that was sealed in it.

    .venv/bin/python -m tests.data.records.make

small: an evening of 20 ballots, from charter to declaration. whole: the same ballots, and what else
may happen, from the first idea to the answer and the certificates of destruction. mended: the same
ballots in a file that was salvaged meanwhile. righted: two wrong ticks at the door put right. asked: begun from the last
one, with matters, trades and questions. promised: conditions, and what
became of what was asked. northside: one hall of several. Every kind of entry is in one of them. A file that is there is never made again: later versions must open
and recount it as it is. Where a new kind of entry has come, add a sample beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pbdesk.app.jobs.counting import count_now
from pbdesk.app.jobs.destruction import destroy_people
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.register import add_people
from pbdesk.app.sample import millbrook
from pbdesk.app.sample.evening import WHO_CAME, Evening, begin
from pbdesk.app.sample.northside import (
    begin_parent,
    hold_hall,
    seal_parent,
    start_hall,
)
from pbdesk.app.sample.steering import begin_steering, play_steering
from pbdesk.assembly import (
    agenda,
    answers,
    arguments,
    aside,
    asked,
    book,
    conditions,
    dots,
    floor,
    follow_up,
    ideas,
    mandate,
    matters,
    placed,
    proposers,
    rulebook,
    seating,
    speakers,
    steering,
    supplements,
    tradeoffs,
    trades,
)
from pbdesk.assembly.carried import CarriedOver, Last, Promise, carried_over
from pbdesk.assembly.retained import SIGNERS
from pbdesk.ledger.people import Cost, Particulars
from pbdesk.ledger.schema import VERSION
from pbdesk.minutes import clock, handover, interests, retention
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import FreeText, Id
from pbdesk.minutes.kept import Enclosed, forget_kept
from pbdesk.pack.keys import public_line, public_of
from pbdesk.pack.parent import read_parent
from pbdesk.questions import (
    batches,
    box,
    count,
    declaration,
    door,
    hands,
    items,
    kiosk,
    register,
    sheet,
    slips,
    staff,
    terms,
    vote,
)
from pbdesk.questions.lot import draw_seed
from pbdesk.questions.terms import FIRST
from tests.pack.halls import KEYS

IDEAS = (
    ("Benches", 1_840_000),
    ("Lamps", 2_250_000),
    ("Youth club", 2_500_000),
    ("Trees", 1_320_000),
)
PAPERS = (
    "A",
    "A B",
    "B",
    "A C",
    "C D",
    "A B D",
    "D",
    "B C",
    "A",
    "A D",
    "C",
    "0",
    "A B C",
    "? B D",
)
SCREEN = ("AB", "A", "CD", "BD", "A", "ABC")
APRIL = datetime(2027, 4, 1, 9, tzinfo=UTC)
LATER = datetime(2028, 1, 10, 9, tzinfo=UTC)


def make(folder: Path) -> None:
    """Play the evenings into `folder`, but for what is there; their people files are destroyed."""
    samples = {
        "small": _small,
        "whole": _whole,
        "mended": _mended,
        "righted": _righted,
        "promised": _promised,
        "timed": _timed,
        "asked": _asked,
        "watched": _watched,
    }
    for name, play in samples.items():
        if not (folder / f"{name}.pbdesk").exists():
            _keep(folder / f"{name}.pbdesk", play)
    several = folder / "several.pbdesk"
    if not several.exists():
        _leave(play_steering(begin_steering(several, cost=Cost(64, 1))))
    northside = folder / "northside.pbdesk"
    if not northside.exists():
        _leave(_hall(northside))


def _hall(path: Path) -> Evening:
    """One hall of several, begun from its parent's export."""
    with (
        TemporaryDirectory() as folder,
        begin_parent(Path(folder) / "parent.pbparent") as parent,
    ):
        export = seal_parent(
            parent,
            2,
            {"clerk": public_line(public_of(KEYS["facilitator"]))},
        )
    hall = read_parent(export).halls[0].id
    evening = start_hall(path, export, hall, cost=Cost(64, 1))
    hold_hall(evening, 1, papers=6, screens=4)
    return evening


def _keep(path: Path, play: Callable[[Evening], None]) -> None:
    evening = begin(
        path,
        name=f"{path.stem.capitalize()} Assembly",
        place="Hall",
        cost=Cost(64, 1),
    )
    play(evening)
    _leave(evening)


def _leave(evening: Evening) -> None:
    """Keep the record with what was sealed first, and nobody's name."""
    path = evening.desk.record.path
    with evening.desk as desk:
        sealed = desk.record.attachment(
            bytes.fromhex(desk.state.rulebook.digest),
        ).data
        _ = path.with_suffix(".rulebook.json").write_bytes(sealed)
    for beside in (
        ".people",
        ".people-journal",
        ".pbdesk.lock",
        ".pbdesk-journal",
    ):
        path.with_suffix(beside).unlink(missing_ok=True)


def _small(evening: Evening) -> None:
    prepare(evening)
    evening.do(sheet.draw_up)
    hold_the_vote(evening)
    count_the_papers(evening)
    evening.do(declaration.declare)


def _timed(evening: Evening) -> None:
    evening.do(agenda.begin_at, time="17:00")
    _small(evening)


def _asked(evening: Evening) -> None:
    """Begun from the last one; people ask together and trade, and somebody stands aside late."""
    owed = Promise(
        title="Bins",
        stands="not",
        owner=FreeText("Streets"),
        day="2026-04-30",
    )
    over = CarriedOver(
        assembly="millbrook-2025",
        name="Millbrook",
        day="2025-11-27",
        code="",
        promises=(owed,),
        lessons=(FreeText("Ask for the day."),),
    )
    last = Last(over, {}, {}, {}, ())
    evening.do(lambda _state, moment: Writing(*carried_over(moment, last)))
    prepare(evening, together=2)
    evening.do(sheet.draw_up)
    ask_and_trade(evening)
    hold_the_vote(evening)
    count_the_papers(evening)
    evening.do(declaration.declare)


def ask_and_trade(evening: Evening) -> None:
    """Questions, two matters, a trade; a trade-off that is confirmed again without somebody."""
    sit_down(evening)
    benches, lamps, *_ = (
        line.project for line in evening.desk.state.sheet.lines
    )
    evening.do(tradeoffs.take_up, projects=[benches])
    weighed = next(iter(evening.desk.state.tradeoffs.by_id))
    for line in (
        "? Who mends them?",
        "? Who paints them?",
        "! Forty sit there (a count)",
    ):
        evening.do(arguments.hear, tradeoff=weighed, line=line)
    mends, _, count_ = evening.desk.state.arguments.by_id
    evening.do(
        arguments.answer_question,
        argument=mends,
        by="Parks",
        words="Parks does.",
    )
    evening.do(
        arguments.correct,
        argument=count_,
        kind="evidence",
        words="Fifty sit there.",
    )
    evening.do(
        arguments.enclose,
        argument=count_,
        file=Enclosed("r2", "cd" * 32),
    )
    evening.do(dots.count_dots, sheet="", table=1, people=12, line="20 4 0 1")
    evening.do(dots.count_dots, sheet=weighed, table=2, people=6, line="1 2 3")
    for words, counts in (("A crossing.", (3, 2, 3, 3)), ("A clock.", (4, 4))):
        evening.do(matters.raise_matter, words=words)
        matter = list(evening.desk.state.matters.by_id)[-1]
        for turn, raised in enumerate(counts):
            by = evening.desk.state.staff.tellers[turn % 2]
            evening.do(
                matters.count_hands,
                matter=matter,
                by=by,
                hands=raised,
                present=5,
            )
    crossing, clock_ = evening.desk.state.matters.by_id
    evening.do(
        matters.answer,
        matter=crossing,
        by="Highways",
        reason="It is on the list.",
    )
    evening.do(matters.put_on, matter=clock_, title="The clock", minutes=3)
    evening.do(
        trades.word,
        rather=benches,
        than=lamps,
        reason="People tire.",
        gained="A seat.",
        given_up="Light.",
        bears="Who comes home late.",
        condition="Lamps in 2028.",
        in_favour=12,
        against=3,
        abstained=0,
    )
    evening.do(
        trades.confirm,
        trade=next(iter(evening.desk.state.trades.by_id)),
    )
    evening.do(
        tradeoffs.word,
        tradeoff=weighed,
        gained="Somewhere to sit.",
        costs="Room on the path.",
        bears="Whoever pushes a pram.",
        choice="support",
        reason="People tire.",
    )
    evening.do(tradeoffs.confirm, tradeoff=weighed)
    late = {
        "role": "member",
        "what": "Lives beside them.",
        "handled": "recused",
    }
    evening.do(aside.declare, **late, project=benches)
    evening.do(tradeoffs.confirm, tradeoff=weighed)


def sit_down(evening: Evening) -> None:
    """A steering group, tables by lot with people who come late, and a line of speakers."""
    evening.do(steering.set_seats, interest="residents", seats=2)
    for who in ("A resident", "Another"):
        evening.do(steering.take, interest="residents", who=who)
    evening.do(
        steering.leave,
        seat=next(iter(evening.desk.state.steering.taken)),
    )
    evening.do(steering.check, need="place", met=True, words="Step-free.")
    evening.do(seating.draw, tables=2, cards=9, dice="4261")
    evening.do(seating.seat_late, more=2, dice="1135")
    evening.do(agenda.plan, kind="talk", title="Welcome", minutes=5)
    welcome = next(iter(evening.desk.state.agenda.by_id))
    evening.do(floor.begin, item=welcome)
    for table in (1, 2):
        evening.do(speakers.ask, table=table, group="owners")
    evening.do(speakers.call)
    evening.do(
        speakers.withdraw,
        speaker=speakers.queue(evening.desk.state)[0].id,
    )
    evening.do(clock.end)


def _mended(evening: Evening) -> None:
    prepare(evening)
    evening.do(sheet.draw_up)
    hold_the_vote(evening, meanwhile=salvaged)
    count_the_papers(evening)
    evening.do(declaration.declare)


def _righted(evening: Evening) -> None:
    thought_better(evening)
    prepare(evening)
    evening.do(sheet.draw_up)
    hold_the_vote(evening, meanwhile=ticked_wrongly)
    count_the_papers(evening)
    evening.do(declaration.declare)


def _watched(evening: Evening) -> None:
    """Two of the staff kept the door, and said so."""
    prepare(evening)
    evening.do(sheet.draw_up)
    hold_the_vote(evening, meanwhile=keep_the_door)
    count_the_papers(evening)
    evening.do(declaration.declare)


def keep_the_door(evening: Evening) -> None:
    """The second teller is relieved by the facilitator."""
    evening.do(door.keep, first="teller-1", second="teller-2")
    evening.do(door.keep, first="teller-1", second="facilitator")


def _promised(evening: Evening) -> None:
    """What was asked for on a condition, and all that became of it."""
    prepare(evening)
    evening.do(sheet.draw_up)
    agree_conditions(evening)
    hold_the_vote(evening)
    count_the_papers(evening)
    evening.do(declaration.declare)
    hand_over(evening)
    follow_up_on(evening)


def follow_up_on(evening: Evening) -> None:
    """A reminder, money, what became of it, and the packs that follow."""
    first, second, *_ = (each.id for each in asked.items(evening.desk.state))
    evening.clock.at = APRIL
    day = APRIL.date()
    evening.do(answers.remind, items=[first], to="Parks", day=day)
    evening.do(book.allocate, item=first, sum=900_000, day=day)
    evening.do(book.allocate, item=second, sum=400_000, day=day)
    evening.do(
        book.pay,
        item=first,
        sum=500_000,
        what="Timber",
        payee="Mill & Co",
        day=day,
    )
    evening.do(book.reach, item=first, what="The ground is level.", day=day)
    evening.do(book.help_out, item=first, hours=12, what="Planting", day=day)
    evening.do(book.stop, item=second, reason="The landlord said no.", day=day)
    evening.do(
        book.give_back,
        item=second,
        sum=400_000,
        source="unspent",
        to_item=first,
        day=day,
    )
    evening.do(
        follow_up.look,
        item=first,
        done="done",
        evidence="Seen on the day.",
        day=day,
    )
    evening.do(follow_up.reopen, item=first, reason="One broke.", day=day)
    evening.do(follow_up.learn, words="Ask the landlord first.", day=day)
    evening.do(
        supplements.supplement_made,
        kind="answer",
        file="pb.zip",
        result="cd" * 32,
    )
    evening.do(supplements.supplement_signed, number=1, who="keeper", ink=True)
    idea = next(iter(evening.desk.state.ideas.by_id))
    contact = Enclosed("0e" * 8, "ac" * 32)
    evening.do(proposers.keep, proposal=idea, wishes=True, contact=contact)
    evening.do(proposers.told, proposal=idea, day=day, gone=())
    brought = Enclosed("0f" * 8, "ab" * 32)
    evening.do(
        follow_up.look,
        item=first,
        done="partly",
        evidence="A photo.",
        photo=brought,
    )
    evening.do(
        lambda _state, moment: forget_kept(
            evening.desk.recorded,
            moment,
            ref=brought.ref,
            reason="It showed somebody.",
        ),
    )


def agree_conditions(evening: Evening) -> None:
    """One condition that is counted by hands, and one that is dropped."""
    projects = [line.project for line in evening.desk.state.sheet.lines][:2]
    evening.do(tradeoffs.take_up, projects=projects, tables=2)
    first, second = evening.desk.state.tradeoffs.by_id
    wording = {
        "gained": "Light.",
        "costs": "The dark.",
        "bears": "Bats.",
        "reason": "The bus.",
    }
    for tradeoff in (first, second):
        evening.do(
            tradeoffs.word,
            tradeoff=tradeoff,
            choice="condition",
            condition="Dimmed at 22:30.",
            **wording,
        )
        evening.do(tradeoffs.confirm, tradeoff=tradeoff)
    evening.do(
        conditions.count_hands,
        number=1,
        in_favour=9,
        against=2,
        abstained=1,
    )
    evening.do(tradeoffs.word, tradeoff=second, choice="support", **wording)
    evening.do(tradeoffs.confirm, tradeoff=second)


def thought_better(evening: Evening) -> None:
    """A second question is put, gets and loses an option, and is taken out again."""
    evening.do(terms.ask, kind="choose")
    evening.desk.turn(Id("2"))
    evening.do(
        terms.add_option,
        name="The weir",
        summary="Where the mill stood",
    )
    evening.do(terms.add_option, name="Ada Marsh", person=True, consent=True)
    evening.do(terms.drop_option, option=min(evening.desk.state.terms.options))
    evening.do(terms.drop)


def ticked_wrongly(evening: Evening) -> None:
    """A ballot is taken back, another moved to who has it, and whose it was gets one."""
    first, second = (
        evening.desk.state.door.stubs[stub].person for stub in "12"
    )
    evening.do(door.take_back, stub="1")
    evening.do(door.move, stub="2", person=first, checked_with="letter")
    evening.do(door.give, person=second, channel="paper", checked_with="letter")


def salvaged(evening: Evening) -> None:
    """The entry that a salvage adds, with as many papers as were recorded; one is forgotten."""
    (person, *_) = evening.desk.state.registered
    evening.do(staff.forget, who="facilitator")
    evening.do(register.forget, person=person)
    evening.do(lambda _state, _moment: Writing(kiosk.UrnSalvaged(0)))


def _whole(evening: Evening) -> None:
    change_minds(evening)
    ask_on_slips(evening)
    ask_by_hands(evening)
    prepare(evening, kept=0, kept_slips=0, categories="Out of doors, Indoors")
    settle_ideas(evening)
    evening.do(sheet.draw_up)
    deliberate(evening)
    hold_the_vote(evening, spoilt="1")
    count_the_papers(evening, batch_size=7)
    add_up_slips(evening)
    raise_hands(evening)
    evening.do(declaration.declare)
    evening.do(
        declaration.note_objection,
        words="Batch 1 was counted while people were leaving.",
    )
    hand_over(evening)
    put_away(evening)


BY_HANDS = Id("4")


def ask_on_slips(evening: Evening) -> None:
    """Who came, with an item that is taken out again, and how well the evening was run."""
    for question, kind in (("2", "tally"), ("3", "score")):
        evening.do(terms.ask, kind=kind)
        evening.desk.turn(Id(question))
        evening.do(
            mandate.set_charter,
            clause="question",
            value=f"A {kind} on slips?",
        )
        if kind == "score":
            evening.do(items.add_score, name="Everybody was heard")
            continue
        evening.do(items.add_usual_items)
        evening.do(
            items.add_item,
            name="How did you come?",
            answers="On foot\nBy bus",
        )
        *_, own = evening.desk.state.terms.items
        evening.do(items.drop_item, item=own)
    evening.desk.turn(FIRST)


def ask_by_hands(evening: Evening) -> None:
    """A day is chosen in the open."""
    evening.do(terms.ask, kind="choose")
    evening.desk.turn(BY_HANDS)
    for clause in ("binding", "decider", "promise", "answer_by"):
        evening.do(
            mandate.set_charter,
            clause=clause,
            value=millbrook.CHARTER[clause],
        )
    evening.do(
        mandate.set_charter,
        clause="question",
        value="On which day do we meet?",
    )
    for day in ("Tuesday", "Thursday"):
        evening.do(terms.add_option, name=day)
    for clause, value in (("way", "hands"), ("quorum", 0)):
        evening.do(rulebook.set_rule, clause=clause, value=value)
    evening.desk.turn(FIRST)


def raise_hands(evening: Evening) -> None:
    """Both days have as many hands, so that it goes on paper."""
    evening.desk.turn(BY_HANDS)
    evening.do(sheet.draw_up)
    raised = {str(line.project): 8 for line in evening.desk.state.sheet.lines}
    for teller in ("teller-1", "teller-2"):
        evening.do(hands.count_hands, by=teller, hands=raised, present=20)
    evening.desk.turn(FIRST)


def add_up_slips(evening: Evening) -> None:
    evening.desk.turn(WHO_CAME)
    who = {"age/25-44": 12, "age/65-79": 6, "gender/woman": 11}
    evening.do(slips.release_items, slips=18, counts=who)
    evening.desk.turn(Id("3"))
    (item,) = evening.desk.state.terms.items
    evening.do(
        slips.release_items,
        slips=6,
        counts={f"{item}/3": 4, f"{item}/4": 2},
    )
    evening.desk.turn(FIRST)


def change_minds(evening: Evening) -> None:
    """A clause of the charter is written, and taken back."""
    evening.do(mandate.set_charter, clause="pot", value=1)
    assert evening.desk.undo() is None


def prepare(evening: Evening, **rules: str | int | bool) -> None:
    for clause, value in millbrook.CHARTER.items():
        evening.do(mandate.set_charter, clause=clause, value=value)
    for clause, value in {**millbrook.RULES, "quorum": 5, **rules}.items():
        evening.do(rulebook.set_rule, clause=clause, value=value)
    evening.do(rulebook.seal)
    for title, cost in IDEAS:
        evening.do(
            ideas.receive,
            title=title,
            summary=f"{title}, as it was handed in.",
            wish=cost,
        )
        newest = list(evening.desk.state.ideas.by_id)[-1]
        evening.do(
            ideas.answer,
            proposal=newest,
            accepted=True,
            cost=cost,
            reason="Fair.",
        )


def settle_ideas(evening: Evening) -> None:
    """Ideas are amended, looked at, merged, withdrawn and put in categories."""
    first, *_ = evening.desk.state.ideas.by_id
    for title in ("More benches", "A fountain"):
        evening.do(
            ideas.receive,
            title=title,
            summary="As it was handed in.",
            wish=100_000,
        )
    *_, benches, fountain = evening.desk.state.ideas.by_id
    evening.do(
        ideas.amend,
        proposal=benches,
        title="Two more benches",
        summary="Put more plainly.",
        wish=90_000,
    )
    evening.do(
        ideas.check,
        proposal=benches,
        aspect="cost",
        verdict="yes",
        by="Parks",
        reason="Fair.",
    )
    evening.do(
        ideas.merge,
        proposal=benches,
        into=first,
        consent=True,
        reason="The same place.",
    )
    evening.do(ideas.withdraw, proposal=fountain, reason="It has no water.")
    for project in evening.desk.state.ideas.projects:
        evening.do(
            placed.place,
            proposal=project.id,
            category="Indoors"
            if project.title == "Youth club"
            else "Out of doors",
        )


def deliberate(evening: Evening) -> None:
    """Agenda, clock, interests, one trade-off that is confirmed and one that is skipped.

    One sentence is erased.
    """
    benches, lamps, *_ = (
        line.project for line in evening.desk.state.sheet.lines
    )
    evening.do(
        agenda.plan,
        kind="talk",
        title="Welcome",
        minutes=5,
        speaker="Facilitator",
    )
    evening.do(agenda.plan, kind="tables", project=benches, minutes=3, tables=2)
    evening.do(agenda.plan, kind="break", title="Soup", minutes=10)
    evening.do(agenda.present_projects, minutes=2)
    welcome, soup = (
        item.id
        for item in evening.desk.state.agenda.items
        if item.kind in ("talk", "break")
    )
    evening.do(
        agenda.change,
        item=welcome,
        title="Welcome, and how it goes",
        minutes=6,
    )
    evening.do(agenda.drop, item=soup)
    evening.do(floor.begin, item=welcome)
    evening.do(clock.pause)
    evening.do(floor.begin, item=welcome)
    evening.do(clock.end)
    evening.do(
        interests.declare,
        role="teller",
        what="Lives beside them.",
        handled="declared",
        project=benches,
    )
    declared = next(iter(evening.desk.state.interests.by_id))
    evening.do(
        interests.handle,
        interest=declared,
        handled="recused",
        reason="Asked to stand aside.",
    )
    evening.do(tradeoffs.take_up, projects=[benches, lamps], tables=2)
    first, second = evening.desk.state.tradeoffs.by_id
    evening.do(
        arguments.note,
        tradeoff=first,
        kind="worry",
        words="Who mends them?",
    )
    evening.do(
        tradeoffs.word,
        tradeoff=first,
        gained="Somewhere to sit.",
        costs="Room on the path.",
        bears="Whoever pushes a pram.",
        choice="condition",
        reason="People tire.",
        condition="On one side only.",
        minority="One of nine: no benches.",
    )
    evening.do(tradeoffs.confirm, tradeoff=first)
    evening.do(tradeoffs.skip, tradeoff=second, reason="The time was up.")
    erased = next(
        r.seq
        for r in evening.desk.recorded
        if isinstance(r.entry, arguments.ArgumentNoted)
    )
    evening.do(evening.desk.erasing, number=erased, reason="It named somebody.")


def hold_the_vote(
    evening: Evening,
    spoilt: str = "",
    meanwhile: Callable[[Evening], None] = lambda _: None,
) -> None:
    assert (
        add_people(
            evening.desk,
            [
                Particulars(f"Voter {n}")
                for n in range(len(PAPERS) + len(SCREEN))
            ],
        )
        is None
    )
    evening.do(vote.open_vote)
    people = sorted(evening.desk.state.door.register)
    projects = {
        line.code: line.project for line in evening.desk.state.sheet.lines
    }
    for person in people[: len(PAPERS)]:
        evening.do(
            door.give,
            person=person,
            channel="paper",
            checked_with="letter",
        )
    for person, codes in zip(people[len(PAPERS) :], SCREEN, strict=True):
        stub = door.next_stub(evening.desk.state.door, "kiosk")
        evening.do(
            door.give,
            person=person,
            channel="kiosk",
            checked_with="letter",
        )
        evening.do(
            kiosk.cast,
            stub=stub,
            marks={projects[code]: 1 for code in codes},
        )
    if spoilt:
        evening.do(door.exchange, stub=spoilt)
    meanwhile(evening)
    evening.do(vote.close_vote)


def count_the_papers(evening: Evening, batch_size: int = 25) -> None:
    """Where there is more than one batch, a paper of the second was put with the first.

    And is found there.
    """
    evening.do(box.open_box, papers=len(PAPERS), batch_size=batch_size)
    batches_of = [
        PAPERS[start : start + batch_size]
        for start in range(0, len(PAPERS), batch_size)
    ]
    if len(batches_of) > 1:
        first, second = batches_of
        evening.do(
            box.correct_batch,
            batch=1,
            papers=len(first) + 1,
            reason="A paper more than was counted.",
        )
        evening.do(
            box.correct_batch,
            batch=2,
            papers=len(second) - 1,
            reason="It lay with the first batch.",
        )
        batches_of = [(*first, second[0]), second[1:]]
    for number, papers in enumerate(batches_of, start=1):
        for turn in (1, 2):
            for text in papers:
                evening.do(
                    box.key,
                    batch=number,
                    turn=turn,
                    teller=f"teller-{turn}",
                    text=text,
                )
    if len(batches_of) > 1:
        _mend_what_was_misread(evening, batches_of[0][0])
    for batch, paper in batches.to_rule(evening.desk.state):
        evening.do(
            box.rule_paper,
            batch=batch,
            paper=paper,
            reading="B D",
            reason="The wish is clear.",
        )
    evening.do(box.reconcile, unreturned=0)
    evening.do(count.seal_urn)
    evening.do(draw_seed, dice="3 5 1 6")
    assert count_now(evening.desk, silent) is None


def _mend_what_was_misread(evening: Evening, first: str) -> None:
    """A bundle that was not there after all, and a paper that is keyed twice anew."""
    evening.do(box.add_batch, papers=1, reason="A paper lay under the box.")
    evening.do(box.correct_batch, batch=3, papers=0, reason="It was a poster.")
    evening.do(
        box.key_again,
        batch=1,
        paper=1,
        reason="Read with the next paper.",
    )
    for turn in (1, 2):
        evening.do(
            box.key,
            batch=1,
            turn=turn,
            teller=f"teller-{turn}",
            text=first,
        )


def hand_over(evening: Evening) -> None:
    """The pack is made, signed in ink and handed over; every item is answered."""
    evening.do(handover.made, file="pb-result_whole.zip", result="ab" * 32)
    for who in SIGNERS:
        evening.do(handover.signed, who=who, ink=True)
    evening.do(handover.handed_over, to="The clerk")
    for each in asked.items(evening.desk.state):
        evening.do(
            answers.answer,
            item=each.id,
            reply="part",
            reason="As far as the money goes.",
            owner="Parks",
            day=date(2027, 3, 31),
        )


def put_away(evening: Evening) -> None:
    """A year later the slips and the people file are destroyed."""
    evening.clock.at = LATER
    evening.do(retention.certify, kind="slips", how="shredded")
    assert destroy_people(evening.desk) is None


if __name__ == "__main__":
    place = Path(__file__).parent / f"v{VERSION}"
    place.mkdir(exist_ok=True)
    make(place)
