"""A complaint is taken from its receipt to six months after the answer, all of it at the window."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2

from pbdesk.app.chance import Source, from_seed
from pbdesk.jury import answer
from pbdesk.jury.kind import CASE, JURY
from pbdesk.jury.spellings import listed_names, places
from pbdesk.pack.keys import load_key, public_of
from pbdesk.pack.signers import Signer
from pbdesk.pack.verify import verify
from tests.journeys.chapters import hearing_a_case as chapter
from tests.journeys.person import Person

FINGERPRINT = re.compile(r"[0-9a-f]{32,}")


class Calendar:
    """The wall clock, turned by hand from day to day."""

    def __init__(self) -> None:
        self.at = datetime(2026, 1, 12, 9, tzinfo=UTC)

    def source(self) -> Source:
        return from_seed(f"journey/{self.at.isoformat()}", lambda: self.at)

    def on(self, day: str) -> None:
        self.at = datetime.fromisoformat(f"{day}T18:00+00:00")


def test_a_complaint_goes_from_its_receipt_to_six_months_after_the_answer(
    sits_down: Callable[..., Person],
    tmp_path: Path,
) -> None:
    days = Calendar()
    person = sits_down(days.source)
    jury = tmp_path / "riverside.pbjury"
    damp, danger = begins_the_jury(person, days, jury)
    a_danger_is_referred(person, jury, tmp_path / "other.pbcase", danger)
    nobody_else_sees_the_danger(person, jury, danger)
    case = tmp_path / "damp.pbcase"
    takes_the_case(person, days, jury, case, damp)
    hears_and_decides(person, days, tmp_path, jury)
    reports_and_follows_up(person, days)
    assert next(person.shell.menus.shortcuts())[0] == "Case"
    pack, signers = packs(person, tmp_path)
    assert person.visited >= set(CASE.pages)
    state = person.shell.session.file.state
    assert (state.panel.replaced, len(state.hearing.adjournments)) == (1, 1)
    assert [
        len(found.minority) for found in state.findings.by_point.values()
    ] == [0, 1]
    assert all(
        answer.is_late(state, each.id) for each in state.remedies.standing
    )
    assert set(state.followup.person) == {3, 6}
    tells_the_jury(person, jury, case, damp)
    person.shuts_the_window()
    found = verify(pack, signers.read_text(), state.complaint.id)
    assert (found.verdict, found.kind) == ("genuine", "case")
    nobody_is_named_in(pack)


def begins_the_jury(
    person: Person,
    days: Calendar,
    path: Path,
) -> tuple[str, str]:
    person.press("Start an assembly")
    chapter.begins(
        person,
        JURY.word.text,
        "Riverside tenants' jury",
        "12 January 2026",
        path,
    )
    chapter.sets_the_numbers(person)
    days.on("2026-03-02")
    damp = chapter.lists(person, "damp", "2 March 2026")
    return damp, chapter.lists(person, "neighbours", "2 March 2026")


def a_danger_is_referred(
    person: Person,
    jury: Path,
    path: Path,
    reference: str,
) -> None:
    person.begins_another()
    chapter.begins(person, CASE.word.text, reference, "2 March 2026", path)
    chapter.takes_a_complaint(
        person,
        jury,
        chapter.DANGER,
        stage="Never complained of before",
        theme="neighbours",
    )
    chapter.refers_a_danger(person)
    told = "\n".join(person.names())
    assert chapter.DANGER not in told
    for page in ("Terms of reference", "Panel", "Hearing", "Report"):
        person.go(page)
        assert person.sees("The jury has not taken this case")
        assert not any(
            word in name.lower()
            for name in person.names()
            for word in ("referred", "safeguarding", "danger", "paused")
        )


def nobody_else_sees_the_danger(
    person: Person,
    jury: Path,
    reference: str,
) -> None:
    person.opens(jury, chapter.PASSPHRASE)
    chapter.moves(
        person,
        reference,
        "Not with the jury, for whatever reason",
        "2 March 2026",
    )
    for page in ("Cases", "What is due", "Lessons", "Record"):
        person.go(page)
        told = "\n".join(person.names()).lower()
        assert "neighbours" not in told, page
        assert "safeguarding" not in told, page


def takes_the_case(
    person: Person,
    days: Calendar,
    jury: Path,
    path: Path,
    reference: str,
) -> None:
    person.begins_another()
    chapter.begins(person, CASE.word.text, reference, "2 March 2026", path)
    chapter.takes_a_complaint(
        person,
        jury,
        chapter.OWN_WORDS,
        stage="Answered twice by the service",
        theme="damp",
    )
    days.on("2026-03-04")
    chapter.gives_the_receipt(person, "4 March 2026")
    chapter.takes_the_case(person)


def hears_and_decides(
    person: Person,
    days: Calendar,
    folder: Path,
    jury: Path,
) -> None:
    chapter.seals_the_terms(person)
    chapter.brings_the_documents(person, folder)
    days.on("2026-03-30")
    chapter.draws_the_panel(person, folder, jury)
    chapter.replaces_a_challenged_juror(person)
    chapter.plans_the_hearing(person, "14 April 2026")
    days.on("2026-04-14")
    chapter.hears(person, 3)
    shows_the_room(person)
    chapter.adjourns(person, "21 April 2026")
    days.on("2026-04-21")
    person.press("Go on with the hearing")
    chapter.hears(person, 5)
    person.press("End the hearing")
    assert person.sees("Both sides were heard")
    chapter.scores(person)
    person.go("Finding")
    chapter.votes(person, "It was late.", none="0", part="7", wholly="6")
    chapter.votes(person, "Nobody was told.", none="4", part="3")
    chapter.a_minority_speaks(person)
    chapter.recommends(person)


def shows_the_room(person: Person) -> None:
    """The room has the order, and a quiet screen on which nothing moves."""
    person.press("Show the order in the room")
    room = person.shell.room.window
    assert room is not None
    assert room.scene == "hearing"
    assert "The person who complains" in person.hears_the_room()
    person.turns_to(person.shell)
    person.press("Quiet screen")
    assert room.scene == "quiet"
    assert "We take a moment." in person.hears_the_room()
    for name in chapter.NAMES:
        assert name.partition("\t")[0] not in person.hears_the_room()
    person.press("Close the room")


def reports_and_follows_up(person: Person, days: Calendar) -> None:
    days.on("2026-04-24")
    chapter.reports(person, "5 May 2026")
    days.on("2026-05-06")
    chapter.lets_it_out_in_full(person)
    days.on("2026-06-12")
    chapter.reminds(person, "12 June 2026")
    days.on("2026-06-22")
    chapter.answers_late(person, "22 June 2026")
    days.on("2026-09-04")
    chapter.follows_up(person, 3, "Partly done", "Partly")
    days.on("2026-12-04")
    chapter.follows_up(person, 6, "Done", "Yes, it was put right")
    person.press("Close the case")
    assert person.shell.session.file.state.followup.closed


def tells_the_jury(
    person: Person,
    jury: Path,
    case: Path,
    reference: str,
) -> None:
    """The jury's list learns who sat, what became of the advice, and that the case is closed."""
    person.opens(jury, chapter.PASSPHRASE)
    person.go("Cases")
    assert next(person.shell.menus.shortcuts())[0] == "Jury"
    person.answers(case)
    person.press("Take what happened from a case's file")
    found = person.shell.session.file.state.docket
    assert found.by_case[reference].ended == "closed"
    assert len(found.sat[reference]) == 7
    assert found.summed[reference].late == 1


def packs(person: Person, folder: Path) -> tuple[Path, Path]:
    place = folder / "pack"
    place.mkdir()
    person.go("Pack")
    person.answers(place)
    person.press("Make the pack")
    assert person.sees("Pack code")
    about = person.shell.session.file.state.about
    lines = []
    for who, role in (("chair", "Chair"), ("clerk", "Clerk")):
        person.choose(role)
        person.press("Make a key first")
        person.write("New passphrase", f"four words for {who}")
        person.answers(folder)
        person.press("Choose the folder and sign")
        key = load_key(folder / f"{who}.key", f"four words for {who}")
        lines.append(
            Signer(who, about.id, public_of(key), kinds=("case",)).line,
        )
    assert person.sees("Signed on")
    signers = folder / "allowed_signers"
    signers.write_text("\n".join(lines) + "\n")
    (pack,) = place.glob("*.zip")
    return pack, signers


def nobody_is_named_in(pack: Path) -> None:
    """No listed name in any byte of the zip and its files, in text or metadata of its PDFs."""
    raw = pack.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as found:
        files = {name: found.read(name) for name in found.namelist()}
    listed = [line.partition("\t")[0] for line in chapter.NAMES]
    for content in (raw, *files.values(), *map(str.encode, files)):
        for name in listed:
            for code in ("utf-8", "utf-16-be", "utf-16-le"):
                assert name.encode(code) not in content
                assert name.upper().encode(code) not in content
    names = listed_names(chapter.NAMES)
    for name, content in files.items():
        if content.startswith(b"%PDF"):
            with pikepdf.open(io.BytesIO(content)) as pdf:
                for part in (
                    each
                    for each in pdf.objects
                    if isinstance(each, pikepdf.Stream)
                ):
                    is_picture = part.get("/Subtype") == "/Image"
                    said = (
                        part.read_raw_bytes()
                        if is_picture
                        else part.read_bytes()
                    )
                    assert not [
                        name for name in listed if name.encode() in said
                    ]
                assert not places(
                    names,
                    " ".join(str(value) for value in pdf.docinfo.values()),
                )
                metadata = (
                    pdf.Root.Metadata.read_bytes()
                    if "/Metadata" in pdf.Root
                    else b""
                )
                assert not places(names, metadata.decode())
                assert not pdf.attachments
            with closing(pypdfium2.PdfDocument(content)) as document:
                text = "".join(
                    page.get_textpage().get_text_range() for page in document
                )
            assert "Mend the gutter" in text
            assert not places(names, text)
        else:
            assert not places(
                names,
                FINGERPRINT.sub(" ", content.decode("utf-8", "ignore")),
            )
