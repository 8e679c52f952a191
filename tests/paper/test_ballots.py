"""Ballot papers, read back from their PDFs."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.minutes.entries import Id
from pbdesk.paper.ballots import BALLOTS, Needed, ballot_pdf, needed
from pbdesk.paper.ballots.questions import Answer, QuestionPaper, question_papers, slip
from pbdesk.paper.printer_test import printer_test_pdf
from pbdesk.questions.sheet import BallotLine, codes
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.voting.styles.cumulative import CumulativeSettings
from pbdesk.voting.styles.ordinal import OrdinalSettings
from pbdesk.voting.styles.quadratic import QuadraticSettings
from pbdesk.voting.styles.scoring import ScoringSettings
from pbdesk.words import plain
from tests.paper.many import lines_of_ballot
from tests.paper.millbrook import DAY, LINES, SUMMARIES
from tests.paper.reading import HAIR, reader, sizes_of, text_of, words_of

SETTINGS = {
    "approval": ApprovalSettings(max_picks=5),
    "ordinal": OrdinalSettings(max_ranks=5),
    "quadratic": QuadraticSettings(credits=25),
    "cumulative": CumulativeSettings(points=10),
    "scoring": ScoringSettings(least=0, most=5),
}
every_style = pytest.mark.parametrize("style", BALLOTS)
both_sizes = pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])


def papers(lines=LINES, style="approval", settings=None, control=("0147",), **kw) -> bytes:
    usual: dict[str, Any] = {
        "question": "Which projects should Millbrook fund?",
        "name": "Millbrook Assembly",
        "day": DAY,
        "currency": "GBP",
        "locale": ENGLISH,
        "summaries": SUMMARIES,
    }
    return ballot_pdf(
        lines,
        style=style,
        settings=SETTINGS[style] if settings is None else settings,
        control=control,
        **{**usual, **kw},
    )


def many(n: int) -> list[BallotLine]:
    return [
        BallotLine(Id(f"p{i}"), code, LINES[i % 8].title, LINES[i % 8].cost)
        for i, code in enumerate(codes(n))
    ]


def test_every_ballot_style_has_a_paper():
    assert set(BALLOTS) == set(STYLES)


@every_style
def test_both_sizes_have_the_same_codes_in_the_same_order(style):
    for words in (text_of(papers(style=style)), text_of(papers(style=style, large=True))):
        places = [words.index(f"{line.code} {line.title}") for line in LINES]
        assert places == sorted(places)


@every_style
def test_large_print_has_nothing_below_18_points(style):
    for control in ((), ("7",)):
        assert (
            min(sizes_of(papers(style=style, large=True, control=control, rehearsal=True)))
            >= 18 - HAIR
        )


@every_style
@both_sizes
def test_the_paper_asks_what_the_style_asks(style, large):
    instruction, _ = STYLES[style].question(SETTINGS[style])
    assert instruction.text.partition("{")[0].strip() in text_of(papers(style=style, large=large))


def test_each_control_number_has_a_page_and_stands_on_it_once():
    pages = reader(papers(control=["0147", "0148", "0149"])).pages
    assert len(pages) == 3
    for page, number in zip(pages, ("0147", "0148", "0149"), strict=True):
        assert words_of(page).count(number) == 1


@both_sizes
def test_the_control_number_stands_above_the_cut_line_only(large):
    places: list[float] = []

    def visit(text, cm, tm, _font, _size):
        if "0147" in text:
            places.append(cm[5] + tm[5])

    reader(papers(large=large)).pages[0].extract_text(visitor_text=visit)
    cut = (297 - (42 if large else 46)) / 25.4 * 72
    assert len(places) == 1
    assert places[0] > cut


@every_style
@both_sizes
def test_without_control_numbers_it_is_a_specimen_with_invented_names(style, large):
    words = text_of(papers(style=style, large=large, control=()))
    assert "Specimen" in words
    assert "A pond for the frogs" in words
    assert not any(line.title in words for line in LINES)


@every_style
def test_a_specimen_shows_an_example_that_the_rules_allow(style):
    assert "Example" in text_of(papers(style=style, control=()))


def test_the_quadratic_specimen_adds_up_what_its_example_pays():
    words = text_of(papers(style="quadratic", control=()))
    assert "Credits used, 25 at most 23" in words
    assert "2 votes for A (4 credits)" in words


def test_a_quadratic_paper_shows_the_prices_up_to_the_credits():
    assert words_of(reader(papers(style="quadratic")).pages[0]).count("25") >= 8 + 1
    hundred = text_of(papers(style="quadratic", settings=QuadraticSettings(credits=100)))
    assert hundred.count(" 81 ") == 8
    assert "Write how many votes" in text_of(
        papers(style="quadratic", settings=QuadraticSettings(credits=400))
    )


@every_style
@both_sizes
@pytest.mark.parametrize("n", [9, 30, 71])
def test_no_project_is_lost_however_many_there_are(style, large, n):
    lines = many(n)
    pdf = papers(lines, style=style, large=large)
    words = text_of(pdf)
    for line in lines:
        assert re.search(rf"(?<!\d){line.code} {re.escape(line.title[:10])}", words), line.code
    pages = len(reader(pdf).pages)
    assert pages == 1 or f"Page {pages} of {pages}" in words


def test_twenty_two_projects_fit_on_one_page():
    assert len(reader(papers(many(22))).pages) == 1


def test_nothing_of_a_later_page_stands_on_the_back_of_the_stub():
    heights: list[float] = []
    page = reader(papers(many(71))).pages[1]
    page.extract_text(
        visitor_text=lambda text, cm, tm, _f, _s: (
            heights.append(cm[5] + tm[5]) if text.strip() else None
        )
    )
    assert max(heights) < (297 - 46) / 25.4 * 72


@pytest.mark.parametrize("title", ["<b>Benches</b>", "AT&T (\\) %", "W" * 80, "#panic()"])
@both_sizes
def test_a_title_is_printed_as_it_was_written(title, large):
    line = BallotLine(LINES[0].project, "A", title, 100)
    assert title.replace(" ", "") in text_of(papers([line, *LINES[1:]], large=large)).replace(
        " ", ""
    )


@pytest.mark.parametrize("large", [False, True])
def test_no_text_leaves_the_page(large):
    long = [
        BallotLine(Id(f"p{i}"), code, "Wheelchair mowing " * 4 + "WWWWWWWW", 10**11)
        for i, code in enumerate(codes(12))
    ]

    def visit(text, cm, tm, _font, _size):
        if text.strip():
            assert 20 / 25.4 * 72 - 1 <= cm[4] + tm[4] <= 190 / 25.4 * 72
            assert cm[5] + tm[5] >= 8 / 25.4 * 72

    for page in reader(papers(long, large=large)).pages:
        page.extract_text(visitor_text=visit)


@both_sizes
def test_a_rehearsal_is_marked_on_stub_and_paper(large):
    words = text_of(papers(rehearsal=True, large=large))
    assert "rehearsal" in words
    assert "Rehearsal: nothing here is decided." in words


def test_an_arabic_paper_is_mirrored():
    arabic = [BallotLine(line.project, line.code, "ثلاجة الحي", line.cost) for line in LINES]
    lefts: dict[str, float] = {}

    def visit(text, cm, tm, _font, _size):
        lefts.setdefault(text.strip(), cm[4] + tm[4])

    reader(papers(arabic, locale=locale_of("ar"))).pages[0].extract_text(visitor_text=visit)
    assert lefts["£8,400"] < 105 / 25.4 * 72 < lefts["A"]


@both_sizes
def test_the_same_ballot_has_the_same_bytes(large):
    assert papers(large=large) == papers(large=large)


def test_what_a_project_is_stands_whole_on_two_lines_and_is_cut_only_where_it_needs_more():
    two = (
        "Twelve low lamps from the lane to the playpark, so that people walking home from the "
        "bus can see the path."
    )
    words = text_of(papers(summaries={LINES[0].project: two}))
    assert two in words
    assert "…" not in words
    assert "…" in text_of(papers(summaries={LINES[0].project: f"{two} {two}"}))


# One sheet

HOLDS = {"a5": 10, "a4": 30, "letter": 28, "a3": 71}
"""So many titles of 80 letters stand on both sides of one sheet, with room for crosses."""


def needs(n: int, on: tuple[str, ...], **kw) -> Needed:
    usual: dict[str, Any] = {
        "style": "approval",
        "settings": SETTINGS["approval"],
        "question": "Which projects should Millbrook fund?",
        "name": "Millbrook Assembly",
        "day": DAY,
        "currency": "GBP",
        "locale": ENGLISH,
    }
    return needed(lines_of_ballot(n), on=on, **{**usual, **kw})


@pytest.mark.parametrize(("on", "lines"), HOLDS.items())
def test_one_sheet_holds_as_many_titles_of_80_letters_as_the_table_says(on, lines):
    assert needs(lines, (on,)).format == on
    assert len(reader(papers(lines_of_ballot(lines), on=on)).pages) == 2


def test_the_page_says_which_sheet_a_ballot_of_this_length_needs():
    assert needs(30, ("a4", "a3")) == Needed("a4", 2, 30)
    assert needs(31, ("a4", "a3")).format == "a3"
    told = needs(8, ("a4", "a3")).words
    assert told.text == "A ballot of {lines} lines is one sheet of {sheet}, printed on {n} side."


def test_loose_sheets_are_refused_in_words():
    found = needs(120, ("a4", "a3"))
    assert found.format is None
    assert "no room on one sheet" in found.words.text


@both_sizes
@pytest.mark.parametrize("giant", [False, True])
def test_a_torn_off_page_says_which_vote_day_question_and_edition_it_belongs_to(large, giant):
    cut = (297 - 42) / 25.4 * 72
    for page in reader(papers(lines_of_ballot(30), large=large, giant=giant)).pages:
        below = list[str]()
        page.extract_text(
            visitor_text=lambda text, cm, tm, _f, _s, below=below: (
                below.append(text) if 0 < cm[5] + tm[5] < cut else None
            )
        )
        words = " ".join(" ".join(below).split())
        edition = "giant print" if giant else "large print" if large else "standard print"
        for said in ("Millbrook Assembly", "26 November 2026", "Which projects should"):
            assert said in words
        assert edition in words
        assert "Official" in words
        assert "Do not write" in words
        assert "0147" not in words


def test_giant_print_asks_in_28_points_and_has_nothing_below_18():
    sizes = sizes_of(papers(giant=True))
    assert min(sizes) >= 18 - HAIR
    assert 28 in sizes


def test_what_to_do_stands_there_in_two_languages():
    words = text_of(papers(also=locale_of("ar")))
    assert "Put a cross in up to five boxes." in words
    assert any("\ufe70" <= letter <= "\ufeff" or "\u0600" <= letter <= "\u06ff" for letter in words)


def test_a_practice_paper_is_empty_and_says_that_it_is_thrown_away():
    words = text_of(papers(control=(), practice=True))
    assert "Practice paper" in words
    assert "throw it away" in words
    assert "Example" not in words
    assert "Official mark" not in words


def test_nothing_of_a_paper_with_money_stands_on_one_without():
    words = text_of(papers(currency=""))
    assert "Cost" not in words
    assert "£" not in words


# The questions of a round

CROSS = plain("Put a cross in one box."), plain("An empty paper is no answer.")


def crossed(question, *words, number, round_=1) -> QuestionPaper:
    answers = tuple(Answer(code, plain(each)) for code, each in zip("ABC", words, strict=False))
    settings = STYLES["approval"].settle({"max_picks": 1})
    return QuestionPaper(question, answers, CROSS, "approval", settings, number, round_)


def ranked(question, *, number) -> QuestionPaper:
    settings = STYLES["ordinal"].settle({"max_ranks": 3})
    answers = tuple(Answer(line.code, line.title, "Lives here.") for line in LINES)
    asked = STYLES["ordinal"].question(settings)
    return QuestionPaper(question, answers, asked, "ordinal", settings, number, 1)


def round_of(control=("0147", "0148"), **kw) -> bytes:
    asked = (
        ranked("Who joins the steering group?", number=1),
        crossed("Shall the hall be shared?", "Yes", "No", "I abstain", number=2),
        crossed("A square without cars?", "For it", "Rather for it", "Against it", number=3),
    )
    return question_papers(
        asked, name="Millbrook Assembly", day=DAY, locale=ENGLISH, control=control, **kw
    )


def test_one_numbered_strip_heads_a_persons_papers_and_no_paper_bears_the_number():
    pages = [words_of(page) for page in reader(round_of()).pages]
    assert len(pages) == 6
    assert [("0147" in page, "0148" in page) for page in pages] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
        (False, False),
        (False, False),
    ]
    assert "3 papers belong to this strip. None carries a number." in pages[0]


def test_each_paper_bears_its_question_and_its_round():
    pages = [words_of(page) for page in reader(round_of(("1",))).pages]
    for n, (page, question) in enumerate(
        zip(pages, ("Who joins", "Shall the hall", "A square"), strict=True), start=1
    ):
        assert f"Question {n}, round 1" in page
        assert question in page
    assert all(word in pages[1] for word in ("A", "Yes", "B", "No", "C", "I abstain", "one box"))
    assert "up to 3" in pages[0]
    assert "Lives here." in pages[0]
    assert "Rather for it" in pages[2]


def test_a_slip_of_a_straw_poll_has_no_strip_and_no_number():
    paper = crossed("Shall it?", "For it", "Against it", number=1, round_=2)
    words = text_of(slip(paper, name="M", day=DAY, locale=ENGLISH))
    assert "For the door" not in words
    assert "Question 1, round 2" in words
    assert "Against it" in words


def test_where_one_paper_has_a_back_every_paper_is_a_sheet_of_its_own():
    pages = [words_of(page) for page in reader(round_of(("1",), on="a5", edition="large")).pages]
    assert len(pages) % 2 == 0
    fronts = [i for i, page in enumerate(pages) if "Continued" not in page and page.strip()]
    assert all(place % 2 == 0 for place in fronts)


def test_no_question_no_paper():
    with pytest.raises(ValueError, match="no question"):
        question_papers([], name="M", day=DAY, locale=ENGLISH, control=["1"])


@pytest.mark.parametrize("on", ["a4", "a5", "letter", "a3"])
def test_the_printers_test_page_says_what_to_measure(on):
    words = text_of(printer_test_pdf(ENGLISH, on))
    assert "Measure both rulers." in words
    assert "100" in words
