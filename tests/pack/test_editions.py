"""Editions of the report in a pack.

Beside the report, under the same code, covered by the same signatures.
"""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from pbdesk.app.jobs.packing import Made, make_pack
from pbdesk.app.jobs.progress import Cancelled, silent
from pbdesk.app.jobs.reports import ALWAYS, EDITIONS
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.pack.bag import REPORTS, YOU_ASKED, read_zip
from pbdesk.pack.sign import add_signature
from tests.pack.sample import KEYS
from tests.pack.test_packing import MADE, checked
from tests.paper.reading import text_of

FILES = {edition.file for edition in (*ALWAYS, *EDITIONS.values())}


@pytest.fixture(scope="module")
def made(source, tmp_path_factory) -> Made:
    made = make_pack(
        source,
        tmp_path_factory.mktemp("editions"),
        locale=ENGLISH,
        made=MADE,
        progress=silent,
        editions=tuple(EDITIONS),
    )
    for who, key in KEYS.items():
        add_signature(made.path, who, key)
    return made


def text(made: Made, name: str) -> str:
    return text_of(read_zip(made.path).files[f"data/{name}"])


def test_every_edition_has_a_name_that_packs_know():
    assert FILES | {"report.pdf", YOU_ASKED} == REPORTS


def test_a_pack_with_all_editions_is_genuine(made, source):
    assert not [
        number
        for number, (passed, _) in checked(made, source.figures.id).items()
        if passed is False
    ]


def test_all_editions_carry_the_packs_own_code(made):
    for name in REPORTS - {YOU_ASKED}:
        assert " ".join(made.code[:4]) in text(made, name)
        assert " ".join(made.code[4:]) in text(made, name)


def test_the_result_names_the_committee_text_and_no_report(made):
    named = json.loads(read_zip(made.path).files["data/result.json"])["files"]
    assert "committee.txt" in named
    assert not REPORTS & named.keys()


def test_the_report_lists_the_editions_that_are_there(made, source, tmp_path):
    assert all(name in text(made, "annex.pdf") for name in FILES)
    plain = make_pack(
        source,
        tmp_path,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
        editions=["plain"],
    )
    assert "report-plain.pdf" in text(plain, "annex.pdf")
    assert "report-large.pdf" not in text(plain, "annex.pdf")


def test_an_edition_changes_nothing_about_the_result(made, source, tmp_path):
    without = make_pack(
        source,
        tmp_path,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
    )
    assert without.code == made.code


def test_the_same_record_gives_the_same_editions(made, source, tmp_path):
    again = make_pack(
        source,
        tmp_path,
        locale=ENGLISH,
        made=MADE,
        progress=silent,
        editions=tuple(EDITIONS),
    )
    first, second = read_zip(made.path).files, read_zip(again.path).files
    assert all(
        first[f"data/{name}"] == second[f"data/{name}"]
        for name in REPORTS - {YOU_ASKED}
    )


def test_an_arabic_pack_has_its_editions_in_arabic(source, tmp_path):
    made = make_pack(
        source,
        tmp_path,
        locale=locale_of("ar"),
        made=MADE,
        progress=silent,
        editions=["plain"],
    )
    for name in ("report.pdf", "report-plain.pdf"):
        pdf = PdfReader(io.BytesIO(read_zip(made.path).files[f"data/{name}"]))
        assert str(pdf.trailer["/Root"]["/Lang"]).startswith("ar")


def test_packing_can_be_stopped_between_editions(source, tmp_path):
    def stop(done, total, words):
        if "edition" in words.values:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_pack(
            source,
            tmp_path,
            locale=ENGLISH,
            made=MADE,
            progress=stop,
            editions=["plain"],
        )
    assert not list(tmp_path.iterdir())


def test_the_minutes_in_the_report_tell_the_turning_points_only(source):
    told = [words.text for _, words, _ in source.told]
    assert "The vote was closed." in told
    assert not [
        text
        for text in told
        if text.startswith(("Charter", "Rulebook,", "Proposal"))
    ]
