"""Each way to change a pack is found, by the check that should find it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pbdesk.pack.refused import PackRefused
from pbdesk.pack.verify import verify
from tests.pack.sample import ASSEMBLY, SIGNERS
from tests.pack.tampering import REZIPPED, TAMPERED, WHOLE, changed, zipped


def first_failed(
    data: bytes,
    folder: Path,
    name: str = "received.zip",
) -> int | None:
    """The number of the first check that fails, or None where the pack is genuine."""
    path = folder / name
    path.write_bytes(data)
    found = verify(path, SIGNERS, ASSEMBLY)
    assert found.genuine == (not found.failed)
    return found.failed[0].number if found.failed else None


def test_the_pack_that_nobody_touched_is_genuine(tmp_path):
    assert first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name}.zip") is None


@pytest.mark.parametrize("what", list(TAMPERED))
def test_tampering_is_found_by_the_check_with_this_number(what, tmp_path):
    number, tampered = TAMPERED[what]
    assert first_failed(zipped(tampered()), tmp_path) == number


def test_a_key_that_is_not_in_the_signers_file_has_no_place_in_the_pack(pack):
    found = verify(
        pack,
        "".join(SIGNERS.splitlines(keepends=True)[:2]),
        ASSEMBLY,
    )
    assert [check.number for check in found.failed] == [13]


def test_a_file_named_for_another_code_is_found(tmp_path):
    assert (
        first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name[:-8]}00000000.zip")
        == 9
    )


def test_a_browsers_second_download_is_still_genuine(tmp_path):
    assert (
        first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name} (1).zip") is None
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("what", list(REZIPPED))
def test_a_zip_that_was_changed_is_found_by_the_check_with_this_number(
    what,
    tmp_path,
):
    number, tampered = REZIPPED[what]
    assert first_failed(tampered(), tmp_path) == number


@pytest.mark.parametrize("name", sorted(WHOLE.files))
def test_one_changed_byte_in_any_file_is_found(name, tmp_path):
    content = WHOLE.files[name]
    for at in {0, 1, len(content) // 3, len(content) // 2, len(content) - 1}:
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        assert (
            first_failed(zipped(changed(WHOLE, {name: flipped})), tmp_path)
            is not None
        ), f"{name} at {at}"


def test_a_flipped_bit_anywhere_in_the_file_never_passes_with_other_contents(
    tmp_path,
):
    data = zipped(WHOLE)
    path = tmp_path / "flipped.zip"
    harmless = 0
    for at in range(0, len(data), max(1, len(data) // 1500)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << at % 8
        path.write_bytes(flipped)
        harmless += _still_says_the_same(path)
    assert (
        harmless < 150
    )  # time stamps, versions and attributes in the zip's headers say nothing about contents


def _still_says_the_same(path: Path) -> bool:
    try:
        found = verify(path, SIGNERS, ASSEMBLY)
    except PackRefused:
        return False
    if not found.genuine:
        assert found.failed
        return False
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert contents == {
        f"{WHOLE.name}/{name}": content for name, content in WHOLE.files.items()
    }
    return True
