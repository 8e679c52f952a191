"""Collect every sentence that the program says into `pbdesk.pot`.

And bring the catalogues up to it.
    python translations/extract.py

Reads the calls `say("…")`, `say("…", context="…")` and `several("…", "…", n)`; Babel's own
extractor knows contexts by place only. The modules of verify.html say theirs in the same way, and
what stands written in its page counts too. Sentences that are no longer said are dropped; new ones
are added without a translation.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
SINCE = datetime(
    2026,
    11,
    24,
    tzinfo=UTC,
)  # fixed, so that a run without news changes nothing


def sentences(
    source: str,
) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """(sentence or (one, many), context) of each call in a module."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id="say"),
                args=[ast.Constant(value=str() as text), *_],
                keywords=keywords,
            ):
                yield text, _context(keywords)
            case ast.Call(
                func=ast.Name(id="several"),
                args=[
                    ast.Constant(value=str() as one),
                    ast.Constant(value=str() as many),
                    *_,
                ],
            ):
                yield (one, many), None
            case _:
                pass


def _context(keywords: list[ast.keyword]) -> str | None:
    found = [
        k.value.value
        for k in keywords
        if k.arg == "context" and isinstance(k.value, ast.Constant)
    ]
    return str(found[0]) if found else None


_LITERAL = r'("(?:[^"\\\\]|\\\\.)*")'
_SAY = re.compile(rf"\bsay\(\s*{_LITERAL}")
_SEVERAL = re.compile(rf"\bseveral\(\s*{_LITERAL},\s*{_LITERAL}")


def page_sentences(folder: Path) -> Iterator[str | tuple[str, str]]:
    """What verify.html says: the calls in its modules, and the texts of its page."""
    for path in sorted(folder.glob("*.js")):
        source = path.read_text(encoding="utf-8")
        for one in _SAY.findall(source):
            yield json.loads(one)
        for one, many in _SEVERAL.findall(source):
            yield json.loads(one), json.loads(many)
    reader = _Written()
    reader.feed((folder / "page.html").read_text(encoding="utf-8"))
    yield from reader.texts


class _Written(HTMLParser):
    """Collects the texts below <main>, but for code."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser hands them over
        """Go into an element; <input> holds nothing."""
        if tag != "input":
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave it."""
        if tag in self._inside:
            del self._inside[
                len(self._inside) - 1 - self._inside[::-1].index(tag) :
            ]

    def handle_data(self, data: str) -> None:
        """Keep a text of the page."""
        text = " ".join(data.split())
        if text and "main" in self._inside and "code" not in self._inside:
            self.texts.append(text)


def template() -> Catalog:
    """All sentences of the program, sorted."""
    catalog = Catalog(
        project="pbdesk",
        charset="utf-8",
        fuzzy=False,
        creation_date=SINCE,
    )
    found = {
        each
        for path in sorted((HERE.parent / "pbdesk").rglob("*.py"))
        for each in sentences(path.read_text(encoding="utf-8"))
    }
    found |= {(text, None) for text in page_sentences(HERE.parent / "verifier")}
    for text, context in sorted(found, key=str):
        if text != "" and not (
            isinstance(text, str)
            and text.startswith("{")
            and text.count(" ") == 0
        ):
            catalog.add(text, context=context)
    return catalog


def main() -> None:
    """Write the template and bring each language up to it."""
    new = template()
    _write(new, HERE / "pbdesk.pot")
    for path in HERE.glob("*/LC_MESSAGES/pbdesk.po"):
        with path.open("rb") as file:
            old = read_po(file, locale=path.parent.parent.name)
        old.update(new, no_fuzzy_matching=True)
        old.obsolete.clear()
        _write(old, path)


def _write(catalog: Catalog, path: Path) -> None:
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            no_location=True,
            omit_header=False,
            sort_output=True,
            width=120,
        )


if __name__ == "__main__":
    main()
