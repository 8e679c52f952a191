"""Poster, slips, cards, minutes: read back, and their codes read by a camera."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from pbdesk.app.jobs.sheets import dot_sheets
from pbdesk.i18n import ENGLISH, Locale
from pbdesk.minutes.entries import Id
from pbdesk.paper import SHEETS
from pbdesk.paper.dot_sheets import dot_sheets_pdf
from pbdesk.paper.keycards import key_card_pdf
from pbdesk.paper.minutes import lot_certificate_pdf, minutes_pdf
from pbdesk.paper.posters import poster_pdf
from pbdesk.paper.sheet import A4, Sheet, measured_sheet, sheet_for
from pbdesk.paper.slips import checkpoint_pdf, lot_code_pdf, receipt_pdf
from pbdesk.questions.sheet import BallotLine
from pbdesk.words import Clock, code_groups, plain, say
from tests.conftest import ROOT
from tests.evenings import state_at
from tests.paper.millbrook import DAY, MILLBROOK, ZONE
from tests.paper.reading import (
    codes_in,
    painted,
    reader,
    root_of,
    sizes_of,
    text_of,
    words_of,
)

AT = datetime(2026, 11, 26, 19, 50, tzinfo=ZONE)
HEAD = code_groups(bytes(range(40, 72)))
PUBLIC = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0hDqk7cYV7hvWGfNUB0sLwHgnSjQ2pW8bL7YV3E1xk"


def poster(**kw) -> bytes:
    usual: dict[str, Any] = {
        "name": MILLBROOK.name,
        "sentences": MILLBROOK.poster.sentences,
        "fingerprint": MILLBROOK.fingerprint,
        "sealed_at": MILLBROOK.sealed_at,
        "locale": ENGLISH,
    }
    return poster_pdf(**{**usual, **kw})


def checkpoint(head=HEAD) -> bytes:
    return checkpoint_pdf(
        number=3,
        moment=say("close"),
        name=MILLBROOK.name,
        at=AT,
        entry=398,
        head=head,
        counts=[(say("Papers issued"), 358), (say("Unreturned"), 4)],
        locale=ENGLISH,
    )


def key_card(signer: str = "Amina Yusuf") -> bytes:
    return key_card_pdf(
        name=MILLBROOK.name,
        assembly=MILLBROOK.id,
        day=DAY,
        signer=signer,
        role=say("Facilitator"),
        principal=f"facilitator@{MILLBROOK.id}",
        fingerprint="SHA256:nThbg6k",
        public=PUBLIC,
        locale=ENGLISH,
    )


def read_by_a_camera(pdf: bytes) -> set[str]:
    return codes_in(painted(pdf))


def test_the_poster_numbers_every_sentence_of_the_rules():
    words = text_of(poster())
    for number, sentence in enumerate(
        (
            "Who lives in Millbrook",
            "Put a cross in up to five boxes",
            "Projects are taken in the order",
        ),
        start=1,
    ):
        assert f"{number} {sentence}" in words
    assert "Sealed at 18:30 on 26 November 2026" in words.replace("\xa0", " ")


def test_a_poster_with_many_words_stays_on_its_page():
    lots = [
        plain(
            "Everybody who lives, works or studies here and is fourteen or older may vote once. "
            * 3,
        ),
    ] * 9
    pdf = poster(sentences=lots)
    assert len(reader(pdf).pages) == 1
    assert min(sizes_of(pdf)) >= 13.9


@pytest.mark.parametrize(
    "groups",
    [MILLBROOK.fingerprint, ("WWWW",) * 8, ("1111",) * 8],
)
def test_a_camera_reads_the_fingerprint_from_the_poster(qapp, groups):
    assert read_by_a_camera(poster(fingerprint=groups)) == {" ".join(groups)}


def test_a_camera_reads_the_head_from_the_checkpoint_slip(qapp):
    assert read_by_a_camera(checkpoint()) == {" ".join(HEAD)}
    assert read_by_a_camera(checkpoint(("WWWW",) * 8)) == {
        " ".join(("WWWW",) * 8),
    }


def test_a_camera_reads_the_public_key_from_the_key_card(qapp):
    assert read_by_a_camera(key_card()) == {PUBLIC}


def test_the_checkpoint_slip_carries_the_entry_and_the_counts():
    words = text_of(checkpoint())
    for said in (
        "Checkpoint 3: close",
        "Record entry 398",
        "Papers issued 358",
        "Unreturned 4",
        "Teller, in ink",
    ):
        assert said in words


def test_the_lot_slip_carries_the_code_and_its_digest():
    digest = hashlib.sha256(b"JK7Q-M2XD").hexdigest()
    words = text_of(
        lot_code_pdf(
            name=MILLBROOK.name,
            day=DAY,
            code="JK7Q-M2XD",
            digest=digest,
            locale=ENGLISH,
        ),
    )
    assert "JK7Q-M2XD" in words
    assert f"{digest[:32]} {digest[32:]}" in words


def test_the_receipt_says_nothing_about_who_or_what():
    pdf = receipt_pdf(
        name=MILLBROOK.name,
        day=DAY,
        facts=[(say("Vote until"), Clock(AT))],
        locale=ENGLISH,
    )
    assert "does not say who you are or what you choose" in text_of(pdf)
    assert "Vote until 19:50" in text_of(pdf)


def test_the_key_card_names_signer_assembly_and_fingerprint():
    words = text_of(key_card())
    for said in (
        "Amina Yusuf",
        f"facilitator@{MILLBROOK.id}",
        "SHA256:nThbg6k",
    ):
        assert said in words


def test_the_minutes_tell_every_entry_and_repeat_their_heads_on_every_page():
    told = [(AT, say("Batch {n} agreed.", n=n), 200 + n) for n in range(1, 81)]
    pdf = minutes_pdf(
        told,
        name=MILLBROOK.name,
        place=MILLBROOK.place,
        day=DAY,
        made=DAY,
        locale=ENGLISH,
    )
    assert "19:50 Batch 80 agreed. 280" in text_of(pdf)
    assert all("What happened" in words_of(page) for page in reader(pdf).pages)
    assert "/StructTreeRoot" in root_of(pdf)


def test_there_is_no_certificate_of_a_lot_that_was_not_drawn():
    with pytest.raises(ValueError, match="no lot was drawn"):
        lot_certificate_pdf(
            replace(MILLBROOK, lot=()),
            locale=ENGLISH,
            made=DAY,
        )


def test_the_lots_certificate_can_be_redone_by_hand():
    words = text_of(lot_certificate_pdf(MILLBROOK, locale=ENGLISH, made=DAY))
    first = MILLBROOK.lot[0]
    assert f"1 {first.code} {first.title} {first.number}" in words
    project = next(p.id for p in MILLBROOK.projects if p.code == first.code)
    by_hand = hashlib.sha256(
        b"\0".join(
            [b"pbdesk/lot/2", MILLBROOK.seed.encode(), b"", project.encode()],
        ),
    ).hexdigest()
    assert by_hand.startswith(first.number)


DRAWN_ELSEWHERE = {
    "halls_pdf",
    "kept_pdf",
    "reminder_pdf",
    "rosters_pdf",
    "way_pdf",
}
"""Sheets that need more than an evening or a case: not among the pictures yet."""


def test_the_list_of_sheets_names_every_function_that_makes_a_pdf():
    made = {
        name
        for file in (ROOT / "pbdesk" / "paper").rglob("*.py")
        for name in re.findall(
            r"^def (\w+_pdf)\(",
            file.read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    }
    assert {sheet.make.__name__ for sheet in SHEETS} == made - DRAWN_ELSEWHERE
    assert len({sheet.name for sheet in SHEETS}) == len(SHEETS)


def test_the_same_sheet_has_the_same_bytes():
    assert poster() == poster()
    assert checkpoint() == checkpoint()


def test_the_key_card_of_who_did_not_agree_says_the_role_alone():
    words = text_of(key_card(signer=""))
    assert "Amina Yusuf" not in words
    assert words.count("Facilitator") == 1


def test_a_sheet_for_dots_hangs_for_every_project_with_room_for_dots_and_no_name():
    evening = state_at("drawn-up")
    pdf = dot_sheets(evening, ENGLISH)
    pages = reader(pdf).pages
    assert len(pages) == len(evening.sheet.lines)
    for page, line in zip(pages, evening.sheet.lines, strict=True):
        words = words_of(page).replace("\xa0", " ")
        assert f"{line.code} {line.title}" in words
        assert "Dots here" in words
        assert "Name" not in words
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (
            842,
            1191,
        )  # A3


def test_a_sheet_for_dots_has_room_under_the_longest_title_and_summary():
    line = BallotLine(
        Id("x"),
        "22",
        "A very long title that says " * 3,
        1_250_000,
    )
    about = "What it is, and whom it is for, and where, said at length. " * 12
    pdf = dot_sheets_pdf(
        [(line, about)],
        name=MILLBROOK.name,
        day=DAY,
        currency="GBP",
        locale=ENGLISH,
    )
    assert len(reader(pdf).pages) == 1
    assert "Dots counted" in text_of(pdf)


@pytest.mark.parametrize("locale", [ENGLISH, Locale("ar")], ids=["en", "ar"])
def test_a_sheet_without_ink_says_where_everything_ends_as_one_that_is_drawn_does(
    locale,
):
    def ends(sheet: Sheet) -> list[float]:
        sheet.page()
        sheet.line(10, 100, 20)
        sheet.upright(10, 20, 40)
        sheet.box(10, 20, 5, 5)
        sheet.cross(10, 20, 5, 5)
        sheet.qr(10, 50, 20, "PB")
        words = (
            "New lamps from the mill to the school, and who pays for them. " * 5
        )
        code = code_groups(bytes(range(32)))
        return [
            sheet.paragraph(10, 60, words, 11, 300),
            sheet.paragraph(10, 90, words, 14, 200, bold=True, leading=1.2),
            sheet.code(10, 200, code, 12),
        ]

    drawn = sheet_for(A4, "Ends", locale)
    assert ends(measured_sheet(A4, locale)) == ends(drawn)
    assert "New lamps" in text_of(drawn.pdf())
