"""The door of the engine: `check.<name>`, where its panel is shown, what it raises, which seed."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder import check
from autograder.check.failed import CheckFailed
from autograder.check.judge import Verdict
from autograder.check.panel import Panel
from autograder.check.seeds import FIXED, VARIABLE, seed_for


def test_a_name_with_underscores_is_no_check() -> None:
    """Python and pytest ask every module for such names; that must not load the bank."""
    with pytest.raises(AttributeError, match=r"^__wrapped__$"):
        check.__getattr__("__wrapped__")


def test_a_check_tells_its_name_and_its_contract() -> None:
    margin = check.margin
    assert margin.__name__ == "margin"
    assert margin.__doc__ == "Is your margin(w, b, X, y) right? It returns number."


READ = "print([name.split('.')[-1] for name in sys.modules if name.startswith(EXERCISES)])"


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("dir(check)", []),
        ("check.margin", ["lesson_02", "margin"]),
        ("check.delta_output", ["lesson_08", "shared", "delta_output"]),
    ],
)
def test_only_the_file_of_the_check_that_is_asked_for_is_read(asked: str, read: list[str]) -> None:
    told = f"import sys; from autograder import check; {asked}; EXERCISES = 'autograder.exercises.'"
    done = subprocess.run(
        [sys.executable, "-c", f"{told}; {READ}"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{read}\n"


def shown(monkeypatch: pytest.MonkeyPatch, kernel: Any) -> list[Any]:
    """What IPython is given to display when a check of a right answer runs there."""
    panels: list[Any] = []
    display = SimpleNamespace(display=panels.append)
    fake = SimpleNamespace(get_ipython=lambda: kernel, display=display)
    monkeypatch.setitem(sys.modules, "IPython", fake)
    with pytest.raises(CheckFailed):
        check.margin(None)
    return panels


def test_in_a_notebook_the_panel_is_displayed_and_elsewhere_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (panel,) = shown(monkeypatch, object())
    assert isinstance(panel, Panel)
    assert capsys.readouterr().out == ""
    assert shown(monkeypatch, None) == []  # IPython is loaded, and no notebook runs
    assert capsys.readouterr().out == f"{panel}\n"
    monkeypatch.delitem(sys.modules, "IPython")
    with pytest.raises(CheckFailed):
        check.margin(None)
    assert capsys.readouterr().out == f"{panel}\n"


def test_a_grader_gets_the_panels_until_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    panels: list[Panel] = []
    with pytest.raises(CheckFailed), check.shown_to(panels.append):
        check.margin(None)
    assert [panel.verdict.exercise for panel in panels] == ["margin"]
    assert capsys.readouterr().out == ""
    with pytest.raises(CheckFailed):
        check.margin(None)
    assert len(panels) == 1
    assert capsys.readouterr().out


def test_a_failure_reads_as_its_message_and_in_a_traceback_as_its_first_line() -> None:
    failed = CheckFailed("margin", "F01.1", "✗ margin: not yet.\nHint: look again.")
    assert str(failed) == failed.message == "✗ margin: not yet.\nHint: look again."
    assert (failed.exercise, failed.misconception) == ("margin", "F01.1")
    assert failed._render_traceback_() == ["CheckFailed: ✗ margin: not yet."]


@pytest.mark.parametrize(("problem", "edge"), [(None, "#009E73"), ("It is <b>.", "#D55E00")])
def test_a_panel_has_an_edge_and_a_role_and_no_markup_of_the_student(
    problem: str | None, edge: str
) -> None:
    html = Panel(Verdict("margin", problem, cases=3), "visible")._repr_html_()
    assert edge in html
    assert 'role="status"' in html
    assert "<b>" not in html


def test_a_lesson_has_the_seed_of_its_course_or_the_fixed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert seed_for("02_perceptron") == FIXED
    secret = tmp_path / "seeds.json"
    secret.write_text(json.dumps({"02_perceptron": 7}), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(secret))
    assert seed_for("02_perceptron") == 7


def test_one_input_is_not_called_all_inputs() -> None:
    one, two = (Panel(Verdict("gate", cases=n), "visible").lines()[0] for n in (1, 2))
    assert one == "✓ gate: right."
    assert two == "✓ gate: right on all 2 inputs."
