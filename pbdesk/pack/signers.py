"""The signers file: the clerk's list of whose key counts for which assembly.

It is the only root of trust. `namespaces=` names the kinds of packs that a signer must sign; a line
without it names the result alone. One line a signer, in OpenSSH's ALLOWED SIGNERS form, so that
ssh-keygen reads it too: `teller-1@ward7-2026-11
namespaces="pbdesk-result-pack-v1",valid-after="20261101" ssh-ed25519 AAAA…` A key is replaced by a
second line for the same signer with `valid-after`, the old one revoked in a file of its own.
`valid-before` is refused: signatures that were good would fail years later. Source: ssh-keygen(1),
ALLOWED SIGNERS.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.pack.bag import KINDS, WHO
from pbdesk.pack.keys import public_line
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.wire import public_of_blob
from pbdesk.words import Words, say

__all__ = [
    "NAMESPACE",
    "Signer",
    "SignersFile",
    "namespace_of",
    "read_revoked",
    "read_signers",
]


def namespace_of(kind: str) -> str:
    """What a signature of a pack of this kind is made for: it stands for no other kind."""
    return f"pbdesk-{kind.replace('-', '')}-pack-v1"


NAMESPACE = namespace_of("result")
_KIND_OF = {namespace_of(kind): kind for kind in KINDS}

_MOST_BYTES = 2 * 2**20  # three signers for each of 2,000 halls, and room
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters, and what other programs take for the end of a line; a tab is a space."""

_OPTION = r'[A-Za-z-]+(?:="[^"]*")?'
_LINE = re.compile(
    rf"(?P<who>[^ \t]+)[ \t]+(?:(?P<options>{_OPTION}(?:,{_OPTION})*)[ \t]+)?"
    r"(?P<kind>(?:ssh-|ecdsa-|sk-)[^ \t]+)[ \t]+(?P<key>[A-Za-z0-9+/=]+)(?:[ \t].*)?",
)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody whose key counts.

    `who` (facilitator, teller-1, …) for `assembly`; `public` is 32 bytes.
    The key counts for packs dated `valid_after` or later; they must sign each pack of `kinds`.
    """

    who: str
    assembly: str
    public: bytes
    valid_after: date | None = None
    kinds: tuple[str, ...] = ("result",)

    @property
    def principal(self) -> str:
        """The name that ssh-keygen is asked for with -I."""
        return f"{self.who}@{self.assembly}"

    @property
    def line(self) -> str:
        """The signer's line in the file."""
        spaces = ",".join(map(namespace_of, self.kinds))
        return (
            f'{self.principal} namespaces="{spaces}"{self._since} '
            f"{public_line(self.public)}"
        )

    @property
    def _since(self) -> str:
        """The option that says from when the key may sign."""
        if self.valid_after is None:
            return ""
        return f',valid-after="{self.valid_after:%Y%m%d}"'


@dataclass(frozen=True)
class SignersFile:
    """The lines of a signers file, by the assembly that each is for; read when they are asked for.

    A city's file has a thousand lines, so they are told apart once.
    """

    lines: Mapping[str, Sequence[tuple[int, str, re.Match[str]]]]

    @classmethod
    def of(cls, text: str) -> SignersFile:
        """Raises PackRefused, naming the line, where one is no line of a signers file."""
        lines = defaultdict[str, list[tuple[int, str, re.Match[str]]]](list)
        for number, line in _lines(text):
            found = _LINE.fullmatch(line)
            if found is None:
                raise _line_refused(
                    number,
                    say("it is not a line of a signers file"),
                )
            for principal in found["who"].split(","):
                if re.search(r"[*?!\"]", principal):
                    raise _line_refused(
                        number,
                        say("it names its signers by a pattern"),
                    )
                who, _, assembly = principal.rpartition("@")
                lines[assembly].append((number, who, found))
        return cls(lines)

    def signers(self, assembly: str) -> tuple[Signer, ...]:
        """Those of one assembly. Raises PackRefused where a line means more than pbdesk checks."""
        lines = self.lines.get(assembly, ())
        return tuple(_signer(assembly, *line) for line in lines)


def read_signers(text: str, assembly: str) -> tuple[Signer, ...]:
    """The signers for `assembly` in the text of a signers file; lines for others are passed over.

    Raises PackRefused, naming the line, where one cannot be read or means more than pbdesk checks.
    """
    return SignersFile.of(text).signers(assembly)


def _signer(
    assembly: str,
    number: int,
    who: str,
    found: re.Match[str],
) -> Signer:
    if who not in WHO:
        raise _line_refused(
            number,
            say("“{who}” is nobody who signs packs", who=who),
        )
    after = None
    kinds = ("result",)
    given = set[str]()
    for option in re.findall(_OPTION, found["options"] or ""):
        name, _, value = str(option).replace('"', "").partition("=")
        kind = name.lower()
        if kind in given:
            raise _line_refused(
                number,
                say("“{option}” is there twice", option=name),
            )
        given.add(kind)
        match kind:
            case "namespaces" if named := _kinds_named(value):
                kinds = named
            case "valid-after" if re.fullmatch(
                r"[0-9]{8}(?:[0-9]{4}(?:[0-9]{2})?)?Z?",
                value,
            ):
                after = _day(number, value)
            case _:
                raise _line_refused(
                    number,
                    say(
                        "“{option}” is not taken here",
                        option=f"{name}={value}",
                    ),
                )
    return Signer(
        who,
        assembly,
        _public(number, found["kind"], found["key"]),
        after,
        kinds,
    )


def _kinds_named(namespaces: str) -> tuple[str, ...]:
    """The kinds of packs among these namespaces, in their order; none where one is a pattern."""
    if re.search("[*?!]", namespaces):
        return ()
    named = namespaces.split(",")
    return tuple(kind for space, kind in _KIND_OF.items() if space in named)


def _day(number: int, value: str) -> date:
    try:
        return date.fromisoformat(value[:8])
    except ValueError as error:
        raise _line_refused(
            number,
            say("“{day}” is no day", day=value[:8]),
        ) from error


def _public(number: int, kind: str, key: str) -> bytes:
    try:
        return public_of_blob(
            base64.b64decode(
                key if kind == "ssh-ed25519" else "",
                validate=True,
            ),
        )
    except ValueError as error:
        raise _line_refused(
            number,
            say("its key is not an Ed25519 key"),
        ) from error


def read_revoked(text: str) -> frozenset[bytes]:
    """The public keys (32 bytes each) that a file of revoked keys lists, one a line.

    Raises PackRefused.
    """
    revoked: set[bytes] = set()
    for number, line in _lines(text):
        kind, key, *_ = [*re.split("[ \t]+", line), ""]
        revoked.add(_public(number, kind, key))
    return frozenset(revoked)


def _lines(text: str) -> list[tuple[int, str]]:
    """Numbered lines that are neither empty nor comments.

    A line ends as ssh-keygen ends it: at a line feed, and one carriage return before it goes too.
    Any other sign at which some program ends a line is refused, also in a comment: a second line
    could hide behind it. Raises PackRefused.
    """
    if len(text.encode()) > _MOST_BYTES:
        raise PackRefused(
            say(
                "The signers file is larger than {most} KB.",
                most=_MOST_BYTES // 1024,
            ),
        )
    found = list[tuple[int, str]]()
    for number, ended in enumerate(text.split("\n"), 1):
        line = ended.removesuffix("\r")
        if unseen := _UNSEEN.search(line):
            sign = f"U+{ord(unseen[0]):04X}"
            raise _line_refused(
                number,
                say("it holds a sign that is not seen ({sign})", sign=sign),
            )
        told = line.strip(" \t")
        if told and not told.startswith("#"):
            found.append((number, told))
    return found


def _line_refused(number: int, why: Words) -> PackRefused:
    return PackRefused(
        say(
            "Line {number} of the signers file is not taken: {why}.",
            number=number,
            why=why,
        ),
    )
