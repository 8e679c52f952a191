"""START-HERE.txt's own commands, run as a person would."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pbdesk.i18n import locale_of
from pbdesk.pack.contents import results_code
from pbdesk.pack.start_here import start_here
from tests.pack.sample import ASSEMBLY, SIGNERS, WHO

TEXT = start_here(ASSEMBLY, "final", WHO).decode()

STOCK = (
    "bash",
    "unzip",
    "sha256sum",
    "openssl",
    "base32",
    "perl",
    "ssh-keygen",
)
with_stock_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in STOCK),
    reason=f"one of {', '.join(STOCK)} is not on this machine",
)


def commands(step: str) -> str:
    """The indented lines below the first line that begins with `step`."""
    found = re.search(
        rf"^{step}.*?\n\n((?:    [^\n]*\n)+)",
        TEXT,
        re.MULTILINE | re.DOTALL,
    )
    assert found
    return found[1]


@pytest.fixture
def unpacked(pack: Path, tmp_path: Path) -> Path:
    subprocess.run(["unzip", "-q", pack, "-d", tmp_path], check=True)
    (tmp_path / "allowed_signers").write_text(SIGNERS)
    return tmp_path / pack.stem


def said(step: str, folder: Path) -> list[str]:
    asked = ["bash", "-eu", "-o", "pipefail", "-c", commands(step)]
    return subprocess.run(
        asked,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()


@with_stock_tools
def test_every_digest_ends_in_ok(unpacked):
    lines = said("1\\. ", unpacked)
    assert len(lines) == 4 + 7
    assert all(line.endswith(": OK") for line in lines)


@with_stock_tools
def test_a_changed_file_is_seen(unpacked):
    (unpacked / "data" / "projects.csv").write_bytes(b"id,cost\r\n")
    assert "data/projects.csv: FAILED" in said("1\\. ", unpacked)


@with_stock_tools
def test_nothing_is_printed_where_nothing_was_added(unpacked):
    assert said("2\\. ", unpacked) == []


@with_stock_tools
@pytest.mark.parametrize(
    "added",
    [
        "data/extra.txt",
        "new/result.json",
        ".hidden",
        "tagmanifest-sha999.txt.bak",
    ],
)
def test_an_added_file_is_seen(added, unpacked):
    (unpacked / added).parent.mkdir(exist_ok=True)
    (unpacked / added).write_text("extra")
    assert f"> {added}" in said("2\\. ", unpacked)


@with_stock_tools
@pytest.mark.parametrize(
    "added",
    [
        "signatures/CORRECTED-report.pdf",
        "signatures/teller-1.pem.bak",
        "signatures/new/teller-1.pem",
        "tsa/4.tsr",
    ],
)
def test_low_a_file_among_the_signatures_or_stamps_is_seen(added, unpacked):
    (unpacked / added).parent.mkdir(exist_ok=True)
    (unpacked / added).write_text("extra")
    assert f"> {added}" in said("2\\. ", unpacked)


@with_stock_tools
@pytest.mark.parametrize("added", ["empty", "data/empty", "signatures/empty"])
def test_low_an_empty_folder_is_seen(added, unpacked):
    (unpacked / added).mkdir()
    assert f"> {added}" in said("2\\. ", unpacked)


@with_stock_tools
@pytest.mark.parametrize(
    "change",
    [b"", b"\n", b"# nobody reads this\n", b"0  more.txt\n"],
)
def test_low_a_changed_tag_manifest_of_sha_512_is_seen(change, unpacked):
    path = unpacked / "tagmanifest-sha512.txt"
    path.write_bytes((path.read_bytes() + change) if change else b"")
    assert said("2\\. ", unpacked)


@with_stock_tools
def test_a_link_is_seen(unpacked):
    (unpacked / "data" / "link.json").symlink_to("result.json")
    assert "> data/link.json" in said("2\\. ", unpacked)


@with_stock_tools
def test_the_code_is_that_of_pbdesk(unpacked):
    code = results_code((unpacked / "data" / "result.json").read_bytes())
    assert said("3\\. ", unpacked) == ["".join(code)] * 2


@with_stock_tools
def test_every_signature_is_good(unpacked):
    lines = said("4\\. ", unpacked)
    assert [line.split(" with ")[0] for line in lines] == [
        f'Good "pbdesk-result-pack-v1" signature for {who}@{ASSEMBLY}'
        for who in WHO
    ]


def test_a_rehearsal_says_so_at_once():
    assert (
        b"THIS IS A REHEARSAL" in start_here(ASSEMBLY, "rehearsal", WHO)[:200]
    )


def test_the_commands_are_the_same_in_every_language():
    arabic = start_here(ASSEMBLY, "final", WHO, locale_of("ar")).decode()
    assert commands("1\\. ") in arabic
