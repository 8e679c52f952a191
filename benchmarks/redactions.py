"""Names hidden in made-up documents, a way each: `python -m benchmarks.redactions`.

Every document is redacted and searched: in its bytes, in its text as two programs read it, and, with
`--read`, in its pictures as Tesseract reads them. A row a way says how many documents there were and
in how many something of a name was left. Any is a failure.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing

import pikepdf
import pypdfium2
from pypdf import PdfReader
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pbdesk.app.jobs.progress import silent
from pbdesk.app.redaction import redact
from pbdesk.jury.spellings import squashed
from pbdesk.resources import resource

GIVEN = (
    "Wilhelmina",
    "Zoë",
    "Tobias",
    "Henrike",
    "Araminta",
    "Søren",
    "Priya",
    "Odette",
)
SURNAMES = (
    "Draycott",
    "Brontë-Müller",
    "Wrenfield",
    "Solberg",
    "Quenby",
    "Łukasz",
    "Featherston",
)
WORDS = (
    "the",
    "wall",
    "was",
    "wet",
    "since",
    "October",
    "and",
    "nobody",
    "came",
    "to",
    "mend",
    "it",
)

_BY_CHANCE = 4
"""So few letters may stand anywhere among the bytes of a picture."""

type Way = Callable[[Canvas, random.Random, str], None]


def _line(chance: random.Random, name: str) -> str:
    before, after = (
        " ".join(chance.choices(WORDS, k=chance.randint(0, 5))) for _ in "ab"
    )
    return f"{before} {name} {after}"


def _at(canvas: Canvas, chance: random.Random, text: str) -> None:
    canvas.drawString(chance.randint(40, 180), chance.randint(140, 700), text)


def plain(canvas: Canvas, chance: random.Random, name: str) -> None:
    """As it is, in capitals, with an apostrophe."""
    for form in (name, name.upper(), f"{name}’s"):
        _at(canvas, chance, _line(chance, form))


def apart(canvas: Canvas, chance: random.Random, name: str) -> None:
    """Letters with blanks, soft hyphens or marks of direction between them."""
    for sign in (" ", "\u00ad", "\u200f", "."):
        _at(canvas, chance, _line(chance, sign.join(name)))


def over_lines(canvas: Canvas, chance: random.Random, name: str) -> None:
    """Hyphenated at the end of a line, beside another column."""
    cut, y = chance.randint(2, len(name) - 2), chance.randint(200, 700)
    for height, left, right in (
        (y, f"it was {name[:cut]}-", "another column"),
        (y - 15, f"{name[cut:]} who rang", "goes on here"),
    ):
        canvas.drawString(50, height, left)
        canvas.drawString(330, height, right)


def over_pages(canvas: Canvas, chance: random.Random, name: str) -> None:
    """Begun at the foot of a page, ended at the head of the next."""
    cut = chance.randint(2, len(name) - 2)
    canvas.drawString(50, 60, f"at last we asked {name[:cut]}-")
    canvas.showPage()
    canvas.setFont("Sans", 12)
    canvas.drawString(50, 780, f"{name[cut:]} about it")


def out_of_order(canvas: Canvas, chance: random.Random, name: str) -> None:
    """The second half is drawn first."""
    cut, y = chance.randint(2, len(name) - 2), chance.randint(150, 700)
    ahead = canvas.stringWidth(name[:cut], "Sans", 12)
    canvas.drawString(80 + ahead, y, name[cut:])
    _at(canvas, chance, "something between")
    canvas.drawString(80, y, name[:cut])


def turned(canvas: Canvas, chance: random.Random, name: str) -> None:
    """At any angle."""
    canvas.saveState()
    canvas.translate(300, 400)
    canvas.rotate(chance.randint(1, 359))
    canvas.drawString(0, 0, name)
    canvas.restoreState()


def unseen(canvas: Canvas, chance: random.Random, name: str) -> None:
    """White, tiny, not painted at all, beside the page, under a bar."""
    canvas.setFillGray(1)
    _at(canvas, chance, name)
    canvas.setFillGray(0)
    canvas.setFont("Sans", 1)
    _at(canvas, chance, name)
    canvas.setFont("Sans", 12)
    ghost = canvas.beginText(60, 120)
    ghost.setTextRenderMode(3)
    ghost.textOut(name)
    ghost.setTextRenderMode(0)
    canvas.drawText(ghost)
    canvas.drawString(-300, 300, name)
    canvas.drawString(60, 90, name)
    canvas.rect(50, 80, 300, 30, fill=1)


def noted(canvas: Canvas, _chance: random.Random, name: str) -> None:
    """In a field, a link, a bookmark and what the file says of itself."""
    plainer = name.replace("Ł", "L")  # the standard letters of fields have none
    canvas.acroForm.textfield(
        name=plainer,
        tooltip=plainer,
        value=plainer,
        x=60,
        y=500,
        width=200,
        height=20,
    )
    canvas.linkURL(f"https://post.example/{name}", (60, 400, 200, 420))
    canvas.bookmarkPage("b")
    canvas.addOutlineEntry(name, "b")
    canvas.setAuthor(name)
    canvas.setKeywords(name)


def pictured(canvas: Canvas, chance: random.Random, name: str) -> None:
    """In what a photo says of itself."""
    from PIL import Image

    about = Image.Exif()
    about[0x013B] = name
    content = io.BytesIO()
    Image.new("RGB", (90, 60), (chance.randint(0, 255), 90, 90)).save(
        content,
        "JPEG",
        exif=about,
        comment=name.encode(),
    )
    canvas.drawImage(
        ImageReader(io.BytesIO(content.getvalue())),
        60,
        300,
        90,
        60,
    )


WAYS: Mapping[str, Way] = {
    way.__name__: way
    for way in (
        plain,
        apart,
        over_lines,
        over_pages,
        out_of_order,
        turned,
        unseen,
        noted,
        pictured,
    )
}


def made_up(way: str, chance: random.Random) -> tuple[bytes, str]:
    """A document with a name hidden in that way, and the name."""
    pdfmetrics.registerFont(
        TTFont("Sans", str(resource("fonts", "NotoSans-Regular.ttf"))),
    )
    name = f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"
    content = io.BytesIO()
    canvas = Canvas(content, invariant=1)
    canvas.setFont("Sans", 12)
    WAYS[way](canvas, chance, name)
    canvas.showPage()
    canvas.save()
    return content.getvalue(), name


def hits(content: bytes, name: str) -> list[str]:
    """Where something of a name is left in a redacted file."""
    wanted = [squashed(part) for part in (name, *name.split())]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [
            bytes(each.read_bytes())
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream)
            and each.get("/Subtype") != "/Image"
        ]
    with closing(pypdfium2.PdfDocument(content)) as document:
        by_pdfium = "".join(
            page.get_textpage().get_text_range() for page in document
        )
    told = {
        "text": squashed(by_pdfium),
        "text as pypdf reads it": squashed(
            "".join(
                page.extract_text()
                for page in PdfReader(io.BytesIO(content)).pages
            ),
        ),
    }
    found = [
        where
        for where, text in told.items()
        if any(part in text for part in wanted)
    ]
    raw = squashed(b"".join((content, *streams)).decode("latin-1"))
    long = [part for part in wanted if len(part) > _BY_CHANCE]
    return [*found, "bytes"] if any(part in raw for part in long) else found


def main() -> int:
    """Redact so many documents, and say what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("-n", type=int, default=200, help="documents (200)")
    asked.add_argument(
        "--seed",
        default="redactions",
        help="what chance begins with",
    )
    asked.add_argument(
        "--read",
        action="store_true",
        help="read pictures too (Tesseract; slow)",
    )
    given = asked.parse_args()
    if not given.read:
        os.environ["PATH"] = tempfile.mkdtemp()
    many, failed = Counter[str](), Counter[str]()
    for number in range(given.n):
        way = list(WAYS)[number % len(WAYS)]
        content, name = made_up(way, random.Random(f"{given.seed}/{number}"))
        made = redact(content, [name, *name.split()], silent)
        found = [*hits(made.content, name), *made.left]
        many[way] += 1
        failed[way] += bool(found)
        if found:
            print(
                f"document {number} ({way}, {name}): {', '.join(found)}",
                flush=True,
            )
    for way, n in many.items():
        print(f"{way:14} {n:4} documents, {failed[way]} with something left")
    print(f"{given.n} documents, {failed.total()} with something left")
    return bool(failed.total())


if __name__ == "__main__":
    sys.exit(main())
