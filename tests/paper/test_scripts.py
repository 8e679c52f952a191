"""Right-to-left words as reportlab must draw them, lines that end evenly.

And figures of one width.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from pbdesk.i18n import locale_of, render
from pbdesk.paper.faces import runs, width
from pbdesk.paper.minutes import minutes_pdf
from pbdesk.paper.printer_test import printer_test_pdf
from pbdesk.paper.scripts import drawn
from pbdesk.paper.sheet import lines_of
from pbdesk.words import plain, say
from tests.paper.reading import reader, text_of
from tests.test_architecture import loaded_by

MOMENT = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)


def letters(shown: str) -> str:
    """The letters behind the forms, in the order drawn."""
    return unicodedata.normalize("NFKC", shown)


def test_hebrew_is_drawn_from_the_other_side():
    assert drawn("אבג", right_to_left=True) == "גבא"


def test_a_latin_word_inside_keeps_its_order():
    assert drawn("אב LED גד", right_to_left=True) == "דג LED בא"


def test_a_sum_after_arabic_keeps_its_sign_and_order():
    assert letters(drawn("كلفة £12,500", right_to_left=True)).startswith(
        "£12,500 ",
    )
    assert (
        drawn("אב -12,500 10% (3-5)", right_to_left=True)
        == "(3-5) 10% 12,500- בא"
    )


def test_brackets_turn_with_their_sentence():
    assert drawn("א (ב) ג", right_to_left=True) == "ג (ב) א"


def test_a_hebrew_name_in_an_english_sentence_turns_alone():
    assert drawn("Ask אבג now") == "Ask גבא now"
    assert drawn("Room אב 12 now") == "Room 12 בא now"


def test_english_in_an_arabic_paper_keeps_its_order():
    assert (
        drawn("You have 25 credits", right_to_left=True)
        == "You have 25 credits"
    )


def test_a_name_keeps_its_full_stop_at_its_own_end():
    assert (
        drawn("\u2068Add benches.\u2069", right_to_left=True) == "Add benches."
    )
    assert drawn("Add benches.", right_to_left=True) == ".Add benches"
    assert (
        drawn("אב \u2068Smith & Co.\u2069 גד.", right_to_left=True)
        == ".דג Smith & Co. בא"
    )
    assert drawn("Ask \u2068אבג!\u2069 now.") == "Ask !גבא now."


def test_an_isolate_within_an_isolate_turns_twice():
    assert (
        drawn("אב \u2066One \u2067ג ד.\u2069 two.\u2069", right_to_left=True)
        == "One .ד ג two. בא"
    )


def test_two_names_side_by_side_stand_in_the_order_of_the_sentence():
    assert (
        drawn("\u2068Anna.\u2069, \u2068Ben\u2069", right_to_left=True)
        == "Ben ,Anna."
    )


def test_a_sum_beside_a_name_does_not_join_it():
    assert (
        drawn("\u2068Bench 7\u2069 \u2066£12\u2069", right_to_left=True)
        == "£12 Bench 7"
    )


def test_a_name_that_goes_on_over_the_lines_end_stays_isolated():
    lines = lines_of(
        "\u2068A long name that needs two lines of its own.\u2069",
        11,
        50,
        right_to_left=True,
    )
    assert len(lines) > 1
    assert [drawn(line, right_to_left=True) for line in lines] == [
        line.strip("\u2068\u2069") for line in lines
    ]


def test_arabic_letters_join():
    shown = drawn("بيت", right_to_left=True)
    kinds = [
        unicodedata.decomposition(c).partition(">")[0].strip("<")
        for c in reversed(shown)
    ]
    assert kinds == ["initial", "medial", "final"]


def test_lam_and_alef_are_one_letter():
    assert len(drawn("لا", right_to_left=True)) == 1
    assert (
        drawn("بلا", right_to_left=True)[0]
        == "\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}"
    )


def test_a_letter_that_does_not_join_ends_the_word():
    shown = drawn("دب", right_to_left=True)
    assert (
        shown
        == "\N{ARABIC LETTER BEH ISOLATED FORM}\N{ARABIC LETTER DAL ISOLATED FORM}"
    )


@given(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Z"])))
def test_what_has_no_letter_from_the_right_is_left_alone(text):
    assert drawn(text) == text


@given(
    st.text(st.sampled_from("אבגد لا1,2£%() abc-."), max_size=30),
    st.booleans(),
)
def test_nothing_is_lost_and_nothing_added(text, right_to_left):
    def counted(word: str) -> list[str]:
        return sorted(letters(word).translate(str.maketrans("()", "||")))

    assert counted(drawn(text, right_to_left=right_to_left)) == counted(text)


@given(st.text(st.sampled_from("Wil AbiM "), max_size=120))
def test_no_line_is_wider_than_its_measure_and_no_letter_is_lost(text):
    lines = lines_of(text, 11, 30)
    assert all(width(line, 11) <= 30 / 25.4 * 72 + 0.01 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_the_last_line_is_not_left_with_one_word():
    lines = lines_of(
        "Leave a line empty if you do not want that project at all.",
        11,
        88,
    )
    assert width(lines[-1], 11) > 0.3 * width(lines[0], 11)


@pytest.mark.parametrize("bold", [False, True])
def test_figures_in_columns_have_one_width(bold):
    wide = {
        round(width(figure, 100, bold=bold, figures=True), 3)
        for figure in "0123456789"
    }
    assert len(wide) == 1
    assert width("1", 100, bold=bold) < width("0", 100, bold=bold)


def test_text_is_measured_as_it_will_be_drawn_before_what_draws_it_is_loaded():
    loaded = loaded_by(
        "from pbdesk.paper.faces import width\n"
        "width('Київ 2030', 11, bold=True, figures=True)",
    )
    assert "reportlab" not in loaded
    for bold, figures in product((False, True), repeat=2):
        for text in ("Ballot 2030", "Київ", "شارع", "a\u00a0b ½ ☃"):
            drawn_wide = sum(
                stringWidth(run.text, run.face, 11)
                for run in runs(text, bold=bold, figures=figures)
            )
            wide = width(text, 11, bold=bold, figures=figures)
            assert wide == pytest.approx(drawn_wide)


def test_letters_that_the_first_face_lacks_come_from_another():
    assert [run.face.partition("-")[0] for run in runs("Kyiv Київ")] == [
        "AtkinsonHyperlegibleNext",
        "NotoSans",
    ]
    assert runs("公")[0].text == "\N{REPLACEMENT CHARACTER}"


ARABIC = re.compile("[\u0621-\u064a]")
SENTENCES = (
    "ختمت القواعد قبل التصويت ولم يتغير شيء بعد ذلك",
    "ما لا يستطيع أحد قراءته بيقين لا يحتسب",
    "المجموع والكلفة والبطاقات والمشاريع غير الممولة",
)


def test_arabic_is_extracted_letter_for_letter_as_it_was_written():
    """The face once drew a letter and its dots apart, and every letter was heard twice."""
    told = [
        (MOMENT, plain(sentence), n) for n, sentence in enumerate(SENTENCES)
    ]
    pdf = minutes_pdf(
        told,
        name="M",
        place="M",
        day=MOMENT.date(),
        made=MOMENT.date(),
        locale=locale_of("en"),
    )
    found = Counter(ARABIC.findall(text_of(pdf)))
    assert found == Counter(ARABIC.findall(" ".join(SENTENCES)))


def test_a_vowel_mark_is_left_out_and_never_doubles_its_letter():
    told = [(MOMENT, plain("تُطبع وتُعدّ كلًّا"), 1)]
    pdf = minutes_pdf(
        told,
        name="M",
        place="M",
        day=MOMENT.date(),
        made=MOMENT.date(),
        locale=locale_of("en"),
    )
    assert Counter(ARABIC.findall(text_of(pdf))) == Counter("تطبعوتعدكلا")


def test_every_line_of_an_arabic_sheet_says_how_it_was_written():
    page = reader(printer_test_pdf(locale_of("ar"))).pages[0]
    found = re.findall(
        rb"/ActualText <([0-9a-f]+)>",
        page.get_contents().get_data(),
    )
    told = " ".join(
        bytes.fromhex(code.decode()).decode("utf-16") for code in found
    )
    sentence = render(
        say(
            "The frame must be whole: a side that is cut off would cut ballots too.",
        ),
        locale_of("ar"),
    )
    assert sentence in told
    assert (
        b"ActualText"
        not in reader(printer_test_pdf(locale_of("en")))
        .pages[0]
        .get_contents()
        .get_data()
    )
