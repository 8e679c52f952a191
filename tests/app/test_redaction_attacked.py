"""Own attacks on redaction: each hides a listed name in another place or spelling of a PDF.

Every page is small, so that to draw and search it costs little.
"""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pbdesk.app.jobs.progress import silent
from pbdesk.app.redaction import redact
from pbdesk.app.redaction.page import read_pages
from pbdesk.cli import main
from pbdesk.jury.spellings import squashed
from pbdesk.resources import resource

NAME = "Craig Hallam"
STREET = "Stafford Road"
ARABIC = "محمد علي"
LISTED = [f"{NAME}\tthe officer", STREET, ARABIC]
PARTS = ("Craig", "Hallam", "Stafford", "محمد")
KEEP = "The boiler was mended on Monday."
SMALL = (320, 120)

LATIN_FONT = "NotoSans-Regular"
ARABIC_FONT = "NotoSansArabic-Regular"


needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None,
    reason="Tesseract is not on this computer.",
)


@pytest.fixture
def unread_by_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """A computer without Tesseract."""
    monkeypatch.setenv("PATH", str(tmp_path))


def drawn(
    draw: Callable[[Canvas], object],
    font: str = "Helvetica",
    size: float = 11,
) -> bytes:
    """A page with the line to keep, and what is drawn below it."""
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=SMALL, invariant=1)
    canvas.drawString(20, 100, KEEP)
    if font != "Helvetica":
        pdfmetrics.registerFont(
            TTFont(font, str(resource("fonts", f"{font}.ttf"))),
        )
    canvas.setFont(font, size)
    draw(canvas)
    canvas.save()
    return content.getvalue()


def lines(*texts: str, font: str = "Helvetica") -> bytes:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(texts):
            canvas.drawString(20, 80 - 16 * row, text)

    return drawn(draw, font)


def changed(
    change: Callable[[Pdf], object],
    content: bytes | None = None,
) -> bytes:
    """The page with something done to its file."""
    later = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or lines())) as pdf:
        change(pdf)
        pdf.save(later)
    return later.getvalue()


def before_its_text(pdf: Pdf, operators: bytes) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(operators + page.Contents.read_bytes())


def xfa(pdf: Pdf) -> None:
    form = pdf.make_stream(b"<xfa><n>Craig Hallam</n></xfa>")
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(),
        XFA=Array([String("datasets"), form]),
    )


HELVETICA = Dictionary(
    Type=Name.Font,
    Subtype=Name.Type1,
    BaseFont=Name.Helvetica,
)


def note_with_a_face(pdf: Pdf) -> None:
    face = pdf.make_stream(b"BT /H 12 Tf 0 0 Td (Craig Hallam) Tj ET")
    face.Type, face.Subtype, face.BBox = (
        Name.XObject,
        Name.Form,
        Array([0, 0, 200, 20]),
    )
    face.Resources = Dictionary(Font=Dictionary(H=HELVETICA))
    note = Dictionary(
        Type=Name.Annot,
        Subtype=Name.FreeText,
        Rect=Array([20, 40, 220, 60]),
        Contents=String(NAME),
        T=String(NAME),
        F=4,
        AP=Dictionary(N=face),
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def form_values(pdf: Pdf) -> None:
    values = {f"/{key}": String(NAME) for key in ("T", "TU", "TM", "DV", "V")}
    field = pdf.make_indirect(
        Dictionary(
            {
                **values,
                "/FT": Name.Tx,
                "/Type": Name.Annot,
                "/Subtype": Name.Widget,
                "/Rect": Array([20, 40, 220, 60]),
                "/F": 4,
                "/DA": String("/Helv 12 Tf 0 g"),
            },
        ),
    )
    fonts = Dictionary(Font=Dictionary(Helv=HELVETICA))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]),
        NeedAppearances=True,
        DR=fonts,
    )
    pdf.pages[0].Annots = Array([field])


def attachment(pdf: Pdf) -> None:
    pdf.attachments["Craig Hallam.txt"] = b"Craig Hallam lives here"


def page_labels(pdf: Pdf) -> None:
    label = Dictionary(P=String("Craig Hallam "), S=Name.D)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, label]))


def script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(
        S=Name.JavaScript,
        JS=String('app.alert("Craig Hallam")'),
    )


def bookmarks(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))
    pdf.Root.Dests = Dictionary(
        {"/Hallam": Array([pdf.pages[0].obj, Name.Fit])},
    )


def metadata(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = NAME
    pdf.docinfo["/Hallam"] = NAME
    with pdf.open_metadata() as xmp:
        xmp["dc:title"] = NAME


def said_otherwise(pdf: Pdf) -> None:
    said = b"/Span <</ActualText (Craig Hallam) /Alt (Craig Hallam)>> BDC "
    before_its_text(pdf, said + b"BT /F1 12 Tf 20 60 Td (X) Tj ET EMC ")


def hidden_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    order = Dictionary(OFF=Array([layer]), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=order)
    pdf.pages[0].Resources.Properties = Dictionary(OC1=layer)
    before_its_text(
        pdf,
        b"/OC /OC1 BDC BT /F1 12 Tf 20 60 Td (Craig Hallam) Tj ET EMC ",
    )


def private_data(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(NAME)))
    page.Thumb = pdf.make_stream(NAME.encode())
    pdf.Root.Lang = String(NAME)


def inline_picture(pdf: Pdf) -> None:
    pixels = NAME.encode().ljust(36, b"\0")
    head = b"q 36 0 0 12 20 40 cm BI /W 6 /H 2 /BPC 8 /CS /RGB ID "
    before_its_text(pdf, head + pixels + b" EI Q ")


def photo_that_says_who_took_it(pdf: Pdf) -> None:
    photo = io.BytesIO()
    told = Image.Exif()
    told[0x010E] = told[0x013B] = NAME
    Image.new("RGB", (60, 40), (200, 220, 200)).save(
        photo,
        "JPEG",
        exif=told.tobytes(),
    )
    picture = Stream(
        pdf,
        photo.getvalue(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=60,
        Height=40,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=pdf.make_stream(b"<x:xmpmeta>Craig Hallam</x:xmpmeta>"),
    )
    pdf.pages[0].Resources.XObject = Dictionary(I=picture)
    before_its_text(pdf, b"q 60 0 0 40 20 30 cm /I Do Q ")


def cropped(pdf: Pdf) -> None:
    pdf.pages[0].CropBox = Array([0, 90, 320, 120])


IN_THE_FILE = (
    xfa,
    note_with_a_face,
    form_values,
    attachment,
    page_labels,
    script,
    bookmarks,
    metadata,
    said_otherwise,
    hidden_layer,
    private_data,
    inline_picture,
    photo_that_says_who_took_it,
)


def downwards(canvas: Canvas) -> None:
    canvas.setFontSize(6)
    for row, letter in enumerate("CraigHallam"):
        canvas.drawString(20, 85 - 7 * row, letter)


def last_letter_first(canvas: Canvas) -> None:
    at = [
        canvas.stringWidth(NAME[:end], "Helvetica", 11)
        for end in range(len(NAME))
    ]
    for left, letter in reversed([*zip(at, NAME, strict=True)]):
        canvas.drawString(20 + left, 60, letter)


def mirrored(canvas: Canvas) -> None:
    canvas.translate(200, 60)
    canvas.scale(-1, 1)
    canvas.drawString(0, 0, NAME)


def upside_down(canvas: Canvas) -> None:
    canvas.translate(200, 60)
    canvas.rotate(180)
    canvas.drawString(0, 0, NAME)


def unseen(canvas: Canvas) -> None:
    """Without ink, white on white, and beside the page."""
    text = canvas.beginText(20, 70)
    text.setTextRenderMode(3)
    text.textLine(NAME)
    text.setTextRenderMode(0)
    canvas.drawText(text)
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(20, 50, NAME)
    canvas.drawString(-300, 30, NAME)


def cells(canvas: Canvas) -> None:
    canvas.grid([18, 70, 130], [60, 76, 92])
    canvas.drawString(20, 80, "Craig")
    canvas.drawString(72, 80, "Hallam")
    canvas.drawString(20, 64, "Hallam")
    canvas.drawString(72, 64, "Craig")


def cells_within_a_word(canvas: Canvas) -> None:
    for column, letters in enumerate(("Cra", "ig Hal", "lam")):
        canvas.drawString(20 + 44 * column, 70, letters)


DRAWN = (
    downwards,
    last_letter_first,
    mirrored,
    upside_down,
    unseen,
    cells,
    cells_within_a_word,
)

WRITTEN = {
    "hyphen": lambda: lines("We asked Craig Hal-", "lam about it."),
    "soft hyphen": lambda: lines(
        "We asked Craig Hal\u00adlam.",
        font=LATIN_FONT,
    ),
    "joiners": lambda: lines(
        "We asked Craig Ha\u200dl\u200bl\u2060am.",
        font=LATIN_FONT,
    ),
    "spaced": lambda: lines("We asked C r a i g   H a l l a m today."),
    "capitals": lambda: lines("HALLAM,CRAIG said so"),
    "Cyrillic": lambda: lines(
        "We asked Cr\u0430ig H\u0430ll\u0430m.",
        font=LATIN_FONT,
    ),
    "accents": lambda: lines(
        "We asked Cra\u00efg Ha\u0301llam.",
        font=LATIN_FONT,
    ),
    "ligature": lambda: lines("It is in Sta\ufb00ord Road.", font=LATIN_FONT),
    "backwards": lambda: lines("We asked mallaH giarC."),
    "Arabic": lambda: lines(ARABIC, font=ARABIC_FONT),
    "Arabic, as it is seen": lambda: lines(ARABIC[::-1], font=ARABIC_FONT),
    "Arabic, marks of direction": lambda: lines(
        "\u200f".join(ARABIC),
        font=ARABIC_FONT,
    ),
    "Arabic, shaped": lambda: lines(
        "\ufef2\ufee0\ufecb \ufeaa\ufee4\ufea4\ufee3",
        font=ARABIC_FONT,
    ),
    "cropped": lambda: changed(cropped, lines("", "", NAME)),
}

ATTACKS = (
    {each.__name__: lambda each=each: changed(each) for each in IN_THE_FILE}
    | {each.__name__: lambda each=each: drawn(each) for each in DRAWN}
    | WRITTEN
)


def everything_in(content: bytes) -> str:
    """Text as two readers see it, every object, and every stream decoded; plain letters alone."""
    found = [sign.text for page in read_pages(content) for sign in page.signs]
    found += [
        page.extract_text() for page in PdfReader(io.BytesIO(content)).pages
    ]
    raw = [content]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for each in pdf.objects:
            if not isinstance(each, Stream):
                raw.append(each.unparse(resolved=True))
                continue
            raw.append(each.read_raw_bytes())
            if each.get("/Subtype") != Name.Image:
                raw.append(each.read_bytes())
    for each in raw:
        found += [
            each.decode("latin-1"),
            each.replace(b"\0", b"").decode("utf-8", "replace"),
        ]
    return squashed("".join(found))


def parts_in(told: str) -> list[str]:
    """What of the names is told, forwards or backwards."""
    plain = map(squashed, PARTS)
    return [part for part in plain if part in told or part[::-1] in told]


@pytest.mark.usefixtures("unread_by_tesseract")
@pytest.mark.parametrize("attack", ATTACKS)
def test_wherever_a_name_hides_the_new_file_holds_nothing_of_it(attack: str):
    content = ATTACKS[attack]()
    assert parts_in(everything_in(content)), "the attack brings a name"
    made = redact(content, LISTED, silent)
    told = everything_in(made.content)
    assert parts_in(told) == []
    assert squashed(KEEP) in told
    assert (made.left, made.unread) == ((), (1,)), (
        "no picture was read: a person must look"
    )
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert not pdf.attachments
        assert not {"/Annots", "/Thumb", "/PieceInfo"} & {*pdf.pages[0].keys()}
        assert not {"/AcroForm", "/OpenAction", "/Outlines", "/PageLabels"} & {
            *pdf.Root.keys(),
        }


def locked(*, to_read: str) -> bytes:
    """A page with the name, encrypted; with a password to read it, or only to change it."""
    content = io.BytesIO()
    with pikepdf.open(io.BytesIO(lines(NAME))) as pdf:
        pdf.save(
            content,
            encryption=pikepdf.Encryption(owner="owner", user=to_read),
        )
    return content.getvalue()


def run(folder: Path, content: bytes):
    (folder / "in.pdf").write_bytes(content)
    (folder / "names.txt").write_text("\n".join(LISTED), encoding="utf-8")
    given = [
        "redact",
        str(folder / "in.pdf"),
        "--names",
        str(folder / "names.txt"),
    ]
    return CliRunner().invoke(
        main,
        [*given, "--out", str(folder / "out.pdf"), "--json"],
    )


def test_an_encrypted_file_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path: Path,
):
    ended = run(tmp_path, locked(to_read="secret"))
    assert ended.exit_code != 0
    assert "it has a password. Save it without one." in ended.output
    assert "Traceback" not in ended.output
    assert {path.name for path in tmp_path.iterdir()} == {"in.pdf", "names.txt"}


@pytest.mark.usefixtures("unread_by_tesseract")
def test_a_file_that_only_its_owner_may_change_is_redacted_like_another():
    made = redact(locked(to_read=""), LISTED, silent)
    assert parts_in(everything_in(made.content)) == []
    assert (made.removed, made.left) == (1, ())


def lying(content: bytes, say: Callable[[int], int]) -> bytes:
    """The same with its Arabic letters said to be others: `say` has the code of each."""

    def change(pdf: Pdf) -> None:
        for font in pdf.pages[0].Resources.Font.values():
            if "/ToUnicode" in font:
                true = font.ToUnicode.read_bytes().decode("latin-1")
                said = re.sub(
                    r"(?m)^(<\w+> )<(06\w{2})>$",
                    lambda row: f"{row[1]}<{say(int(row[2], 16)):04X}>",
                    true,
                )
                assert said != true
                font.ToUnicode = pdf.make_stream(said.encode("latin-1"))

    return changed(change, content)


@needs_tesseract
@pytest.mark.parametrize(
    "say",
    [
        lambda _: 0,
        lambda _: 0xE000,
        lambda _: 0xFFFD,
        lambda code: 0x61 + code % 26,
    ],
    ids=["nothing", "private use", "unknown", "Latin letters"],
)
def test_letters_that_do_not_say_what_they_show_wait_for_a_person(
    tmp_path: Path,
    say: Callable[[int], int],
):
    """They are seen on the page, and neither its text nor a reader of English knows them."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 95, 320, 25, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(
            20,
            60,
            f"{ARABIC} {ARABIC.replace(' ', '')} كتبنا رسالة الجيران الحديقة",
        )

    ended = run(tmp_path, lying(drawn(draw, ARABIC_FONT, 14), say))
    told = json.loads(ended.stdout)
    assert (ended.exit_code, told["unread"], told["left"]) == (1, [1], [])
    assert not (tmp_path / "out.pdf").exists()
