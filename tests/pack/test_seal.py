"""The seal on the report.

What it adds, what readers see of it, and what nobody can do under its cover.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import shutil
import subprocess
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from pbdesk.cli import main
from pbdesk.pack.bag import measure, read_zip
from pbdesk.pack.checks.seal import seal
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.seal import Sealing, _signer, sealed
from pbdesk.pack.updates import entries, object_in
from tests.evenings import evening_at
from tests.pack.sample import ASSEMBLY, Evening
from tests.vectors.seals import sealed_report

REPORT = Evening().bag().files["data/report.pdf"]
SEALED = sealed_report("genuine")
AT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
ADDED = "Something was added at the end of “data/report.pdf”."
BROKEN = "The seal of “data/report.pdf” is broken: the report was changed after it was sealed."


def refused(pdf: bytes, length: int = len(REPORT)) -> str:
    with pytest.raises(PackRefused) as found:
        seal(pdf, length, ASSEMBLY)
    return found.value.words.text


def test_the_unsigned_report_is_what_the_sealed_one_begins_with():
    made = sealed(REPORT, Sealing(ASSEMBLY, AT))
    assert made.startswith(REPORT)
    assert seal(made, len(REPORT), ASSEMBLY).values["day"] == "2026-11-24"


def test_a_report_that_ends_without_a_line_end_is_sealed_too():
    bare = REPORT.rstrip(b"\r\n")
    made = sealed(bare, Sealing(ASSEMBLY, AT))
    assert made.startswith(bare + b"\n")
    assert seal(made, len(bare), ASSEMBLY)


def test_two_seals_of_one_report_share_no_key():
    first, second = (sealed(REPORT, Sealing(ASSEMBLY, AT)) for _ in range(2))
    assert first != second
    assert first[: len(REPORT)] == second[: len(REPORT)]


def test_the_seal_adds_no_page_and_changes_no_word_and_no_metadata():
    before, after = PdfReader_of(REPORT), PdfReader_of(SEALED)
    assert len(after.pages) == len(before.pages)
    assert [page.extract_text() for page in after.pages] == [
        page.extract_text() for page in before.pages
    ]
    assert after.metadata == before.metadata
    assert after.root_object.get("/Version") is None


def PdfReader_of(pdf: bytes) -> PdfReader:
    import io

    return PdfReader(io.BytesIO(pdf))


def test_each_thing_done_to_a_sealed_report_is_told_apart():
    assert refused(SEALED + b"%more\n%%EOF\n") == ADDED
    assert refused(sealed_report("changed")) == ADDED
    assert refused(SEALED[:-1]) == ADDED
    assert (
        refused(sealed_report("elsewhere"))
        == "The seal of “data/report.pdf” was made for “{other}”."
    )
    assert refused(SEALED.replace(b"%PDF-1.3", b"%PDF-1.2")) == BROKEN


@pytest.mark.parametrize("part", [0, 1, 2, None])
def test_a_seal_that_says_it_covers_other_bytes_than_it_does_is_broken(
    part: int | None,
):
    """Made by the sealer's own program, changed: other readers of PDF go by what the seal says."""
    made = sealed(REPORT, Sealing(ASSEMBLY, AT))
    place = re.search(
        rb"/Contents (<[0-9a-fA-F]+>)\n/ByteRange \[0 (\d+) (\d+) (\d+)\]",
        made,
    )
    assert place is not None
    said = [int(number) for number in place.groups()[1:]]
    if part is not None:
        said[part] -= 1
    told = b" ".join(b"%d" % number for number in said)
    start, end = place.span(1)
    after = made[end:].replace(b" ".join(place.groups()[1:]), told, 1)
    assert len(after) == len(made) - end
    signed = hashlib.sha256(made[:start] + after).digest()
    signer = _signer(Sealing(ASSEMBLY, AT))
    cms = asyncio.run(
        signer.async_sign(signed, "sha256", use_pades=True),
    ).dump()
    again = (
        made[:start]
        + b"<"
        + cms.hex().encode().ljust(end - start - 2, b"0")
        + b">"
        + after
    )
    if part is None:
        assert seal(again, len(REPORT), ASSEMBLY), (
            "else the others could not fail"
        )
    else:
        assert refused(again) == BROKEN


def test_a_seal_upon_a_seal_is_more_than_one():
    other = sealed(REPORT, Sealing(ASSEMBLY, AT))
    assert refused(SEALED + other[len(REPORT) :]) == ADDED


@given(at=st.integers(len(REPORT), len(SEALED) - 1), byte=st.integers(0, 255))
def test_whatever_byte_of_the_seal_changes_a_page_never_does(at, byte):
    changed = SEALED[:at] + bytes([byte]) + SEALED[at + 1 :]
    try:
        seal(changed, len(REPORT), ASSEMBLY)
    except PackRefused:
        return
    start, end = (
        SEALED.index(b"/Contents <", len(REPORT)),
        SEALED.index(b">\n/ByteRange"),
    )
    assert (
        changed == SEALED or start < at < end
    )  # the wrapping of the signature says some things twice


@given(st.binary(max_size=200))
def test_any_other_bytes_behind_the_report_are_refused(behind):
    assert refused(REPORT + b"\n" + behind) == ADDED


@pytest.mark.skipif(
    shutil.which("pdfsig") is None,
    reason="pdfsig (poppler-utils) is not on this machine",
)
def test_another_program_says_that_the_seal_holds_and_covers_all(tmp_path):
    (tmp_path / "report.pdf").write_bytes(SEALED)
    # What it says counts, not how it exits: that is 0 for broken seals too.
    said = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{tmp_path}", tmp_path / "report.pdf"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "Total document signed" in said
    assert "Signature Validation: Signature is Valid." in said
    (tmp_path / "report.pdf").write_bytes(
        SEALED.replace(b"%PDF-1.3", b"%PDF-1.4"),
    )
    said = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{tmp_path}", tmp_path / "report.pdf"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "Digest Mismatch" in said


def test_a_real_pack_is_sealed_by_the_command_and_is_but_for_that_the_same(
    tmp_path,
):
    evening = evening_at("declared", tmp_path)
    evening.desk.close()
    bags = []
    for folder, extra in (
        (tmp_path / "plain", []),
        (tmp_path / "sealed", ["--seal"]),
    ):
        folder.mkdir()
        (folder / "record.pbdesk").write_bytes(
            evening.desk.record.path.read_bytes(),
        )
        result = CliRunner().invoke(
            main,
            [
                "pack",
                str(folder / "record.pbdesk"),
                "--to",
                str(folder),
                *extra,
            ],
        )
        assert result.exit_code == 0, result.output
        bags.append(read_zip(next(folder.glob("*.zip"))))
    plain, made = (bag.files for bag in bags)
    report = made["data/report.pdf"]
    assert report.startswith(plain["data/report.pdf"])
    assert measure(plain["data/report.pdf"]).encode() in made["bag-info.txt"]
    assert seal(
        report,
        len(plain["data/report.pdf"]),
        bags[1].name.split("_")[1],
    )
    assert made["data/annex.pdf"].startswith(plain["data/annex.pdf"])
    assert {name for name in made if made[name] != plain[name]} == {
        "data/report.pdf",
        "data/annex.pdf",
        "data/notice.pdf",
        *(name for name in made if "manifest" in name),
    }


def test_m2_white_space_before_the_end_of_an_object_takes_no_time():
    """800,000 signs took hours where the pattern went over them again for each: no clock needed."""
    pdf = (
        b"\n1 0 obj\n<< /A 1"
        + b" " * 800_000
        + b">>"
        + b"\n" * 800_000
        + b"endobj\n"
    )
    assert object_in(pdf, 1) == pdf[pdf.index(b"<<") : pdf.index(b">>") + 2]


@pytest.mark.parametrize(
    "pdf",
    [b"", b"\n1 0 obj <<>>", b"\n1 0 obj <<>> endobj\n1 0 obj <<>> endobj\n"],
)
def test_an_object_that_is_missing_or_there_twice_is_refused(pdf):
    with pytest.raises(ValueError, match="missing, or there twice"):
        object_in(pdf, 1)


@pytest.mark.parametrize(
    "half",
    [b"<< /Root 1 0 R", b"/Root 1 0 R >>", b"", b"[ /Root ]"],
)
def test_what_is_not_in_two_brackets_is_no_dictionary_of_a_pdf(half: bytes):
    with pytest.raises(ValueError, match="no dictionary"):
        entries(half)


def test_a_dictionary_of_a_pdf_has_its_keys_with_what_they_hold():
    assert entries(b"<< /Size 7 /Root 1 0 R >>") == {
        b"/Size": [b"7"],
        b"/Root": [b"1", b"0", b"R"],
    }
