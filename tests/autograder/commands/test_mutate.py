"""The script that changes the engine one place at a time, and its list of harmless changes."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.commands import mutate as mutate_engine
from autograder.commands.mutate import ENGINE, LISTED, MODULES, ROOT, covering, explained, mutants

SOURCE = '''"""A text is left alone."""

LIMIT: int = 1


class Box:
    def full(self, x: int = 3) -> bool:
        """So is this one."""
        self.note()
        if not x < 2 and min(x, 0.5) == 1:
            raise ValueError
        if LIMIT:
            x = 4 - 4
        return x + 1 is True
'''
can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def text_of(module: str) -> str:
    return (ENGINE / module).read_text(encoding="utf-8")


def test_every_kind_of_place_is_changed_one_at_a_time() -> None:
    found = [(m.function, m.old, m.new) for m in mutants("box.py", SOURCE)]
    assert ("the module", "1", "2") in found
    inside = {(old, new) for function, old, new in found if function == "Box.full"}
    assert inside == {
        ("3", "4"),
        ("self.note()", "pass"),
        ("not x < 2 and min(x, 0.5) == 1", "not x < 2 or min(x, 0.5) == 1"),
        ("not x < 2", "not not x < 2"),
        ("x < 2", "x <= 2"),
        ("2", "3"),
        ("min", "max"),
        ("0.5", "5.0"),
        ("min(x, 0.5) == 1", "min(x, 0.5) != 1"),
        ("1", "2"),
        ("raise ValueError", "pass"),
        ("if LIMIT", "if not LIMIT"),
        ("x = 4 - 4", "pass"),
        ("4 - 4", "4 + 4"),
        ("4", "5"),
        ("4", "5 (2)"),
        ("return x + 1 is True", "return None"),
        ("x + 1 is True", "x + 1 is not True"),
        ("x + 1", "x - 1"),
        ("True", "False"),
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_mutant_is_another_program_and_leaves_the_next_one_alone(module: str) -> None:
    source = text_of(module)
    plain = ast.unparse(ast.parse(source)).splitlines()
    keys = set()
    for mutant in mutants(module, source):
        changed = mutant.source.splitlines()
        compile(mutant.source, module, "exec")
        apart = [pair for pair in zip(plain, changed, strict=False) if pair[0] != pair[1]]
        assert len(changed) != len(plain) or len(apart) == 1, mutant
        assert mutant.key not in keys
        keys.add(mutant.key)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_of_the_engine_has_tests_to_run(module: str) -> None:
    assert covering(module)
    assert all((ROOT / path).is_file() for path in covering(module))


def test_every_explained_mutant_is_still_one_and_has_its_reason() -> None:
    keys = {m.key for module in MODULES for m in mutants(module, text_of(module))}
    assert explained()
    assert explained().keys() <= keys
    assert all(len(reason) > 10 for reason in explained().values())
    assert len(LISTED.read_text(encoding="utf-8").splitlines()) == len(explained()) + 1


@pytest.fixture
def _two_survive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "box.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr(mutate_engine, "ENGINE", tmp_path)
    monkeypatch.setattr(mutate_engine, "survivors", lambda module: iter(EVERY[:2]))


EVERY = list(mutants("box.py", SOURCE))


@pytest.mark.usefixtures("_two_survive")
def test_a_survivor_that_nobody_explains_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutate_engine, "explained", lambda: {EVERY[0].key: "nobody sees it"})
    assert mutate_engine.main(["box.py"]) == 1
    said = capsys.readouterr().out
    assert f"SURVIVED, and nobody says why: {EVERY[1]}" in said
    assert str(EVERY[0]) not in said
    assert f"box.py: {len(EVERY)} mutants, {len(EVERY) - 2} noticed, 1 explained, 1 new" in said


@pytest.mark.usefixtures("_two_survive")
def test_explained_survivors_end_with_0_and_rows_without_need_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = ("box.py", "Box.empty", "x = 1", "1", "2")
    elsewhere = ("bag.py", "Bag.full", "x = 1", "1", "2")
    rows = [*(mutant.key for mutant in EVERY[:3]), gone, elsewhere]
    monkeypatch.setattr(mutate_engine, "explained", lambda: dict.fromkeys(rows, "a reason"))
    assert mutate_engine.main(["box.py"]) == 0
    said = capsys.readouterr().out
    assert f"listed without need, it is noticed: {' | '.join(EVERY[2].key)}" in said
    assert f"listed without need, there is no such place: {' | '.join(gone)}" in said
    assert said.count("listed without need") == 2


def in_a_process_of_its_own(code: str) -> str:
    """The engine is loaded here already; a fork of this process would not read a mutant."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tests", capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@can_fork
@pytest.mark.parametrize(
    ("old", "new", "seconds", "said"),
    [
        ("<=", "<=", 60, "False"),
        ("<=", ">", 60, "True"),
        ("def close(", "while True:\n    0\n\ndef close(", 1, "True"),
    ],
)
def test_a_broken_module_is_noticed_and_the_file_is_left_alone(
    old: str, new: str, seconds: float, said: str
) -> None:
    before = text_of("compare.py")
    code = "from autograder.commands.mutate import *; path = ENGINE / 'compare.py'; "
    code += "text = path.read_text(encoding='utf-8')"
    code += f"; print(noticed('compare.py', text.replace({old!r}, {new!r}, 1), {seconds}))"
    assert old in before
    assert in_a_process_of_its_own(code) == said
    assert text_of("compare.py") == before


def test_a_module_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert mutate_engine.main(["compare.py", "--help"]) == 2
    assert "The engine has no --help; it has" in capsys.readouterr().out


@can_fork
@pytest.mark.slow
@pytest.mark.parametrize("module", MODULES)
def test_the_tests_notice_every_change_of_the_engine(module: str) -> None:
    words = [sys.executable, "-m", "autograder", "mutate", module]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
