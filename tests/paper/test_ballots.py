"""Ballot papers, read back from their PDFs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.minutes.entries import Id
from pbdesk.paper.ballots import BALLOTS, Needed, ballot_pdf, needed
from pbdesk.paper.ballots.questions import (
    Answer,
    QuestionPaper,
    question_papers,
    slip,
)
from pbdesk.paper.printer_test import printer_test_pdf
from pbdesk.questions.sheet import BallotLine, codes
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.approval import ApprovalSettings
from pbdesk.voting.styles.cumulative import CumulativeSettings
from pbdesk.voting.styles.ordinal import OrdinalSettings
from pbdesk.voting.styles.quadratic import QuadraticSettings
from pbdesk.voting.styles.scoring import ScoringSettings
from pbdesk.words import plain, say
from tests.paper.many import lines_of_ballot
from tests.paper.millbrook import DAY, LINES, SUMMARIES
from tests.paper.reading import (
    HAIR,
    reader,
    sizes_of,
    strokes,
    text_of,
    words_of,
)

type Box = tuple[int, int, int, int]

SETTINGS = {
    "approval": ApprovalSettings(max_picks=5),
    "ordinal": OrdinalSettings(max_ranks=5),
    "quadratic": QuadraticSettings(credits=25),
    "cumulative": CumulativeSettings(points=10),
    "scoring": ScoringSettings(least=0, most=5),
}
every_style = pytest.mark.parametrize("style", BALLOTS)
both_sizes = pytest.mark.parametrize(
    "large",
    [False, True],
    ids=["standard", "large"],
)


def papers(
    lines=LINES,
    style="approval",
    settings=None,
    control=("0147",),
    **kw,
) -> bytes:
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
    for words in (
        text_of(papers(style=style)),
        text_of(papers(style=style, large=True)),
    ):
        places = [words.index(f"{line.code} {line.title}") for line in LINES]
        assert places == sorted(places)


@every_style
def test_large_print_has_nothing_below_18_points(style):
    for control in ((), ("7",)):
        assert (
            min(
                sizes_of(
                    papers(
                        style=style,
                        large=True,
                        control=control,
                        rehearsal=True,
                    ),
                ),
            )
            >= 18 - HAIR
        )


@every_style
@both_sizes
def test_the_paper_asks_what_the_style_asks(style, large):
    instruction, _ = STYLES[style].question(SETTINGS[style])
    assert instruction.text.partition("{")[0].strip() in text_of(
        papers(style=style, large=large),
    )


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
def test_without_control_numbers_it_is_a_specimen_with_invented_names(
    style,
    large,
):
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
    assert (
        words_of(reader(papers(style="quadratic")).pages[0]).count("25")
        >= 8 + 1
    )
    hundred = text_of(
        papers(style="quadratic", settings=QuadraticSettings(credits=100)),
    )
    assert hundred.count(" 81 ") == 8
    assert "Write how many votes" in text_of(
        papers(style="quadratic", settings=QuadraticSettings(credits=400)),
    )


@every_style
@both_sizes
@pytest.mark.parametrize("n", [9, 30, 71])
def test_no_project_is_lost_however_many_there_are(style, large, n):
    lines = many(n)
    pdf = papers(lines, style=style, large=large)
    words = text_of(pdf)
    for line in lines:
        assert re.search(
            rf"(?<!\d){line.code} {re.escape(line.title[:10])}",
            words,
        ), line.code
    pages = len(reader(pdf).pages)
    assert f"Page {pages} of {pages}" in words


def test_twenty_two_projects_fit_on_one_page():
    assert len(reader(papers(many(22))).pages) == 1


def test_nothing_of_a_later_page_stands_on_the_back_of_the_stub():
    heights: list[float] = []
    page = reader(papers(many(71))).pages[1]
    page.extract_text(
        visitor_text=lambda text, cm, tm, _f, _s: (
            heights.append(cm[5] + tm[5]) if text.strip() else None
        ),
    )
    assert max(heights) < (297 - 46) / 25.4 * 72


@pytest.mark.parametrize(
    "title",
    ["<b>Benches</b>", "AT&T (\\) %", "W" * 80, "#panic()"],
)
@both_sizes
def test_a_title_is_printed_as_it_was_written(title, large):
    line = BallotLine(LINES[0].project, "A", title, 100)
    assert title.replace(" ", "") in text_of(
        papers([line, *LINES[1:]], large=large),
    ).replace(" ", "")


@pytest.mark.parametrize("large", [False, True])
def test_no_text_leaves_the_page(large):
    long = [
        BallotLine(
            Id(f"p{i}"),
            code,
            "Wheelchair mowing " * 4 + "WWWWWWWW",
            10**11,
        )
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
    arabic = [
        BallotLine(line.project, line.code, "ثلاجة الحي", line.cost)
        for line in LINES
    ]
    lefts: dict[str, float] = {}

    def visit(text, cm, tm, _font, _size):
        lefts.setdefault(text.strip(), cm[4] + tm[4])

    reader(papers(arabic, locale=locale_of("ar"))).pages[0].extract_text(
        visitor_text=visit,
    )
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

HOLDS = {"a5": 10, "a4": 28, "letter": 24, "a3": 71}
"""So many titles of 80 letters stand on both sides of one sheet, with room for crosses.

The top quarter of the back has none: it is what is seen of a folded paper.
"""
RULES = ("7QK4", "M2XD", "9TRA", "W5HN", "EAV6", "H77M", "KHXN", "YMT9")
ADVISES = say("The vote advises.")


def needs(n: int, on: tuple[str, ...], **kw) -> Needed:
    usual: dict[str, Any] = {
        "style": "approval",
        "settings": SETTINGS["approval"],
        "question": "Which projects should Millbrook fund?",
        "name": "Millbrook Assembly",
        "day": DAY,
        "currency": "GBP",
        "locale": ENGLISH,
        "rules": RULES,
        "force": ADVISES,
    }
    return needed(lines_of_ballot(n), on=on, **{**usual, **kw})


def test_a_ballot_that_says_the_same_is_laid_out_once():
    first, laid = needs(9, ("a4",)), needed.cache_info().misses
    assert needs(9, ("a4",)) == first
    assert needed.cache_info().misses == laid
    assert needs(9, ("a4",), question="Which others?").format == "a4"
    assert needed.cache_info().misses == laid + 1


@pytest.mark.parametrize(("on", "lines"), HOLDS.items())
def test_one_sheet_holds_as_many_titles_of_80_letters_as_the_table_says(
    on,
    lines,
):
    assert needs(lines, (on,)).format == on
    pdf = papers(lines_of_ballot(lines), on=on, rules=RULES, force=ADVISES)
    assert len(reader(pdf).pages) == 2


def test_the_page_says_which_sheet_a_ballot_of_this_length_needs():
    assert needs(28, ("a4", "a3")) == Needed("a4", 2, 28)
    assert needs(31, ("a4", "a3")).format == "a3"
    told = needs(8, ("a4", "a3")).words
    assert (
        told.text
        == "A ballot of {lines} lines is one sheet of {sheet}, printed on {n} side."
    )


def test_loose_sheets_are_refused_in_words():
    found = needs(120, ("a4", "a3"))
    assert found == Needed(None, 0, 120)
    assert found.format is None
    assert "no room on one sheet" in found.words.text


@both_sizes
def test_a_torn_off_page_says_which_vote_day_question_rules_and_edition_it_belongs_to(
    large,
):
    cut = (297 - 42) / 25.4 * 72
    pdf = papers(lines_of_ballot(30), large=large, rules=RULES, force=ADVISES)
    for page in reader(pdf).pages:
        below = list[str]()
        page.extract_text(
            visitor_text=lambda text, cm, tm, _f, _s, below=below: (
                below.append(text) if 0 < cm[5] + tm[5] < cut else None
            ),
        )
        words = " ".join(" ".join(below).split())
        edition = "large print" if large else "standard print"
        for said in (
            "Millbrook Assembly",
            "26 November 2026",
            "Which projects should",
            "Rules 7QK4 M2XD 9TRA W5HN",
            "The vote advises.",
            "Put a cross in up to five boxes.",
            "Page ",
        ):
            assert said in words
        assert edition in words
        assert "Official" in words
        assert "Do not write" in words
        assert "0147" not in words


def test_giant_print_is_a_copy_to_read_from_with_nothing_below_28_points():
    pdf = papers(giant=True, on="a3", rules=RULES, force=ADVISES)
    words = text_of(pdf)
    assert min(sizes_of(pdf)) >= 28 - HAIR
    assert "This copy is not cast." in words
    assert all(line.title in words for line in LINES)
    assert "Official" not in words
    assert "0147" not in words


def test_large_print_says_what_each_project_is_and_what_a_box_buys():
    assert "Six benches and a canopy by the green" in text_of(
        papers(large=True),
    )
    words = text_of(papers(style="quadratic", large=True, on="a3"))
    assert "Six benches and a canopy by the green" in words
    assert "Credits" in words
    for priced in ("1 1 vote", "4 2 votes", "25 5 votes"):
        assert words.count(priced) or all(
            word in words for word in priced.split()
        )


@both_sizes
def test_a_long_name_never_overprints_the_stub(large):
    """One line of the name at most: the day, what to do and the number keep their places."""
    long = "The assembly of all neighbours between the canal and the old railway in Millbrook"
    heights: dict[float, list[str]] = {}

    def visit(text, cm, tm, _font, _size):
        if text.strip():
            heights.setdefault(round(cm[5] + tm[5], 1), []).append(text.strip())

    reader(papers(name=long, large=large)).pages[0].extract_text(
        visitor_text=visit,
    )
    cut = (297 - (42 if large else 46)) / 25.4 * 72
    stub = sorted((y for y in heights if y > cut), reverse=True)
    starts = [
        y for y in stub if not set(heights[y]) <= {"0147", "Control number"}
    ]
    least = (18 if large else 9) * 1.1
    assert all(above - below >= least for above, below in pairwise(starts))
    assert "26 November 2026" in text_of(papers(name=long, large=large))


def test_a_specimen_cannot_be_taken_for_a_ballot():
    words = text_of(papers(control=(), rules=RULES))
    assert words.count("Specimen") == 2
    assert "Ballot paper" not in words
    assert "Official mark" not in words
    assert "0147" not in words


def folds(pdf: bytes, page: int = 0) -> list[float]:
    """How far from the top (mm) a fold is marked at the edges."""
    marks = [
        (x, y)
        for x, y, end, low in strokes(reader(pdf).pages[page])
        if y == low and x < 12 / 25.4 * 72 and 5 <= (end - x) / 72 * 25.4 < 7
    ]
    return sorted(round(297 - y / 72 * 25.4, 1) for _, y in marks)


def test_a_paper_on_one_side_is_folded_once_and_never_through_a_box():
    pdf = papers(rules=RULES, force=ADVISES)
    assert len(folds(pdf)) == 1
    boxes = squares(painted_grey(pdf))
    assert len(boxes) == 8
    [fold] = folds(pdf)
    assert not any(top <= fold / 25.4 * 150 <= low for top, _, low, _ in boxes)


def test_of_a_paper_on_two_sides_a_quarter_of_the_back_bears_no_line():
    """Folded in half three times, that quarter is all that anybody sees."""
    pdf = papers(lines_of_ballot(28), rules=RULES, force=ADVISES)
    quarter = 46 + (297 - 46) / 4
    front, back = folds(pdf), folds(pdf, 1)
    assert len(front) == 1
    assert back[0] == pytest.approx(quarter, abs=0.2)
    assert len(back) == 2
    boxes = squares(painted_grey(pdf, 1))
    assert len(boxes) > 8
    assert min(top for top, _, _, _ in boxes) > quarter / 25.4 * 150
    assert "Fold it in half three times" in text_of(pdf)


# What a scanner makes of a paper

DPI = 150


def painted_grey(pdf: bytes, page: int = 0) -> np.ndarray:
    with pypdfium2.PdfDocument(pdf) as document:
        return np.asarray(
            document[page].render(scale=DPI / 72).to_pil().convert("L"),
        )


def squares(
    grey: np.ndarray,
    side: tuple[float, float] = (7.0, 14.0),
    odd: int = 6,
) -> list[Box]:
    """Frames to mark in (top, start, low, end in dots): one piece of ink, about square, hollow.

    `odd`: by so many dots it may be wider than high.
    """
    least, most = (round(mm / 25.4 * DPI) for mm in side)
    labelled: Any = ndimage.label(grey < 140)
    ink: np.ndarray = labelled[0]
    found = list[Box]()
    for number, part in enumerate(ndimage.find_objects(ink), start=1):
        high, wide = part[0].stop - part[0].start, part[1].stop - part[1].start
        if not (
            least <= high <= most
            and least <= wide <= most
            and abs(high - wide) <= odd
        ):
            continue
        inner = ink[part][high // 4 : -(high // 4), wide // 4 : -(wide // 4)]
        if not (inner == number).any():
            found.append(
                (part[0].start, part[1].start, part[0].stop, part[1].stop),
            )
    return sorted(found)


def marked(grey: np.ndarray) -> set[int]:
    """The numbers of the boxes, from the top, that hold ink."""
    found = set[int]()
    for n, (top, left, low, right) in enumerate(squares(grey)):
        inside = grey[top + 8 : low - 8, left + 8 : right - 8]
        if (inside < 140).mean() > 0.02:
            found.add(n)
    return found


def in_rows(boxes: Sequence[Box]) -> list[Box]:
    """Row by row and each from its start, though the rows of a scan are not quite level."""
    rows = list[list[Box]]()
    for box in sorted(boxes):
        if rows and box[0] - rows[-1][-1][0] < 20:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [
        box for row in rows for box in sorted(row, key=lambda each: each[1])
    ]


def ink_in(grey: np.ndarray, frames: Sequence[Box]) -> list[float]:
    """How much of each frame is dark."""
    return [
        float((grey[top + 8 : low - 8, left + 8 : right - 8] < 140).mean())
        for top, left, low, right in frames
    ]


def with_a_pen(pdf: bytes, which: set[int]) -> Image.Image:
    """The first page as a picture, with a pen's cross in the boxes with these numbers."""
    grey = painted_grey(pdf)
    return crossed_out(
        grey,
        [box for n, box in enumerate(squares(grey)) if n in which],
    )


def crossed_out(grey: np.ndarray, boxes: Sequence[Box]) -> Image.Image:
    """The picture with a pen's cross in each of the boxes."""
    picture = Image.fromarray(grey)
    pen = ImageDraw.Draw(picture)
    for top, left, low, right in boxes:
        air = 14
        pen.line(
            (left + air, top + air, right - air, low - air),
            fill=30,
            width=4,
        )
        pen.line(
            (left + air, low - air, right - air, top + air),
            fill=30,
            width=4,
        )
    return picture


def straight(scan: Image.Image) -> Image.Image:
    """The scan turned back: that angle at which its rules are the fewest rows."""
    small = scan.convert("L").reduce(3)

    def sharp(angle: float) -> float:
        turned = np.asarray(small.rotate(angle, fillcolor=255)) < 140
        return float((turned.sum(axis=1).astype(float) ** 2).sum())

    near = max(range(-4, 5), key=sharp)
    best = max((near + step / 8 for step in range(-6, 7)), key=sharp)
    return scan.convert("L").rotate(
        best,
        fillcolor=255,
        resample=Image.Resampling.BICUBIC,
    )


@pytest.mark.parametrize("mode", ["L", "1"], ids=["grey", "one bit"])
@pytest.mark.parametrize("turned", [-2, 2])
@both_sizes
def test_crosses_are_read_back_from_a_crooked_scan_at_150_dots(
    mode,
    turned,
    large,
):
    pens = {0, 2, 3}
    whole = with_a_pen(papers(large=large, rules=RULES, force=ADVISES), pens)
    scan = whole.rotate(
        turned,
        fillcolor=255,
        resample=Image.Resampling.BICUBIC,
    ).convert(mode)
    grey = np.asarray(straight(scan))
    assert len(squares(grey)) == len(squares(np.asarray(whole))) >= 5
    assert marked(grey) == pens


def answered(kind: str, on: str) -> bytes:
    """The paper of a style, or of a question that is answered with one cross."""
    if kind in SETTINGS:
        return papers(style=kind, on=on, rules=RULES, force=ADVISES)
    words = {
        "yes or no": ("Yes", "No", "I abstain"),
        "scale": (
            "For it",
            "Rather for it",
            "Neither",
            "Rather against it",
            "Against it",
        ),
    }
    answers = tuple(
        Answer(c, plain(each))
        for c, each in zip("ABCDE", words[kind], strict=False)
    )
    settings = STYLES["approval"].settle({"max_picks": 1})
    paper = QuestionPaper(
        "Shall it?",
        answers,
        CROSS,
        "approval",
        settings,
        1,
        1,
    )
    return question_papers(
        (paper,),
        name="M",
        day=DAY,
        locale=ENGLISH,
        control=("1",),
        on=on,
    )


@pytest.mark.parametrize("on", ["a4", "letter", "a3"])
@pytest.mark.parametrize("kind", [*SETTINGS, "yes or no", "scale"])
def test_every_kind_of_paper_is_read_back_from_a_crooked_scan_of_one_bit(
    kind,
    on,
):
    """Turned by 2 degrees, 150 dots an inch: each frame is found, and those with ink are told."""
    wider = 20  # prices stand in frames a little wider than high
    blank = painted_grey(answered(kind, on))
    frames = in_rows(squares(blank, odd=wider))
    pens = {0, len(frames) // 2, len(frames) - 1}
    turned = 2 if on == "a4" else -2
    whole = crossed_out(blank, [frames[n] for n in pens])
    scan = whole.rotate(
        turned,
        fillcolor=255,
        resample=Image.Resampling.BICUBIC,
    ).convert("1")
    grey = np.asarray(straight(scan))
    found = in_rows(squares(grey, odd=wider))
    assert len(found) == len(frames) >= 3
    empty, read = ink_in(blank, frames), ink_in(grey, found)
    more = [after - before for before, after in zip(empty, read, strict=True)]
    assert kind == "quadratic" or max(empty) == 0
    assert {n for n, ink in enumerate(more) if ink > 0.03} == pens


@pytest.mark.parametrize("on", ["a4", "a3"])
def test_every_line_has_one_box_that_a_scanner_finds(on):
    pdf = papers(lines_of_ballot(22), on=on, rules=RULES, force=ADVISES)
    pages = len(reader(pdf).pages)
    assert (
        sum(len(squares(painted_grey(pdf, page))) for page in range(pages))
        == 22
    )


def test_what_to_do_stands_there_in_two_languages():
    words = text_of(papers(also=locale_of("ar")))
    assert "Put a cross in up to five boxes." in words
    assert any(
        "\ufe70" <= letter <= "\ufeff" or "\u0600" <= letter <= "\u06ff"
        for letter in words
    )


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
    answers = tuple(
        Answer(code, plain(each))
        for code, each in zip("ABC", words, strict=False)
    )
    settings = STYLES["approval"].settle({"max_picks": 1})
    return QuestionPaper(
        question,
        answers,
        CROSS,
        "approval",
        settings,
        number,
        round_,
    )


def ranked(question, *, number) -> QuestionPaper:
    settings = STYLES["ordinal"].settle({"max_ranks": 3})
    answers = tuple(
        Answer(line.code, line.title, "Lives here.") for line in LINES
    )
    asked = STYLES["ordinal"].question(settings)
    return QuestionPaper(
        question,
        answers,
        asked,
        "ordinal",
        settings,
        number,
        1,
    )


def round_of(control=("0147", "0148"), **kw) -> bytes:
    asked = (
        ranked("Who joins the steering group?", number=1),
        crossed(
            "Shall the hall be shared?",
            "Yes",
            "No",
            "I abstain",
            number=2,
        ),
        crossed(
            "A square without cars?",
            "For it",
            "Rather for it",
            "Against it",
            number=3,
        ),
    )
    return question_papers(
        asked,
        name="Millbrook Assembly",
        day=DAY,
        locale=ENGLISH,
        control=control,
        **kw,
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
        zip(pages, ("Who joins", "Shall the hall", "A square"), strict=True),
        start=1,
    ):
        assert f"Question {n}, round 1" in page
        assert question in page
    assert all(
        word in pages[1]
        for word in ("A", "Yes", "B", "No", "C", "I abstain", "one box")
    )
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
    pages = [
        words_of(page)
        for page in reader(round_of(("1",), on="a5", edition="large")).pages
    ]
    assert len(pages) % 2 == 0
    fronts = [
        i
        for i, page in enumerate(pages)
        if "Continued" not in page and page.strip()
    ]
    assert all(place % 2 == 0 for place in fronts)


def test_no_question_no_paper():
    with pytest.raises(ValueError, match="no question"):
        question_papers([], name="M", day=DAY, locale=ENGLISH, control=["1"])


@pytest.mark.parametrize("on", ["a4", "a5", "letter", "a3"])
def test_the_printers_test_page_says_what_to_measure(on):
    words = text_of(printer_test_pdf(ENGLISH, on))
    assert "Measure both rulers." in words
    assert "100" in words
