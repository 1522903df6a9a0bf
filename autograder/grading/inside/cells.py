"""A notebook's cells, run as IPython runs them: last expression shown, magics, no `__main__` file.

What a cell shows is kept as text, and as PNG where pictures are asked for. It is cut where it
grows too long. Nothing that a student shows is drawn unless a person will look at it.
"""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import traceback
import warnings
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from autograder.grading.inside.unmade import NAME, Left, unmade

LETTERS = 20_000  # of each stream of a cell, of all else that it shows, of its error
SHOWN = 50  # outputs of one cell
PNG = 2_000_000  # bytes of the pictures of one cell
LINES, LINE = 12, 300  # of a traceback, letters of one of them
NO_PYTHON = SyntaxError, ValueError, RecursionError, MemoryError
QUIET = {"matplotlib", "config", "load_ext", "reload_ext", "autoreload", "pylab", "precision"}
RUNS = {"time", "timeit", "capture", "prun"}  # their statement is run, once, without a clock
ESCAPED = "Commands of the system are not run when work is graded: `{}` was left out."
UNKNOWN = "The magic %{} is not run when work is graded; it was left out."


OUTPUTS: list[dict[str, Any]] = []  # of the cell that is being run


class Cut(io.TextIOBase):
    """A stream into the outputs of a cell, which stops taking when it has enough."""

    def __init__(self, name: str) -> None:
        self.name, self.left = name, LETTERS

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        kept = str(text)[: self.left]
        if self.left and len(kept) < len(text):
            kept += "\n… (cut: too much output)\n"
            self.left = 0
        self.left = max(0, self.left - len(kept))
        last = OUTPUTS[-1] if OUTPUTS else {}
        if kept and last.get("name") == self.name:
            last["text"].append(kept)
        elif kept:
            OUTPUTS.append({"kind": "stream", "name": self.name, "text": [kept]})
        return len(text)


class Printed(io.TextIOBase):
    """A stream that keeps the beginning of what is printed while a function is called."""

    def __init__(self) -> None:
        self.parts, self.left = list[str](), LETTERS

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.left:
            self.parts.append(str(text)[: self.left])
            self.left -= len(self.parts[-1])
        return len(text)

    def text(self) -> str:
        return "".join(self.parts).encode("utf-8", "replace").decode()


class Shown(DisplayPublisher):
    """`display(...)` puts its data among the outputs of the cell."""

    def publish(self, data: Any, *_: Any, **__: Any) -> None:
        _show(OUTPUTS, "display_data", data)

    def clear_output(self, wait: bool = False) -> None:
        OUTPUTS.clear()


class Result(DisplayHook):
    """So does the value of a cell's last line."""

    def __call__(self, result: Any = None) -> None:
        if result is not None and not self.quiet():  # type: ignore[no-untyped-call]
            self.update_user_ns(result)  # type: ignore[no-untyped-call]
            data, _ = self.compute_format_data(result)  # type: ignore[no-untyped-call]
            _show(OUTPUTS, "execute_result", data)


class Shell(InteractiveShell):
    """IPython without history, shell commands and magics that reach outside."""

    displayhook_class = Type(Result)
    display_pub_class = Type(Shown)

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> None:
        if magic_name in RUNS:
            self._once(line.strip())
        elif magic_name not in QUIET:
            print(UNKNOWN.format(magic_name), file=sys.stderr)

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> None:
        if magic_name in RUNS:
            self._once(cell)
        else:
            print(UNKNOWN.format("%" + magic_name), file=sys.stderr)

    def transform_cell(self, raw_cell: str) -> str:
        """What is Python already stays as it is: a look for magics takes longer than most cells."""
        if len(raw_cell.splitlines()) > 1:
            with contextlib.suppress(*NO_PYTHON), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # they are told when the cell is run
                ast.parse(raw_cell)
                return raw_cell
        return super().transform_cell(raw_cell)  # type: ignore[no-any-return,no-untyped-call]

    def should_run_async(self, raw_cell: str, **parts: Any) -> bool:
        """Without one of these words nothing is to be awaited; to look closer is to compile."""
        return ("await" in raw_cell or "async" in raw_cell) and super().should_run_async(
            raw_cell, **parts
        )

    def _once(self, source: str) -> None:
        if source:
            self.run_cell(source, store_history=False).raise_error()  # type: ignore[no-untyped-call]

    def system(self, cmd: str) -> None:
        print(ESCAPED.format("!" + cmd), file=sys.stderr)

    system_piped = system_raw = system

    def ask_exit(self) -> None:
        raise SystemExit

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        raise UsageError(ESCAPED.format("!" + cmd))

    def showtraceback(self, *_: Any, **__: Any) -> None:
        """Nothing: the runner tells what happened."""

    showsyntaxerror = showindentationerror = showtraceback


class Runner:
    """Runs cells one by one in one namespace."""

    def __init__(self) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        self.shell = Shell.instance(config=config)
        self.names: dict[str, Any] = self.shell.user_ns

    def run(self, source: str, pictures: bool, own: bool = False) -> dict[str, Any]:
        """Run one cell: what it showed, and how it failed, if it did.

        own : is it one of the lesson's own, whose picture nobody needs where none are wanted?
        """
        OUTPUTS.clear()
        self.shell.ast_transformers = [Left()] if own and not pictures else []
        self.names[NAME] = unmade
        formatter: Any = self.shell.display_formatter
        formatter.active_types = ["text/plain"] + ["text/html", "image/png"] * pictures
        formatter.mimebundle_formatter.enabled = pictures
        formatter.ipython_display_formatter.enabled = False
        self.shell.execution_count += 1
        with _streams():
            try:
                result = self.shell.run_cell(source, store_history=False)  # type: ignore[no-untyped-call]
                error = result.error_before_exec or result.error_in_exec
            except BaseException as raised:  # quit(), or an interrupt that nobody sent
                error = raised
            with contextlib.suppress(Exception):
                _figures(pictures)
        shown = OUTPUTS[:SHOWN]
        return {"outputs": shown, "error": _told(error) if error is not None else None}


@contextlib.contextmanager
def _streams() -> Iterator[None]:
    kept = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr = Cut("stdout"), Cut("stderr")
    sys.stdin = io.StringIO()  # input() meets the end of the file
    try:
        yield
    finally:
        sys.stdout, sys.stderr, sys.stdin = kept


def _show(outputs: list[dict[str, Any]], kind: str, data: Any) -> None:
    """Text and picture; a page with one picture in it is that picture."""
    if len(outputs) >= SHOWN:
        return
    room = LETTERS - sum(len(x["text"]) for x in outputs if x["kind"] != "stream")
    shown: dict[str, Any] = {"text": str(data.get("text/plain", ""))[:room]}
    png = data.get("image/png") or _inside(str(data.get("text/html", "")))
    if isinstance(png, str):
        with contextlib.suppress(ValueError):
            png = b64decode(png)
    taken = sum(len(output.get("png", "")) for output in outputs)
    if isinstance(png, bytes) and len(png) + taken <= PNG:
        shown["png"] = b64encode(png).decode()
    outputs.append({"kind": kind, **shown})


def _inside(page: str) -> str | None:
    _, found, rest = page.partition('src="data:image/png;base64,')
    return rest.partition('"')[0] if found else None


def _figures(pictures: bool) -> None:
    """What pyplot still holds at the end of a cell: drawn if wanted, and closed."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return
    for number in plt.get_fignums() if pictures else []:
        page = io.BytesIO()
        plt.figure(number).savefig(page, format="png", dpi=72)
        _show(OUTPUTS, "display_data", {"text/plain": "a figure", "image/png": page.getvalue()})
    plt.close("all")


def _told(error: BaseException) -> dict[str, Any]:
    """Name, text and the last lines of the way to an error; only what it says of itself."""
    try:
        text = str(error)[:LETTERS]
    except Exception:
        text = "(its message could not be read)"
    try:
        frames = traceback.extract_tb(error.__traceback__)
        own = [f for f in frames if "ipython-input" in f.filename or "/ipykernel_" in f.filename]
        way = [f"line {f.lineno}, in {f.name}: {f.line}"[:LINE] for f in own][-LINES:]
    except Exception:
        way = []
    return {"name": type(error).__name__[:80], "text": text, "way": way}
