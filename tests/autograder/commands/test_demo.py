"""The class to try everything on: made quickly, graded as expected, shown."""

import json
import subprocess
import sys

import pytest

from autograder.commands.demo import made_class
from autograder.environment import ROOT
from autograder.grading.verdicts import read_record

LESSON = "13_regularisation"


def test_a_class_has_a_copy_a_damaged_file_and_attackers():
    made = dict(made_class(LESSON, 4))
    assert len(made) == 4 + 2 + 5
    assert sum(name.startswith("mallory-") for name in made) == 5
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(made.pop("zz-not-a-notebook"))
    for text in made.values():
        assert json.loads(text)["nbformat"] == 4


def test_the_copy_has_other_text_and_the_same_functions():
    made = dict(made_class(LESSON, 4))
    copied = made["zz-copied"]
    assert "# my own" in copied
    assert copied not in [text for name, text in made.items() if name != "zz-copied"]


@pytest.mark.slow
def test_the_demo_walks_from_release_to_report(tmp_path):
    course = tmp_path / "class"
    words = ["demo", "--students", "4", "--lesson", "13", "--no-open", "--course", str(course)]
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4. Report" in done.stdout
    assert "What the class can do" in (course / "report.html").read_text(encoding="utf-8")
    record = read_record(course, "mallory-equals-everything", LESSON)
    assert record is not None
    by_name = {q.grade_id: q for q in record.questions}
    assert by_name["soft-threshold-check"].score == 0.0
    assert by_name["l1-subgrad-check"].score == by_name["l1-subgrad-check"].points
    assert read_record(course, "zz-not-a-notebook", LESSON).problem
