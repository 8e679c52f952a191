"""A real browser on a page from a file.

Address, driven over two pipes (the DevTools protocol); no port, no driver.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = (
    shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
MISSING = "no Chromium on this machine, so verify.html is not opened"
_PATIENCE = 60.0

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Browser:
    """One headless Chromium with one page."""

    def __init__(self, home: Path) -> None:
        assert CHROMIUM
        there_read, self._write = os.pipe()
        self._read, there_write = os.pipe()
        # The browser reads its orders at 3 and answers at 4.
        self._process = subprocess.Popen(
            [
                "bash",
                "-c",
                f'exec "$@" 3<&{there_read} 4>&{there_write}',
                "browser",
                CHROMIUM,
                *_FLAGS,
                f"--user-data-dir={home}",
                "about:blank",
            ],
            pass_fds=(there_read, there_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there_read)
        os.close(there_write)
        self._heard, self._number, self._pages = b"", 0, 0
        self._session: str | None = None
        page = next(
            target
            for target in self.ask("Target.getTargets")["targetInfos"]
            if target["type"] == "page"
        )
        self._attach(page["targetId"])

    def _attach(self, page: str) -> None:
        """Give orders to this page from now on."""
        self._session = None
        self._session = self.ask(
            "Target.attachToTarget",
            targetId=page,
            flatten=True,
        )["sessionId"]
        self.ask("Page.enable")

    @contextmanager
    def apart(self) -> Generator[Browser]:
        """The same browser with another page, which knows nothing of the one before."""
        before, self._session = self._session, None
        page = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._attach(page)
        try:
            yield self
        finally:
            self._session = None
            self.ask("Target.closeTarget", targetId=page)
            self._session = before

    def close(self) -> None:
        """End the browser and wait for it."""
        self._process.terminate()
        self._process.wait(_PATIENCE)
        os.close(self._write)
        os.close(self._read)

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """One order and its answer.

        Raises RuntimeError with what the browser says, or TimeoutError.
        """
        self._number += 1
        order: dict[str, Any] = {
            "id": self._number,
            "method": method,
            "params": values,
        }
        if self._session:
            order["sessionId"] = self._session
        os.write(self._write, json.dumps(order).encode() + b"\0")
        return self._until(lambda said: said.get("id") == self._number)[
            "result"
        ]

    def open(self, page: Path) -> None:
        """Load the page from its file: address."""
        self._pages += 1
        # another address each time: the page before cannot be taken for it
        address = f"{page.as_uri()}?{self._pages}"
        self.ask("Page.navigate", url=address)
        self.wait(
            f"location.href === {json.dumps(address)} && document.readyState === 'complete'",
        )

    def run(self, script: str) -> Any:
        """The value of a script, awaited."""
        found = self.ask(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in found:
            raise RuntimeError(
                found["exceptionDetails"]["exception"].get("description"),
            )
        return found["result"].get("value")

    def wait(self, truth: str) -> None:
        """Until the expression `truth` holds in the page. Raises TimeoutError."""
        end = time.monotonic() + _PATIENCE
        while not self.run(f"Boolean({truth})"):
            if time.monotonic() > end:
                raise TimeoutError(truth)
            time.sleep(0.02)

    def choose(self, selector: str, *files: Path) -> None:
        """Choose files in a file field, as a person would."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        field = self.ask("DOM.querySelector", nodeId=root, selector=selector)[
            "nodeId"
        ]
        self.ask(
            "DOM.setFileInputFiles",
            files=[str(file) for file in files],
            nodeId=field,
        )

    def press(self, key: str, code: int) -> None:
        """Press a key; `code` is its Windows number (9 Tab, 13 Enter)."""
        text = "\r" if key == "Enter" else ""
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )

    def picture(self, size: tuple[int, int], media: Mapping[str, str]) -> bytes:
        """The whole page as PNG, at this width and under these media features."""
        features: Sequence[dict[str, str]] = [
            {"name": name, "value": value} for name, value in media.items()
        ]
        self.ask("Emulation.setEmulatedMedia", features=features)
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=size[0],
            height=size[1],
            deviceScaleFactor=1,
            mobile=False,
        )
        shot = self.ask(
            "Page.captureScreenshot",
            captureBeyondViewport=True,
            format="png",
        )
        return base64.b64decode(shot["data"])

    def _until(self, wanted: Any) -> dict[str, Any]:
        end = time.monotonic() + _PATIENCE
        while True:
            while b"\0" in self._heard:
                message, _, self._heard = self._heard.partition(b"\0")
                said = json.loads(message)
                if "error" in said:
                    raise RuntimeError(said["error"]["message"])
                if wanted(said):
                    return said
            if not select.select(
                [self._read],
                [],
                [],
                max(0.0, end - time.monotonic()),
            )[0]:
                raise TimeoutError("the browser does not answer")
            self._heard += os.read(self._read, 2**20)
