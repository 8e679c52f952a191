"""The chapters of a small assembly, as one person goes through them. Each begins where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.journeys.person import Person

PASSPHRASE = "weir kiosk lamp bench"
PIN = "2468"
LIGHT, BENCH, CLUB, STATUE = "Lighting on the path", "Benches", "Youth club", "Statue"
COSTS = {LIGHT: "12,500", BENCH: "8,400", CLUB: "15,000", STATUE: "29,000"}

REGISTER = """name,street,born
"Abbot, June",Mill Lane 1,1950
"Bevan, Tomasz",Mill Lane 2,1961
"Chowdhury, Ade",Weir Road 3,1972
"Dunn, Peter",Weir Road 4,1983
"Eze, Rosa",Duke Street 5,1994
"Farrell, Amina",Duke Street 6,1955
"Gould, Leila",Duke Street 7,1966
"Hussain, Owen",Links Place 8,1977
"Iqbal, Mei",Links Place 9,1988
"Jarvis, Sunita",Links Place 10,1999
"Kowalska, Ewa",Links Place 11,2005
"""

PAPERS = ((LIGHT, BENCH), (LIGHT,), (BENCH, CLUB), (LIGHT, CLUB), (LIGHT, BENCH), (LIGHT,), (BENCH,), (CLUB,))
"""The papers in the box, as they lie in two bundles of four."""

# Prepare


def begins(person: Person, folder: Path, *, rehearsal: bool = False) -> None:
    person.press("Start an assembly")
    person.write("Name", "Millbrook Assembly")
    person.write("Place", "Community Hall")
    person.write("Day", "26 November 2026")
    if rehearsal:
        person.press("This is a rehearsal: nothing of it counts")
    else:
        person.write("Passphrase of the people file", PASSPHRASE)
        person.write("The same passphrase again", PASSPHRASE)
    person.answers(folder / "millbrook.pbdesk")
    person.press("Choose where to keep it")
    person.waits()
    assert person.sees("All saved, entry 1")


def writes_the_charter(person: Person) -> None:
    person.write("What the assembly is asked", "Which projects should Millbrook fund?")
    person.write("Who holds the money", "Millbrook Town Council")
    person.write("Pot", "30,000")
    person.choose_in("What the vote does", "It advises: somebody else takes the final decision")
    person.write("Who takes the final decision", "Millbrook Town Council")
    person.write("Answer by", "29 January 2027")
    person.write("Facilitator", "Amina Yusuf")
    person.write("First teller", "Peter Hallam")
    person.write("Second teller", "Rosa Lindqvist")
    person.press("Go to the rulebook")
    assert person.sees("All saved, entry 10")


def seals_the_rulebook(person: Person) -> None:
    person.write("People", "Who lives in Millbrook, from 14 years")
    person.choose_in("Style", "Crosses (approval)")
    person.write("Most crosses on a ballot", "2")
    person.choose_in("Counting rule", "Most support first")
    person.write("Least number of ballots (quorum)", "2")
    person.write("The register is kept, in months", "12")
    person.press("The anonymous ballots are published")
    person.press("Seal the rulebook")
    person.confirm()
    assert person.sees("Fingerprint")


# Ideas


def writes_ideas(person: Person, titles: Sequence[str]) -> None:
    person.go("Ideas")
    for number, title in enumerate(titles, start=1):
        person.press("Write the first idea" if number == 1 else "Write an idea")
        person.write("Title", title)
        person.write("What it is", "As it was said at the table.")
        person.write("Asked for", COSTS[title])
        person.press("Put it on the list")
        assert person.sees(f"Proposal {number}")


def records_a_check(person: Person, title: str) -> None:
    person.pick_row(title)
    person.click("Record a check")
    person.choose("Cost", of="What was looked at")
    person.choose("Yes", of="Is it so?")
    person.write("Who said so", "Streets")
    person.write("Reason, in plain words", "It costs what was asked for.")
    person.press("Record the check")
    assert person.sees("It costs what was asked for.")


def answers_ideas(person: Person, titles: Sequence[str]) -> None:
    for title in titles:
        person.pick_row(title)
        person.choose("Not feasible" if title == STATUE else "Accept as a project")
        person.write("Reason, in plain words", "It was looked at, and this is why.")
        person.press("Record the answer")
    assert person.sees(f"{len(titles)} handed in, all answered")


# Vote


def draws_up_the_ballot(person: Person) -> None:
    person.go_on("Draw up the ballot")
    person.press("Draw up the ballot")
    assert person.sees("Drawn by lot")


def runs_the_agenda(person: Person) -> None:
    person.go("Agenda")
    person.press("Plan the first item")
    person.choose("Words to all", of="What it is")
    person.write("Title", "Welcome")
    person.write("Minutes", "5")
    person.press("Put it on the agenda")
    person.press("Present the projects")
    person.write("Minutes for each project", "2")
    person.press("Draw the order and plan them")
    person.press("Declare an interest")
    person.choose_in("Who declares it", "A teller")
    person.write("What the interest is", "Has a cousin at the club.")
    person.choose("Stood aside", of="How it is handled")
    person.press("Record the interest")
    person.pick_row("Welcome")
    person.press("Begin")
    assert person.sees("left of 5 minutes")
    person.press("End the item")


def weighs_a_project(person: Person, title: str) -> None:
    person.go("Trade-offs")
    person.press("Take up trade-offs")
    person.press(title)
    person.press("Take them up")
    for part, words in (("What is gained", "The path can be walked after dark."), ("What it costs", "The dark."),
                        ("Who bears it", "The bats."), ("Reason", "The late bus."),
                        ("Minority statement", "One of nine: leave it dark.")):
        person.write(part, words)
    person.choose("Support", of="The table's choice")
    person.press("Record the wording")
    person.press("Confirmed in the room")
    assert person.sees("1 of 1 confirmed")


def looks_at_the_papers(person: Person) -> None:
    person.write("How many papers", "12")
    person.press("Preview the papers")
    assert person.sees("Page 1 of ")
    person.leave()


def reads_the_register(person: Person, folder: Path) -> None:
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    person.go_on("Fill the register")
    person.answers(folder / "register.csv")
    person.press("Read a list")
    person.waits()
    assert person.sees("The column born is left out.")
    person.press("Put 11 people in the register")
    assert person.sees("11 people were put in the register.")


def opens_the_vote(person: Person) -> None:
    person.go_on("Open the vote")
    person.press("Open the vote")
    person.confirm()
    assert person.sees("Open since")


def gives(person: Person, name: str, verb: str, channel: str = "On paper") -> None:
    """Search by three letters or more, Enter to the only one found, check, give."""
    person.write("Name or street", name)
    person.enter()
    person.choose("Polling letter", of="Checked with")
    person.choose(channel, of="Ballot")
    person.press(verb)
    assert person.sees("Type three letters")


def writes_down(person: Person, name: str, street: str) -> None:
    person.press("Write someone down")
    person.write("Name", name)
    person.write("Street", street)
    person.press("Put in the register")


def exchanges(person: Person, spoilt: int, fresh: int) -> None:
    person.write("Control number of the spoilt paper", str(spoilt))
    person.press("Exchange it")
    assert person.sees(f"Paper {spoilt} goes into the envelope. Give paper {fresh} for it.")


def hands_over_the_laptop(person: Person) -> None:
    person.press("Hand over the laptop")
    person.write("PIN", PIN)
    person.write("The same once more", PIN)
    person.press("Keep the PIN")


def casts(person: Person, *titles: str) -> None:
    for title in titles:
        person.press(f"{person.code(title)}, {title}")
    person.press("Cast my ballot")
    assert person.sees("Recorded. Hand it back")
    person.press("I have handed it back")


def unlocks(person: Person, verb: str) -> None:
    """The locked kiosk opens its next ballot, or leads back to the door, with the PIN only."""
    person.write("PIN", PIN)
    person.press(verb)


def closes_the_vote(person: Person) -> None:
    person.go("Open and close")
    person.press("Close the vote")
    person.confirm()
    assert person.sees("Closed at")


# Count


def opens_the_box(person: Person, papers: int, bundle: int) -> None:
    person.go_on("Open the box")
    person.write("Papers in the box, counted by hand", str(papers))
    person.write("Papers in a bundle", str(bundle))
    person.press("Open the box")


def keys(person: Person, teller: str, papers: Sequence[str]) -> None:
    person.write("Teller", teller)
    person.enter()
    for text in papers:
        person.enter(text)


def codes(person: Person, *titles: str) -> str:
    return "".join(sorted(person.code(title) for title in titles))


def keys_the_papers(person: Person) -> None:
    """Paper 2 is misread in the second pass; paper 3 of batch 2 carries a mark beside its box and is doubtful."""
    typed = [codes(person, *titles) for titles in PAPERS]
    typed[6] = f"? {typed[6]}/"
    keys(person, "Peter Hallam", typed[:4])
    keys(person, "Rosa Lindqvist", [typed[0], codes(person, CLUB), *typed[2:4]])
    assert person.sees("The passes differ on paper 2.")
    keys(person, "Amina Yusuf", [typed[1]])
    assert person.sees("holds, as Amina Yusuf read it")
    person.click_row("Batch 2")
    keys(person, "Peter Hallam", typed[4:])
    keys(person, "Rosa Lindqvist", typed[4:])
    assert person.sees("to rule on")


def rules_on_the_doubtful_paper(person: Person) -> None:
    person.go_on("Rule on 1 paper")
    person.choose(f"Counts for {person.code(BENCH)}")
    person.write("Reason, read out", "The mark stands beside its box: the wish is clear.")
    person.press("Record the ruling")
    assert person.sees("Ruled")


def states_that_papers_add_up(person: Person) -> None:
    person.go_on("Reconcile the papers")
    person.press("State that they add up")
    assert person.sees("It stands in the minutes that the papers add up.")


def adds_up_the_equality_slips(person: Person) -> None:
    person.go("Equality slips")
    person.write("Slips in the box", "9")
    person.press("Put them in the record")
    person.confirm()
    assert person.sees("Fewer than 10 slips came in")


def counts(person: Person, valid: int) -> None:
    person.go_on("Seal the urn")
    person.press("Seal the urn")
    person.confirm()
    person.write("The dice, as they were called out", "3 5 1 6")
    person.press("Record the throw")
    person.confirm()
    person.press("Count the ballots")
    assert person.sees(f"Counted, not declared. {valid} ballots are valid.")
    person.press("Go to the declaration")


# Declare and hand over


def declares(person: Person, valid: int) -> None:
    person.click("Declare the result")
    person.confirm()
    person.waits()
    assert person.sees(f"{valid} valid ballots, declared at")


def makes_the_pack(person: Person, folder: Path) -> Path:
    folder.mkdir()
    person.go_on("Make the pack")
    person.answers(folder)
    person.press("Choose another folder")
    person.press("Make the pack")
    person.waits()
    assert person.sees("Signed, 0 of 3")
    return next(folder.glob("*.zip"))


def signs_with_a_key(person: Person, signer: str, stick: Path) -> None:
    """Makes a key on the signer's own stick first."""
    stick.mkdir()
    person.press("Sign with a key", of=signer)
    person.press("Make a key first")
    person.answers(stick)
    person.press("Choose the folder")
    person.write("New passphrase", f"four words for {stick.name}")
    person.write("The same again", f"four words for {stick.name}")
    person.press("Make the key")
    person.waits()
    assert person.sees("The key is made.")
    person.write("Passphrase", f"four words for {stick.name}")
    person.press("Sign the pack")
    person.waits()


def hands_over(person: Person, folder: Path) -> Path:
    """The pack, and the clerk's list of keys beside it."""
    person.press("Check the pack")
    person.waits()
    assert person.sees("none found anything wrong.")
    person.answers(folder)
    person.press("Save the list of keys")
    person.write("Who took it", "Town clerk")
    person.press("Record that it was handed over")
    assert person.sees("Handed over to Town clerk.")
    return folder / "allowed_signers"
