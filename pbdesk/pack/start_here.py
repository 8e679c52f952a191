"""START-HERE.txt: what the pack is and how anybody checks it with what their computer has.

It cannot say the pack code: its own digest is part of result.json, which the code is made from.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pbdesk.i18n import ENGLISH, Locale, render
from pbdesk.pack.bag import SIGNED
from pbdesk.pack.signers import namespace_of
from pbdesk.words import Sentences, Words, say

__all__ = ["start_here"]

_DIGESTS = """\
sha256sum --strict -c tagmanifest-sha256.txt
sha256sum --strict -c manifest-sha256.txt"""

_NOTHING_MORE = """\
diff <(cut -c67- manifest-sha256.txt tagmanifest-sha256.txt | sort) <(
  find . -mindepth 1 \\( ! -type d -o -empty \\) | cut -c3- | grep -v -E \\
    -e '^tagmanifest-sha(256|512)\\.txt$' -e '^tsa/[123]\\.tsr$' \\
    -e '^signatures/(facilitator|teller-[12]|keeper|chair|clerk)\\.(sshsig|ed25519|pem)$' | sort)
sha512sum bag-info.txt bagit.txt manifest-sha256.txt manifest-sha512.txt |
  diff - tagmanifest-sha512.txt"""

_CODE = """\
openssl dgst -sha256 -binary data/result.json | head -c 20 | base32 | tr 'A-Z2-7' '0-9A-HJKMNP-TV-Z'
# or, where there is no base32 (macOS):
openssl dgst -sha256 -binary data/result.json | perl -0777 -lne 'print map {
  substr("0123456789ABCDEFGHJKMNPQRSTVWXYZ", oct("0b$_"), 1) } unpack("B160", $_) =~ /.{5}/g'"""

_WINDOWS_DIGESTS = """\
Get-Content tagmanifest-sha256.txt, manifest-sha256.txt | ForEach-Object {
  $hash, $name = $_ -split '  ', 2
  if ((Get-FileHash -LiteralPath $name -Algorithm SHA256).Hash -ne $hash) { "CHANGED: $name" } }
Compare-Object (Get-Content tagmanifest-sha512.txt) ('bag-info.txt', 'bagit.txt',
  'manifest-sha256.txt', 'manifest-sha512.txt' | ForEach-Object {
    (Get-FileHash $_ -Algorithm SHA512).Hash.ToLower() + "  $_" })
@(Get-ChildItem . -Recurse -Force | Where-Object {
  -not ($_.PSIsContainer -and (Get-ChildItem -LiteralPath $_.FullName -Force)) -and
  $_.FullName -notmatch '\\\\tsa\\\\[123]\\.tsr$' -and $_.FullName -notmatch
  '\\\\signatures\\\\(facilitator|teller-[12]|keeper|chair|clerk)\\.(sshsig|ed25519|pem)$'
  }).Count - 2 - @(Get-Content manifest-sha256.txt, tagmanifest-sha256.txt).Count"""

_WINDOWS_CODE = """\
$h = (Get-FileHash data\\result.json -Algorithm SHA256).Hash
$bits = -join (0..19 | ForEach-Object {
  [Convert]::ToString([Convert]::ToInt32($h.Substring(2*$_, 2), 16), 2).PadLeft(8, '0') })
-join (0..31 | ForEach-Object {
  '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[[Convert]::ToInt32($bits.Substring(5*$_, 5), 2)] })"""

_SIGNATURES = say(
    "4. The signatures: each must say “Good”. Whoever signed in ink, beside the code on the "
    "printed "
    "page, has no file here.",
)


def start_here(
    assembly: str,
    stage: str,
    signers: Sequence[str],
    locale: Locale = ENGLISH,
    kind: str = "result",
) -> bytes:
    """The text for a pack of `assembly` of this kind, signed by `signers`.

    Facilitator, teller-1, …, in the reader's language.
    """
    parts: list[tuple[_Text, ...]] = [
        _head(assembly, stage, kind),
        (
            say(
                "“data/report.pdf” is the report to read. “data/result.json” is the same result "
                "for programs, and the "
                "other files below “data” are what it was counted and written from.",
            ),
            *_beside(kind),
            say(
                "Every page of the report carries a pack code of 8 groups of 4 signs. Whoever "
                "holds a page can compare "
                "it with the code that check 3 below gives for this pack.",
            ),
        ),
        (
            say(
                "TO CHECK THE PACK you need the signers file (“allowed_signers”) that the clerk "
                "keeps: it holds the "
                "fingerprints from the key cards. Never take it from the pack or from whoever sent "
                "the pack.",
            ),
            say(
                "Look first whether “{assembly}” is the assembly whose result you expect; its id "
                "stands on the key cards.",
                assembly=assembly,
            ),
            say("With pbdesk: one command, every check numbered."),
            f"    pbdesk verify PACK.zip --signers allowed_signers --assembly {assembly}",
        ),
        (
            say(
                "In a browser, without a network: open a copy of “verify.html” that you trust, one "
                "that you had before or "
                "that came from the clerk, and give it this zip. The copy in this pack does the "
                "same, but whoever forges "
                "a pack can forge it too: use it only after the signatures in step 4 were good.",
            ),
        ),
        (
            say(
                "Without pbdesk: unpack the zip, put the signers file beside the folder, open a "
                "terminal in the folder "
                "and type what follows. It uses nothing that pbdesk brought.",
            ),
        ),
        (
            say(
                "LINUX AND MACOS (on macOS write “shasum -a 256 -c” for “sha256sum --strict -c”, "
                "and “shasum -a 512” for “sha512sum”)",
            ),
            say("1. Nothing was changed: each line must end in OK."),
            _shifted(_DIGESTS),
            say("2. Nothing was added: this must print nothing."),
            _shifted(_NOTHING_MORE),
            say("3. The pack code: compare it with the printed pages."),
            _shifted(_CODE),
            _SIGNATURES,
            _shifted(_signature_lines(assembly, signers, kind)),
        ),
        (
            say("WINDOWS (PowerShell)"),
            say(
                "1 and 2. Nothing was changed or added: this must print 0 and nothing else.",
            ),
            _shifted(_WINDOWS_DIGESTS),
            say("3. The pack code: compare it with the printed pages."),
            _shifted(_WINDOWS_CODE),
            _SIGNATURES,
            _shifted(_windows_signature_lines(assembly, signers, kind)),
        ),
        (
            say(
                "Anything else than described means: do not rely on this pack; ask for it again.",
            ),
        ),
    ]
    return "\n".join(_paragraphs(parts, locale)).encode()


def _head(assembly: str, stage: str, kind: str) -> Sentences:
    if kind == "result":
        return (
            say("RESULT PACK OF “{assembly}”", assembly=assembly),
            _stage(stage),
        )
    rehearsed = (_stage(stage),) if stage == "rehearsal" else ()
    return (_follows(assembly, kind), *rehearsed, _CHAINED)


_CHAINED = say(
    "It goes on from the packs before it: “pbdesk verify --chain” with all of them says "
    "whether one is missing.",
)


def _beside(kind: str) -> Iterator[Words]:
    """What else a pack that follows has for whoever reads it."""
    if kind in ("answer", "money", "follow-up"):
        yield say(
            "“data/open-book.html” is the open book as a page that any browser shows without a "
            "network.",
        )
    if kind == "follow-up":
        yield say(
            "“data/you-asked.pdf” is the sheet to hang where people meet: what they asked, what "
            "was answered, and what was done.",
        )


def _follows(assembly: str, kind: str) -> Words:
    match kind:
        case "answer":
            return say("WHAT WAS ANSWERED TO “{assembly}”", assembly=assembly)
        case "money":
            return say(
                "WHAT BECAME OF THE MONEY OF “{assembly}”",
                assembly=assembly,
            )
        case "follow-up":
            return say(
                "WHAT WAS DONE OF WHAT “{assembly}” WAS PROMISED",
                assembly=assembly,
            )
        case _:
            return say("A CASE OF “{assembly}”", assembly=assembly)


def _stage(stage: str) -> Words:
    if stage == "rehearsal":
        return say("THIS IS A REHEARSAL. IT IS NOT A RESULT.")
    if stage == "part":
        return say(
            "This is what one hall of several gave. It decides nothing: the sum of all halls does.",
        )
    if stage == "combined":
        return say("This is the final result: the sum of several halls.")
    return say("This is the final result.")


type _Text = Words | str


def _paragraphs(
    parts: Iterable[tuple[_Text, ...]],
    locale: Locale,
) -> Iterable[str]:
    for words in chain.from_iterable(parts):
        yield _paragraph(words, locale)
        yield ""


def _paragraph(words: _Text, locale: Locale) -> str:
    """Words in lines of 100 signs; a command as it is."""
    if isinstance(words, str):
        return words
    return textwrap.fill(render(words, locale), 100, break_on_hyphens=False)


def _shifted(commands: str) -> str:
    return textwrap.indent(commands, "    ")


def _signature_lines(assembly: str, signers: Sequence[str], kind: str) -> str:
    return "\n".join(
        f"{_verify(assembly, who, kind, '/')} < {SIGNED}" for who in signers
    )


def _windows_signature_lines(
    assembly: str,
    signers: Sequence[str],
    kind: str,
) -> str:
    """PowerShell has no `<`, and its pipes change bytes: cmd reads the file."""
    return "\n".join(
        f'cmd /c "{_verify(assembly, who, kind, _BACKSLASH)} < {SIGNED}"'
        for who in signers
    )


_BACKSLASH = chr(92)


def _verify(assembly: str, who: str, kind: str, slash: str) -> str:
    return (
        f"ssh-keygen -Y verify -f ..{slash}allowed_signers -I {who}@{assembly} "
        f"-n {namespace_of(kind)} -s signatures{slash}{who}.sshsig"
    )
