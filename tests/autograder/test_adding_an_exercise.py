"""The page "Adding an exercise": what it shows is added to a copy of the house, and audited."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.environment import ROOT

PAGE = (ROOT / "autograder" / "exercises" / "README.md").read_text(encoding="utf-8")
AUDIT = """
import sys
from autograder.commands import parse
module, args = parse("audit", sys.argv[1:])
sys.exit(module.run(args))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages, with the two files of the page in their places."""
    copy = tmp_path_factory.mktemp("house")
    for package in ("autograder", "nnlib"):
        unread = shutil.ignore_patterns("__pycache__", "*.md")
        shutil.copytree(ROOT / package, copy / package, ignore=unread)
    places = re.findall(r"`(\w+/lesson_00/span\.py)`", PAGE)
    texts = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(places) == len(texts) == 2
    for place, text in zip(places, texts, strict=True):
        (copy / "autograder" / place).write_text(text, encoding="utf-8")
    return copy


def audit(house: Path, name: str) -> tuple[int, str]:
    words = [sys.executable, "-B", "-c", AUDIT, name]
    done = subprocess.run(words, cwd=house, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_page_is_under_three_hundred_words() -> None:
    assert len(re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL).split()) < 300


def test_the_exercise_of_the_page_passes_its_audit_alone(house: Path) -> None:
    code, said = audit(house, "span")
    assert code == 0, said
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in said.splitlines()[2:3]]
    assert [row[:6] for row in rows] == [
        ["span", "00_start_here", "6 of 6", "3 of 3", "2 of 2", "0%"]
    ]
    assert "margin" not in said


@pytest.mark.parametrize(
    ("room", "as_shown", "broken", "fault"),
    [
        ("exercises", "    low - high\n", "    high - low\n", "span.1 is wrong, and accepted"),
        ("bank", "    2 * np.std(x)\n", "    max(x) - min(x)\n", "“twice the spread” is wrong"),
        ("bank", "    x = sorted(x)\n", "", "“sorted first” is right, and refused"),
    ],
)
def test_a_slip_in_either_file_of_the_page_is_told(
    house: Path, room: str, as_shown: str, broken: str, fault: str
) -> None:
    file = house / "autograder" / room / "lesson_00" / "span.py"
    text = file.read_text(encoding="utf-8")
    assert as_shown in text
    file.write_text(text.replace(as_shown, broken), encoding="utf-8")
    try:
        code, said = audit(house, "span")
    finally:
        file.write_text(text, encoding="utf-8")
    assert code == 1
    assert fault in said


def test_a_name_that_no_check_has_is_answered_with_the_nearest(house: Path) -> None:
    code, said = audit(house, "spam")
    assert code == 1
    assert "there is no check 'spam'. Did you mean span?" in said
