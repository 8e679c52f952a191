"""What somebody could do to a pack, and the number of the check that finds it first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.pack.bag import Bag, made_again
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.sign import pem, signature_files, sshsig
from pbdesk.pack.verify import verify
from pbdesk.pack.zipped import written
from tests.pack.sample import ASSEMBLY, EVENTS, KEYS, PB, ROGUE_KEYS, SIGNERS, Evening, pdf, public_of, remade, sign_all

HERE = Evening()


def zipped(bag: Bag) -> bytes:
    return written({f"{bag.name}/{name}": content for name, content in bag.files.items()})


def first_failed(data: bytes, folder: Path, name: str = "received.zip") -> int | None:
    """The number of the first check that fails, or None where the pack is genuine."""
    path = folder / name
    path.write_bytes(data)
    found = verify(path, SIGNERS, ASSEMBLY)
    assert found.genuine == (not found.failed)
    return found.failed[0].number if found.failed else None


def changed(bag: Bag, changes: Mapping[str, bytes | None]) -> Bag:
    """The bag with files replaced, added or (None) taken out, and nothing else done."""
    files = {**bag.files, **changes}
    return Bag(bag.name, {name: content for name, content in files.items() if content is not None})


def hashed_again(bag: Bag) -> Bag:
    """The bag with its manifests made again and the old signatures left."""
    files = dict(bag.files)
    for name in ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
        files[name] = made_again(name, files)
    return Bag(bag.name, files)


def signed_over(bag: Bag, keys: Mapping[str, Ed25519PrivateKey]) -> Bag:
    """The bag with the signatures of `keys` in place of those that were there."""
    made: dict[str, bytes] = {}
    for who, key in keys.items():
        made |= signature_files(key, who, bag.signed)
    return changed(bag, made)


def with_old_signatures(bag: Bag, old: Bag) -> Bag:
    return changed(bag, {name: content for name, content in old.files.items() if name.startswith("signatures/")})


def swapped(bag: Bag, name: str, old: bytes, new: bytes) -> Bag:
    assert old in bag.files[name]
    return changed(bag, {name: bag.files[name].replace(old, new)})


def edit(**changes: object) -> Callable[[dict[str, object]], None]:
    return lambda content: content.update(changes)


def edit_outcome(**changes: object) -> Callable[[dict[str, object]], None]:
    def change(content: dict[str, object]) -> None:
        outcome = content["outcome"]
        assert isinstance(outcome, dict)
        outcome.update(changes)

    return change


ONLY_FACILITATOR = {"facilitator": KEYS["facilitator"]}
WHOLE = HERE.signed()
CUT = HERE.but(events=EVENTS[:-1])
SUPPORT = [{"id": "A", "cost": 60000, "support": 9, "funded": True},
           {"id": "B", "cost": 30000, "support": 2, "funded": True},
           {"id": "C", "cost": 50000, "support": 1, "funded": False}]

# Numbers in brackets are those of the threat table that the pack was designed against.
TAMPERED: dict[str, tuple[int, Callable[[], Bag]]] = {
    "one ballot changed [1]": (4, lambda: swapped(WHOLE, "data/assembly.pb", b"4;B", b"4;C")),
    "support changed, every hash redone [2]": (
        12, lambda: with_old_signatures(HERE.but(content=edit_outcome(projects=SUPPORT)).bag(), WHOLE)),
    "a file nobody knows added [3]": (2, lambda: changed(WHOLE, {"data/minutes.txt": b"We all agreed."})),
    "a file of a known name added [3]": (4, lambda: changed(WHOLE, {"data/verify.html": b"<p>Genuine!</p>"})),
    "record deleted [4]": (2, lambda: changed(WHOLE, {"data/record.jsonl": None})),
    "projects deleted [4]": (4, lambda: changed(WHOLE, {"data/projects.csv": None})),
    "record cut, facilitator alone signs again [5]": (
        12, lambda: signed_over(with_old_signatures(CUT.bag(), WHOLE), ONLY_FACILITATOR)),
    "another assembly's pack, well signed [6]": (10, lambda: HERE.but(assembly="rehearsal-2026-11").signed()),
    "made anew with keys of one's own [7]": (12, lambda: HERE.signed(ROGUE_KEYS)),
    "a teller's signature taken out [8]": (
        12, lambda: changed(WHOLE, {f"signatures/teller-2.{kind}": None for kind in ("sshsig", "ed25519", "pem")})),
    "one teller's signature copied for the other [9]": (
        12, lambda: changed(WHOLE, {f"signatures/teller-2.{kind}": WHOLE.files[f"signatures/teller-1.{kind}"]
                                    for kind in ("sshsig", "ed25519", "pem")})),
    "signature made for another purpose [10]": (
        12, lambda: changed(WHOLE, {"signatures/teller-1.sshsig": sshsig(KEYS["teller-1"], WHOLE.signed, "file")})),
    "page laid over the report, hashes redone [11]": (
        12, lambda: hashed_again(overlaid(WHOLE))),
    "page laid over the report, all sign again [11]": (18, lambda: signed_over(hashed_again(overlaid(WHOLE)), KEYS)),
    "a byte of the report changed [12]": (4, lambda: swapped(WHOLE, "data/report.pdf", b"%PDF-1.3", b"%PDF-1.2")),
    "report replaced, facilitator alone signs again [13]": (
        12, lambda: signed_over(with_old_signatures(remade(WHOLE, report__pdf=pdf(("0000",) * 8, b"")), WHOLE),
                                ONLY_FACILITATOR)),
    "line ends converted [14]": (4, lambda: swapped(WHOLE, "data/projects.csv", b"\r\n", b"\n")),
    "line ends of a manifest converted [14]": (4, lambda: swapped(WHOLE, "manifest-sha256.txt", b"\n", b"\r\n")),
    "fetch.txt added [15]": (2, lambda: changed(WHOLE, {"fetch.txt": b"http://example.org/ 1 data/result.json\n"})),
    "a name in other case [17]": (2, lambda: changed(
        WHOLE, {"data/result.json": None, "data/Result.json": WHOLE.files["data/result.json"]})),
    "data and keys in the pack swapped, signed again [18]": (
        12, lambda: signed_over(HERE.but(content=edit_outcome(projects=SUPPORT)).bag(), ROGUE_KEYS)),
    "results code edited [19]": (6, lambda: changed(WHOLE, {"bag-info.txt": coded(WHOLE)})),
    "results code edited, all sign again [19]": (
        9, lambda: signed_over(hashed_again(changed(WHOLE, {"bag-info.txt": coded(WHOLE)})), KEYS)),
    "folder with another result added [20]": (2, lambda: changed(WHOLE, {"new/result.json": b"{}"})),
    "stage edited": (6, lambda: swapped(WHOLE, "bag-info.txt", b"Stage: final", b"Stage: rehearsal")),
    "stage edited, all sign again": (11, lambda: signed_over(hashed_again(
        swapped(WHOLE, "bag-info.txt", b"Stage: final", b"Stage: rehearsal")), KEYS)),
    "bagit.txt changed": (3, lambda: swapped(WHOLE, "bagit.txt", b"1.0", b"0.9")),
    "manifest deleted": (2, lambda: changed(WHOLE, {"manifest-sha512.txt": None})),
    "sha512 manifest changed": (5, lambda: swapped(WHOLE, "manifest-sha512.txt", b"  data/", b" *data/")),
    "folder named for another code": (9, lambda: Bag(WHOLE.name[:-8] + "00000000", WHOLE.files)),
    "folder named for another day": (3, lambda: Bag(WHOLE.name.replace("11-24", "11-25"), WHOLE.files)),
    "folder named as no pack is": (2, lambda: Bag("result", WHOLE.files)),
    "result with a doubled key, all sign again": (7, lambda: sign_all(remade(
        WHOLE, result__json=WHOLE.files["data/result.json"].replace(b'"previous":', b'"previous":1,"previous":')))),
    "result with a space, all sign again": (7, lambda: sign_all(remade(
        WHOLE, result__json=WHOLE.files["data/result.json"] + b"\n"))),
    "projects of another result, all sign again": (
        8, lambda: sign_all(remade(WHOLE, projects__csv=b"id,cost\r\nA,1\r\n"))),
    "raw signature by another key": (
        13, lambda: changed(WHOLE, {"signatures/teller-1.ed25519": ROGUE_KEYS["teller-1"].sign(WHOLE.signed)})),
    "raw signature taken out": (13, lambda: changed(WHOLE, {"signatures/teller-1.ed25519": None})),
    "key file of another key": (
        13, lambda: changed(WHOLE, {"signatures/teller-1.pem": pem(public_of(ROGUE_KEYS["teller-1"]))})),
    "signature wrapped otherwise": (12, lambda: changed(
        WHOLE, {"signatures/teller-1.sshsig": WHOLE.files["signatures/teller-1.sshsig"].replace(b"\n", b"\r\n")})),
    "body in the record changed, all sign again": (14, lambda: HERE.but(
        record=lambda record: record.replace(b'"name":"Ward 7"', b'"name":"Ward 8"')).signed()),
    "entry taken from the record, all sign again": (14, lambda: HERE.but(
        record=lambda record: b"".join(record.splitlines(keepends=True)[i] for i in (0, 1, 3, 4, 5))).signed()),
    "record cut, all sign again": (15, lambda: HERE.but(
        record=lambda record: b"".join(record.splitlines(keepends=True)[:-1])).signed()),
    "record without its last line end": (14, lambda: HERE.but(record=lambda record: record[:-1]).signed()),
    "a ballot too many, all sign": (
        16, lambda: HERE.but(content=edit(papers={"issued": 6, "counted": 4, "rejected": 1})).signed()),
    "ballots counted that were rejected, all sign": (
        16, lambda: HERE.but(content=edit(papers={"issued": 6, "counted": 5, "unreturned": 1})).signed()),
    "money left over that is not there, all sign": (
        17, lambda: HERE.but(content=edit_outcome(leftover=20000)).signed()),
    "other ballots than were counted, all sign": (19, lambda: HERE.but(pb=PB.replace(b"4;B", b"4;C")).signed()),
    "a ballot fewer than were counted, all sign": (19, lambda: HERE.but(pb=PB.replace(b"4;B\n", b"")).signed()),
    "other costs than in the result, all sign": (19, lambda: HERE.but(pb=PB.replace(b"C;50000", b"C;50001")).signed()),
    "ballots that cannot be read, all sign": (19, lambda: HERE.but(pb=b"\xff").signed()),
    "a funded project its line denies, all sign": (
        17, lambda: HERE.but(content=edit_outcome(funded=["A", "C"])).signed()),
}


def overlaid(bag: Bag) -> Bag:
    """The bag with an update appended to its report, as PDF allows."""
    return changed(bag, {"data/report.pdf": bag.files["data/report.pdf"] + b"%another page\n%%EOF\n"})


def coded(bag: Bag) -> bytes:
    """bag-info.txt with another code of the same first eight signs."""
    lines = bag.files["bag-info.txt"].split(b"\n")
    return b"\n".join(line[:-4] + b"0000" if b"Results-Code" in line else line for line in lines)


def test_the_pack_that_nobody_touched_is_genuine(tmp_path):
    assert first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name}.zip") is None


@pytest.mark.parametrize("what", list(TAMPERED))
def test_tampering_is_found_by_the_check_with_this_number(what, tmp_path):
    number, tampered = TAMPERED[what]
    assert first_failed(zipped(tampered()), tmp_path) == number


def test_a_key_that_is_not_in_the_signers_file_has_no_place_in_the_pack(pack):
    found = verify(pack, "".join(SIGNERS.splitlines(keepends=True)[:2]), ASSEMBLY)
    assert [check.number for check in found.failed] == [13]


def test_a_file_named_for_another_code_is_found(tmp_path):
    assert first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name[:-8]}00000000.zip") == 9


def test_a_browsers_second_download_is_still_genuine(tmp_path):
    assert first_failed(zipped(WHOLE), tmp_path, f"{WHOLE.name} (1).zip") is None


def rezipped(change: Callable[[zipfile.ZipFile, str], None]) -> bytes:
    buffer = io.BytesIO(zipped(WHOLE))
    with zipfile.ZipFile(buffer, "a") as archive:
        change(archive, WHOLE.name)
    return buffer.getvalue()


def test_a_payload_that_became_a_link_is_found(tmp_path):
    def link(archive: zipfile.ZipFile, top: str) -> None:
        entry = zipfile.ZipInfo(f"{top}/data/verify.html")
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")

    assert first_failed(rezipped(link), tmp_path) == 2


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["data/result.json", "data/RESULT.json"])
def test_a_file_that_is_there_twice_is_found(name, tmp_path):
    assert first_failed(rezipped(lambda archive, top: archive.writestr(f"{top}/{name}", "{}")), tmp_path) == 2


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "other/data/result.json"])
def test_a_file_outside_the_folder_is_found(name, tmp_path):
    assert first_failed(rezipped(lambda archive, _: archive.writestr(name, "evil")), tmp_path) == 2


def test_a_file_with_bytes_after_its_end_is_found(tmp_path):
    assert first_failed(zipped(WHOLE) + b"!", tmp_path) == 1


def test_a_download_that_was_cut_short_is_found(tmp_path):
    assert first_failed(zipped(WHOLE)[:-1000], tmp_path) == 1


@pytest.mark.parametrize("name", sorted(WHOLE.files))
def test_one_changed_byte_in_any_file_is_found(name, tmp_path):
    content = WHOLE.files[name]
    for at in {0, 1, len(content) // 3, len(content) // 2, len(content) - 1}:
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        assert first_failed(zipped(changed(WHOLE, {name: flipped})), tmp_path) is not None, f"{name} at {at}"


def test_a_flipped_bit_anywhere_in_the_file_never_passes_with_other_contents(tmp_path):
    data = zipped(WHOLE)
    path = tmp_path / "flipped.zip"
    harmless = 0
    for at in range(0, len(data), max(1, len(data) // 1500)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << at % 8
        path.write_bytes(flipped)
        harmless += _still_says_the_same(path)
    assert harmless < 150  # time stamps, versions and attributes in the zip's headers say nothing about contents


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
    assert contents == {f"{WHOLE.name}/{name}": content for name, content in WHOLE.files.items()}
    return True
