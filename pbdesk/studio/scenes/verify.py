"""Scenes of checking a pack.

Nothing chosen, the pack missing; a pack checked by itself, one that is genuine, one that is not.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from pbdesk.app.jobs.checking import (
    Brought,
    key_signers,
    signers_text,
    verify_brought,
)
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH
from pbdesk.pack.bag import read_zip
from pbdesk.pack.keys import make_key
from pbdesk.pack.sign import add_signature
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from pbdesk.ui.pages.verify.page import VerifyPage

__all__ = ["SCENES"]


def _page(page: Page) -> VerifyPage:
    from pbdesk.ui.pages.verify.page import VerifyPage

    assert isinstance(page, VerifyPage)
    return page


def _refused(page: Page) -> None:
    _page(page).begin()


def _packed(page: Page) -> Path:
    """The evening's own pack, signed by one key."""
    host = page.host
    made = make_pack(
        pack_source(host.desk),
        host.desk.record.path.parent,
        locale=ENGLISH,
        made=host.state.mandate.day,
        progress=silent,
    )
    key = make_key(
        made.path.with_name("checked.key"),
        "lamp bench fridge kerb",
        "facilitator",
    )
    add_signature(made.path, "facilitator", key)
    return made.path


def _checked(page: Page, expected: str | None = None) -> None:
    """A pack, checked by the list of keys that lies beside it."""
    shown = _page(page)
    assembly = page.host.state.mandate.id
    pack = _packed(page)
    signers = pack.with_name("checked_signers")
    _ = signers.write_text(
        signers_text(key_signers(read_zip(pack), assembly)),
        encoding="utf-8",
    )
    shown.take(pack)
    shown.form.set_values(
        {"assembly": expected or assembly, "signers": str(signers)},
    )
    shown.show_found(
        verify_brought(Brought(pack, expected or assembly, signers), silent),
    )


def _alone(page: Page) -> None:
    """Nothing was brought but the pack."""
    pack = _packed(page)
    _page(page).take(pack)
    _page(page).show_found(verify_brought(Brought(pack), silent))


def _changed(page: Page) -> None:
    """One byte of a file in the pack is another than was signed."""
    pack = _packed(page)
    with zipfile.ZipFile(pack) as made:
        files = {info: made.read(info) for info in made.infolist()}
    with zipfile.ZipFile(pack, "w") as changed:
        for info, content in files.items():
            other = content.replace(b"0", b"1", 1)
            changed.writestr(
                info,
                other if info.filename.endswith("/result.json") else content,
            )
    _page(page).take(pack)
    _page(page).show_found(verify_brought(Brought(pack), silent))


def _other(page: Page) -> None:
    _checked(page, "another-assembly")


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("refused", None, _refused),
    Scene("alone", "declared", _alone),
    Scene("changed", "declared", _changed),
    Scene("genuine", "declared", _checked),
    Scene("another", "declared", _other),
)
