"""Before the vote: an assembly is begun, its rules are sealed, ideas are answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.journeys.person import Person

PASSPHRASE = "weir kiosk lamp bench"
LIGHT, BENCH, CLUB, STATUE = (
    "Lighting on the path",
    "Benches",
    "Youth club",
    "Statue",
)
COSTS = {LIGHT: "12,500", BENCH: "8,400", CLUB: "15,000", STATUE: "29,000"}


def begins(person: Person, folder: Path, *, rehearsal: bool = False) -> None:
    person.press("Start an assembly")
    person.write("Name", "Millbrook Assembly")
    person.write("Place", "Community Hall")
    person.write("Day", "26 November 2026")
    if rehearsal:
        person.press("This is a rehearsal: nothing of it counts")
    else:
        person.write("Passphrase of the people file", PASSPHRASE)
    person.answers(folder / "millbrook.pbdesk")
    person.press("Choose where to keep it")
    person.waits()
    assert person.sees("All saved, entry 2")


def writes_the_charter(person: Person, pot: str = "30,000") -> None:
    person.write(
        "What the assembly is asked",
        "Which projects should Millbrook fund?",
    )
    person.write("Who holds the money", "Millbrook Town Council")
    person.write("Pot", pot)
    writes_what_follows(person)
    person.write("Facilitator", "Amina Yusuf")
    person.write("First teller", "Peter Hallam")
    person.write("Second teller", "Rosa Lindqvist")
    person.press("Go to the rulebook")
    assert person.sees("All saved, entry 11")


def writes_what_follows(person: Person) -> None:
    person.choose(
        "It advises: somebody else takes the final decision",
        of="What the vote does",
    )
    person.write("Who takes the final decision", "Millbrook Town Council")
    person.write("Answer by", "29 January 2027")


def writes_the_rules(person: Person) -> None:
    person.write("People", "Who lives in Millbrook, from 14 years")
    person.choose_in("Style", "Crosses (approval)")
    person.write("Most crosses on a ballot", "2")
    person.choose_in("Counting rule", "Most support first")
    person.write("Least number of ballots (quorum)", "2")
    person.write("The register is kept, in months", "12")
    person.press("The anonymous ballots are published")


def asks_who_came(person: Person) -> None:
    """On a slip without a name, with what is usually asked."""
    person.press("Ask who came, on slips")


def seals_the_rulebook(person: Person) -> None:
    person.press("Seal the rulebook")
    person.confirm()
    assert person.sees("Fingerprint")


# Ideas


def writes_ideas(
    person: Person,
    titles: Sequence[str],
    costs: Mapping[str, str] = COSTS,
) -> None:
    person.go_on("Go to Ideas")
    for title in titles:
        person.write("Title", title)
        person.write("What it is", "As it was said at the table.")
        person.write("Asked for", costs[title])
        person.enter()
        assert person.sees(title)


def records_a_check(person: Person, title: str) -> None:
    person.pick_row(title)
    person.click("Cost")
    person.write("Who said so", "Streets")
    person.write("Reason, in plain words", "It costs what was asked for.")
    person.press("Yes", of="Is it so?")
    assert person.sees("It costs what was asked for.")


def answers_ideas(person: Person, titles: Sequence[str]) -> None:
    for title in titles:  # the next that waits is there by itself
        person.write(
            "Reason, in plain words",
            "It was looked at, and this is why.",
        )
        person.press(
            "Not feasible" if title == STATUE else "Accept as a project",
        )
    assert person.sees(f"{len(titles)} handed in, all answered")
