"""Join the modules of this folder into the one file `resources/verify.html`.

    python verifier/join.py

A browser opens the page from a disk, where it may load nothing else: so the style, the modules in
the order of their imports, and what the page says in other languages (from `translations/`) are
laid into `page.html`. Modules import names as they are (`import { a, b } from "./c.js"`), so that
joining is leaving out these lines and the word `export`.
"""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent
JOINED = HERE.parent / "resources" / "verify.html"
TRANSLATIONS = HERE.parent / "translations"

IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(
    r"^export (?=async function|function|class|const)",
    re.MULTILINE,
)
TOP_LEVEL = re.compile(
    r"^(?:async function|function|class|const|let) (\w+)",
    re.MULTILINE,
)
EMPTY = "const CATALOGUES = {};"


def joined(folder: Path = HERE) -> str:
    """The whole page, from the modules of `folder`.

    Raises ValueError where two of them have the same name at their top.
    """
    scripts = [
        _bare(folder / name) for name in _in_order(folder, "page.js", [])
    ]
    script = "\n".join(scripts).replace(
        EMPTY,
        f"const CATALOGUES = {_catalogues(folder)};",
    )
    names = TOP_LEVEL.findall(script)
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise ValueError(
            f"two modules have these names at their top: {', '.join(doubled)}",
        )
    page = _read(folder / "page.html")
    page = page.replace("      /* page.css */\n", _read(folder / "page.css"))
    return page.replace("      /* page.js */\n", f'"use strict";\n\n{script}')


def _in_order(folder: Path, name: str, before: list[str]) -> list[str]:
    """The module's name behind those of all that it imports, each once."""
    for imported in IMPORT.findall(_read(folder / name)):
        if imported not in before:
            _in_order(folder, imported, before)
    if name not in before:
        before.append(name)
    return before


def _bare(module: Path) -> str:
    """A module without its imports and the word `export`."""
    source = EXPORT.sub("", IMPORT.sub("", _read(module)))
    return f"// ==== {module.name} ====\n\n{source.lstrip()}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _catalogues(folder: Path) -> str:
    """What the page says, in each language that has a catalogue, as a JavaScript object."""
    extract = runpy.run_path(str(TRANSLATIONS / "extract.py"))
    said = set(extract["page_sentences"](folder))
    found: dict[str, object] = {}
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/pbdesk.po")):
        tag = path.parent.parent.name
        with path.open("rb") as file:
            catalogue = read_po(file, locale=tag)
        locale = Locale.parse(tag)
        found[tag] = {
            "name": locale.get_display_name(tag),
            "direction": locale.text_direction,
            "said": dict(_translated(catalogue, said)),
        }
    return json.dumps(found, ensure_ascii=False, indent=1).replace(
        "<",
        "\\u003c",
    )


def _translated(
    catalogue: Catalog,
    said: set[str | tuple[str, str]],
) -> Iterator[tuple[str, object]]:
    """(English sentence, what it is in the language), sorted; its forms where it has plurals."""
    for text in sorted(said, key=str):
        message = catalogue.get(text)
        if message is not None and message.string:
            one = text if isinstance(text, str) else text[0]
            yield one, message.string


def main() -> None:
    """Write the joined page."""
    JOINED.write_text(joined(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
