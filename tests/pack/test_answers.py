"""The response form.

Filled in by another program, read back, and refused in clear words where it cannot be taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from babel.dates import format_date
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from pbdesk.app.jobs.answers import read_answers
from pbdesk.app.jobs.progress import silent
from pbdesk.assembly import answers
from pbdesk.assembly.figures import figures
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import locale_of, render
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.minutes.handover import LEFTOVER, Handover
from pbdesk.pack.refused import PackRefused
from pbdesk.paper.response_form import (
    example_day,
    form_items,
    response_form_pdf,
)
from tests.evenings import state_at

AT = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
STATE = replace(
    state_at("declared"),
    handover=Handover("pack.zip", "ab" * 32, AT, to="Dana Reed, clerk"),
)
ITEMS = form_items(figures(STATE))
PDF = response_form_pdf(figures(STATE), STATE.handover.code, locale_of("en"))

type Values = dict[str, str]


def whole() -> Values:
    """A form with everything that it needs.

    The first item in part, the second rejected, the others accepted.
    """
    values = {"answered_by": "Dana Reed, clerk"}
    for item in ITEMS:
        reply = {1: "part", 2: "reject"}.get(item.number, "accept")
        reason = "Costs more" if item.number < 3 else ""
        values |= {
            f"item-{item.number}.reply": reply,
            f"item-{item.number}.reason": reason,
        }
        if reply != "reject":
            values |= {
                f"item-{item.number}.owner": "Parks — Ådne",
                f"item-{item.number}.day": "2027-03-31",
            }
    return values


CONDITIONS: Values = {
    "item-1.sum": "£100",
    **{
        f"item-{item.number}.condition-{line.number}.reply": "accept"
        for item in ITEMS
        for line in item.conditions
    },
}
"""What a form needs beside `whole` to owe nothing."""


def filled(folder: Path, values: Values, pdf: bytes = PDF) -> Path:
    """The form as another program fills and saves it."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    for each in writer.root_object["/AcroForm"]["/Fields"]:
        field = each.get_object()
        value = values.get(field["/T"])
        if value is None:
            continue
        field[NameObject("/V")] = (
            NameObject(f"/{value}")
            if field["/FT"] == "/Btn"
            else TextStringObject(value)
        )
    path = folder / "filled.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


def troubles(folder: Path, change: Callable[[Values], object]) -> list[str]:
    values = whole()
    change(values)
    return [
        render(trouble)
        for trouble in read_answers(
            filled(folder, values),
            STATE,
            silent,
        ).troubles
    ]


def test_the_form_has_the_items_of_the_report_and_says_which_pack_it_is_of():
    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(PDF)).pages
    )
    assert [item.key for item in ITEMS[:-1]] == [
        p.id for p in figures(STATE).funded
    ]
    assert ITEMS[-1].key == LEFTOVER
    assert all(str(item.title) in text for item in ITEMS[:-1])
    assert (PdfReader(BytesIO(PDF)).get_fields() or {})["code"][
        "/V"
    ] == " ".join(
        STATE.handover.code,
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "written",
    ["2027-03-31", "31 March 2027", "31/3/2027", "31/03/2027"],
)
def test_a_day_is_read_as_people_write_it_in_the_language_of_the_form(
    tmp_path,
    language,
    written,
):
    locale = locale_of(language)
    pdf = response_form_pdf(figures(STATE), STATE.handover.code, locale)
    if "March" in written:
        written = format_date(date(2027, 3, 31), "d MMMM y", locale=locale)
    values = whole() | {"item-1.day": written}
    read = read_answers(filled(tmp_path, values, pdf), STATE, silent)
    assert read.troubles == ()
    assert read.items[0].day == "2027-03-31"


def test_the_form_shows_how_a_day_is_written_and_that_day_is_read(tmp_path):
    example = example_day(figures(STATE))
    words = " ".join(
        page.extract_text() for page in PdfReader(BytesIO(PDF)).pages
    )
    assert f"Done by, such as {example.day} {example:%B %Y}" in words.replace(
        "\xa0",
        " ",
    )
    assert example > figures(STATE).answer_by


def test_a_filled_form_is_read_back_word_for_word(tmp_path):
    read = read_answers(filled(tmp_path, whole()), STATE, silent)
    assert (read.troubles, read.by, len(read.items)) == (
        (),
        "Dana Reed, clerk",
        len(ITEMS),
    )
    first, second, third = read.items[:3]
    assert (first.reply, first.reason.text, first.owner.text, first.day) == (
        "part",
        "Costs more",
        "Parks — Ådne",
        "2027-03-31",
    )
    assert (second.reply, second.owner.text, second.day) == ("reject", "", "")
    assert third.item == ITEMS[2].key


def test_a_form_in_arabic_is_read_alike(tmp_path):
    pdf = response_form_pdf(
        figures(STATE),
        STATE.handover.code,
        locale_of("ar"),
    )
    assert (
        read_answers(filled(tmp_path, whole(), pdf), STATE, silent).items
        == read_answers(filled(tmp_path, whole()), STATE, silent).items
    )


def test_a_program_that_marks_a_choice_only_where_it_is_drawn_is_understood(
    tmp_path,
):
    values = whole()
    del values["item-3.reply"]
    writer = PdfWriter(clone_from=filled(tmp_path, values))
    for field in writer.root_object["/AcroForm"]["/Fields"]:
        if field.get_object()["/T"] == "item-3.reply":
            field.get_object()["/Kids"][0].get_object()[NameObject("/AS")] = (
                NameObject(
                    "/accept",
                )
            )
    with (tmp_path / "drawn.pdf").open("wb") as file:
        writer.write(file)
    assert (
        read_answers(tmp_path / "drawn.pdf", STATE, silent).items[2].reply
        == "accept"
    )


def test_an_empty_form_names_every_item_and_cannot_be_recorded(tmp_path):
    read = read_answers(filled(tmp_path, {}), STATE, silent)
    owed = [render(each) for each in read.owed]
    assert owed[:2] == ["Item 1 is not answered.", "Item 2 is not answered."]
    assert len(owed) == len(ITEMS) + 1
    assert [render(each) for each in read.troubles] == ["No item is answered."]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda v: v.pop("item-1.reply"),
            "Item 1 is filled in by half: choose whether it is accepted.",
        ),
        (
            lambda v: v.update({"item-1.reply": "perhaps"}),
            "Item 1 is filled in by half: choose whether it is accepted.",
        ),
        (
            lambda v: v.update({"item-3.day": "31.13.2027"}),
            "Item 3: “31.13.2027” is no day. Write day, month and year, such as 31\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2027.",
        ),
        (
            lambda v: v.update({"item-3.day": "2027-02-30"}),
            "Item 3: “2027-02-30” is no day. Write day, month and year, such as 31\N{NO-BREAK SPACE}March\N{NO-BREAK SPACE}2027.",
        ),
        (
            lambda v: v.update({"item-1.sum": "a lot"}),
            "Item 1: “a lot” is no part of the sum that was asked.",
        ),
        (
            lambda v: v.update({"item-1.sum": "£99,999,999"}),
            "Item 1: “£99,999,999” is no part of the sum that was asked.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_item_by_item(change, said, tmp_path):
    assert troubles(tmp_path, change) == [said]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda v: v.update({"item-2.reason": " "}),
            "Item 2 is answered without a reason.",
        ),
        (
            lambda v: v.update({"item-3.owner": ""}),
            "Item 3 is answered without an owner.",
        ),
        (
            lambda v: v.update({"item-3.day": ""}),
            "Item 3 is answered without a day.",
        ),
        (
            lambda v: v.update({"item-1.sum": ""}),
            "Item 1 is answered without the sum that is given.",
        ),
        (
            lambda v: v.update({"answered_by": ""}),
            "Nobody says who answers: the office at the end of the form.",
        ),
    ],
)
def test_what_the_council_left_out_is_owed_and_can_be_recorded(
    change,
    said,
    tmp_path,
):
    values = {**whole(), **CONDITIONS}
    change(values)
    read = read_answers(filled(tmp_path, values), STATE, silent)
    assert read.troubles == ()
    assert [render(each) for each in read.owed] == [said]


def test_conditions_are_answered_beside_their_item(tmp_path):
    values = {**whole(), **CONDITIONS}
    for name in CONDITIONS:
        if name.endswith(".reply"):
            values[name] = "vary"
            values[name.replace(".reply", ".words")] = "At 23:00"
    read = read_answers(filled(tmp_path, values), STATE, silent)
    found = [each for item in read.items for each in item.conditions]
    assert {(each.reply, each.words.text) for each in found} == {
        ("vary", "At 23:00"),
    }
    assert len(found) == len(
        [name for name in CONDITIONS if name.endswith(".reply")],
    )


def test_an_item_that_was_made_another_is_refused(tmp_path):
    [said] = troubles(
        tmp_path,
        lambda values: values.update({"item-2.key": ITEMS[0].key}),
    )
    assert (
        said
        == f"Item 2 was changed in the form, or is missing: it is not “{ITEMS[1].title}”."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"code": "ZZZZ" + " ZZZZ" * 7}, "another pack"),
        ({"assembly": "ward8"}, "another assembly"),
        ({"form": "pbdesk-response/2"}, "not a response form"),
    ],
)
def test_a_form_of_another_pack_or_assembly_is_refused(values, said, tmp_path):
    with pytest.raises(PackRefused, match=said):
        read_answers(filled(tmp_path, {**whole(), **values}), STATE, silent)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Dear council",
        b"%PDF-1.7\n",
        PDF[:3000],
        b"%PDF-1.4\ntrailer<</Root 1 0 R>>startxref\n0\n%%EOF",
    ],
)
def test_a_file_that_is_no_form_is_refused(data, tmp_path):
    (tmp_path / "letter.pdf").write_bytes(data)
    with pytest.raises(PackRefused):
        read_answers(tmp_path / "letter.pdf", STATE, silent)


def test_a_form_locked_with_a_password_is_refused(tmp_path):
    writer = PdfWriter(clone_from=filled(tmp_path, whole()))
    writer.encrypt("secret", algorithm="AES-256")
    with (tmp_path / "locked.pdf").open("wb") as file:
        writer.write(file)
    with pytest.raises(PackRefused):
        read_answers(tmp_path / "locked.pdf", STATE, silent)


def test_fields_that_name_themselves_do_not_hang_the_reader(tmp_path):
    writer = PdfWriter(clone_from=BytesIO(PDF))
    form = writer.root_object["/AcroForm"]
    form[NameObject("/Fields")].append(form["/Fields"][0])
    field = form["/Fields"][0].get_object()
    field[NameObject("/Kids")] = form["/Fields"]
    with (tmp_path / "loop.pdf").open("wb") as file:
        writer.write(file)
    with pytest.raises(PackRefused):
        read_answers(tmp_path / "loop.pdf", STATE, silent)


# Recording


def test_answers_are_recorded_and_a_later_one_takes_the_place_of_an_earlier(
    tmp_path,
):
    read = read_answers(filled(tmp_path, whole()), STATE, silent).items
    written = answers.answered(STATE, None, answers=read)
    assert isinstance(written, Writing)
    after = STATE.answers
    for entry in (
        *written.entries,
        msgspec.structs.replace(read[0], reply="accept"),
    ):
        after = answers.apply(after, entry, AT)
    assert len(after.by_item) == len(ITEMS)
    last = after.by_item[read[0].item]
    assert (last.entry.reply, len(last.earlier)) == ("accept", 1)


def test_nothing_is_answered_before_the_pack_was_handed_over(tmp_path):
    read = read_answers(filled(tmp_path, whole()), STATE, silent).items
    before: Assembly = replace(STATE, handover=replace(STATE.handover, to=""))
    assert isinstance(answers.answered(before, None, answers=read), Refusal)


def test_the_minutes_say_what_was_answered(tmp_path):
    first, *_, last = read_answers(
        filled(tmp_path, whole()),
        STATE,
        silent,
    ).items
    assert (
        render(answers.tell(first, STATE))
        == f"Answered to “{ITEMS[0].title}”: Accept in part."
    )
    assert (
        render(answers.tell(last, STATE))
        == "Answered to “What is left of the pot”: Accept."
    )
