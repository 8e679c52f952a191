"""The journey of issue 2: a person creates an assembly in the window, runs it through every chapter with keyboard and
mouse, and the pack it made verifies."""

from __future__ import annotations

from tests.journeys.person import Person

PASSPHRASE = "weir kiosk lamp bench"
IDEAS = {"Lighting on the path": "12,500", "Benches": "8,400", "Youth club": "15,000", "Statue": "29,000"}


def test_a_whole_evening_in_the_window_ends_in_a_pack_that_verifies(person: Person, tmp_path) -> None:
    begins(person, tmp_path)
    writes_the_charter(person)
    seals_the_rulebook(person)
    answers_ideas(person)
    draws_up_the_ballot(person)
    opens_the_vote(person, tmp_path)


def begins(person: Person, folder) -> None:
    person.press("Start an assembly")
    person.write("Name", "Millbrook Assembly")
    person.write("Place", "Community Hall")
    person.write("Day", "26 November 2026")
    person.write("Passphrase of the people file", PASSPHRASE)
    person.write("The same passphrase again", PASSPHRASE)
    person.answers(folder / "millbrook.pbdesk")
    person.press("Choose where to keep it")
    person.waits()
    assert person.sees("All saved, entry 1")


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
    person.write("Least number of ballots (quorum)", "5")
    person.write("The register is kept, in months", "12")
    person.press("The anonymous ballots are published")
    person.press("Seal the rulebook")
    person.confirm()
    assert person.sees("Fingerprint")


def answers_ideas(person: Person) -> None:
    person.go("Ideas")
    for number, (title, cost) in enumerate(IDEAS.items(), start=1):
        person.press("Write the first idea" if number == 1 else "Write an idea")
        person.write("Title", title)
        person.write("What it is", "As it was said at the table.")
        person.write("Asked for", cost)
        person.press("Put it on the list")
        assert person.sees(f"Proposal {number}")
    person.pick_row("Youth club")
    person.click("Record a check")
    person.choose("Cost", of="What was looked at")
    person.choose("Yes", of="Is it so?")
    person.write("Who said so", "Streets")
    person.write("Reason, in plain words", "The hall is free on Fridays.")
    person.press("Record the check")
    for title in IDEAS:
        person.pick_row(title)
        person.choose("Not feasible" if title == "Statue" else "Accept as a project")
        person.write("Reason, in plain words", "It was looked at, and this is why.")
        person.press("Record the answer")
    assert person.sees("4 handed in, all answered")


def draws_up_the_ballot(person: Person) -> None:
    person.go_on("Draw up the ballot")
    person.press("Draw up the ballot")
    assert person.sees("Drawn by lot")
    person.write("How many papers", "12")
    person.press("Preview the papers")
    assert person.sees("Page 1 of ")
    person.leave()


def opens_the_vote(person: Person, folder) -> None:
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    person.go_on("Fill the register")
    person.answers(folder / "register.csv")
    person.press("Read a list")
    assert person.sees("The column born is left out.")
    person.press("Put 11 people in the register")
    assert person.sees("11 people were put in the register.")
    person.go_on("Open the vote")
    person.press("Open the vote")
    person.confirm()
    assert person.sees("Open since")
