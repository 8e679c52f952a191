"""After the vote: the box is opened, papers are keyed, the result is declared and handed over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.journeys.chapters.preparing import BENCH, CLUB, LIGHT
from tests.journeys.person import Person

PAPERS = (
    (LIGHT, BENCH),
    (LIGHT,),
    (BENCH, CLUB),
    (LIGHT, CLUB),
    (LIGHT, BENCH),
    (LIGHT,),
    (BENCH,),
    (CLUB,),
)
"""The papers in the box, as they lie in two bundles of four."""


def opens_the_box(person: Person, papers: int, bundle: int) -> None:
    person.write("Papers in the box, counted by hand", str(papers))
    person.write("Papers in a bundle", str(bundle))
    person.press("Open the box")


def keys(person: Person, teller: str, papers: Sequence[str]) -> None:
    person.press(teller)
    for text in papers:
        person.enter(text)


def codes(person: Person, *titles: str) -> str:
    return "".join(sorted(person.code(title) for title in titles))


def keys_the_papers(person: Person) -> None:
    """Paper 2 is misread in the second pass.

    Paper 3 of batch 2 carries a mark beside its box and is doubtful.
    """
    typed = [codes(person, *titles) for titles in PAPERS]
    typed[6] = f"? {typed[6]}/"
    keys(person, "Peter Hallam", typed[:4])
    keys(person, "Rosa Lindqvist", [typed[0], codes(person, CLUB), *typed[2:4]])
    assert person.sees("The two who keyed differ on paper 2.")
    keys(person, "Amina Yusuf", [typed[1]])
    assert person.sees("holds, as Amina Yusuf read it")
    keys(person, "Peter Hallam", typed[4:])
    keys(person, "Rosa Lindqvist", typed[4:])


def rules_on_the_doubtful_paper(person: Person) -> None:
    assert person.sees("Needs a ruling")
    person.write(
        "Reason, read out",
        "The mark stands beside its box: the wish is clear.",
    )
    person.press(f"Counts for {person.code(BENCH)}")
    assert person.sees("The ruling is recorded.")


def states_that_papers_add_up(person: Person) -> None:
    person.press("Record that they add up")
    assert person.sees("It is recorded that the papers add up.")


def adds_up_who_came(person: Person) -> None:
    person.go_on("Go to Slips")
    person.write("Slips in the box", "9")
    person.press("Put the totals in the record")
    person.confirm()
    assert person.sees("Fewer than 10 slips came in")


def counts(person: Person, valid: int) -> None:
    person.press("Seal the ballots")
    person.confirm()
    person.write("The dice, as they were called out", "3 5 1 6")
    person.press("Record the throw")
    person.confirm()
    assert person.sees(f"Counted, not declared. {valid} ballots are valid.")


# Declare and hand over


def declares(person: Person, valid: int) -> None:
    person.click("Declare the result")
    person.confirm()
    person.waits()
    assert person.sees(f"{valid} valid ballots, declared at")


def makes_the_pack(person: Person, folder: Path) -> Path:
    person.press("Make the pack")
    person.waits()
    assert person.sees("Signed, 0 of 3")
    return next(folder.glob("*.zip"))


def signs_with_a_key(person: Person, signer: str, stick: Path) -> None:
    """Makes a key on the signer's own stick first."""
    stick.mkdir()
    person.press("Make a key and sign", of=signer)
    person.answers(stick)
    person.write("New passphrase", f"four words for {stick.name}")
    person.enter()
    person.waits()
    assert person.sees("The key is made.")


def hands_over(person: Person, folder: Path) -> Path:
    """The pack, and the clerk's list of keys beside it."""
    person.waits()
    assert person.sees("none found anything wrong.")
    assert person.sees(".allowed_signers” is in")
    person.write("Who took it", "Town clerk")
    person.press("Record that it was handed over")
    assert person.sees("Handed over to Town clerk.")
    return next(folder.glob("*.allowed_signers"))
