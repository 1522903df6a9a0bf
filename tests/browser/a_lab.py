"""A Jupyter server and the system's Chromium, as every test in this folder uses them.

Playwright drives Chromium. Where one of the two is missing the tests are skipped with a line that
says so; CI has both.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.environment import ROOT
from autograder.learner.road import road

playwright = pytest.importorskip(
    "playwright.sync_api",
    reason="Playwright is an extra: python3 -m autograder setup --extra browser",
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 60_000  # milliseconds, on a busy machine


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser; every page that was opened in it is closed with it."""
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def served(
    words: list[str],
    log: Path,
    python: str = sys.executable,
    clone: Path = ROOT,
    seconds: float = 180,
    **variables: str,
) -> Iterator[str]:
    """Run `python WORDS` in a clone, a Jupyter server, while its pages are looked at; its address.

    JupyterLab's settings, and its memory of open tabs, are in a new folder beside the log.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--IdentityProvider.token=", "--no-browser"]
    memory = {f"JUPYTERLAB_{x}_DIR": str(log.parent / x) for x in ("SETTINGS", "WORKSPACES")}
    quiet = {"OPENBLAS_NUM_THREADS": "1", "JUPYTER_PLATFORM_DIRS": "1", **memory, **variables}
    with log.open("w") as out:
        server = subprocess.Popen(
            [python, *words, *options],
            cwd=clone,
            stdout=out,
            stderr=out,
            env={**os.environ, **quiet},
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", log, seconds)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def start(folder: Path) -> list[str]:
    """The words of the command that a learner types, with a handle on JupyterLab for tests."""
    words = ["-m", "autograder", "start", "--folder", str(folder)]
    return [*words, "--LabApp.expose_app_in_browser=True"]


def jupyterlab(folder: Path) -> list[str]:
    """The words of whoever opens JupyterLab itself, with the same handle."""
    words = ["-m", "jupyterlab", "--allow-root", str(folder)]
    return [*words, "--LabApp.expose_app_in_browser=True"]


def open_from_map(page: Any, address: str, name: str, patience: float = PATIENCE) -> None:
    """Click on a lesson in the map that the server opens; it is in front, its kernel idle."""
    page.set_default_timeout(patience)
    page.goto(address)
    in_front(page, "map.ipynb")
    stop = road()[Path(name).stem]
    page.get_by_role("link", name=f"{stop.number} {stop.title}", exact=True).last.click()
    in_front(page, Path(name).name)


def in_front(page: Any, label: str) -> None:
    """Wait for a notebook, bring it to the front, and wait until its kernel is idle."""
    page.wait_for_function(
        """label => {
            const found = [...(window.jupyterapp?.shell.widgets('main') ?? [])].find(
                w => w.title.label === label && w.content?.widgets?.length
                    && w.context?.isReady && w.sessionContext?.isReady);
            if (found) jupyterapp.shell.activateById(found.id);
            return found && jupyterapp.shell.currentWidget === found;
        }""",
        arg=label,
    )
    idle(page)


def idle(page: Any) -> None:
    """The status bar says Idle only when the kernel is there and has nothing to do."""
    page.locator(".jp-StatusBar-Left, #jp-main-statusbar").get_by_text("| Idle").first.wait_for()


def run_all(page: Any, label: str) -> None:
    """Run every cell of a notebook, up to the first that fails."""
    in_front(page, label)
    page.evaluate("jupyterapp.commands.execute('runmenu:run-all')")
    idle(page)


def marking(page: Any) -> None:
    """Wait until formgrader has its grades and comments: what is typed before is not sent."""
    page.wait_for_function(
        "() => window.formgrader?.grades?.loaded && window.formgrader.comments?.loaded"
    )


def write_cell(page: Any, begins: str, source: str) -> None:
    """Put a new text into the cell that begins so."""
    cell = show_cell(page, begins)
    page.evaluate(
        "([k, text]) => jupyterapp.shell.currentWidget.content.widgets[k]"
        ".model.sharedModel.setSource(text)",
        [cell, source],
    )


def show_cell(page: Any, begins: str) -> int:
    """Scroll to the cell that begins so; its index. JupyterLab draws only what is in view."""
    index: int = page.evaluate(
        """begins => {
            const notebook = jupyterapp.shell.currentWidget.content;
            const index = notebook.widgets.findIndex(
                w => w.model.sharedModel.getSource().startsWith(begins));
            notebook.activeCellIndex = index;
            notebook.scrollToItem(index, 'center');
            return index;
        }""",
        begins,
    )
    assert index >= 0, begins
    return index


def _wait_for(address: str, log: Path, seconds: float) -> None:
    stop = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            if time.monotonic() > stop:
                raise AssertionError(f"no answer at {address}:\n{log.read_text()}") from None
            time.sleep(0.2)
