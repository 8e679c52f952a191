from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pbdesk.pack.bag import (
    SIGNED,
    BagInfo,
    make_bag,
    measure,
    read_info,
    read_zip,
    write_zip,
)
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import add_signature
from tests.pack.sample import ASSEMBLY, DAY, KEYS, Evening

CODE = ("7Q2K", "X9RT", *("0000",) * 6)
INFO = BagInfo(ASSEMBLY, "final", CODE, measure(b"%PDF-"), DAY)
PAYLOAD = {
    "START-HERE.txt": b"Hello",
    "record.jsonl": b"",
    "report.pdf": b"%PDF-",
    "result.json": b"{}",
}


def test_a_pack_is_named_for_its_assembly_day_and_code():
    assert (
        make_bag(PAYLOAD, INFO).name
        == "pb-result_ward7-2026-11_2026-11-24_7Q2KX9RT"
    )


def test_a_bag_says_what_it_was_made_with():
    assert read_info(make_bag(PAYLOAD, INFO)) == INFO


def test_a_bag_has_the_files_of_bagit_and_two_spaces_between_hash_and_name():
    bag = make_bag(PAYLOAD, INFO)
    assert (
        bag.files["bagit.txt"]
        == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    assert [
        line[64:]
        for line in bag.files["manifest-sha256.txt"].decode().splitlines()
    ] == [
        "  data/START-HERE.txt",
        "  data/record.jsonl",
        "  data/report.pdf",
        "  data/result.json",
    ]
    assert [line[66:] for line in bag.signed.decode().splitlines()] == [
        "bag-info.txt",
        "bagit.txt",
        "manifest-sha256.txt",
        "manifest-sha512.txt",
    ]


@pytest.mark.parametrize(
    "payload",
    [
        {
            name: content
            for name, content in PAYLOAD.items()
            if name != "report.pdf"
        },
        {**PAYLOAD, "notes.txt": b""},
        {**PAYLOAD, "../result.json": b""},
    ],
)
def test_a_payload_that_is_not_a_packs_is_a_bug(payload):
    with pytest.raises(ValueError, match="a pack does not have these files"):
        make_bag(payload, INFO)


@pytest.mark.parametrize(
    "assembly",
    ["", "ward 7", "ward/7", "-ward", "wärd", "a" * 63],
)
def test_an_assembly_id_that_cannot_stand_in_a_file_name_is_a_bug(assembly):
    with pytest.raises(ValueError, match="no assembly id"):
        replace(INFO, assembly=assembly)


def test_the_same_evening_gives_the_same_file(tmp_path):
    for name in ("one", "two"):
        write_zip(Evening().signed(), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_entries_are_sorted_plain_files_stamped_1980(pack):
    with zipfile.ZipFile(pack) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(
        entry.filename for entry in entries
    )
    assert {
        (entry.date_time[0], entry.external_attr >> 16, entry.compress_type)
        for entry in entries
    } == {(1980, 0o100644, zipfile.ZIP_STORED)}


def test_a_pack_is_read_back_as_it_was(pack, genuine):
    assert read_zip(pack) == genuine


def test_a_later_signature_changes_no_other_byte(tmp_path):
    path = tmp_path / "pack.zip"
    unsigned = Evening().bag()
    write_zip(unsigned, path)
    for who, key in KEYS.items():
        add_signature(path, who, key)
    found = read_zip(path).files
    assert {name: found[name] for name in unsigned.files} == unsigned.files
    assert len(found) == len(unsigned.files) + 9
    assert [file.name for file in tmp_path.iterdir()] == ["pack.zip"]


def test_nobody_signs_twice(pack):
    with pytest.raises(PackRefused, match="already"):
        add_signature(pack, "teller-1", KEYS["teller-1"])


@pytest.mark.parametrize(
    "name",
    [SIGNED, "data/result.json", "manifest-sha512.txt"],
)
def test_nobody_signs_a_pack_that_is_not_whole(name, tmp_path):
    bag = Evening().bag()
    write_zip(
        replace(bag, files={**bag.files, name: bag.files[name] + b"\n"}),
        tmp_path / "pack.zip",
    )
    with pytest.raises(PackRefused, match="not whole"):
        add_signature(tmp_path / "pack.zip", "teller-1", KEYS["teller-1"])


def test_a_pack_that_cannot_be_written_leaves_the_old_one_and_no_half_one(
    pack,
    genuine,
    monkeypatch,
):
    before = pack.read_bytes()

    def broken(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(PackRefused, match="could not be written"):
        write_zip(Evening().bag(), pack)
    assert pack.read_bytes() == before
    assert [file.name for file in pack.parent.iterdir()] == [pack.name]


def test_a_folder_that_is_gone_is_said_in_one_sentence(genuine, tmp_path):
    with pytest.raises(PackRefused, match="could not be written"):
        write_zip(genuine, tmp_path / "stick" / "pack.zip")


@pytest.mark.skipif(
    shutil.which("sha256sum") is None or shutil.which("unzip") is None,
    reason="sha256sum or unzip is not on this machine",
)
@pytest.mark.parametrize(
    "manifest",
    ["manifest-sha256.txt", "tagmanifest-sha256.txt"],
)
def test_sha256sum_agrees_with_the_manifests(manifest, pack: Path, tmp_path):
    subprocess.run(["unzip", "-q", pack, "-d", tmp_path], check=True)
    subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", manifest],
        cwd=tmp_path / pack.stem,
        check=True,
    )
