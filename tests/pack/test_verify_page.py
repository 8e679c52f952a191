"""verify.html in a real browser, from a file: address: by the vectors, and wherever it could differ from pbdesk."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.pack.bag import KNOWN, write_zip
from pbdesk.pack.checks import CHECKS
from pbdesk.pack.contents import canonically_read
from pbdesk.pack.keys import fingerprint, public_line, public_of
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import read_signers
from pbdesk.pack.verify import verify
from pbdesk.pack.zipped import read_entries
from pbdesk.resources import resource
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.sample import ASSEMBLY, KEYS, SIGNERS, Evening
from tests.pack.tampering import WHOLE, zipped
from tests.pack.test_trace import drawn, every_funding_rule
from tests.vectors.make import HERE as VECTORS
from tests.vectors.stamps import AUTHORITY

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

PAGE = resource("verify.html")
EXPECTED = json.loads((VECTORS / "expected.json").read_text(encoding="utf-8"))
ARABIC = re.compile("[\u0600-\u06ff]")
ENGLISH = re.compile(r"\b(?:the|and|is|of|was|not)\b", re.IGNORECASE)
SENTENCE = re.compile(
    r'(?:wrongIf\(.*?,\s*|throw new (?:Wrong|Unusable)\(|new Unchecked\(|return )(?:"([^"]+\.)"|`([^`]+\.)`)')
NO_ED25519 = """{
  const before = SubtleCrypto.prototype.importKey;
  SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
    if (algorithm.name === "Ed25519") throw new DOMException("Unrecognized name.", "NotSupportedError");
    return before.call(this, format, key, algorithm, ...rest);
  };
}"""
in_browser = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    made = Browser(tmp_path_factory.mktemp("browser"))
    made.open(PAGE)
    yield made
    made.close()


def filled_in(browser: Browser, pack: Path, signers: str = SIGNERS, revoked: str = "") -> dict:
    """Choose and type as an officer does, press the button, and read what the page shows."""
    browser.choose("#pack", pack)
    for field, text in (("signers", signers), ("assembly", ASSEMBLY), ("revoked", revoked)):
        browser.run(f"at({json.dumps(field)}).value = {json.dumps(text)}")
    browser.run("check()")
    return json.loads(browser.run("""JSON.stringify({
        trouble: at("trouble").textContent, verdict: at("found").hidden ? null : at("verdict").textContent,
        checks: at("found").hidden ? [] : [...document.querySelectorAll("#checks li")].map((row) => ({
            number: Number(row.dataset.number), name: row.querySelector(".name").textContent,
            passed: JSON.parse(row.dataset.passed), detail: row.querySelector(".detail").textContent }))})"""))


def first_failed(found: dict) -> int | None:
    assert found["trouble"] == ""
    return next((check["number"] for check in found["checks"] if check["passed"] is False), None)


@pytest.mark.parametrize("vector", EXPECTED["vectors"], ids=lambda vector: vector["file"])
def test_the_page_finds_what_was_done(vector, browser):
    found = filled_in(browser, VECTORS / "packs" / vector["file"])
    assert first_failed(found) == (None if vector["fails"] == 19 else vector["fails"])  # it does not recount


@pytest.mark.parametrize("vector", EXPECTED["vectors"][::6], ids=lambda vector: vector["file"])
def test_page_and_command_agree_on_every_check(vector, browser):
    path = VECTORS / "packs" / vector["file"]
    page = {check["number"]: (check["name"], check["passed"]) for check in filled_in(browser, path)["checks"]}
    command = {check.number: (render(check.name), check.passed) for check in verify(path, SIGNERS, ASSEMBLY).checks}
    del page[19], command[19]
    assert page == command


def test_page_and_command_have_the_same_checks(browser):
    page = json.loads(browser.run("JSON.stringify(CHECKS.map(([number, name, needs]) => [number, name, needs]))"))
    assert page == [[check.number, render(check.name), list(check.needs)] for check in CHECKS]


def test_the_fingerprints_of_the_key_cards_are_enough(browser, pack):
    cards = [f"{who} {fingerprint(public_of(key))}" for who, key in KEYS.items()]
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
    assert first_failed(filled_in(browser, pack, SIGNERS.replace('v1" ', 'v1",valid-after="20261124" ', 1))) is None


def test_a_rehearsal_is_said_to_be_no_result(browser, tmp_path):
    write_zip(Evening().but(stage="rehearsal").signed(), tmp_path / "pack.zip")
    assert filled_in(browser, tmp_path / "pack.zip")["verdict"] == "Genuine, but a rehearsal: not a result"


@pytest.mark.parametrize("data", [b"", b"Dear clerk", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_pack_is_said_in_one_sentence(data, browser, tmp_path):
    (tmp_path / "letter.zip").write_bytes(data)
    found = filled_in(browser, tmp_path / "letter.zip")
    assert (found["trouble"], found["verdict"]) == ("“letter.zip” is not a result pack.", None)


LINES = [
    SIGNERS, f"\ufeff# the clerk's\r\n\r\n{SIGNERS}", "", "teller-1", "*@ward7-2026-11 ssh-ed25519 AAAA",
    f"{SIGNERS}x y z", SIGNERS.replace("teller-1@", "teller-9@"), SIGNERS.replace("namespaces", "valid-before"),
    SIGNERS.replace("AAAAC3", "AAAAC4"),
    SIGNERS.replace("ssh-ed25519", "ssh-rsa"), SIGNERS.replace("2026-11 ", "2026-12 "), SIGNERS.replace("-v1", "-v2"),
    SIGNERS.replace('v1" ', 'v1",valid-after="20261131" '), SIGNERS.replace('v1" ', 'v1",cert-authority '),
    SIGNERS.replace("teller-2@", "teller-1@ward7-2026-11,teller-2@"),
]


@pytest.mark.parametrize("text", LINES)
def test_a_signers_file_means_the_same_to_page_and_command(text, browser):
    try:
        expected = [[signer.who, signer.public.hex(), signer.valid_after and signer.valid_after.isoformat()]
                    for signer in read_signers(text.removeprefix("\ufeff"), ASSEMBLY)]
    except PackRefused:
        expected = None
    found = browser.run(f"""(() => {{ try {{
        return signersOf({json.dumps(text)}, {json.dumps(ASSEMBLY)}).map((one) => [one.who, hex(one.key), one.after]);
    }} catch (error) {{ if (error instanceof Unusable) return null; throw error; }} }})()""")
    assert found == expected


@every_funding_rule
@settings(in_browser, max_examples=15)
@given(data=st.data(), limited=st.booleans())
def test_rounds_of_every_rule_hold_and_changed_ones_do_not(rule, data, limited, browser):
    told, said, seed = drawn(data, rule, limited=limited)

    def holds() -> bool:
        parts = json.dumps([told, msgspec.to_builtins(said), seed])
        return browser.run(f"looked((parts) => roundsHold(...parts), {parts})")["passed"]

    assert holds()
    assume(told["rounds"])
    data.draw(st.sampled_from(told["rounds"]))["left"] += 1
    assert not holds()


CANONICAL = [
    b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b'{"a":1.0}', b'{"a":1.5}', b'{"a":1e3}', b'{"a":1e21}',
    b'{"a":-0}', b'{"a":NaN}', b"", b"\xff", b"[" * 33 + b"]" * 33, b"[" * 34 + b"]" * 34, b'"\\u0041"',
    b'{"a":9007199254740993}',
    b'{"a":9007199254740992}', b'{"a":9007199254740991}', b'"\xed\xa0\x80"', b'"\\ud800"', '{"😀":1,"ｱ":2}'.encode(),
    '{"ｱ":2,"😀":1}'.encode(), b'{"__proto__":1,"a":2}', b'"\\n\\u001f\x7f"', b"\xef\xbb\xbf1", b"true", b"null",
]


@pytest.mark.parametrize("text", CANONICAL)
def test_page_and_command_take_the_same_json(text, browser):
    try:
        canonically_read(text)
        expected = True
    except ValueError:
        expected = False
    assert browser.run(f"""(() => {{ try {{ canonicallyRead(new Uint8Array({list(text)})); return true; }}
        catch {{ return false; }} }})()""") == expected


RFC_8032 = [  # section 7.1, tests 1 to 3: public key, message, signature
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_pages_own_ed25519_takes_the_standards_examples_and_nothing_near(key, message, signature, browser):
    def holds(public: str, raw: str, said: str) -> bool:
        parts = ", ".join(f"new Uint8Array({list(bytes.fromhex(part))})" for part in (public, raw, said))
        return browser.run(f"ed25519Holds({parts})")

    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(bytes.fromhex(signature)[32:], "little")
    assert holds(key, signature, message)
    assert not holds(key, signature, message + "00")
    assert not holds(key, f"{int(signature[:2], 16) ^ 1:02x}{signature[2:]}", message)
    again = signature[:64] + (s + order).to_bytes(32, "little").hex()  # the same number, written a second way
    assert not holds(key, again, message)


def test_a_browser_without_ed25519_finds_the_same(pack, tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("old"))
    try:
        browser.ask("Page.addScriptToEvaluateOnNewDocument", source=NO_ED25519)
        browser.open(PAGE)
        assert first_failed(filled_in(browser, pack)) is None
        for name in ("check12-made-anew-with-keys-of-one-s-own.zip", "check13-raw-signature-by-another-key.zip"):
            assert first_failed(filled_in(browser, VECTORS / "packs" / name)) == int(name[5:7])
    finally:
        browser.close()


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
    assert browser.run("[at('verdict').textContent, document.activeElement.id]") == ["Genuine", "verdict"]


def test_a_form_that_is_not_filled_in_says_what_is_missing_and_goes_there(browser, pack):
    browser.open(PAGE)
    browser.choose("#pack", pack)
    browser.run("check()")
    assert browser.run("at('trouble').textContent") == "Write the id of the assembly you expect."
    assert browser.run("document.activeElement.id") == "assembly"


def test_the_page_asks_no_network(browser, pack):
    policy = browser.run("document.querySelector('meta[http-equiv=Content-Security-Policy]').content")
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy
    refused = browser.run("fetch('data:text/plain,x').then(() => 'fetched', (error) => error.name)")
    assert refused == "TypeError"
    filled_in(browser, pack)
    assert browser.run("performance.getEntriesByType('resource').length") == 0


def test_page_and_command_know_the_same_files(browser):
    assert set(browser.run("[...KNOWN]")) == KNOWN


def in_arabic(browser: Browser, sentence: str) -> str:
    return browser.run(f"(speak('ar'), told({json.dumps(sentence)}))")


@pytest.fixture
def arabic(browser):
    browser.run("at('language').value = 'ar'; speak('ar')")
    yield browser
    browser.run("at('language').value = 'en'; speak('en')")


@pytest.mark.parametrize("vector", EXPECTED["vectors"], ids=lambda vector: vector["file"])
def test_every_finding_is_told_in_arabic(vector, arabic):
    found = filled_in(arabic, VECTORS / "packs" / vector["file"])
    for check in found["checks"]:
        assert ARABIC.search(check["name"]), check
        assert ARABIC.search(check["detail"]), check
        assert not ENGLISH.search(check["detail"].replace(AUTHORITY, "")), check
    assert ARABIC.search(found["verdict"])


def test_the_whole_page_stands_in_arabic_from_right_to_left(arabic):
    assert arabic.run("[document.documentElement.dir, document.documentElement.lang]") == ["rtl", "ar"]
    texts = arabic.run("WRITTEN.map(([node]) => node.data)")
    assert len(texts) > 12
    assert [text for text in texts if not ARABIC.search(text)] == []


def test_every_sentence_that_the_page_can_say_has_its_arabic(arabic):
    script = PAGE.read_text(encoding="utf-8").partition('"use strict"')[2].partition("const ARABIC")[0]
    said = [found[1] or found[2] for found in SENTENCE.finditer(script)]
    said = [text for text in said if "several(" not in text and "{rounds}" not in text]  # those: by the vectors
    sentences = [re.sub(r"\$\{.*?\}(?![^{]*\})", "7", text) for text in said]
    whole = [text for text in sentences if text[0].isupper() or text[0] in "“7"]
    assert len(whole) > 80
    assert [text for text in whole if in_arabic(arabic, text) == text] == []


def test_trouble_is_told_in_arabic_too(arabic, tmp_path):
    (tmp_path / "letter.zip").write_bytes(b"Dear clerk")
    assert filled_in(arabic, tmp_path / "letter.zip")["trouble"] == "«\u2068letter.zip\u2069» ليس حزمة نتيجة."
    assert ARABIC.search(filled_in(arabic, tmp_path / "letter.zip", "x y z")["trouble"])


def test_the_language_of_the_browser_is_the_first(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("arabic"))
    try:
        browser.ask("Emulation.setUserAgentOverride", userAgent="a browser", acceptLanguage="ar-EG")
        browser.open(PAGE)
        assert browser.run("[at('language').value, document.documentElement.dir]") == ["ar", "rtl"]
        picture = browser.picture((420, 800), {"prefers-color-scheme": "light"})
        assert picture.startswith(b"\x89PNG")
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    finally:
        browser.close()
