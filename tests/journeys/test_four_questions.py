"""Four questions in one evening at the window: papers keyed twice, kiosk, count, declarations, pack.

What is asked is sealed beforehand; from the first sheet on everything happens in the window, with
its own saving thread. The papers are those that other programs count in `test_evening_by_others`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.pack.bag import read_zip
from tests.four_questions import FUND, KIOSK, ROUND, RULE, Ballot, asked, ballots, begun
from tests.journeys.chapters import counting, voting
from tests.journeys.person import Person
from tests.journeys.test_whole_evening import hands_over, the_pack_verifies, the_record_is_whole

PAPERS, AT_THE_KIOSK = 8, 4
_FAMILIES = "Abbot Bevan Chowdhury Dunn Eze Farrell Gould Hussain Iqbal Jarvis Kowalska Larkin"
VOTERS = [f"Voter {name}" for name in _FAMILIES.split()]


def papers(question: str) -> list[Ballot]:
    """What lies in the box of a question."""
    return ballots(question)[:PAPERS]


def cast(question: str) -> list[Ballot]:
    """What is cast at the kiosk."""
    return ballots(question)[-KIOSK:][:AT_THE_KIOSK]


def test_four_questions_are_voted_on_counted_and_packed_at_the_window(
    person: Person, tmp_path: Path
) -> None:
    desk = begun(tmp_path)
    asked(desk)
    desk.close()
    person.opens(desk.record.path, PASSPHRASE)
    draws_up_four_sheets(person)
    gives_out_sets(person, tmp_path)
    votes_at_the_kiosk(person)
    voting.closes_the_vote(person)
    assert {keys_a_box(person) for _ in ROUND} == set(ROUND)
    counts(person)
    for _ in ROUND:
        declares(person)
    pack, signers = hands_over(person, tmp_path)
    person.shuts_the_window()
    the_pack_verifies(pack, signers, "Ada", frozenset({19}))
    the_record_is_whole(desk.record.path)
    the_results_are_those_of_the_papers(pack)


def draws_up_four_sheets(person: Person) -> None:
    for n, _ in enumerate(ROUND):
        if n:
            person.go_on("Go to Papers")
        person.press("Draw up the ballot")
    person.write("How many papers", "12")
    person.press("Preview the papers")
    assert person.sees("Page 1 of ")
    person.leave()


def gives_out_sets(person: Person, folder: Path) -> None:
    rows = "\n".join(f"{name},Mill Lane {n}" for n, name in enumerate(VOTERS, 1))
    (folder / "register.csv").write_text(f"name,street\n{rows}\n", encoding="utf-8")
    person.go_on("Go to Door")
    person.answers(folder / "register.csv")
    person.press("Read a list")
    person.waits()
    person.press(f"Put {len(VOTERS)} people in the register")
    voting.opens_the_vote(person)
    person.go_on("Go to Door")
    for n, name in enumerate(VOTERS, start=1):
        at_kiosk = n - PAPERS
        if at_kiosk > 0:
            gives(person, name, f"Give kiosk ticket K{at_kiosk}", "At the kiosk")
        else:
            gives(person, name, f"Give paper {n}", "On paper")
    person.choose_in("What came back", "The sheet of question 3")
    person.write("Control number of the spoilt paper", "2")
    person.press("Exchange it")
    assert person.sees("Give spare S1 of question 3 for it.")


def gives(person: Person, name: str, verb: str, channel: str) -> None:
    person.write("Name or street", name)
    person.enter()
    person.choose("Polling letter", of="checked with")
    person.choose(channel, of="Ballot")
    person.press(verb)
    assert person.sees("Type three letters")


def votes_at_the_kiosk(person: Person) -> None:
    voting.hands_over_the_laptop(person)
    for n in range(AT_THE_KIOSK):
        for question in ROUND:
            marks(person, question, cast(question)[n])
            person.press("Check my choices")
            person.press("Cast my ballot")
        assert person.sees("Recorded, thank you")
        assert person.sees("Please ask the person at the door")
        last = n == AT_THE_KIOSK - 1
        voting.unlocks(person, "Back to the door" if last else "Start the next ballot")


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


def keys_a_box(person: Person) -> str:
    """The box to which the header leads; the question that it is of."""
    counting.opens_the_box(person, papers=PAPERS, bundle=PAPERS)
    question = person.shell.session.state.asked
    typed = [as_typed(person, question, each) for each in papers(question)]
    counting.keys(person, "Peter Hallam", typed)
    counting.keys(person, "Rosa Lindqvist", typed)
    person.press("Record that they add up")
    assert person.sees("It stands in the minutes that the papers add up.")
    return question


def as_typed(person: Person, question: str, ballot: Ballot) -> str:
    """Codes for crosses, else one number a line."""
    lines = person.shell.session.state.of(question).sheet.lines
    if question == RULE:
        return "".join(line.code for line in lines if line.title in ballot)
    return " ".join(str(ballot.get(line.title, "-")) for line in lines)


def counts(person: Person) -> None:
    person.go_on("Go to Tally")
    person.press("Seal the ballots")
    person.confirm()
    person.write("The dice, as they were called out", "3 5 1 6")
    person.press("Record the throw")
    person.confirm()
    for n, _ in enumerate(ROUND):
        if n:
            person.go_on("Go to Tally")
        person.press("Count the ballots")
        assert person.sees(f"Counted, not declared. {PAPERS + AT_THE_KIOSK} ballots are valid.")


def declares(person: Person) -> None:
    person.go_on("Go to Declare")
    person.click("Declare the result")
    person.confirm()
    person.waits()
    assert person.sees("Result code")


def the_results_are_those_of_the_papers(pack: Path) -> None:
    """The sums are those of the papers and of what was cast."""
    said: Sequence[Mapping[str, Any]] = json.loads(read_zip(pack).files["data/result.json"])[
        "questions"
    ]
    for question, told in zip(ROUND, said, strict=True):
        assert told["outcome"]["ballots"] == {"counted": PAPERS + AT_THE_KIOSK, "rejected": {}}
        if question in (FUND, RULE):
            votes = Counter[str]()
            for each in (*papers(question), *cast(question)):
                votes.update(each)
            support = {line["title"]: int(line["support"]) for line in told["outcome"]["projects"]}
            assert {title: n for title, n in support.items() if n} == dict(votes)
    spoilt = [each["papers"]["spoilt"] for each in said]
    assert spoilt == [0, 0, 1, 0]
    elected = [len(said[n]["outcome"]["elected"]) for n in (1, 2)]
    assert elected == [3, 1]
