"""The bag: a result pack as names and bytes (BagIt, RFC 8493), and its zip on disk.

One top folder `pb-result_<assembly>_<date>_<code8>`; `data/` holds what is handed over; two
manifests cover it; the tag manifests cover the manifests. `tagmanifest-sha256.txt` is the file that
gets signed: it covers every byte but the signatures. Every tag file has exactly one form for given
contents, so checking is making it again and comparing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pbdesk.pack.refused import PackRefused, unreadable
from pbdesk.pack.whole import write_whole
from pbdesk.pack.zipped import MOST_BYTES, Entry, Files, read_entries, written
from pbdesk.words import say

__all__ = [
    "FOLLOWING_KINDS",
    "FORMAT",
    "FORM_FILE",
    "KINDS",
    "KNOWN",
    "REPORTS",
    "SIGNED",
    "STAGES",
    "STAMPS",
    "WHO",
    "Bag",
    "BagInfo",
    "bag_of",
    "is_assembly_id",
    "is_known",
    "made_again",
    "make_bag",
    "measure",
    "read_data",
    "read_info",
    "read_text",
    "read_zip",
    "tag_fault",
    "write_zip",
]

FORMAT = 1
STAGES = ("rehearsal", "final", "part", "combined")
"""`part`: the sums of one hall of several, which decide nothing; `combined`: their sum."""
KINDS = ("result", "answer", "money", "follow-up", "case")
"""What a pack may be: the result itself, or what follows it; each kind is signed for itself."""
FOLLOWING_KINDS = frozenset({"answer", "money", "follow-up"})
"""Those that follow a result and go on from the pack before."""
WHO = ("facilitator", "teller-1", "teller-2", "keeper", "chair", "clerk")
SIGNED = "tagmanifest-sha256.txt"
NEEDED = frozenset(
    {"START-HERE.txt", "record.jsonl", "report.pdf", "result.json"},
)
FORM_FILE = "response-form.pdf"
"""The one file that is written on afterwards: it gets no seal."""
YOU_ASKED = "you-asked.pdf"
"""What was asked, answered and done, for those who asked: in a pack that tells what was done."""
REPORTS = frozenset(
    {
        "annex.pdf",
        "notice.pdf",
        "report-large.pdf",
        "report-plain.pdf",
        "report-projects.pdf",
        "report.pdf",
        FORM_FILE,
        YOU_ASKED,
    },
)
OPTIONAL = frozenset(
    {
        "assembly.pb",
        "committee.txt",
        "decided.json",
        "draw.json",
        "grants-draft.csv",
        "open-book.html",
        "open-book.json",
        "parent.json",
        "projects.csv",
        "verify.html",
    },
) | (REPORTS - NEEDED)

_TAGGED = (
    "bag-info.txt",
    "bagit.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
)
_TAGS = (*_TAGGED, "tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
_SIGNATURES = frozenset(
    f"signatures/{who}.{kind}"
    for who in WHO
    for kind in ("sshsig", "ed25519", "pem")
)
STAMPS = ("tsa/1.tsr", "tsa/2.tsr", "tsa/3.tsr")
KNOWN = (
    frozenset(_TAGS)
    | {f"data/{name}" for name in NEEDED | OPTIONAL}
    | _SIGNATURES
    | set(STAMPS)
)
_FOLDERS = frozenset({"", "data/", "data/ballots/", "signatures/", "tsa/"})
_BALLOTS = re.compile(r"ballots/[1-9][0-9]{0,2}\.(?:soi|csv)")
"""The ballots of a question, by its id."""

_ID = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?"
_OF_A_HALL = re.compile(
    rf"halls/{_ID}/(?:(?:tag)?manifest-sha256\.txt|bag-info\.txt|data/result\.json"
    rf"|data/(?:assembly\.pb|{_BALLOTS.pattern})|signatures/(?:{'|'.join(WHO)})\.sshsig)",
)
"""What a combined pack keeps of each hall's own pack: what was signed there, and by whom."""
_FOLDER_OF_HALLS = re.compile(
    rf"data/halls/(?:{_ID}/(?:data/(?:ballots/)?|signatures/)?)?",
)
_SIGN = "[0-9A-HJKMNP-TV-Z]"
_FOLDER = re.compile(
    rf"pb-result_{_ID}_[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}_{_SIGN}{{8}}",
)
_YEARS = range(1980, 2200)
"""A pack bears the day of the laptop's clock, which may be wrong, but not by centuries."""

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_INFO = re.compile(
    rf"Bagging-Date: (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})\n"
    rf"External-Identifier: (?P<assembly>{_ID})\n"
    rf"PBDesk-Pack-Format: {FORMAT}\n"
    rf"PBDesk-Pack-Kind: (?P<kind>{'|'.join(KINDS)})\n"
    rf"PBDesk-Results-Code: (?P<code>{_SIGN}{{4}}(?: {_SIGN}{{4}}){{7}})\n"
    rf"PBDesk-Stage: (?P<stage>{'|'.join(STAGES)})\n"
    r"PBDesk-Unsigned-Report-SHA256: (?P<report>[0-9a-f]{64}:[0-9]{1,9})\n",
)


@dataclass(frozen=True, slots=True)
class BagInfo:
    """What `bag-info.txt` says.

    `results_code`: 8 groups of 4; `report_digest`: `measure` of the unsigned report; `kind`: one of
    `KINDS`.
    """

    assembly: str
    stage: str
    results_code: tuple[str, ...]
    report_digest: str
    date: date
    kind: str = "result"

    def __post_init__(self) -> None:
        """Raises ValueError for an assembly id, a stage or a kind that no pack has."""
        if not self._is_known:
            raise ValueError(
                f"no assembly id, stage or kind of a pack: {self.assembly!r}, {self.stage!r}, "
                f"{self.kind!r}",
            )

    @property
    def _is_known(self) -> bool:
        known = self.stage in STAGES and self.kind in KINDS
        return known and is_assembly_id(self.assembly)

    @property
    def name(self) -> str:
        """The top folder, and the file's name without `.zip`."""
        return f"pb-result_{self.assembly}_{self.date.isoformat()}_{''.join(self.results_code[:2])}"


@dataclass(frozen=True)
class Bag:
    """A pack in memory: its top folder's `name`, and `files` by their path below it."""

    name: str
    files: Files

    @property
    def result(self) -> bytes:
        """The result. Raises KeyError in a bag that holds none."""
        return self.files["data/result.json"]

    @property
    def payload(self) -> Files:
        """The files below `data/`, by their path in the bag."""
        return {
            name: content
            for name, content in self.files.items()
            if name.startswith("data/")
        }

    @property
    def signed(self) -> bytes:
        """The bytes that are signed."""
        return self.files[SIGNED]


def is_known(name: str) -> bool:
    """Whether a pack may have a file of this name."""
    inner = name.removeprefix("data/")
    return name in KNOWN or any(
        each.fullmatch(inner) for each in (_BALLOTS, _OF_A_HALL)
    )


def is_assembly_id(text: str) -> bool:
    """Whether `text` can be the id of an assembly: it stands in file names."""
    return re.fullmatch(_ID, text) is not None


def measure(content: bytes) -> str:
    """SHA-256 in hex, a colon, the length in bytes."""
    return f"{hashlib.sha256(content).hexdigest()}:{len(content)}"


def make_bag(payload: Files, info: BagInfo) -> Bag:
    """The bag over `payload` (names without `data/`), not signed yet.

    Raises ValueError where a needed file is missing or a name is not one of a pack's.
    """
    others = {name for name in payload if not is_known(f"data/{name}")}
    wrong = sorted((NEEDED - payload.keys()) | others)
    if wrong:
        raise ValueError(
            f"a pack does not have these files, or needs them: {', '.join(wrong)}",
        )
    files = {f"data/{name}": content for name, content in payload.items()}
    files |= {"bagit.txt": _BAGIT, "bag-info.txt": _info_text(info)}
    for name in _TAGS[2:]:
        files[name] = made_again(name, files)
    return Bag(info.name, files)


def made_again(name: str, files: Files) -> bytes:
    """The manifest `name` as it must be for `files`: hash, two spaces, path; sorted."""
    kind, algorithm = name.removesuffix(".txt").split("-")
    if kind == "tagmanifest":
        covered = _TAGGED
    else:
        covered = [path for path in files if path.startswith("data/")]
    lines = (
        f"{hashlib.new(algorithm, files[path]).hexdigest()}  {path}\n"
        for path in sorted(covered)
    )
    return "".join(lines).encode()


def tag_fault(bag: Bag, name: str) -> str | None:
    """The first path that the manifest `name` does not tell as it is.

    Or None where the manifest is right.
    """
    right = made_again(name, bag.files)
    found = bag.files[name]
    if right == found:
        return None
    differing = set(right.splitlines()) ^ set(found.splitlines())
    paths = sorted(
        line[line.find(b"  ") + 2 :].decode("utf-8", "backslashreplace")
        for line in differing
    )
    return next((path for path in paths if path in bag.files), name)


def read_info(bag: Bag) -> BagInfo:
    """What the bag says of itself. Raises PackRefused where a line is not as a pack has it."""
    if bag.files["bagit.txt"] != _BAGIT:
        raise PackRefused(say("“bagit.txt” is not as a pack has it."))
    found = _INFO.fullmatch(
        bag.files["bag-info.txt"].decode("utf-8", "replace"),
    )
    try:
        info = found and BagInfo(
            found["assembly"],
            found["stage"],
            tuple(found["code"].split()),
            found["report"],
            date.fromisoformat(found["date"]),
            found["kind"],
        )
    except ValueError:
        info = None
    if (
        info is None
        or info.date.year not in _YEARS
        or _info_text(info) != bag.files["bag-info.txt"]
    ):
        raise PackRefused(say("“bag-info.txt” is not as a pack has it."))
    return info


def _info_text(info: BagInfo) -> bytes:
    return (
        f"Bagging-Date: {info.date.isoformat()}\nExternal-Identifier: {info.assembly}\n"
        f"PBDesk-Pack-Format: {FORMAT}\nPBDesk-Pack-Kind: {info.kind}\n"
        f"PBDesk-Results-Code: {' '.join(info.results_code)}\n"
        f"PBDesk-Stage: {info.stage}\nPBDesk-Unsigned-Report-SHA256: {info.report_digest}\n"
    ).encode()


def bag_of(entries: Sequence[Entry]) -> Bag:
    """The bag in a zip's entries.

    Raises PackRefused where they are not exactly one pack: see the sentences.
    """
    names = [
        unicodedata.normalize("NFC", entry.name).casefold() for entry in entries
    ]
    times = Counter(names)
    for entry, name in zip(entries, names, strict=True):
        if times[name] > 1:
            raise PackRefused(
                say("“{name}” is in the zip twice.", name=entry.name),
            )
        if not entry.plain:
            raise PackRefused(
                say(
                    "“{name}” is a link or a device, not a file.",
                    name=entry.name,
                ),
            )
    tops = {entry.name.partition("/")[0] for entry in entries}
    top = min(tops, default="")
    if len(tops) != 1 or not _FOLDER.fullmatch(top):
        raise PackRefused(
            say("The zip does not hold exactly one folder named as a pack’s."),
        )
    files = {entry.name.partition("/")[2]: entry.content for entry in entries}
    _refuse_unknown(files)
    return Bag(
        top,
        {
            name: content
            for name, content in files.items()
            if not _is_folder(name)
        },
    )


def _is_folder(name: str) -> bool:
    return name in _FOLDERS or _FOLDER_OF_HALLS.fullmatch(name) is not None


def _refuse_unknown(files: Files) -> None:
    for name, content in sorted(files.items()):
        if not is_known(name) and (not _is_folder(name) or content):
            raise PackRefused(
                say("“{name}” does not belong in a pack.", name=name),
            )
    missing = sorted(
        (frozenset(_TAGS) | {f"data/{name}" for name in NEEDED}) - files.keys(),
    )
    if missing:
        raise PackRefused(say("“{name}” is missing.", name=missing[0]))


def read_data(path: Path) -> bytes:
    """The file's bytes, at most one more than a pack may have.

    Raises PackRefused where it cannot be read, or is no file but a pipe or a device, which might
    never end.
    """
    _refuse_what_is_no_file(path)
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error


def _refuse_what_is_no_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise PackRefused(
            say(
                "“{name}” cannot be read: it is no file.",
                name=path.name or str(path),
            ),
        )


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, with or without a mark of its order.

    Raises PackRefused where it is none.
    """
    try:
        return read_data(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackRefused(
            say("“{name}” is not a text file in UTF-8.", name=path.name),
        ) from error


def read_zip(path: Path) -> Bag:
    """The bag in the zip at `path`, read by name and never extracted. Raises PackRefused."""
    return bag_of(read_entries(read_data(path)))


def write_zip(bag: Bag, path: Path) -> None:
    """Write the bag's zip to `path`: whole under that name, or not at all.

    Raises PackRefused where that fails.
    """
    write_whole(
        written(
            {
                f"{bag.name}/{name}": content
                for name, content in bag.files.items()
            },
        ),
        path,
    )
