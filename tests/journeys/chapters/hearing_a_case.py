"""A jury's file and a case of it, from the complaint to the last follow-up, at the window."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pbdesk.jury.excluded import LOOKED_THROUGH, REASONS
from tests.journeys.person import Person

PASSPHRASE = "wall lamp kettle bridge"
NAMES = (
    "Samira Okonjo-Hale\tthe tenant",
    "Derek Pullman\tthe repairs officer",
    "14 Larkspur Terrace\tthe flat",
    "07700 900461\ta telephone",
    "samira.okonjo@example.org\tan e-mail address",
)
LETTER = (
    "My name is Samira Okonjo-Hale. I live at 14 Larkspur Terrace.",
    "The wall has been wet since October. Mr Pullman said somebody would come.",
    "Ring me at 07700 900461 or write to samira.okonjo@example.org.",
)
LOG = (
    "14 Larkspur Terrace: call logged on 19 October by D. Pullman, routine.",
    "Second call on 9 November: no access noted.",
)
OWN_WORDS = "My boy's wall is black. Derek Pullman promised me."
DANGER = "I am afraid to go home. He has a key."


def letter(path: Path, lines: tuple[str, ...]) -> Path:
    canvas = Canvas(str(path), invariant=1)
    for row, line in enumerate(lines):
        canvas.drawString(60, 760 - 24 * row, line)
    canvas.save()
    return path


def pool(folder: Path) -> tuple[Path, Path]:
    people, quotas = folder / "pool.csv", folder / "quotas.csv"
    rows = [f"T{n:03},{('flat', 'house')[n % 2]},H{n // 3}," for n in range(40)]
    rows.append("T040,flat,,contractor")
    people.write_text("id,home,household,excluded\n" + "\n".join(rows))
    quotas.write_text("category,value,min,max\nhome,flat,3,4\nhome,house,3,4\n")
    return people, quotas


def begins(person: Person, kind: str, name: str, day: str, path: Path) -> None:
    person.write("Name", name)
    person.write("Place", "Riverside Hall")
    person.write("Day", day)
    person.choose_in("What is begun", kind)
    person.write("Passphrase of the people file", PASSPHRASE)
    person.answers(path)
    person.press("Choose where to keep it")
    person.waits()
    assert person.sees("All saved, entry 1")


# The jury's file


def sets_the_numbers(person: Person) -> None:
    person.write(
        "To whom a danger is told the same day",
        "Safeguarding team, by telephone",
    )
    person.press("Record the numbers")
    assert person.sees("Not sealed")
    person.press("Seal the numbers")
    person.confirm()
    assert person.sees("Fingerprint")


def lists(person: Person, theme: str, received: str) -> str:
    """Put a complaint on the list; its reference, as the list shows it."""
    person.go("Cases")
    person.press("Put a complaint on the list")
    person.write("Theme", theme)
    person.write("Service", "Riverside Homes")
    person.write("Received on", received)
    person.press("Put it on the list")
    file = person.shell.session.file
    assert file is not None
    reference = tuple(file.state.docket.by_case)[-1]
    assert person.sees(reference)
    return reference


def moves(person: Person, reference: str, to: str, day: str) -> None:
    person.go("Cases")
    person.pick_row(reference)
    person.choose_in("What happened", to)
    person.write("On", day)
    person.press("Record it")
    assert person.sees("All saved")


# The complaint


def takes_a_complaint(
    person: Person,
    jury: Path,
    words: str,
    *,
    stage: str,
    theme: str,
) -> None:
    person.answers(jury)
    person.press("Take the numbers of the jury")
    assert person.sees("The case goes by the sealed numbers of its jury")
    person.choose("In person")
    person.write("In their own words", words)
    person.write("What would put it right", "Mend the gutter and tell me when.")
    person.write("Service", "Riverside Homes")
    person.choose_in("What kind of service", "A social landlord")
    person.choose_in("Where it is", "England")
    person.write("Theme", theme)
    person.choose(stage)
    person.press("They ask for the jury")
    person.press("They agree that jury and service read it")
    person.press("Record the complaint")
    assert person.sees("Not looked through")


def gives_the_receipt(person: Person, day: str) -> None:
    person.write("Handed over or sent on", day)
    person.press("The person has it")
    assert person.sees("Given on")


def takes_the_case(person: Person) -> None:
    person.choose("A complaint for the jury")
    person.choose(
        "The service has answered twice, and the person asks for the jury",
    )
    person.write("Who looked it through", "Chair of the jury")
    person.press("Record it")
    assert person.sees("A complaint for the jury")


def refers_a_danger(person: Person) -> None:
    person.choose("Somebody may not be safe (safeguarding)")
    person.write("Who looked it through", "Chair of the jury")
    assert person.reads("Who was told, or where the person can go") == (
        "Safeguarding team, by telephone"
    )
    person.write("Reason, for the person", "You may not be safe at home.")
    person.press("Record it")
    assert person.sees("This case was referred.")
    assert person.sees("the same day")


# Before the hearing


def seals_the_terms(person: Person) -> None:
    person.go("Terms of reference")
    person.write(
        "The question",
        "Was the wet wall dealt with as it should have been?",
    )
    person.write(
        "What it may recommend, and to whom",
        "What Riverside Homes should do.",
    )
    person.write_lines(
        "Points to decide on, one a line",
        ("It was late.", "Nobody was told."),
    )
    person.write_lines(
        "Standards to judge by, one a line",
        ("Within 28 days.", "People are told when."),
    )
    person.press("Record the terms")
    assert person.sees("Not sealed")
    person.press("Seal the terms")
    person.confirm()
    assert person.sees("Sealed on")


def brings_the_documents(person: Person, folder: Path) -> None:
    person.go("Bundle")
    for title, source, lines in (
        ("Letter of 2 March", "The person who complains", LETTER),
        ("Repair log", "The service", LOG),
    ):
        person.write("Title", title)
        person.choose(source)
        person.answers(letter(folder / f"{title}.pdf", lines))
        person.press("Choose the PDF")
        assert person.sees(title)
    person.press("Suggest from the complaint and the documents")
    suggested = person.reads("Names, streets and numbers, one a line")
    assert all(
        name.partition("\t")[0] in suggested
        for name in NAMES
        if "Pullman" not in name
    )
    assert "Pullman" in suggested
    person.write_lines("Names, streets and numbers, one a line", NAMES)
    person.press("Keep the list of names")
    for _ in range(2):
        person.press("Take the names out")
        person.waits()
        person.leave()
        person.press("I have looked at every page")
        assert person.sees("Without names")
    person.press("Close the bundle")
    person.confirm()
    assert person.sees("closed: the same for both sides")


def draws_the_panel(person: Person, folder: Path, jury: Path) -> None:
    """One of the pool works for the contractor: the pool's file says so, and pbdesk leaves them."""
    people, quotas = pool(folder)
    person.go("Panel")
    for reason in LOOKED_THROUGH:
        person.press(REASONS[reason].text)
    person.write("Looked through by", "Clerk of the jury")
    person.press("Record that it was looked through")
    for path in (people, quotas, jury):
        person.answers(path)
    person.press("Choose the pool and its quotas")
    person.waits()
    assert person.sees("Works for a contractor of the service")
    assert person.sees("Fingerprint of the list")
    person.write("What the dice showed", "4 1 6 2 2 5 3 6")
    person.press("Let the dice decide")
    assert person.sees("Juror 7")


def replaces_a_challenged_juror(person: Person) -> None:
    person.pick_row("Juror 3")
    person.press("A side challenges this juror")
    person.choose("The service")
    person.write("Reason", "This juror works for the contractor.")
    person.press("Record it")
    person.pick_row("Juror 3, The service")
    assert person.sees("Not ruled on")
    person.press("The challenge is upheld: the next takes the seat")
    person.write("Reason, for both sides", "Who works for it cannot judge it.")
    person.press("Rule on it")
    assert person.sees("Upheld")


# The hearing


def plans_the_hearing(person: Person, day: str) -> None:
    person.go("Hearing")
    person.write("Day", day)
    person.write("Hour", "18:30")
    person.write("Place", "Riverside Hall, the small room")
    person.press("Record the plan")
    assert person.sees("Planned")


def hears(person: Person, parts: int) -> None:
    for _ in range(parts):
        button = next(
            name for name in person.names() if name.startswith("Begin: ")
        )
        person.press(button)
        person.press("End this part")


def adjourns(person: Person, until: str) -> None:
    person.press("Adjourn")
    person.write("Until", until)
    person.write(
        "Reason, for both sides",
        "It is late, and the witness is shaken.",
    )
    person.press("Adjourn")
    assert person.sees("Adjourned until")


# Deciding


def scores(person: Person) -> None:
    person.go("Scores")
    for first, second in (
        ("0", "1"),
        ("1", "1"),
        ("0", ""),
        ("1", "2"),
        ("0", "1"),
        ("1", "3"),
        ("0", "1"),
    ):
        person.write("Within 28 days.", first)
        if second:
            person.write("People are told when.", second)
        person.press("Key the slip")

    person.press("Show the middle of all slips")
    person.confirm()
    assert person.sees("Not met at all, close")


def votes(
    person: Person,
    point: str,
    none: str,
    part: str,
    wholly: str = "",
) -> None:
    person.pick_row(point)
    person.write("Not upheld", none)
    person.write("Upheld at least in part", part)
    person.write("Unable to decide", "0")
    person.write("All slips, as the second person counted them", "7")
    if wholly:
        person.write("Asked afterwards: wholly", wholly)
    person.press("Record the vote")
    assert person.sees("without reasons yet")
    person.press("Reasons and pages")
    person.write("Reasons", "The log shows it.")
    person.write("Pages of the bundle", "1, 2")
    person.press("Record the reasons")
    assert person.sees("The log shows it.")


def a_minority_speaks(person: Person) -> None:
    person.press("A minority states its view")
    person.write(
        "In their own words, under nobody's name",
        "Some of us would have called first.",
    )
    person.press("Record it")
    assert person.sees("Some of us would have called first.")


def recommends(person: Person) -> None:
    person.press("Recommend something")
    person.choose("What puts it right for the person")
    person.write("What should be done", "Mend the gutter and dry the wall.")
    person.write("Office that answers for it", "Head of Repairs")
    person.write("By when", "30 June 2026")
    person.write(
        "What will show that it was done",
        "the invoice, and a photo of the wall",
    )
    person.press("Recommend it")
    assert person.sees("Mend the gutter and dry the wall.")


def reports(person: Person, until: str) -> None:
    person.go("Report")
    person.write("They reply by", until)
    person.press("Both sides have the draft")
    person.choose("The service")
    person.write(
        "The fact that they say is wrong",
        "The call was on 10 November.",
    )
    person.write(
        "What was changed, or why nothing was",
        "The log says 9 November.",
    )
    person.press("Record the reply")
    assert person.sees("Not changed")


def lets_it_out_in_full(person: Person) -> None:
    person.choose("The full report")
    person.write("About how many people use the service", "1900")
    person.press(
        "The person who complained has read it, and wants it out in full",
    )
    person.choose("No")
    person.press("Let the report out")
    person.confirm()
    assert person.sees("Out since")


# Afterwards


def reminds(person: Person, day: str) -> None:
    person.go("Answer of the service")
    person.press("Record a letter")
    person.choose("A reminder")
    person.write("To which office", "Director of Homes")
    person.write("On", day)
    person.press("Record it")
    assert person.sees("Director of Homes")


def answers_late(person: Person, came: str) -> None:
    person.choose("Accept in part")
    person.write("It came in on", came)
    person.write("Office that sees to it", "Head of Repairs")
    person.press("Record the answer")
    assert person.sees("Accept in part, without the reason and by when")


def follows_up(person: Person, months: int, done: str, right: str) -> None:
    person.go("Follow-up")
    person.pick_row(f"After {months} months")
    person.press("Look at a recommendation")
    person.choose("1. Mend the gutter and dry the wall.")
    person.choose(done)
    person.write("What shows it", "Seen by the clerk.")
    person.press("Record it")
    assert person.sees("Seen by the clerk.")
    person.press("Ask the person")
    person.choose(right)
    person.write("In their own words", "They came at last.")
    person.press("Record it")
    assert person.sees("They came at last.")
