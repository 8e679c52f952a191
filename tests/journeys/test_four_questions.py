"""Four questions in one evening at the window: from the first charter to the pack.

Asked, sealed, on papers keyed twice and at the kiosk, counted, declared: all of it by keyboard, with
the window's own saving thread. Other programs count the same papers in `test_evening_by_others`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pbdesk.pack.bag import read_zip
from tests.four_questions import (
    COSTS,
    FUND,
    KIOSK_OF_FEW,
    NAME,
    NAMES,
    OF_FEW,
    PAPERS_OF_FEW,
    PEOPLE,
    ROUND,
    RULE,
    SEATS,
    Ballot,
    came_out,
    few,
)
from tests.journeys.chapters import counting, preparing, voting
from tests.journeys.person import Person
from tests.journeys.test_whole_evening import (
    the_pack_verifies,
    the_record_is_whole,
)

_FAMILIES = "Abbot Bevan Chowdhury Dunn Eze Farrell Gould"
CHOOSE = "Choose one or several: People, names or plans: which of them, for one seat or several."
DECIDE = "Say yes or no: One proposal: it passes or it does not, by a share that is fixed beforehand."
VOTERS = [f"Voter {name}" for name in _FAMILIES.split()]


def papers(question: str) -> list[Ballot]:
    """What lies in the box of a question."""
    return few(question)[:PAPERS_OF_FEW]


def cast(question: str) -> list[Ballot]:
    """What is cast at the kiosk."""
    return few(question)[PAPERS_OF_FEW:]


def test_four_questions_are_asked_voted_on_counted_and_packed_at_the_window(
    person: Person,
    tmp_path: Path,
) -> None:
    preparing.begins(person, tmp_path)
    asks(person)
    preparing.writes_ideas(
        person,
        list(COSTS),
        {t: str(c // 100) for t, c in COSTS.items()},
    )
    person.pick_row(next(iter(COSTS)))
    preparing.answers_ideas(person, list(COSTS))
    draws_up_four_sheets(person)
    gives_out_sets(person, tmp_path)
    votes_at_the_kiosk(person)
    voting.closes_the_vote(person)
    assert {keys_a_box(person, n) for n, _ in enumerate(ROUND)} == set(ROUND)
    counts(person)
    for n, _ in enumerate(ROUND):
        if n:
            person.go_on("Go to Declare")
        declares(person)
    pack, signers = hands_over(person, tmp_path)
    person.shuts_the_window()
    the_pack_verifies(pack, signers, "Ada", frozenset({19}))
    the_record_is_whole(tmp_path / "millbrook.pbdesk")
    the_results_are_those_of_the_papers(pack)


def asks(person: Person) -> None:
    """Four questions, each with its charter, its rules and what may be chosen; all sealed."""
    preparing.writes_the_charter(person, "12,000")
    person.write("People", "Whoever lives here")
    person.choose_in("Style", "Votes bought with credits (quadratic)")
    person.choose_in("Counting rule", "Votes bought with credits")
    person.write("The register is kept, in months", "12")
    without_a_quorum(person)
    asks_another(person, CHOOSE, "Who joins the steering group?")
    may_be_chosen(person, PEOPLE, stand=True)
    person.press("Go to its rules")
    person.choose_in("Counting rule", "Single transferable vote (Scottish)")
    person.write("Winners", "3")
    without_a_quorum(person)
    asks_another(person, CHOOSE, "What shall the square be called?")
    may_be_chosen(person, NAMES)
    person.press("Go to its rules")
    person.choose_in("Counting rule", "Instant run-off")
    without_a_quorum(person)
    asks_another(person, DECIDE, "Shall Mill Road be closed on Sundays?")
    person.press("Go to its rules")
    person.write("Yes needs (upper number of the fraction)", "2")
    person.write("Yes needs (lower number of the fraction)", "3")
    without_a_quorum(person)
    person.press("Seal the rulebook")
    person.confirm()
    assert person.sees("Fingerprint")


def without_a_quorum(person: Person) -> None:
    person.write("Least number of ballots (quorum)", "0")


def asks_another(person: Person, kind: str, wording: str) -> None:
    """It is asked, its charter written, and the list of questions is there again."""
    person.go("Questions")
    person.press("Ask another question")
    person.choose(kind, of="What kind of question")
    person.press("Ask it")
    person.pick_row("Not worded yet")
    person.press("Go to its charter")
    person.write("What the assembly is asked", wording)
    preparing.writes_what_follows(person)
    person.go("Questions")


def may_be_chosen(
    person: Person,
    names: Sequence[str],
    *,
    stand: bool = False,
) -> None:
    for name in names:
        person.write("What may be chosen", name)
        if stand:
            person.press("This is a person")
            person.press("Their written consent is here")
        person.press("Add it")


def draws_up_four_sheets(person: Person) -> None:
    for _ in ROUND:
        person.go_on("Go to Papers")
        person.press("Draw up the ballot")
    person.write("How many papers", str(len(VOTERS)))
    person.press("Preview the papers")
    assert person.sees("Page 1 of ")
    person.leave()


def gives_out_sets(person: Person, folder: Path) -> None:
    rows = "\n".join(
        f"{name},Mill Lane {n}" for n, name in enumerate(VOTERS, 1)
    )
    (folder / "register.csv").write_text(
        f"name,street\n{rows}\n",
        encoding="utf-8",
    )
    person.go_on("Go to Door")
    person.answers(folder / "register.csv")
    person.press("Read a list")
    person.waits()
    person.press(f"Put {len(VOTERS)} people in the register")
    voting.opens_the_vote(person)
    for n, name in enumerate(VOTERS, start=1):
        at_kiosk = n - PAPERS_OF_FEW
        if at_kiosk > 0:
            gives(
                person,
                name,
                f"Give kiosk ticket K{at_kiosk}",
                "At the kiosk",
            )
        else:
            gives(person, name, f"Give paper {n}", "On paper")
    person.choose_in("What came back", "The sheet of question 3")
    person.write("Control number of the spoilt paper", "2")
    person.press("Exchange it")
    assert person.sees("Give spare S1 of question 3 for it.")


def gives(person: Person, name: str, verb: str, channel: str) -> None:
    person.write("Name or street", name)
    person.enter()
    person.choose(channel, of="Ballot")
    person.press("Polling letter", of=verb)
    assert person.sees("Type three letters")


CHECKS = {
    FUND: "Check my votes",
    SEATS: "Check my order",
    NAME: "Check my order",
    RULE: "Check my choice",
}


def votes_at_the_kiosk(person: Person) -> None:
    voting.hands_over_the_laptop(person)
    for n in range(KIOSK_OF_FEW):
        for question in ROUND:
            marks(person, question, cast(question)[n])
            person.press(CHECKS[question])
            person.press("Cast my ballot")
        assert person.sees("Thank you")
        assert person.sees("Please ask at the door")
        last = n == KIOSK_OF_FEW - 1
        voting.unlocks(
            person,
            "Back to the door" if last else "Start the next ballot",
        )


def marks(person: Person, question: str, ballot: Ballot) -> None:
    """Press the row of what is wanted, places in their order; votes for money one by one."""
    for title in sorted(ballot, key=ballot.__getitem__):
        line = f"{code_of(person, question, title)}, {title}"
        if question == FUND:
            for _ in range(ballot[title]):
                person.press(f"More for {line}")
        else:
            person.press(line)


def code_of(person: Person, question: str, title: str) -> str:
    lines = person.shell.session.state.of(question).sheet.lines
    return next(line.code for line in lines if line.title == title)


def keys_a_box(person: Person, before: int) -> str:
    """The first box is there by itself, to each other one the header leads; the question of it."""
    if before:
        person.go_on("Go to Batches")
    counting.opens_the_box(person, papers=PAPERS_OF_FEW, bundle=PAPERS_OF_FEW)
    question = person.shell.session.state.asked
    typed = [as_typed(person, question, each) for each in papers(question)]
    counting.keys(person, "Peter Hallam", typed)
    counting.keys(person, "Rosa Lindqvist", typed)
    person.press("Record that they add up")
    assert person.sees("It is recorded that the papers add up.")
    return question


def as_typed(person: Person, question: str, ballot: Ballot) -> str:
    """Codes for crosses, else one number a line."""
    lines = person.shell.session.state.of(question).sheet.lines
    if question == RULE:
        return "".join(line.code for line in lines if line.title in ballot)
    return " ".join(str(ballot.get(line.title, "-")) for line in lines)


def counts(person: Person) -> None:
    person.press("Seal the ballots")
    person.confirm()
    person.write("The dice, as they were called out", "3 5 1 6")
    person.press("Record the throw")
    person.confirm()
    for n, _ in enumerate(ROUND):
        if n:
            person.go_on("Go to Tally")
            person.press("Count the ballots")
        assert person.sees(
            f"Counted, not declared. {len(VOTERS)} ballots are valid.",
        )


def declares(person: Person) -> None:
    person.click("Declare the result")
    person.confirm()
    person.waits()
    assert person.sees("Result code")


def hands_over(person: Person, folder: Path) -> tuple[Path, Path]:
    """The pack, signed with a key by the facilitator and in ink by both tellers."""
    person.go_on("Go to Pack")
    pack = counting.makes_the_pack(person, folder)
    counting.signs_with_a_key(
        person,
        "Facilitator, Amina Yusuf",
        folder / "facilitator",
    )
    for teller in (
        "First teller, Peter Hallam",
        "Second teller, Rosa Lindqvist",
    ):
        person.press("Signed in ink", of=teller)
        person.confirm()
    assert person.sees("Signed, 3 of 3")
    return pack, counting.hands_over(person, folder)


def the_results_are_those_of_the_papers(pack: Path) -> None:
    """The sums are those of the papers and of what was cast."""
    said: Sequence[Mapping[str, Any]] = json.loads(
        read_zip(pack).files["data/result.json"],
    )["questions"]
    for question, told in zip(ROUND, said, strict=True):
        assert told["outcome"]["ballots"] == {
            "counted": len(VOTERS),
            "rejected": {},
        }
        if question in (FUND, RULE):
            votes = Counter[str]()
            for each in (*papers(question), *cast(question)):
                votes.update(each)
            support = {
                line["title"]: int(line["support"])
                for line in told["outcome"]["projects"]
            }
            assert {title: n for title, n in support.items() if n} == dict(
                votes,
            )
    spoilt = [each["papers"]["spoilt"] for each in said]
    assert spoilt == [0, 0, 1, 0]
    assert [came_out(each) for each in said] == [
        OF_FEW[question] for question in ROUND
    ]
