"""Python in the page: runs cells as a kernel does, and gives back what they show.

The page's worker loads this file beside nnlib and `autograder.check`. For them it takes IPython's
place: panels and pictures come to its `display`, and a cell that needs what is not written yet says
so in one line. What is shown is a list of small dictionaries, `{"html": …}`, `{"text": …}` or
`{"slider": …}`, which the page puts under the cell.
"""

from __future__ import annotations

import ast
import base64
import contextlib
import io
import linecache
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

__all__ = ["Shell", "in_the_page", "overdue"]

LONGEST = 20_000  # letters that one cell may print; the page has to show them
CELL = "<cell"  # how the name of a cell's text begins
Shown = dict[str, Any]


class Shell:
    """The names that cells have made, and what they have shown.

    user_ns : as in IPython, the names; `In` holds the texts of the cells
    """

    def __init__(self) -> None:
        self.user_ns: dict[str, Any] = {"__name__": "__main__", "In": [""]}
        self.events = SimpleNamespace(register=lambda *_: None)  # matplotlib wants to be told
        self._custom: tuple[tuple[type, ...], Callable[..., Any]] = ((), lambda *_: None)
        self._sliders: list[Any] = []
        self._shown: list[Shown] = []
        self._quiet, self._well = False, True

    def run(self, source: str, quiet: bool = False) -> tuple[bool, list[Shown]]:
        """Run a cell: whether all went well, and what it showed; nothing if quiet."""
        self._shown, self._quiet, self._well = [], quiet, True
        self.user_ns["In"].append(source)
        name = f"{CELL} {len(self.user_ns['In']) - 1}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        with self._printing():
            try:
                value = self._value(ast.parse(source, name), name)
                if value is not None and not quiet:
                    self.display(value)
                self._figures()
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                self._tell(error)
                return False, self._shown
        return self._well, self._shown

    def _value(self, tree: ast.Module, name: str) -> Any:
        """Run all of it; the value of the last line, if that is an expression."""
        match tree.body:
            case [*before, ast.Expr(last)]:
                exec(compile(ast.Module(before, []), name, "exec"), self.user_ns)
                return eval(compile(ast.Expression(last), name, "eval"), self.user_ns)
        exec(compile(tree, name, "exec"), self.user_ns)
        return None

    @contextlib.contextmanager
    def _printing(self) -> Iterator[None]:
        with contextlib.redirect_stdout(_Printed(self)), contextlib.redirect_stderr(_Printed(self)):
            yield

    def say(self, text: str) -> None:
        """Show text, together with what was printed just before."""
        last = self._shown[-1] if self._shown else {}
        if "text" not in last:
            last = {"text": ""}
            self._shown.append(last)
        if len(last["text"]) < LONGEST:
            last["text"] = (last["text"] + text)[:LONGEST]

    def display(self, *values: Any) -> None:
        """Show them as a notebook does: a panel, a picture, a slider, else its words."""
        for value in values:
            if self._quiet:
                return
            if getattr(value, "right", None) is False:  # a panel, where part of the points is had
                self._well = False
            if hasattr(value, "frames") and hasattr(value, "handles"):
                self._shown.append({"slider": self._slider(value)})
            elif html := _html(value):
                self._shown.append({"html": html})
            else:
                self.say(f"{value!r}\n")

    def _slider(self, slider: Any) -> Shown:
        self._sliders.append(slider)
        handles = [
            {"label": label, "values": [str(value) for value in values], "at": at}
            for (label, values), at in zip(slider.handles.items(), slider.start, strict=True)
        ]
        first = self.move(len(self._sliders) - 1, slider.start)
        number = len(self._sliders) - 1
        return {"number": number, "question": slider.question, "handles": handles, **first}

    def move(self, number: int, place: Sequence[int]) -> Shown:
        """The line and the picture of a slider at a place."""
        slider = self._sliders[number]
        return {"line": slider.line(*place), "html": slider.picture(*place).html}

    def _figures(self) -> None:
        """Show what pyplot still holds, as a notebook does at the end of a cell."""
        if (plt := sys.modules.get("matplotlib.pyplot")) is None:
            return
        for number in plt.get_fignums():
            drawn = io.BytesIO()
            plt.figure(number).savefig(drawn, format="png", bbox_inches="tight", dpi=144)
            if not self._quiet:
                data = base64.b64encode(drawn.getvalue()).decode()
                image = f'<img alt="A figure of your own." src="data:image/png;base64,{data}">'
                self._shown.append({"html": image})
        plt.close("all")

    def _tell(self, error: BaseException) -> None:
        """Say what stopped a cell; a panel that failed has said it already."""
        kinds, handler = self._custom
        if hasattr(error, "_render_traceback_"):
            return
        if isinstance(error, kinds):
            handler(self, type(error), error, error.__traceback__)
        else:
            self.showtraceback((type(error), error, error.__traceback__))

    # What `autograder.check` and matplotlib ask of IPython's shell

    def set_custom_exc(self, kinds: tuple[type, ...], handler: Callable[..., Any]) -> None:
        self._custom = kinds, handler

    def showtraceback(self, told: tuple[Any, Any, Any], tb_offset: Any = None) -> None:
        kind, error, trace = told
        while trace is not None and not trace.tb_frame.f_code.co_filename.startswith(CELL):
            trace = trace.tb_next  # what stands above is ours
        self.say("".join(traceback.format_exception(kind, error, trace)))

    def _showtraceback(self, kind: type, error: BaseException, lines: list[str]) -> None:
        self.say("\n".join(lines) + "\n")


class _Printed(io.TextIOBase):
    """Where `print` writes while a cell runs."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell

    def write(self, text: str) -> int:
        self._shell.say(text)
        return len(text)


def _html(value: Any) -> str:
    for name in ("_repr_html_", "_repr_mimebundle_"):
        if isinstance(value, type) or not hasattr(value, name):
            continue
        made = getattr(value, name)()
        html = made.get("text/html", "") if isinstance(made, dict) else made
        if html:
            return str(html)
    return ""


def stand_in(shell: Shell) -> None:
    """Be found where code looks for IPython."""
    ipython, display, core = map(ModuleType, ("IPython", "IPython.display", "IPython.core"))
    tools = ModuleType("IPython.core.pylabtools")
    more: dict[str, Any] = {"get_ipython": lambda: shell, "version_info": (9, 0, 0, "")}
    vars(ipython).update(more, display=display, core=core, __path__=[])
    vars(display).update(display=shell.display)
    vars(core).update(pylabtools=tools, __path__=[])
    vars(tools).update(backend2gui={})
    sys.modules.update({module.__name__: module for module in (ipython, display, core, tools)})


def in_the_page(calling: Callable[[bool], None]) -> Shell:
    """The shell of a page.

    calling : hears when a call that a check makes begins, and when it is over
    """
    shell = Shell()
    stand_in(shell)
    from autograder.check import deadline, hints
    from nnlib.pictures import plots  # noqa: F401  what nearly every lesson begins with

    def heard(now: bool) -> None:
        calling(now)

    deadline.calling = heard
    hints.MORE = 'Stuck? The button "A hint" says more.'
    return shell


def overdue(name: str) -> str:
    """What the page shows in a check's place when it had to end its Python."""
    from autograder.check.deadline import TOO_LATE
    from autograder.check.panel import Notice

    return Notice([f"✗ {name}: not yet. {TOO_LATE}"], right=False)._repr_html_()
