"""Names taken out of PDFs for real: wherever a file hides them, the new one holds none."""

from __future__ import annotations

import io
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import segno
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pbdesk.app.jobs.progress import Cancelled, silent
from pbdesk.app.redaction import NotRedacted, redact
from pbdesk.app.redaction.ink import has_unread_ink
from pbdesk.app.redaction.page import Box, Sign, read_pages
from pbdesk.app.redaction.painting import Found
from pbdesk.app.redaction.setting import set_anew
from pbdesk.cli import main
from pbdesk.i18n import render
from pbdesk.jury.spellings import squashed
from pbdesk.resources import resource

ATTACKS = sorted(
    (Path(__file__).parents[1] / "data" / "redaction").glob("*/in.pdf"),
)
KEPT = (
    "Complaint 2026-014",
    "Dropped kerbs on Station Road",
    "The panel upheld the complaint",
)

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="Tesseract is not on this computer.",
)


@pytest.fixture
def unread_by_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A computer without Tesseract."""
    monkeypatch.setenv("PATH", str(tmp_path))


def names_of(attack: Path) -> list[str]:
    return attack.with_name("names.txt").read_text().splitlines()


def text_of(content: bytes) -> str:
    by_pdfium = "".join(
        sign.text for page in read_pages(content) for sign in page.signs
    )
    return by_pdfium + "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(content)).pages
    )


@pytest.mark.usefixtures("unread_by_tesseract")
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda path: path.parent.name)
def test_a_hidden_name_is_in_no_byte_and_no_text_of_the_new_file(attack: Path):
    """Without a reader of pictures every page waits for a person: text may say what it shows not."""
    names = names_of(attack)
    made = redact(attack.read_bytes(), names, silent)
    text = squashed(text_of(made.content))
    told = text + squashed(made.content.decode("latin-1"))
    assert not [name for name in names if squashed(name) in told]
    assert made.left == ()
    assert b"/Annots" not in made.content
    assert made.unread == tuple(range(1, made.pages + 1))
    if attack.parent.name != "scan":
        assert all(squashed(kept) in text for kept in KEPT)


@needs_tesseract
def test_a_name_that_is_only_in_the_pixels_is_painted_out_and_the_rest_can_be_read():
    attack = next(path for path in ATTACKS if path.parent.name == "scan")
    made = redact(attack.read_bytes(), names_of(attack), silent)
    assert (made.left, made.unread) == ((), ())
    assert made.removed > 0
    told = squashed(text_of(made.content))
    assert "draycott" not in told
    assert all(squashed(kept) in told for kept in KEPT)


def written(*lines: str) -> bytes:
    """A page with those lines."""
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    for row, line in enumerate(lines):
        canvas.drawString(60, 760 - 20 * row, line)
    canvas.save()
    return content.getvalue()


LATIN = st.text(
    alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHéüøß-",
    min_size=4,
    max_size=14,
)
WORDS = st.lists(
    st.text(alphabet="acegikmoqsuwy", min_size=1, max_size=9),
    max_size=6,
)


@pytest.mark.usefixtures("unread_by_tesseract")
@settings(deadline=None, max_examples=8)
@given(LATIN.filter(lambda name: len(squashed(name)) >= 4), WORDS, WORDS)
def test_of_any_page_with_a_name_nothing_of_it_is_left(
    name: str,
    before,
    after,
):
    lines = (
        " ".join(before),
        " ".join([*before, name, *after]),
        f"{name}’s",
        name.upper(),
    )
    made = redact(written(*lines), [name], silent)
    assert made.left == ()
    assert squashed(name) not in squashed(text_of(made.content))


def drawn(*pages: list[tuple[float, float, str]]) -> bytes:
    """Pages with each text at its place."""
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    for page in pages:
        for left, height, text in page:
            canvas.drawString(left, height, text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@pytest.mark.usefixtures("unread_by_tesseract")
def test_a_name_goes_whose_halves_the_eye_joins_but_not_the_file():
    """Over two columns, out of order, at the foot of one page and the head of the next."""
    columns = [
        (60, 740, "It was Wilhelmina Dray-"),
        (330, 740, "Other words of the column"),
        (60, 725, "cott who had called us"),
        (330, 725, "and the end of it"),
    ]
    apart = [
        (60, 640, "Dray"),
        (60, 600, "A line between"),
        (83.4, 640, "cott rang"),
    ]
    foot, head = (
        (60, 80, "At last we spoke to Dray-"),
        (60, 780, "cott herself about it"),
    )
    made = redact(
        drawn([*columns, *apart, foot], [head]),
        ["Wilhelmina Draycott", "Draycott"],
        silent,
    )
    told = squashed(text_of(made.content))
    assert not [part for part in ("dray", "cott", "wilhelmina") if part in told]
    for kept in (
        "It was",
        "who had called us",
        "Other words of the column",
        "A line between",
    ):
        assert squashed(kept) in told
    assert "herselfaboutit" in told
    assert "wespoketo" in told


@pytest.mark.usefixtures("unread_by_tesseract")
def test_of_letters_too_small_to_be_seen_nothing_is_left_either():
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.setFont("Helvetica", 1)
    canvas.drawString(60, 700, "Wilhelmina Draycott rang")
    canvas.save()
    made = redact(content.getvalue(), ["Wilhelmina Draycott"], silent)
    assert set(squashed(text_of(made.content))) <= set("name rang")


@needs_tesseract
def test_a_name_in_a_picture_goes_however_little_it_stands_out():
    """Pale grey on white, and red on blue of one brightness."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(520, 200), invariant=1)
    face = ImageFont.truetype(
        str(resource("fonts", "NotoSans-Regular.ttf")),
        56,
    )
    for top, ink, ground in (
        (110, (205, 205, 205), "white"),
        (10, "red", "navy"),
    ):
        picture = Image.new("RGB", (900, 160), ground)
        ImageDraw.Draw(picture).text(
            (30, 40),
            "Letter to Draycott",
            fill=ink,
            font=face,
        )
        canvas.drawImage(ImageReader(picture), 60, top, 400, 71)
    canvas.save()
    made = redact(content.getvalue(), ["Draycott"], silent)
    assert (made.removed, made.left) == (2, ())


SMALL = (420, 120)
"""A page in points: less to read than of A4."""


def scanned(canvas: Canvas, *lines: str) -> None:
    """A picture of these lines as a page."""
    face = ImageFont.truetype(
        str(resource("fonts", "NotoSans-Regular.ttf")),
        48,
    )
    picture = Image.new("RGB", (1400, 400), "white")
    for row, line in enumerate(lines):
        ImageDraw.Draw(picture).text(
            (40, 60 + 120 * row),
            line,
            fill="black",
            font=face,
        )
    canvas.drawImage(ImageReader(picture), 0, 0, *SMALL)
    canvas.showPage()


@needs_tesseract
def test_a_name_goes_that_one_scanned_page_begins_and_the_next_one_ends():
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=SMALL, invariant=1)
    scanned(canvas, "At last we asked Wilhelmina")
    scanned(canvas, "Draycott in the garden.")
    canvas.save()
    made = redact(
        content.getvalue(),
        ["Wilhelmina Draycott", "Draycott"],
        silent,
    )
    told = squashed(text_of(made.content))
    assert not [part for part in ("wilhelmina", "draycott") if part in told]
    assert all(
        squashed(kept) in told for kept in ("At last we asked", "in the garden")
    )
    assert (made.removed, made.unread, made.left) == (2, (), ())


@needs_tesseract
def test_a_font_that_says_other_letters_than_it_draws_is_read_as_it_is_seen():
    """Its text is left out: what is laid over the picture says what the picture shows."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=SMALL, invariant=1)
    pdfmetrics.registerFont(
        TTFont("Sans", str(resource("fonts", "NotoSans-Regular.ttf"))),
    )
    canvas.setFont("Sans", 12)
    canvas.drawString(20, 80, "Since October nobody came to mend the wall,")
    canvas.drawString(20, 50, "then Draycott rang about it.")
    canvas.save()
    made = redact(lying(content.getvalue()), ["Draycott"], silent)
    told = squashed(text_of(made.content))
    assert "sinceoctobernobodycame" in told
    assert "rangaboutit" in told
    assert (made.removed, made.left) == (1, ())


def lying(content: bytes) -> bytes:
    """The same with every letter said to be the third after it."""
    later = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = pdf.pages[0]["/Resources"]["/Font"]
        for font in (
            each for each in fonts.as_dict().values() if "/ToUnicode" in each
        ):
            said = font["/ToUnicode"].read_bytes().decode("latin-1")
            moved = re.sub(
                r"(?m)^(<\w+> )<(\w{4})>$",
                lambda m: f"{m[1]}<{int(m[2], 16) + 3:04X}>",
                said,
            )
            assert moved != said
            font["/ToUnicode"] = pdf.make_stream(moved.encode("latin-1"))
        pdf.save(later)
    return later.getvalue()


def test_a_signature_drawn_as_one_line_is_not_taken_for_a_frame():
    """A page on which all is text and frames needs nobody's look at its ink."""
    pages: list[bool] = []
    for draw in (framed, signed):
        content = io.BytesIO()
        canvas = Canvas(content, invariant=1)
        canvas.drawString(60, 700, "Yours sincerely")
        draw(canvas)
        canvas.save()
        pages += [page.trusted for page in read_pages(content.getvalue())]
    assert pages == [True, False]


def framed(canvas: Canvas) -> None:
    canvas.roundRect(50, 650, 200, 80, 6)
    canvas.grid([50, 150, 250], [500, 520, 540, 560])


def signed(canvas: Canvas) -> None:
    pen = canvas.beginPath()
    pen.moveTo(60, 600)
    for step in range(12):
        at = 60 + 14 * step
        pen.curveTo(at + 4, 640, at + 8, 570, at + 14, 600 + step % 3)
    canvas.drawPath(pen)


def test_a_code_of_squares_waits_for_a_person_and_a_black_bar_does_not():
    """It may say a name or an address to any telephone."""
    code = io.BytesIO()
    segno.make("Wilhelmina Draycott", micro=False).save(
        code,
        kind="png",
        scale=6,
        border=0,
    )
    page = Image.new("RGB", (600, 400), "white")
    ImageDraw.Draw(page).rectangle((300, 50, 560, 110), fill="black")
    assert not has_unread_ink(page, ())
    page.paste(Image.open(code).convert("RGB"), (60, 60))
    assert has_unread_ink(page, ())


@pytest.mark.usefixtures("unread_by_tesseract")
def test_a_short_name_takes_no_part_of_another_word_with_it():
    made = redact(
        written("about nothing: Bo said so to Ng"),
        ["Bo", "Ng"],
        silent,
    )
    assert made.removed == 2
    assert "aboutnothing" in squashed(text_of(made.content))


NAMES = ["Quenby", "Featherstonehaugh"]


@pytest.mark.usefixtures("unread_by_tesseract")
def test_two_names_of_different_length_get_boxes_of_one_size():
    made = redact(written("Quenby", "", "", "Featherstonehaugh"), NAMES, silent)
    (page,) = read_pages(made.content)
    upper, lower = (black_part(page.picture, top) for top in (180, 345))
    assert upper == pytest.approx(lower, abs=3)


def word_places(name: str, line: str) -> dict[str, tuple[int, int]]:
    """Where the words of a redacted line stand, to the half millimetre."""
    made = redact(
        written(line.format(name=name)),
        [f"{name}\tthe tenant"],
        silent,
    )
    assert (made.removed, made.left) == (line.count("{name}"), ())
    (page,) = read_pages(made.content)
    places: dict[str, tuple[int, int]] = {}
    words = "".join(sign.text for sign in page.signs).split()
    boxes = [sign.box for sign in page.signs]
    text = "".join(sign.text for sign in page.signs)
    for word in words:
        box = boxes[text.index(word)]
        places[word] = (round(box.left / 4), round(box.top / 8))
    return places


@pytest.mark.usefixtures("unread_by_tesseract")
@pytest.mark.parametrize(
    "line",
    [
        "Dear {name}, we have your letter.",
        "On Friday {name}’s sister rang, and {name} was out.",
        "{name} began it.",
    ],
)
def test_what_follows_a_name_stands_in_one_place_however_long_the_name_was(
    line: str,
):
    """Neither a box nor white beside it tells how many letters there were."""
    short = word_places("Al Li", line)
    long = word_places("Featherstonehaugh-Cholmondeley", line)
    assert short.keys() == long.keys()
    assert "tenant" in short
    for word, (across, down) in short.items():
        assert long[word][0] == pytest.approx(across, abs=1), word
        assert long[word][1] == pytest.approx(down, abs=1), word


@pytest.mark.usefixtures("unread_by_tesseract")
def test_a_short_name_at_the_edge_of_the_page_takes_no_word_with_it():
    line = "x" * 60 + " and so on to Al Li who rang"
    made = redact(written(line), ["Al Li"], silent)
    (page,) = read_pages(made.content)
    told = squashed(text_of(made.content))
    assert "whorang" in told
    assert (
        max(sign.box.right for sign in page.signs if sign.box)
        <= page.picture.width
    )
    dark = np.asarray(page.picture.convert("L")) < 60
    assert not dark[:, -5:].any()
    assert dark.any(axis=0).mean() > 0.5, (
        "what stands before it is squeezed, and can be read"
    )
    across = [
        (sign.box.left, sign.box.right) for sign in page.signs if sign.box
    ]
    assert all(one[1] <= after[0] + 3 for one, after in pairwise(across)), (
        "its letters beside"
    )


def black_part(picture: Image.Image, top: int) -> tuple[int, int]:
    """Width and height of what is black in a strip of the picture."""
    strip = np.asarray(picture.convert("L"))[top : top + 100] < 60
    rows, columns = np.nonzero(strip)
    return int(np.ptp(columns)), int(np.ptp(rows))


def test_redacting_can_be_stopped():
    def stop(*_told: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        redact(written("Quenby"), NAMES, stop)


@pytest.mark.parametrize(
    ("content", "names", "said"),
    [
        (b"no PDF", ["Quenby"], "no PDF that can be opened"),
        (b"%PDF-1.7 cut off", ["Quenby"], "no PDF that can be opened"),
        (b"", ["Quenby"], "no PDF that can be opened"),
        (written("x"), [], "No name is listed"),
        (written("x"), ["  ", "…"], "No name is listed"),
    ],
)
def test_what_cannot_be_redacted_is_refused_in_words(
    content: bytes,
    names: list[str],
    said: str,
):
    with pytest.raises(NotRedacted) as refused:
        redact(content, names, silent)
    assert said in render(refused.value.words)


def run(folder: Path, *more: str):
    given = [
        "redact",
        str(folder / "in.pdf"),
        "--names",
        str(folder / "names.txt"),
    ]
    return CliRunner().invoke(
        main,
        [*given, "--out", str(folder / "out.pdf"), "--json", *more],
    )


@needs_tesseract
def test_the_command_writes_the_file_and_one_line_that_tells_what_went(
    tmp_path: Path,
):
    (tmp_path / "in.pdf").write_bytes(written("Quenby and Featherstonehaugh"))
    (tmp_path / "names.txt").write_text("\n".join(NAMES))
    ended = run(tmp_path)
    assert ended.exit_code == 0, ended.output
    told = json.loads(ended.stdout)
    assert told == {
        "removed": 2,
        "pages_as_pictures": [1],
        "unread": [],
        "left": [],
    }
    assert "quenby" not in squashed(
        text_of((tmp_path / "out.pdf").read_bytes()),
    )


@pytest.mark.usefixtures("unread_by_tesseract")
def test_a_file_with_an_unread_page_does_not_leave_under_its_name_before_somebody_looked(
    tmp_path,
):
    attack = next(path for path in ATTACKS if path.parent.name == "scan")
    shutil.copytree(attack.parent, tmp_path, dirs_exist_ok=True)
    ended = run(tmp_path)
    assert (ended.exit_code, json.loads(ended.stdout)["unread"]) == (1, [1])
    assert (tmp_path / "out-to-confirm.pdf").exists()
    assert not (tmp_path / "out.pdf").exists()
    assert run(tmp_path, "--confirmed", "1").exit_code == 0
    assert (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("wrong", ["nowhere", "same", "pages"])
def test_wrong_use_is_one_sentence_and_exit_2(tmp_path: Path, wrong: str):
    (tmp_path / "in.pdf").write_bytes(written("Quenby"))
    (tmp_path / "names.txt").write_text("Quenby")
    given = [
        "redact",
        str(tmp_path / "in.pdf"),
        "--names",
        str(tmp_path / "names.txt"),
        "--out",
    ]
    more = {
        "nowhere": [str(tmp_path / "no" / "folder" / "out.pdf")],
        "same": [str(tmp_path / "in.pdf")],
        "pages": [str(tmp_path / "out.pdf"), "--confirmed", "one"],
    }
    ended = CliRunner().invoke(main, [*given, *more[wrong]])
    assert ended.exit_code == 2
    assert "Traceback" not in ended.output
    assert (tmp_path / "in.pdf").read_bytes() == written("Quenby")


def test_a_line_without_a_name_stays_pixel_by_pixel_though_it_goes_to_the_edge_of_the_page():
    picture = Image.effect_noise((400, 120), 90).convert("RGB")
    before = np.asarray(picture).copy()
    beside_a_name = Sign("a", Box(60, 20, 80, 40))
    to_the_edge = [
        Sign("b", Box(x, 80, x + 18, 100)) for x in range(10, 390, 20)
    ]
    name = Found((Box(20, 20, 58, 40),), "Neighbour")
    _ = set_anew(picture, [beside_a_name, *to_the_edge], [name])
    after = np.asarray(picture)
    assert (after[60:] == before[60:]).all()
    assert (after[:60] != before[:60]).any(), (
        "the line of the name was set anew"
    )
