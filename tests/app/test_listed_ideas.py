"""What of a list of ideas would be put on the list, what is left out, and what is looked at."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from pbdesk.app.jobs.listed_ideas import (
    IdeaList,
    previewed,
    put_on_list,
    read_ideas,
)
from pbdesk.i18n import locale_of, render
from pbdesk.minutes.decision import Refusal
from tests.evenings import evening_at

EN = locale_of("en")


@pytest.fixture
def desk(tmp_path: Path):
    with evening_at("sealed", tmp_path).desk as desk:
        yield desk


@pytest.fixture
def reads(desk, tmp_path: Path):
    def read(content: bytes | str, name: str = "ideas.csv"):
        file = tmp_path / name
        file.write_bytes(
            content.encode() if isinstance(content, str) else content,
        )
        listed = read_ideas(file, EN)
        assert isinstance(listed, IdeaList), render(listed.words, EN)
        return listed, previewed(
            desk.state,
            listed,
            listed.columns,
            listed.first,
        )

    return read


def said(remarks) -> dict[int, str]:
    return {each.line: render(each.words, EN) for each in remarks}


def put(desk, listed) -> Refusal | None:
    return desk.do(
        put_on_list,
        listed=listed,
        columns=listed.columns,
        first=listed.first,
    )


def test_every_line_that_is_left_out_or_should_be_looked_at_says_why(reads):
    _, seen = reads(
        "Title,What it is,Sum asked for\n"
        ",a bench,100\n"
        f"{'x' * 81},,\n"
        f"{'ﷺ' * 60},,\n"
        "=cmd|'/C calc'!A0,,\n"
        "Lamps,Light on the path by the river,a lot\n"
        "LAMPS,again,5\n"
        "Trees,#REF!,\n"
        "Bins,,-4\n"
        "Total,,900\n"
        "Lamps by the river,Light on the path by the river,300\n"
        f"Long,{'y' * 2_001},3\n"
        "Rich,,99999999999999999999\n",
    )
    assert said(seen.refused) == {
        2: "It has no title.",
        3: "Its title is longer than 80 letters.",
        4: "Its title is longer than 80 letters.",
        5: "A cell holds a formula instead of words.",
        7: "The same title as line 6.",
        8: "A cell shows the error #REF!.",
        10: "It looks like a total, not like an idea.",
        12: "A cell is longer than 2,000 letters.",
    }
    assert said(seen.doubtful) == {
        6: "“a lot” is not a sum: it is taken as not costed yet.",
        9: "“-4” is not a sum: it is taken as not costed yet.",
        11: "Much alike: Line 6, “Lamps”.",
        13: "“99999999999999999999” is not a sum: it is taken as not costed yet.",
    }
    assert [(each.title, each.wish) for each in seen.ideas] == [
        ("Lamps", None),
        ("Bins", None),
        ("Lamps by the river", 30_000),
        ("Rich", None),
    ]


def test_an_idea_that_is_on_the_list_is_left_out_and_one_like_it_is_named(
    desk,
    reads,
):
    listed, _ = reads("Title\nLamps\nBenches by the mill\n")
    assert put(desk, listed) is None
    _, seen = reads("Title\nLÄMPS\nBenches near the mill\n")
    assert said(seen.refused) == {2: "No. 1 on the list has the same title."}
    assert said(seen.doubtful) == {
        3: "Much alike: No. 2, “Benches by the mill”.",
    }


def test_a_list_of_nothing_but_what_is_there_writes_nothing(desk, reads):
    listed, _ = reads("Title\nLamps\n")
    assert put(desk, listed) is None
    before = desk.entries
    refusal = put(desk, listed)
    assert refusal is not None
    assert render(refusal.words, EN) == "No line of the list can be taken."
    assert desk.entries == before


@pytest.mark.parametrize(
    "content",
    [
        "Idea;Description;Estimated cost\nCafé bench;Déjà vu;500\n".encode(
            "cp1252",
        ),
        "العنوان,الوصف,المبلغ المطلوب\nمقاعد,قرب النهر,٥٠٠\n".encode(),
        "Project name\tSummary\tAmount (£)\nBenches\tFour\t500\n".encode(
            "utf-16",
        ),
        b"Spring round\nhanded in until 3 May\n\nTITLE,what is it?,asked for\nA,b,500",
    ],
    ids=["Windows", "Arabic", "tabs in UTF-16", "a cover above"],
)
def test_usual_headings_and_letters_are_read(reads, content):
    _, seen = reads(content)
    ((wish, summary),) = [(each.wish, each.summary) for each in seen.ideas]
    assert summary
    assert wish == 50_000


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (
            "Title\n" + "".join(f"Idea {n}\n" for n in range(10_000)),
            "ideas.csv",
            "The sheet has more than 1,000 lines.",
        ),
        ("", "ideas.csv", "“ideas.csv” holds no line with an idea."),
        (
            "x" * 8_000_001,
            "ideas.csv",
            "“ideas.csv” is larger than a list can be.",
        ),
    ],
    ids=["10,000 lines", "empty", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path,
    content,
    name,
    why,
):
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    refusal = read_ideas(file, EN)
    assert isinstance(refusal, Refusal)
    assert render(refusal.words, EN) == why


def test_merged_and_empty_lines_take_no_idea_with_them(reads):
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ["Title", "Summary"],
        ["Benches", "one"],
        [None, "two"],
        [],
        ["Lamps", "three"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    held = io.BytesIO()
    made.save(held)
    _, seen = reads(held.getvalue(), "ideas.xlsx")
    assert said(seen.refused) == {3: "It has no title."}
    assert [(each.line, each.title) for each in seen.ideas] == [
        (2, "Benches"),
        (5, "Lamps"),
    ]


def test_a_sum_that_could_be_read_in_two_ways_is_pointed_at(reads):
    _, seen = reads("Title;Cost\nBenches;12.500\n")
    assert said(seen.doubtful) == {2: "“12.500” is read as £12.50."}
