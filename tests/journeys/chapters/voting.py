"""The vote: from the ballot and the agenda to the register, the door, the kiosk and the closing."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.person import Person

PIN = "2468"

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


def draws_up_the_ballot(person: Person) -> None:
    person.go_on("Go to Papers")
    person.press("Draw up the ballot")
    assert person.sees("Drawn by lot")


def runs_the_agenda(person: Person) -> None:
    person.go("Agenda")
    person.write("Title", "Welcome")
    person.enter()
    person.press("Present the projects, 2 minutes each")
    person.press("Declare an interest")
    person.write("What the interest is", "Has a cousin at the club.")
    person.choose("A teller", of="Who declares it")
    person.press("Stood aside", of="How it is handled")
    person.press("Begin the next item: Welcome")
    assert person.sees("left of 5 minutes")
    person.press("End the item")


def weighs_a_project(person: Person, title: str) -> None:
    person.go("Trade-offs")
    person.press(title)
    person.press("Take them up")
    for part, words in (
        ("What is gained", "The path can be walked after dark."),
        ("What it costs", "The dark."),
        ("Who bears it", "The bats."),
        ("Reason", "The late bus."),
        ("Minority statement", "One of nine: leave it dark."),
    ):
        person.write(part, words)
    person.press("Support", of="The table's choice")
    person.press("Confirmed in the room")
    assert person.sees("1 of 1 confirmed")


def looks_at_the_papers(person: Person) -> None:
    person.write("How many papers", "12")
    person.press("Preview the papers")
    assert person.sees("Page 1 of ")
    person.leave()


def reads_the_register(person: Person, folder: Path) -> None:
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    person.go_on("Go to Door")
    person.answers(folder / "register.csv")
    person.press("Read a list")
    person.waits()
    assert person.sees("Every line can be taken")
    person.press("Put 11 people in the register")
    assert person.sees("11 people were put in the register.")


def opens_the_vote(person: Person) -> None:
    person.go_on("Go to Open and close")
    person.press("Show the ballot in the room")
    person.press("Open the vote")
    person.confirm()
    assert person.sees("The vote is open.")


def gives(
    person: Person,
    name: str,
    verb: str,
    channel: str = "On paper",
) -> None:
    """Search by three letters or more: the only one found is there; say what was shown."""
    person.write("Name or street", name)
    person.choose(channel, of="Ballot")
    person.press("Polling letter", of=verb)
    assert person.sees("Type three letters")


def writes_down(person: Person, name: str, street: str) -> None:
    """Whoever is not found is offered to be written down under the name that was searched for."""
    person.write("Name or street", name)
    assert person.sees("Nobody is found.")
    assert person.reads("Name") == name
    puts_in_the_register(person, street)


def writes_the_first_down(person: Person, name: str, street: str) -> None:
    """Nobody can be searched for yet."""
    person.press("Write someone down")
    person.write("Name", name)
    puts_in_the_register(person, street)


def puts_in_the_register(person: Person, street: str) -> None:
    person.write("Street", street)
    person.press("Put in the register")


def exchanges(person: Person, spoilt: int, fresh: int) -> None:
    person.write("Control number of the spoilt paper", str(spoilt))
    person.press("Exchange it")
    assert person.sees(
        f"Paper {spoilt} goes into the envelope. Give paper {fresh} for it.",
    )


def hands_over_the_laptop(person: Person) -> None:
    person.press("Hand over the laptop")
    person.write("PIN", PIN)
    person.enter()


def casts(person: Person, *titles: str) -> None:
    for title in titles:
        person.press(f"{person.code(title)}, {title}")
    person.press("Check my choices")
    assert all(person.sees(title) for title in titles)
    person.press("Cast my ballot")
    assert person.sees("Thank you")
    assert person.sees("Please ask at the door"), "by itself"


def unlocks(person: Person, verb: str) -> None:
    """The locked kiosk opens its next ballot, or leads back to the door, with the PIN only."""
    person.write("PIN", PIN)
    person.press(verb)


def closes_the_vote(person: Person) -> None:
    person.go("Open and close")
    person.press("Close the vote")
    person.confirm()
    assert person.sees("The vote is closed.")
