"""The tellers' papers, read back."""

from __future__ import annotations

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.posters import poster_pdf
from pbdesk.paper.tellers import tellers_papers_pdf
from pbdesk.words import plain, say
from tests.paper.many import lines_of_ballot
from tests.paper.millbrook import DAY, LINES, MILLBROOK, POSTER
from tests.paper.reading import reader, text_of, words_of

SIGNERS = (
    (say("Facilitator"), "Amina Yusuf", "SHA256:nThbg6kX"),
    (say("Teller"), "Peter Hallam", ""),
    (say("Teller"), "Rosa Lindqvist", ""),
)


def papers(lines=LINES, **kw) -> bytes:
    usual = {
        "name": "Millbrook Assembly",
        "day": DAY,
        "signers": SIGNERS,
        "locale": ENGLISH,
    }
    return tellers_papers_pdf(lines, **{**usual, **kw})


def pages(pdf: bytes) -> list[str]:
    return [words_of(page) for page in reader(pdf).pages]


def page_of(pdf: bytes, words: str) -> str:
    return next(page for page in pages(pdf) if words in page)


def test_every_paper_says_which_vote_and_day_it_belongs_to():
    for page in pages(papers()):
        assert "Millbrook Assembly, 26 November 2026" in page


def test_each_batch_has_a_cover_of_its_own():
    words = pages(papers(batches=3))
    assert [f"Batch {n}" in " ".join(words) for n in (1, 2, 3, 4)] == [
        True,
        True,
        True,
        False,
    ]


def test_the_account_has_both_sums_and_three_signatures_with_the_key_beside():
    page = page_of(papers(), "Account of the papers")
    for words in ("Papers printed", "Together: must be the papers given out"):
        assert words in page
    for _, who, _ in SIGNERS:
        assert who in page
    assert "Key SHA256:nThbg6kX" in page


@pytest.mark.parametrize("lines", [1, 26, 27, 200])
def test_the_notice_by_hand_has_every_line_and_ends_with_the_signatures(lines):
    notices = [
        page
        for page in pages(papers(lines_of_ballot(lines)))
        if "Notice of the result" in page
    ]
    assert len(notices) == -(-lines // 26)
    told = " ".join(notices)
    assert all(
        f"{line.code} {line.title[:20]}" in told
        for line in lines_of_ballot(lines)
    )
    assert all("Amina Yusuf" in page for page in notices)


def test_no_line_of_the_notice_runs_into_the_signatures():
    lows: list[float] = []

    def visit(text, cm, tm, _font, _size):
        if text.strip():
            lows.append(cm[5] + tm[5])

    for page in reader(papers(lines_of_ballot(26))).pages:
        page.extract_text(visitor_text=visit)
    assert min(lows) > 10 / 25.4 * 72


def test_a_rehearsal_says_so_on_the_papers_that_are_filled_in():
    words = pages(papers(rehearsal=True))
    assert (
        sum("Rehearsal: nothing here is decided." in page for page in words)
        == len(words) - 1
    )


def test_the_papers_turn_around_in_arabic():
    assert len(pages(papers(locale=locale_of("ar")))) == len(pages(papers()))


def test_the_poster_has_the_pot_what_the_vote_does_and_the_day_of_the_answer():
    assert MILLBROOK.sealed_at is not None
    words = text_of(
        poster_pdf(
            name="Millbrook Assembly",
            sentences=POSTER.sentences,
            fingerprint=MILLBROOK.fingerprint,
            sealed_at=MILLBROOK.sealed_at,
            locale=ENGLISH,
            facts=[
                (say("Pot"), plain("£60,000")),
                (say("Answer by"), plain("29 January 2027")),
            ],
        ),
    )
    assert "Pot £60,000" in words
    assert "Answer by 29 January 2027" in words
