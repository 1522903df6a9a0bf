"""The script that changes the engine one place at a time, and its list of harmless changes."""

import ast
from pathlib import Path

import mutate_engine
import pytest
from mutate_engine import ENGINE, MODULES, ROOT, explained, mutants

SOURCE = '''"""A text is left alone."""

LIMIT: int = 1


class Box:
    def full(self, x: int = 3) -> bool:
        """So is this one."""
        self.note()
        if not x < 2 and min(x, 0.5) == 1:
            raise ValueError
        return x + 1 is True
'''


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
        ("return x + 1 is True", "return None"),
        ("x + 1 is True", "x + 1 is not True"),
        ("x + 1", "x - 1"),
        ("True", "False"),
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_mutant_is_another_program_and_leaves_the_next_one_alone(module: str) -> None:
    source = (ROOT / ENGINE / module).read_text(encoding="utf-8")
    plain = ast.unparse(ast.parse(source)).splitlines()
    for mutant in mutants(module, source):
        changed = mutant.source.splitlines()
        compile(mutant.source, module, "exec")
        apart = [pair for pair in zip(plain, changed, strict=False) if pair[0] != pair[1]]
        assert len(changed) != len(plain) or len(apart) == 1, mutant


def test_every_explained_mutant_is_still_one() -> None:
    keys = {
        mutant.key
        for module in MODULES
        for mutant in mutants(module, (ROOT / ENGINE / module).read_text(encoding="utf-8"))
    }
    assert explained()
    assert explained().keys() <= keys


def test_a_survivor_that_nobody_explains_ends_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = list(mutants("box.py", SOURCE))[:2]
    monkeypatch.setattr(mutate_engine, "survivors", lambda modules: iter([first, second]))
    monkeypatch.setattr(mutate_engine, "explained", lambda: {first.key: "nobody sees it"})
    assert mutate_engine.main([]) == 1
    said = capsys.readouterr().out
    assert "(nobody sees it)" in said
    assert f"{second} SURVIVED" in said
    monkeypatch.setattr(mutate_engine, "explained", lambda: {m.key: "x" for m in (first, second)})
    assert mutate_engine.main([]) == 0


def test_a_broken_engine_does_not_pass(tmp_path: Path) -> None:
    mutate_engine.copied(tmp_path)
    lessons = tmp_path / ENGINE / "lessons"
    assert [path.name for path in lessons.glob("lesson_*.py")] == [mutate_engine.LESSON]
    broken = tmp_path / ENGINE / "compare.py"
    broken.write_text(broken.read_text(encoding="utf-8").replace("<=", ">"), encoding="utf-8")
    assert not mutate_engine.passes(tmp_path)


@pytest.mark.slow
def test_the_tests_notice_every_change_of_the_comparison() -> None:
    assert mutate_engine.main(["compare.py"]) == 0
