"""What somebody brought is kept clean, and forgotten row by row (decision 63)."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pbdesk.ledger.people import Brought, Kept, People
from pbdesk.ledger.refusals import RecordDamaged, RecordRefused
from tests.ledger.raw import CHEAP, DAY, OLD, _decrypted
from tests.ledger.raw import key as key_of

WORDS = Brought(
    "text/plain",
    b"The boiler has been broken since October. " * 40,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward-7.people"


@pytest.fixture
def people(path: Path):
    with People.create(path, OLD, cost=CHEAP) as people:
        yield people


def photo(form: str = "JPEG") -> bytes:
    """A photo that tells place, camera and a comment, and lies on its side."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = 6, "Tellcam", "Taken by Margaret"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (40, 20), "red").save(out, form, exif=exif)
    return out.getvalue()


def pdf() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Author"] = "Margaret Okonkwo"
    with made.open_metadata() as told:
        told["dc:creator"] = ["Margaret Okonkwo"]
    made.attachments["note.txt"] = b"Margaret was here"
    made.save(out)
    return out.getvalue()


def test_what_was_kept_is_there_when_the_file_is_opened_again(
    path: Path,
    people: People,
):
    kept = people.keep("k1", WORDS)
    people.close()
    with People.open(path, OLD, cost=CHEAP) as people:
        assert people.kept(kept) == WORDS


def test_the_record_learns_a_digest_that_two_same_receipts_do_not_share(
    people: People,
):
    first, second = people.keep("k1", WORDS), people.keep("k2", WORDS)
    assert first.digest != second.digest
    assert len(first.digest) == 64


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_place_camera_and_comment_and_stands_upright(
    people: People,
    form: str,
):
    before = photo(form)
    assert b"Tellcam" in before
    kept = people.kept(
        people.keep("k1", Brought(f"image/{form.lower()}", before)),
    )
    assert kept is not None
    for told in (b"Tellcam", b"Margaret", b"Exif"):
        assert told not in kept.data
    with Image.open(io.BytesIO(kept.data)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((20, 40), {})


def test_a_pdf_loses_author_metadata_and_attachments(people: People):
    kept = people.kept(people.keep("k1", Brought("application/pdf", pdf())))
    assert kept is not None
    with pikepdf.open(io.BytesIO(kept.data)) as clean:
        assert len(clean.pages) == 1
        assert (dict(clean.attachments), "/Metadata" in clean.Root) == (
            {},
            False,
        )
        assert "/Info" not in clean.trailer
    assert b"Margaret" not in kept.data


@pytest.mark.parametrize(
    ("kind", "data", "why"),
    [
        ("image/jpeg", b"no picture", "picture cannot be read"),
        ("image/png", photo("JPEG"), "picture cannot be read"),
        ("application/pdf", b"%PDF-1.7 broken", "PDF cannot be read"),
        ("image/heic", b"", "cannot be kept"),
        ("text/plain", bytes(20_000_001), "larger than"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence_and_not_kept(
    people: People,
    kind: str,
    data: bytes,
    why: str,
):
    with pytest.raises(RecordRefused, match=why):
        people.keep("k1", Brought(kind, data))
    with pytest.raises(KeyError):
        people.kept(Kept("k1", ""))


def test_what_is_forgotten_leaves_no_byte_in_any_page_or_journal(
    path: Path,
    people: People,
):
    other = people.keep("k2", Brought("text/plain", b"Another case"))
    kept = people.keep("k1", WORDS)
    people.forget_kept("k1", DAY)
    assert people.kept(kept) is None
    with pytest.raises(KeyError):
        people.forget_kept("k1", DAY)
    key = bytes.fromhex(key_of(path.parent, OLD))
    pages = b"".join(
        file.read_bytes() + _decrypted(file.read_bytes(), key)
        for file in path.parent.iterdir()
    )
    assert b"boiler" not in pages
    assert b"Another case" in pages, "the search sees what is there"
    assert people.kept(other) is not None


def test_what_was_never_recorded_is_taken_out_at_the_next_opening(
    people: People,
):
    first, second = people.keep("k1", WORDS), people.keep("k2", WORDS)
    assert people.settle_kept({"k1"}.__contains__) == ("k2",)
    assert people.kept(first) == WORDS
    with pytest.raises(KeyError):
        people.kept(second)
    assert people.settle_kept(set[str]().__contains__) == (), (
        "what was confirmed stays"
    )


def test_what_is_not_what_the_record_names_is_damage(people: People):
    people.keep("k1", WORDS)
    with pytest.raises(RecordDamaged):
        people.kept(Kept("k1", "00" * 32))


KILLED = """
import os, signal, sys
from pathlib import Path
from pbdesk.ledger.people import Brought, People
from pbdesk.ledger.sqlite import File
from tests.ledger.raw import CHEAP, DAY, OLD
people = People.open(Path(sys.argv[1]), OLD, cost=CHEAP)
run = File.run
def dies(self, sql, values=()):
    run(self, sql, values)
    if sql == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
File.run = dies
people.forget_kept("k1", DAY)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize(
    ("at", "forgotten"),
    [("BEGIN IMMEDIATE", False), ("COMMIT", True)],
)
def test_a_kill_while_it_is_forgotten_leaves_it_whole_or_gone(
    path: Path,
    people: People,
    at: str,
    forgotten: bool,
):
    kept = people.keep("k1", WORDS)
    people.close()
    subprocess.run([sys.executable, "-c", KILLED, str(path), at], check=False)
    with People.open(path, OLD, cost=CHEAP) as people:
        assert people.kept(kept) == (None if forgotten else WORDS)
    key = bytes.fromhex(key_of(path.parent, OLD))
    left = b"".join(
        _decrypted(file.read_bytes(), key) for file in path.parent.iterdir()
    )
    assert (b"boiler" in left) != forgotten
