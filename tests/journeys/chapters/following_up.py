"""After the pack: what was answered, what became of the money and the promises, at the window."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.person import Person


def reminds(person: Person, item: str, to: str, day: str) -> None:
    person.go("The answer")
    person.pick_row(item)
    person.press("Record a reminder")
    person.write("Who was reminded", to)
    person.write("On", day)
    person.press("Record the reminder")
    assert person.sees("Reminded once")


def answers(
    person: Person,
    item: str,
    reply: str,
    answered: str,
    *,
    owner: str = "",
    by: str = "",
    sum_: str = "",
    reason: str = "",
) -> None:
    person.go("The answer")
    person.pick_row(item)
    person.choose(reply)
    if sum_:
        person.write("The sum that is given", sum_)
    if reason:
        person.write("Reason, as it was given", reason)
    if owner:
        person.write("Owner", owner)
    if by:
        person.write("Done by", by)
    person.write("Answered on", answered)
    person.press("Record the answer")
    assert person.sees("Record another answer")


def varies_the_condition(person: Person, item: str, words: str) -> None:
    person.pick_row(item)
    person.choose("Condition varied")
    person.write("How it is varied, or why it is refused", words)
    person.press("Record it")


def sets_aside(person: Person, item: str, sum_: str, day: str) -> None:
    book(person, item)
    person.press("Set money aside")
    person.write("Sum", sum_)
    person.write("On", day)
    person.press("Set money aside")
    assert person.sees("Set aside")


def pays(
    person: Person,
    item: str,
    sum_: str,
    what: str,
    to: str,
    day: str,
) -> None:
    book(person, item)
    person.press("Record a payment")
    person.write("Sum", sum_)
    person.write("What for", what)
    person.write("Paid to", to)
    person.write("On", day)
    person.press("Record a payment")
    assert person.sees(to)


def stops(person: Person, item: str, why: str, day: str) -> None:
    book(person, item)
    person.press("It is stopped")
    person.write("Why", why)
    person.write("On", day)
    person.press("It is stopped")
    assert person.sees(why)


def gives_back(
    person: Person,
    item: str,
    sum_: str,
    which: str,
    to: str,
    day: str,
) -> None:
    book(person, item)
    person.press("Money went elsewhere")
    person.write("Sum", sum_)
    person.choose(which)
    person.write("Where it went", to)
    person.write("On", day)
    person.press("Money went elsewhere")
    assert person.sees(to)


def looks(
    person: Person,
    item: str,
    found: str,
    seen: str,
    resident: str,
    day: str,
) -> None:
    book(person, item)
    person.choose(found)
    person.write("What was seen, and where", seen)
    person.write("What a resident says, in their words", resident)
    person.write("On", day)
    person.press("Record what was found")
    assert person.sees(seen)


def breaks_the_promise(person: Person, item: str) -> None:
    person.pick_row(item)
    person.choose("Broken")
    person.press("Record it")


def packs(
    person: Person,
    kind: str,
    folder: Path,
    keys: dict[str, Path],
) -> None:
    """Make the next pack and have it signed with both keys."""
    person.go("The open book")
    person.choose(kind)
    person.answers(folder)
    person.press("Make the pack")
    for role, key in keys.items():
        person.choose(role)
        person.write("Passphrase of the key", f"four words for {key.stem}")
        person.answers(key)
        person.press("Choose the key and sign")
    assert person.sees("signed by Facilitator and Keeper of the record")


def book(person: Person, item: str) -> None:
    person.go("The open book")
    person.pick_row(item)
