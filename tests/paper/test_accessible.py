"""No finding in anything that is read on a screen, sealed or not; and the check can find."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pdfua import validate

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.pack.seal import Sealing, sealed
from pbdesk.paper.response_form import response_form_pdf
from pbdesk.voting.styles import STYLES
from tests.paper.accessible import elements, findings
from tests.paper.conftest import CODE, report_of
from tests.paper.documents import DOCUMENTS, Make, once
from tests.paper.millbrook import MILLBROOK
from tests.paper.reading import root_of
from tests.paper.test_ballots import papers

SEALING = Sealing("millbrook", datetime(2026, 11, 26, 21, 0, tzinfo=UTC))
CLAIM = b"pdfuaid:part"


@once
def form(locale=ENGLISH) -> bytes:
    return response_form_pdf(MILLBROOK, CODE, locale)


READ = {**DOCUMENTS, "form": form}
every_document = pytest.mark.parametrize("make", READ.values(), ids=list(READ))
in_both = pytest.mark.parametrize("language", ["en", "ar"])


@cache
def with_seal(make: Make) -> bytes:
    return sealed(make(), SEALING)


@every_document
@in_both
def test_a_screen_reader_stumbles_over_nothing(make, language):
    assert not findings(make(locale=locale_of(language)))


@every_document
def test_a_seal_adds_nothing_that_it_stumbles_over(make):
    assert not findings(with_seal(make))


def seen_by_another(pdf: bytes, tmp_path) -> list[str]:
    """What pdfua, a check of others, finds; it looks at 16 of 106 rules."""
    path = tmp_path / "read.pdf"
    path.write_bytes(pdf)
    return [
        f"{each.rule_id} {each.message}"
        for each in validate(str(path)).findings
    ]


@every_document
def test_a_check_that_others_wrote_finds_nothing_either(make, tmp_path):
    assert not seen_by_another(make(), tmp_path)
    assert not seen_by_another(with_seal(make), tmp_path)


@every_document
def test_it_says_that_it_follows_the_standard_where_nothing_was_found(make):
    assert CLAIM in root_of(make())["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_a_ballot_is_read_in_its_order_and_claims_nothing(style, large):
    """Its words are heard; its boxes are no fields, so it is no accessible form and says so."""
    pdf = papers(style=style, large=large)
    assert not findings(pdf)
    assert CLAIM not in root_of(pdf)["/Metadata"].get_object().get_data()


def test_each_mark_of_the_form_stands_in_the_structure_beside_its_item():
    kinds = [str(e["/S"]) for e in elements(root_of(form())["/StructTreeRoot"])]
    assert kinds[:2] == ["/Document", "/H1"]
    assert kinds.count("/H2") == 6
    first = kinds.index("/H2")
    assert kinds[first : kinds.index("/H2", first + 1)].count("/Form") >= 7


def changed(pdf: bytes, change) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        change(document)
        out = BytesIO()
        document.save(out)
        return out.getvalue()


def no_names(document: Any) -> None:
    for page in document.pages:
        for note in page.obj.get("/Annots", ()):
            if "/TU" in note:
                del note["/TU"]


def no_row_heads(document: Any) -> None:
    for each in document.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
            each.S = pikepdf.Name.TD


def loose_ink(document: Any) -> None:
    page = document.pages[0]
    page.contents_add(b"0 0 m 10 10 l S")


def no_order(document: Any) -> None:
    for page in document.pages:
        del page.obj["/Tabs"]


@pytest.mark.parametrize(
    ("make", "change", "clause"),
    [
        (form, no_names, "7.18.1"),
        (form, no_order, "7.18.3"),
        (form, loose_ink, "7.1"),
        (report_of, no_row_heads, "7.5"),
        (papers, loose_ink, "7.1"),
    ],
)
def test_the_check_finds_what_was_taken_away(make, change, clause):
    assert any(clause in said for said in findings(changed(make(), change)))


def test_a_file_without_tags_is_found():
    def untag(document: Any) -> None:
        del document.Root["/StructTreeRoot"]

    assert findings(changed(form(), untag)) == ["7.1: no structure"]
