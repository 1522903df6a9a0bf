"""A question answers at once, with a reason; it never fails and costs nothing."""

from pathlib import Path

import pytest

from autograder import check
from autograder.check import bank
from autograder.check import questions as asked
from autograder.lesson.reading import all_lessons, read_lesson

TOML = """\
[zero]
right = "b"
a = "A score of 0 takes no side."
b = "A score of 0 takes no side, so it is a mistake."
c = "The label is known."
"""


@pytest.fixture(autouse=True)
def _a_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lesson_99").mkdir()
    (tmp_path / "lesson_99" / "questions.toml").write_text(TOML, encoding="utf-8")
    monkeypatch.setenv(bank.OWN, str(tmp_path))
    asked.questions.cache_clear()
    yield
    asked.questions.cache_clear()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (..., "○ Write a, b or c, in quotes, in place of the three dots, and run the cell."),
        (" B ", "✓ b. A score of 0 takes no side, so it is a mistake."),
        ("a", "✗ Not a. A score of 0 takes no side."),
        ("right", "○ Choose a, b or c, in quotes."),
        (2, "○ Choose a, b or c, in quotes."),
    ],
)
def test_every_answer_is_told_at_once(
    answer: object, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    check.quiz("99.zero", answer)
    assert capsys.readouterr().out == f"{told}\n"


def test_a_question_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"no question '99\.one'\. This lesson has: 99\.zero"):
        check.quiz("99.one", "a")
    with pytest.raises(ValueError, match="This lesson has: none"):
        check.quiz("98.zero", "a")


def test_every_question_of_a_lesson_is_asked_there_and_its_key_is_one_of_its_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(bank.OWN)
    for path in all_lessons():
        number = path.stem[:2]
        source = "\n".join(cell.source for cell in read_lesson(path).cells)
        asked.questions.cache_clear()
        for name, question in asked.questions(number).items():
            assert f'check.quiz("{number}.{name}", ...)' in source, name
            assert question["right"] in set(question) - {"right"}, name
            assert len(question) >= 3, name
