"""The hall deliberates: ideas become one, tables speak and trade, people ask together, one stands aside."""

from __future__ import annotations

from collections.abc import Callable

from tests.journeys.person import Person

LAMPS, GYM, SEEDS = (
    "Lighting on the riverside path",
    "Outdoor gym beside the pitches",
    "Seed library in the old kiosk",
)
TWIN = "Lamps by the river"
CONDITION = "The lamps dim at 22:30 and shine downwards only."
MINORITY = "Two of nine: leave the river dark."
ON_THE_WAY = "The gym comes first next year."
CROSSING, UNANSWERED = (
    "A crossing at the school gate",
    "Who mends a lamp at night?",
)


def lets_two_ideas_become_one(person: Person) -> None:
    person.go("Ideas")
    person.press("Write an idea")
    person.write("Title", TWIN)
    person.write("What it is", "Lamps where the path is dark.")
    person.press("Put it on the list")
    person.pick_row(TWIN)
    person.write("Reason, in plain words", "The same path.")
    person.press("Merge with another")
    number = next(
        each.number
        for each in person.shell.session.state.ideas.by_id.values()
        if each.title == LAMPS
    )
    person.choose_in("Merged into", f"{number}. {LAMPS}")
    person.press("Who handed it in agrees")
    person.press("Merge with another")


def accepts_the_last_ideas(person: Person, running: str) -> None:
    for title in (LAMPS, GYM, SEEDS):
        person.pick_row(title)
        if title == LAMPS:
            person.write("What it costs each year", running)
        person.write(
            "Reason, in plain words",
            "It was looked at, and this is why.",
        )
        person.press("Accept as a project")
    assert person.sees("all answered")


def draws_up_the_ballot(person: Person) -> None:
    person.go("Papers")
    person.press("Draw up the ballot")
    assert person.sees("Drawn by lot")


def says_who_steers(person: Person) -> None:
    person.go("Who steers")
    person.write("Seats", "1")
    person.press("Record the seats")
    person.press("Somebody takes a seat")
    person.write("Who takes the seat", "A resident of Mill Lane")
    person.press("Record the seat")
    assert person.sees("3 seats are missing")


def sits_at_tables_by_lot(person: Person) -> None:
    person.go("Tables by lot")
    person.press("Draw the tables")
    person.write("People present", "61")
    person.write("Tables", "6")
    person.write("Dice called out in the room", "4261")
    person.press("Deal the cards")
    person.press("Some came late")
    person.write("How many came late", "2")
    person.press("Give them places")
    assert person.sees("6 tables")


def speaks_at_six_tables_and_runs_over(
    person: Person,
    later: Callable[[int], None],
) -> None:
    person.go("Agenda")
    person.choose("Table deliberation", of="What it is")
    person.write("Title", "The lamps, at the tables")
    person.write("Minutes", "3")
    person.write("Tables that speak", "6")
    person.press("Put it on the agenda")
    person.pick_row("The lamps, at the tables")
    person.press("Begin")
    for table in ("5", "2"):
        person.write("Table", table)
        person.press("Put on the list")
    person.press("Call Table 5")
    later(11 * 60)
    person.press("End the item")


def writes_lines(person: Person) -> None:
    """Each costs its sign and Enter beside its words."""
    person.go("What was said")
    for line in (
        "- Bats do not cross lit water.",
        f"? {UNANSWERED}",
        "! Seventy a night (bus company)",
    ):
        person.write("What is said", line)
        person.enter()
    assert person.sees("Questions without an answer")


def weighs_the_lamps(person: Person) -> None:
    person.go("Trade-offs")
    person.press(LAMPS)
    person.write("Tables in the hall", "6")
    person.press("Take them up")
    for part, words in (
        ("What is gained", "The path can be walked after dark."),
        ("What it costs", "Light by the water, where it was always dark."),
        ("Who bears it", "Three houses on Mill Lane, and the bats."),
        ("What would make it acceptable", CONDITION),
        ("Reason", "The late bus."),
        ("Minority statement", MINORITY),
    ):
        person.write(part, words)
    person.press("Support on this condition", of="The table's choice")
    person.press("Confirmed in the room")
    assert person.sees("1 of 1 confirmed")


def stands_aside_and_it_bites(person: Person) -> None:
    """What was confirmed with them at the table is read aloud and confirmed without them."""
    person.go("Agenda")
    person.press("Declare an interest")
    person.choose("A member of the assembly", of="Who declares it")
    person.choose_in("About which project", LAMPS)
    person.write("What the interest is", "Owns a house on Mill Lane.")
    person.press("Stood aside", of="How it is handled")
    person.go("Trade-offs")
    assert person.sees("0 of 1 confirmed")
    person.press("Confirmed in the room")
    assert person.sees("1 of 1 confirmed")


def counts_hands_for_the_condition(person: Person) -> None:
    person.press("Count hands for condition 1")
    for label, hands in (
        ("For it", "8"),
        ("Against it", "2"),
        ("Abstained", "1"),
    ):
        person.write(label, hands)
    person.press("Record the hands")


def asks_together(person: Person) -> None:
    person.go("Asked together")
    person.press("Write down what is asked")
    person.write("What they ask", CROSSING)
    person.press("Write it down")
    for name in ("Peter Hallam", "Rosa Lindqvist"):
        person.write("Who counted", name)
        person.write("Hands", "23")
        person.write("People present", "61")
        person.press("Put the count away")
    assert person.sees("To take up or answer")
    person.press("Put it on the agenda")
    person.write("Title of the item", CROSSING)
    person.press("Put it on")
    assert person.sees("It went on the agenda.")


def trades_two_options(person: Person) -> None:
    person.go("Rather this than that")
    person.press("Trade two options")
    person.choose_in("Rather", LAMPS)
    person.choose_in("than", GYM)
    for label, words in (
        ("because", "Everybody walks there."),
        ("What is gained", "A way home."),
        ("What is given up", "Somewhere to train."),
        ("Who bears it", "Young people without money for a gym."),
        ("On which condition", ON_THE_WAY),
        ("For it", "31"),
        ("Against it", "9"),
        ("Abstained", "4"),
        ("Minority statement", "The gym would be ours."),
    ):
        person.write(label, words)
    person.press("Record the trade")
    person.press("Confirmed in the room")
    assert person.sees("Condition 2")


def tries_what_fits(person: Person) -> None:
    """Nothing of it is recorded."""
    person.go("What if")
    person.write(LAMPS, "12,500")
    assert person.sees("£47,500 left in the pot")
    before = person.shell.session.desk.entries
    person.press("Put it on the wall")
    assert "Who gains" in person.hears_the_room()
    assert person.shell.session.desk.entries == before
