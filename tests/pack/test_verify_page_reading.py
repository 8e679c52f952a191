"""verify.html reads signers, figures, rounds and signatures as pbdesk does.

Wherever the two could differ.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pbdesk.i18n import render
from pbdesk.pack.contents import canonically_read
from pbdesk.pack.record import read_record
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.signers import read_revoked, read_signers
from tests.pack.browser import CHROMIUM, MISSING, Browser
from tests.pack.sample import ASSEMBLY, SIGNERS, Evening
from tests.pack.test_signers import HIDING, KEY, ROGUE_LINE
from tests.pack.test_trace import drawn, every_funding_rule

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)

in_browser = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


LINES = [
    SIGNERS,
    f"\ufeff# the clerk's\r\n\r\n{SIGNERS}",
    "",
    "teller-1",
    "*@ward7-2026-11 ssh-ed25519 AAAA",
    f"{SIGNERS}x y z",
    SIGNERS.replace("teller-1@", "teller-9@"),
    SIGNERS.replace("namespaces", "valid-before"),
    SIGNERS.replace("AAAAC3", "AAAAC4"),
    SIGNERS.replace("ssh-ed25519", "ssh-rsa"),
    SIGNERS.replace("2026-11 ", "2026-12 "),
    SIGNERS.replace("-v1", "-v2"),
    SIGNERS.replace('v1" ', 'v1",valid-after="20261131" '),
    SIGNERS.replace('v1" ', 'v1",cert-authority '),
    SIGNERS.replace("teller-2@", "teller-1@ward7-2026-11,teller-2@"),
    SIGNERS.replace("\n", "\r\n").replace(" ", "\t"),
    SIGNERS.replace("\n", "\r\r\n"),
    SIGNERS.replace('v1" ', 'v1",valid-after="20261101Z" '),
    SIGNERS.replace(
        'v1" ',
        'v1",valid-after="20261101",Valid-After="20261102" ',
    ),
    SIGNERS.replace('v1" ', 'v1",namespaces="pbdesk-result-pack-v1" '),
    SIGNERS.replace("-v1", "-v1,other-*"),
    SIGNERS.replace(" ssh", "\u00a0ssh"),
    f"# {'x' * 2**18}\n{SIGNERS}",
    *(f"{SIGNERS}# a comment{sign}{ROGUE_LINE}\n" for sign in HIDING),
    *(
        f"{SIGNERS.split(chr(10))[0]} a comment{sign}{ROGUE_LINE}\n"
        for sign in HIDING
    ),
]


def read_by_command(text: str) -> list[list[str | None]] | None:
    """Who counts by the text of a signers file; None where it is refused."""
    try:
        return [
            [
                signer.who,
                signer.public.hex(),
                signer.valid_after and signer.valid_after.isoformat(),
            ]
            for signer in read_signers(text.removeprefix("\ufeff"), ASSEMBLY)
        ]
    except PackRefused:
        return None


def read_by_page(text: str, browser: Browser) -> list[list[str | None]] | None:
    return browser.run(f"""(() => {{ try {{
        return signersOf({json.dumps(text)}, {json.dumps(ASSEMBLY)}).map((one) => [one.who, hex(one.key), one.after]);
    }} catch (error) {{ if (error instanceof Unusable) return null; throw error; }} }})()""")


@pytest.mark.parametrize("text", LINES, ids=lambda text: ascii(text[-30:]))
def test_a_signers_file_means_the_same_to_page_and_command(text, browser):
    assert read_by_page(text, browser) == read_by_command(text)


@in_browser
@given(
    text=st.lists(
        st.sampled_from(
            [
                *SIGNERS.split("\n"),
                *HIDING,
                "\n",
                "\r\n",
                " ",
                "\t",
                ",",
                '"',
                "#",
                "@",
            ],
        ),
        max_size=12,
    ).map("".join),
)
def test_any_signers_file_means_the_same_to_page_and_command(text, browser):
    assert read_by_page(text, browser) == read_by_command(text)


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\t", " ", *HIDING], ids=ascii)
def test_a_file_of_revoked_keys_means_the_same_to_page_and_command(
    sign,
    browser,
):
    text = f"# lost{sign}{KEY} teller-1{sign}{KEY}\n"
    try:
        expected = sorted(key.hex() for key in read_revoked(text))
    except PackRefused:
        expected = None
    found = browser.run(f"""(() => {{ try {{ return [...new Set(revokedOf({json.dumps(text)}))].sort(); }}
        catch (error) {{ if (error instanceof Unusable) return null; throw error; }} }})()""")
    assert found == expected


@every_funding_rule
@settings(in_browser, max_examples=15)
@given(data=st.data(), limited=st.booleans())
def test_rounds_of_every_rule_hold_and_changed_ones_do_not(
    rule,
    data,
    limited,
    browser,
):
    told, said, lot = drawn(data, rule, limited=limited)

    def holds() -> bool:
        parts = json.dumps(
            [
                told,
                msgspec.to_builtins(said),
                lot and lot.seed,
                lot.question if lot else "",
                list(lot.rungs) if lot else [],
            ],
        )
        return browser.run(f"looked((parts) => roundsHold(...parts), {parts})")[
            "passed"
        ]

    assert holds()
    assume(told["rounds"])
    data.draw(st.sampled_from(told["rounds"]))["left"] += 1
    assert not holds()


CANONICAL = [
    b'{"a":1,"a":1}',
    b'{"b":1,"a":1}',
    b'{"a": 1}',
    b'{"a":1.0}',
    b'{"a":1.5}',
    b'{"a":1e3}',
    b'{"a":1e21}',
    b'{"a":-0}',
    b'{"a":NaN}',
    b"",
    b"\xff",
    b"[" * 33 + b"]" * 33,
    b"[" * 34 + b"]" * 34,
    b'"\\u0041"',
    b'{"a":9007199254740993}',
    b'{"a":9007199254740992}',
    b'{"a":9007199254740991}',
    b'"\xed\xa0\x80"',
    b'"\\ud800"',
    '{"😀":1,"ｱ":2}'.encode(),
    '{"ｱ":2,"😀":1}'.encode(),
    b'{"__proto__":1,"a":2}',
    b'"\\n\\u001f\x7f"',
    b"\xef\xbb\xbf1",
    b"true",
    b"null",
]


@pytest.mark.parametrize("text", CANONICAL)
def test_page_and_command_take_the_same_json(text, browser):
    try:
        canonically_read(text)
        expected = True
    except ValueError:
        expected = False
    assert (
        browser.run(f"""(() => {{ try {{ canonicallyRead(new Uint8Array({list(text)})); return true; }}
        catch {{ return false; }} }})()""")
        == expected
    )


def rechained(lines: list[dict[str, Any]], broken: int) -> bytes:
    """A record in which one line names another before it, and all later ones follow from that."""
    prev = "0" * 64
    written = list[bytes]()
    for told in lines:
        line = {**told, "prev": "f" * 64 if told["seq"] == broken else prev}
        place = {key: line[key] for key in ("seq", "prev", "digest")}
        prev = hashlib.sha256(
            b"\0pbdesk/event/2\0" + rfc8785.dumps(place),
        ).hexdigest()
        written.append(rfc8785.dumps(line) + b"\n")
    return b"".join(written)


def records() -> dict[str, tuple[bytes, str]]:
    """Records that are not read, and the sentence that says so."""
    whole = Evening().signed().files["data/record.jsonl"]
    lines = [json.loads(line) for line in whole.splitlines()]
    last = lines[-1]["seq"]
    return {
        "first": (rechained(lines, 1), "The record breaks at entry 1."),
        "middle": (rechained(lines, 3), "The record breaks at entry 3."),
        "last": (rechained(lines, last), f"The record breaks at entry {last}."),
        "numbered otherwise": (
            whole.replace(b'"seq":3', b'"seq":4', 1),
            "The record breaks at entry 3.",
        ),
        "without its end": (whole[:-1], "The record is cut short."),
        "an empty line": (
            whole + b"\n",
            f"Entry {last + 1} of the record cannot be read.",
        ),
        "a long line": (
            b" " * (80 * 1024 + 1) + b"\n",
            "Entry 1 of the record is longer than an entry can be.",
        ),
        "many lines": (
            b"\n" * 250_001,
            "The record has more than 250,000 entries.",
        ),
    }


@pytest.mark.parametrize("what", records())
def test_a_record_that_is_not_one_chain_is_refused_by_both_in_the_same_words(
    what,
    browser,
):
    data, sentence = records()[what]
    with pytest.raises(PackRefused) as refused:
        read_record(data)
    assert render(refused.value.words) == sentence
    packed = base64.b64encode(zlib.compress(data)).decode()
    found = browser.run(f"""(async () => {{
        const packed = Uint8Array.from(atob({json.dumps(packed)}), (sign) => sign.charCodeAt(0));
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
        const data = new Uint8Array(await new Response(stream).arrayBuffer());
        return (await looked(() => chainOf(data), {{}})).detail;
    }})()""")
    assert browser.run(f"told({json.dumps(found)})") == sentence


RFC_8032 = [  # section 7.1, tests 1 to 3: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_pages_own_ed25519_takes_the_standards_examples_and_nothing_near(
    key,
    message,
    signature,
    browser,
):
    def holds(public: str, raw: str, said: str) -> bool:
        parts = ", ".join(
            f"new Uint8Array({list(bytes.fromhex(part))})"
            for part in (public, raw, said)
        )
        return browser.run(f"ed25519Holds({parts})")

    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(bytes.fromhex(signature)[32:], "little")
    assert holds(key, signature, message)
    assert not holds(key, signature, message + "00")
    assert not holds(
        key,
        f"{int(signature[:2], 16) ^ 1:02x}{signature[2:]}",
        message,
    )
    again = (
        signature[:64] + (s + order).to_bytes(32, "little").hex()
    )  # the same number, written a second way
    assert not holds(key, again, message)
