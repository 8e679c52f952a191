from __future__ import annotations

import contextlib
import io
import shutil
import struct
import subprocess
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.pack import zipped
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.zipped import read_entries, written

FILES = {"top/a.txt": b"A" * 100, "top/b.bin": bytes(range(256))}


def made(method: int = zipfile.ZIP_DEFLATED, files=FILES) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    return {entry.name: entry.content for entry in read_entries(data)}


def test_what_was_written_is_read_back():
    assert contents(written(FILES)) == FILES


def test_the_same_files_give_the_same_bytes_in_whatever_order_they_come():
    assert written(FILES) == written(dict(reversed(FILES.items())))


def test_a_zip_packed_again_by_another_program_is_read():
    assert contents(made()) == FILES


@pytest.mark.skipif(
    shutil.which("zip") is None,
    reason="Info-ZIP's zip is not on this machine",
)
def test_a_zip_with_times_and_owners_is_read(tmp_path):
    (tmp_path / "top").mkdir()
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    subprocess.run(["zip", "-qr", "again.zip", "top"], cwd=tmp_path, check=True)
    found = contents((tmp_path / "again.zip").read_bytes())
    assert found == {"top/": b"", **FILES}


@pytest.mark.parametrize(
    ("what", "data"),
    [
        ("bytes before", b"#!/bin/sh\n" + made()),
        ("bytes after", made() + b"\0"),
        ("cut short", made()[:-30]),
        ("empty", b""),
        ("a comment", made()[:-2] + b"\x01\x00!"),
        ("a method few programs know", made(zipfile.ZIP_LZMA)),
        (
            "other content",
            made(zipfile.ZIP_STORED).replace(b"AAAA", b"AAAB", 1),
        ),
        (
            "another name in front of the entry",
            made(zipfile.ZIP_STORED).replace(b"top/a.txt", b"top/x.txt", 1),
        ),
        ("a gap before the directory", made()[:-22] + b"PK" + made()[-22:]),
    ],
)
def test_a_zip_that_is_damaged_or_can_be_read_in_two_ways_is_refused(
    what,
    data,
):
    with pytest.raises(PackRefused):
        read_entries(data)


def test_a_field_that_would_rename_an_entry_is_refused():
    entry = zipfile.ZipInfo("top/a.txt")
    entry.extra = (
        struct.pack("<2HB", 0x7075, 6, 1) + b"\0" * 5
    )  # Info-ZIP's Unicode path
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, b"A")
    with pytest.raises(PackRefused):
        read_entries(buffer.getvalue())


def test_a_bomb_is_refused_without_being_unpacked():
    with pytest.raises(PackRefused, match="larger than a pack can be"):
        read_entries(made(files={"bomb": b"\0" * 2**24}))


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(made(files={"bomb": b"\0" * 2**24}))
    for at in (22, data.index(b"PK\x01\x02") + 24):
        struct.pack_into("<L", data, at, 1000)
    with pytest.raises(PackRefused, match="damaged"):
        read_entries(bytes(data))


def test_a_zip_with_too_many_entries_is_refused():
    with pytest.raises(PackRefused, match="more than"):
        read_entries(
            written({f"f{i}": b"" for i in range(zipped.MOST_ENTRIES + 1)}),
        )


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(PackRefused, match="larger than"):
        read_entries(bytes(zipped.MOST_BYTES + 1))


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_whatever_the_bytes_are_there_is_an_answer_or_one_sentence(data):
    whole = bytearray(data.draw(st.sampled_from([made(), written(FILES)])))
    for at, byte in data.draw(
        st.dictionaries(
            st.integers(0, len(whole) - 1),
            st.integers(0, 255),
            max_size=8,
        ),
    ).items():
        whole[at] = byte
    end = data.draw(st.just(len(whole)) | st.integers(0, len(whole)))
    with contextlib.suppress(PackRefused):
        assert all(
            len(entry.content) <= zipped.MOST_BYTES
            for entry in read_entries(bytes(whole[:end]))
        )
