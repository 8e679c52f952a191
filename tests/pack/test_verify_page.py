"""verify.html in a real browser, from a file: address.

By the vectors, and as an officer uses it.
"""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from pbdesk.i18n import render
from pbdesk.pack.bag import KNOWN, write_zip
from pbdesk.pack.checks import CHECKS
from pbdesk.pack.keys import fingerprint, public_line, public_of
from pbdesk.pack.zipped import read_entries
from tests.pack.both import Brought, by_command, by_page
from tests.pack.browser import CHROMIUM, MISSING
from tests.pack.on_verify_page import EXPECTED, PAGE, filled_in, first_failed
from tests.pack.sample import ASSEMBLY, KEYS, SIGNERS, Evening
from tests.pack.tampering import WHOLE, zipped
from tests.vectors.make import HERE as VECTORS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

NO_ED25519 = """{
  const before = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
    if (algorithm.name === "Ed25519") throw new DOMException("Unrecognized name.", "NotSupportedError");
    return before.call(this, format, key, algorithm, ...rest);
  };
}"""


@pytest.mark.parametrize(
    "vector",
    EXPECTED["vectors"],
    ids=lambda vector: vector["file"],
)
def test_the_page_finds_what_was_done_and_so_does_the_command(vector, browser):
    """In verdict, and check by check; the page does not recount."""
    pack = VECTORS / "packs" / vector["file"]
    command, page = by_command(pack), by_page(pack, browser)
    assert page == command
    failed = [
        number for number, passed in page.passed.items() if passed is False
    ]
    assert next(iter(failed), None) == (
        None if vector["fails"] == 19 else vector["fails"]
    )


@pytest.mark.parametrize(
    "brought",
    [Brought(""), Brought(SIGNERS, ""), Brought("", "")],
    ids=str,
)
@pytest.mark.parametrize(
    "vector",
    EXPECTED["vectors"][::5],
    ids=lambda vector: vector["file"],
)
def test_without_signers_or_assembly_a_pack_is_whole_at_most_on_both(
    vector,
    brought,
    browser,
):
    pack = VECTORS / "packs" / vector["file"]
    command, page = by_command(pack, brought), by_page(pack, browser, brought)
    assert page == command
    assert page.verdict in ("whole", "not-genuine")


def test_a_pack_whose_owner_nobody_named_is_said_to_be_whole_and_no_more(
    browser,
    pack,
):
    found = filled_in(browser, pack, "", assembly="")
    assert found["verdict"] == "Whole; whose it is was not checked"
    assert [
        check["number"] for check in found["checks"] if check["passed"] is None
    ] == [
        10,
        12,
        13,
        19,
        21,
        24,
        26,
        28,
        29,
        30,
        31,
    ]


@pytest.mark.parametrize(
    ("pb", "told"),
    [
        (b"junk", "This page does not count."),
        (None, "The ballots are not public"),
    ],
)
def test_low_that_the_page_counted_no_ballots_stands_beside_its_verdict(
    pb,
    told,
    browser,
    tmp_path,
):
    path = tmp_path / "pack.zip"
    path.write_bytes(zipped(Evening().but(pb=pb).signed()))
    assert filled_in(browser, path)["verdict"] == "Genuine"
    beside = browser.run(
        'at("uncounted").hidden ? "" : at("uncounted").textContent',
    )
    assert beside.startswith(told)
    path.write_bytes(zipped(WHOLE)[:-1])
    assert filled_in(browser, path)["verdict"] == "Not genuine"
    assert browser.run('at("uncounted").hidden') is True


def test_page_and_command_have_the_same_checks(browser):
    page = json.loads(
        browser.run(
            "JSON.stringify(CHECKS.map(({ number, name, needs }) => [number, name.text, needs]))",
        ),
    )
    assert page == [
        [check.number, render(check.name), list(check.needs)]
        for check in CHECKS
    ]


def test_the_fingerprints_of_the_key_cards_are_enough(browser, pack):
    cards = [
        f"{who} {fingerprint(public_of(key))}" for who, key in KEYS.items()
    ]
    assert first_failed(filled_in(browser, pack, "\n".join(cards))) is None
    other = [*cards[:2], f"teller-2 {fingerprint(public_of(KEYS['teller-1']))}"]
    assert first_failed(filled_in(browser, pack, "\n".join(other))) == 12


def test_a_pack_packed_again_by_another_program_is_read(browser, tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in read_entries(zipped(WHOLE)):
            archive.writestr(entry.name, entry.content)
    path = tmp_path / "again.zip"
    path.write_bytes(buffer.getvalue())
    assert first_failed(filled_in(browser, path)) is None


def test_a_revoked_key_and_a_key_of_a_later_day_do_not_count(browser, pack):
    revoked = public_line(public_of(KEYS["teller-2"]))
    assert first_failed(filled_in(browser, pack, revoked=revoked)) == 12
    later = SIGNERS.replace('v1" ', 'v1",valid-after="20261125" ', 1)
    assert first_failed(filled_in(browser, pack, later)) == 12
    assert (
        first_failed(
            filled_in(
                browser,
                pack,
                SIGNERS.replace('v1" ', 'v1",valid-after="20261124" ', 1),
            ),
        )
        is None
    )


def test_a_rehearsal_is_said_to_be_no_result(browser, tmp_path):
    write_zip(Evening().but(stage="rehearsal").signed(), tmp_path / "pack.zip")
    assert (
        filled_in(browser, tmp_path / "pack.zip")["verdict"]
        == "Genuine, but a rehearsal: not a result"
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"Dear clerk", b"PK\x05\x06" + bytes(18)],
)
def test_a_file_that_is_no_pack_is_said_in_one_sentence(
    data,
    browser,
    tmp_path,
):
    (tmp_path / "letter.zip").write_bytes(data)
    found = filled_in(browser, tmp_path / "letter.zip")
    assert (found["trouble"], found["verdict"]) == (
        "“letter.zip” is not a result pack.",
        None,
    )
    assert by_command(tmp_path / "letter.zip") == by_page(
        tmp_path / "letter.zip",
        browser,
    )


def test_a_browser_without_ed25519_finds_the_same(pack, chromium):
    with chromium.apart() as browser:
        browser.ask("Page.addScriptToEvaluateOnNewDocument", source=NO_ED25519)
        browser.open(PAGE)
        assert first_failed(filled_in(browser, pack)) is None
        for name in (
            "check12-made-anew-with-keys-of-one-s-own.zip",
            "check13-raw-signature-by-another-key.zip",
        ):
            assert first_failed(
                filled_in(browser, VECTORS / "packs" / name),
            ) == int(
                name[5:7],
            )


def test_the_keyboard_alone_checks_a_pack(browser, pack, tmp_path):
    (tmp_path / "allowed_signers").write_text(SIGNERS, encoding="utf-8-sig")
    browser.open(PAGE)
    browser.choose("#pack", pack)
    browser.choose("#signers-file", tmp_path / "allowed_signers")
    browser.wait("at('signers').value")
    for _ in ("the language", "the pack", "the assembly"):
        browser.press("Tab", 9)
    assert browser.run("document.activeElement.id") == "assembly"
    browser.ask("Input.insertText", text=ASSEMBLY)
    browser.press("Enter", 13)
    browser.wait("!at('found').hidden")
    assert browser.run(
        "[at('verdict').textContent, document.activeElement.id]",
    ) == [
        "Genuine",
        "verdict",
    ]


def test_a_form_without_a_pack_says_what_is_missing_and_goes_there(browser):
    browser.open(PAGE)
    browser.run("check()")
    assert browser.run("at('trouble').textContent") == "Choose the pack first."
    assert browser.run("document.activeElement.id") == "pack"


def test_a_check_that_meets_what_nobody_foresaw_has_failed(browser):
    found = browser.run("looked(() => { throw new TypeError('x'); }, {})")
    assert (found["passed"], found["detail"]["text"]) == (
        False,
        "It holds what cannot be read ({kind}).",
    )


def test_the_page_asks_no_network(browser, pack):
    policy = browser.run(
        "document.querySelector('meta[http-equiv=Content-Security-Policy]').content",
    )
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy
    refused = browser.run(
        "fetch('data:text/plain,x').then(() => 'fetched', (error) => error.name)",
    )
    assert refused == "TypeError"
    filled_in(browser, pack)
    assert browser.run("performance.getEntriesByType('resource').length") == 0


def test_page_and_command_know_the_same_files(browser):
    assert set(browser.run("[...KNOWN]")) == KNOWN
