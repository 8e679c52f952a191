"""What a screen reader gets.

Tags in reading order, one title a page, words for every picture; and print in one bit.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.pack.seal import Sealing, sealed
from pbdesk.paper.report import report_data
from pbdesk.paper.typeset import typeset_png
from tests.paper.accessible import elements
from tests.paper.conftest import CODE, HEAD
from tests.paper.documents import DOCUMENTS
from tests.paper.millbrook import DAY, MILLBROOK
from tests.paper.reading import codes_in, printed, reader, root_of, words_of

every_document = pytest.mark.parametrize(
    "make",
    DOCUMENTS.values(),
    ids=list(DOCUMENTS),
)


def kinds(pdf: bytes) -> list[str]:
    return [
        str(element["/S"])
        for element in elements(root_of(pdf)["/StructTreeRoot"])
    ]


@every_document
def test_every_picture_has_words(make):
    pictures = [
        e
        for e in elements(root_of(make())["/StructTreeRoot"])
        if e["/S"] == "/Figure"
    ]
    assert (
        pictures or make is DOCUMENTS["annex"]
    )  # the code at the foot is no part of the text
    for picture in pictures:
        held = picture.get("/A", {})
        assert str(picture.get("/Alt", "") or held), picture
        assert str(picture["/Alt"]).strip()


@every_document
def test_headings_begin_with_a_title_and_leave_no_level_out(make):
    levels = [
        int(kind[2:])
        for kind in kinds(make())
        if kind[1:2] == "H" and kind[2:].isdigit()
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_heads(report):
    tables = [
        e
        for e in elements(root_of(report)["/StructTreeRoot"])
        if e["/S"] == "/Table"
    ]
    assert len(tables) >= 5
    for table in tables:
        assert "/TH" in {str(e["/S"]) for e in elements(table)}


@every_document
def test_the_document_says_its_title_and_shows_it(make):
    root, about = root_of(make()), reader(make()).metadata
    assert about is not None
    assert "Millbrook Assembly" in str(about.title)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


@every_document
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_language_is_the_readers(make, language):
    assert str(root_of(make(locale=locale_of(language)))["/Lang"]).startswith(
        language,
    )


def test_numbered_sentences_are_a_list(report):
    """ISO 14289-1, 7.6: a list is L, of LI, each with its body."""
    lists = [
        e
        for e in elements(root_of(report)["/StructTreeRoot"])
        if e["/S"] == "/L"
    ]
    assert lists
    for each in lists:
        items = [e for e in elements(each) if e["/S"] == "/LI"]
        assert len(items) >= 2
        assert all(
            "/LBody" in {str(e["/S"]) for e in elements(item)} for item in items
        )


def test_every_link_is_in_the_structure_and_says_where_it_leads(report):
    """ISO 14289-1, 7.18.5: a link is a Link element, and its annotation has words (Contents)."""
    tagged = [
        e
        for e in elements(root_of(report)["/StructTreeRoot"])
        if e["/S"] == "/Link"
    ]
    notes = [
        note.get_object()
        for page in reader(report).pages
        for note in page.annotations or ()
    ]
    links = [note for note in notes if note["/Subtype"] == "/Link"]
    assert links
    assert len(tagged) >= len({str(link["/Rect"]) for link in links})
    assert all(
        "/StructParent" in link and str(link.get("/Contents", ""))
        for link in links
    )


@every_document
def test_pages_are_walked_in_the_order_of_the_structure_and_every_face_is_embedded(
    make,
):
    """ISO 14289-1, 7.18.3 (Tabs S where there are annotations) and 7.21.4.1 (fonts embedded)."""
    for page in reader(make()).pages:
        assert not page.annotations or page["/Tabs"] == "/S"
        for font in (
            each.get_object() for each in page["/Resources"]["/Font"].values()
        ):
            inner = font.get("/DescendantFonts", [font])[0].get_object()
            told = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(told)
            assert "/ToUnicode" in font


def test_the_seal_keeps_the_tags(report):
    """A seal is appended: structure, marks, language and title are those of before."""
    at = datetime(2026, 11, 26, 21, 0, tzinfo=UTC)
    made = sealed(report, Sealing("millbrook", at))
    before, after = root_of(report), root_of(made)
    assert kinds(made) == kinds(report)
    assert after["/MarkInfo"] == before["/MarkInfo"]
    assert after["/Lang"] == before["/Lang"]
    assert (
        after["/Metadata"].get_object().get_data()
        == before["/Metadata"].get_object().get_data()
    )
    assert made.startswith(report)


def test_the_structure_reads_in_the_order_of_the_parts(report):
    titles = [
        str(one.title)
        for one in reader(report).outline
        if not isinstance(one, list)
    ]
    pages = [words_of(page) for page in reader(report).pages]
    places = [
        next(i for i, page in enumerate(pages) if title in page)
        for title in titles
    ]
    assert places == sorted(places)
    assert titles[0] == "What we recommend and ask of you"


def test_every_page_carries_the_packs_name_and_the_code_for_a_camera(report):
    for number, page in enumerate(reader(report).pages):
        assert f"pb-result_{MILLBROOK.id}" in words_of(page)
        assert codes_in(np.asarray(printed(report, number, 150))) == {
            " ".join(CODE),
        }


def test_on_a_printer_of_black_and_white_only_the_code_is_still_read(report):
    """300 dots an inch, one bit each, as an office laser prints: nothing may hang on grey."""
    dots = (
        np.asarray(printed(report, 0, 300).convert("1")).astype(np.uint8) * 255
    )
    foot = dots[int(len(dots) * 0.9) :]
    assert codes_in(np.ascontiguousarray(foot)) == {" ".join(CODE)}


@pytest.mark.parametrize("mode", ["L", "1"], ids=["grey", "one bit"])
@pytest.mark.parametrize("turned", [-2, 2])
def test_the_code_is_read_from_a_crooked_scan_at_150_dots(mode, turned, report):
    scan = printed(report, 0, 150).rotate(turned, fillcolor=255)
    rows = np.asarray(scan.convert(mode).convert("L"))
    assert codes_in(np.ascontiguousarray(rows)) == {" ".join(CODE)}


def test_nothing_but_the_bars_has_a_colour():
    data = report_data(
        MILLBROOK,
        code=CODE,
        head=HEAD,
        entries=431,
        version="0.1.0",
        locale=ENGLISH,
        made=DAY,
        pack_name="pack",
    )
    petrol = np.array([0x0B, 0x4F, 0x5C])
    for page in typeset_png(data, ppi=50):
        dots = np.asarray(Image.open(io.BytesIO(page)).convert("RGB")).astype(
            int,
        )
        coloured = dots[np.ptp(dots, axis=2) > 8]
        share = (255 - coloured) / (
            255 - petrol
        )  # every mixture of petrol with white has one share in all three
        assert np.all(np.ptp(share, axis=1) < 0.05)
