"""verify.html in Arabic: every name, finding and trouble, from right to left."""

from __future__ import annotations

import json
import re
import runpy

import pytest

from pbdesk.resources import translations
from tests.conftest import ROOT
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.on_verify_page import EXPECTED, PAGE, filled_in
from tests.vectors.make import HERE as VECTORS
from tests.vectors.stamps import AUTHORITY

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

ARABIC = re.compile("[\u0600-\u06ff]")
ENGLISH = re.compile(r"\b(?:the|and|is|of|was|not)\b", re.IGNORECASE)
SENTENCES = sorted(
    runpy.run_path(str(translations() / "extract.py"))["page_sentences"](
        ROOT / "verifier",
    ),
    key=str,
)
"""All that the page can say; one and many where English has two forms."""


def in_arabic(
    browser: Browser,
    sentence: str | tuple[str, str],
    n: int = 7,
) -> str:
    one, many = (sentence, sentence) if isinstance(sentence, str) else sentence
    gaps = {
        name: "7" for name in re.findall(r"{(\w+)}", one + many) if name != "n"
    }
    words = f"several({json.dumps(one)}, {json.dumps(many)}, {n}, {json.dumps(gaps)})"
    return browser.run(f"(speak('ar'), told({words}))")


@pytest.fixture
def arabic(browser):
    browser.run("at('language').value = 'ar'; speak('ar')")
    yield browser
    browser.run("at('language').value = 'en'; speak('en')")


OF_EACH = {vector["fails"]: vector for vector in EXPECTED["vectors"]}
FOUND = [
    each
    for n, each in enumerate(EXPECTED["vectors"])
    if n % 5 == 0 or each in OF_EACH.values()
]
"""One pack for each check that finds something, and every fifth besides: what a finding can say at
all is below."""


@pytest.mark.parametrize("vector", FOUND, ids=lambda vector: vector["file"])
def test_every_finding_is_told_in_arabic(vector, arabic):
    found = filled_in(arabic, VECTORS / "packs" / vector["file"])
    for check in found["checks"]:
        assert ARABIC.search(check["name"]), check
        assert ARABIC.search(check["detail"]), check
        assert not ENGLISH.search(check["detail"].replace(AUTHORITY, "")), check
    assert ARABIC.search(found["verdict"])


def test_the_whole_page_stands_in_arabic_from_right_to_left(arabic):
    assert arabic.run(
        "[document.documentElement.dir, document.documentElement.lang]",
    ) == [
        "rtl",
        "ar",
    ]
    texts = arabic.run("WRITTEN.map(({ node }) => node.data)")
    assert len(texts) > 12
    assert [text for text in texts if not ARABIC.search(text)] == []


def test_every_sentence_that_the_page_can_say_has_its_arabic(arabic):
    assert len(SENTENCES) > 120
    worded = [
        said
        for said in SENTENCES
        if re.search("[A-Za-z]", re.sub(r"{\w+}", "", str(said)))
    ]
    untold = [
        said for said in worded if not ARABIC.search(in_arabic(arabic, said))
    ]
    assert untold == []


def test_every_plural_of_arabic_is_told(arabic):
    counted = (
        "{n} file, unchanged and complete.",
        "{n} files, unchanged and complete.",
    )
    told = {in_arabic(arabic, counted, n) for n in (0, 1, 2, 3, 11, 100)}
    assert len(told) == 6


def test_trouble_is_told_in_arabic_too(arabic, tmp_path):
    (tmp_path / "letter.zip").write_bytes(b"Dear clerk")
    assert (
        filled_in(arabic, tmp_path / "letter.zip")["trouble"]
        == "«\u2068letter.zip\u2069» ليس حزمة نتيجة."
    )
    assert ARABIC.search(
        filled_in(arabic, tmp_path / "letter.zip", "x y z")["trouble"],
    )


def test_the_language_of_the_browser_is_the_first(chromium):
    with chromium.apart() as browser:
        browser.ask(
            "Emulation.setUserAgentOverride",
            userAgent="a browser",
            acceptLanguage="ar-EG",
        )
        browser.open(PAGE)
        assert browser.run(
            "[at('language').value, document.documentElement.dir]",
        ) == [
            "ar",
            "rtl",
        ]
        picture = browser.picture((420, 800), {"prefers-color-scheme": "light"})
        assert picture.startswith(b"\x89PNG")
        assert browser.run("document.documentElement.scrollWidth <= innerWidth")
