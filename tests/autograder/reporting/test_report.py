"""The instructor's page: the right counts, and nothing of a student's is read as HTML."""

import argparse
import errno
import json
import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pytest
from nbgrader.api import Gradebook

from autograder.__main__ import main
from autograder.bank.synthetic import class_of
from autograder.commands import report
from autograder.course.nbgrader_config import tools_on_path
from autograder.environment import CommandFailed, venv
from autograder.grading.verdicts import (
    NOT_GRADED,
    NOT_RUN,
    RIGHT,
    WRONG,
    Question,
    Record,
    write_record,
)
from autograder.lesson.cells import role
from autograder.lesson.reading import find_lesson, read_lesson
from autograder.lesson.released import released_text
from autograder.reporting.alike import alike
from autograder.reporting.copies import copies
from autograder.reporting.facts import facts
from autograder.reporting.names import called, names_of
from autograder.reporting.page import Lesson, page

pytestmark = pytest.mark.filterwarnings("ignore")  # what nbgrader's libraries warn of

LESSON = find_lesson("08")
NAME = LESSON.stem
BAD = "<script>alert(1)</script>"


def record(student, *verdicts, misconception=None, problem=""):
    """A record for the two checks of backprop and that of delta_hidden."""
    names = ("backprop-check", "backprop-hidden", "delta-hidden-check")
    asked = ("backprop", "backprop", "delta_hidden")
    made = Record(student, NAME, work="w", grader="g", problem=problem)
    for name, exercise, verdict in zip(names, asked, verdicts, strict=False):
        score = 2.0 if verdict == RIGHT else None if verdict == NOT_GRADED else 0.0
        known = misconception if verdict == WRONG else None
        made.questions.append(Question(name, 2.0, score, verdict, exercise, "", known))
    return made


CLASS = [
    record("ada", RIGHT, RIGHT, RIGHT),
    record("ben", RIGHT, WRONG, RIGHT, misconception="F31.3"),
    record("cleo", WRONG, WRONG, NOT_RUN, misconception="F31.3"),
    record("dan", NOT_GRADED, RIGHT, RIGHT),
    record(f"eva{BAD}", problem=f"No notebook: {BAD}"),
]


@pytest.fixture(scope="module")
def told():
    return facts(NAME, CLASS, read_lesson(LESSON))


def test_students_are_counted_by_points_and_by_verdict(told):
    assert told.scores == [6.0, 4.0, 0.0, 4.0]
    assert told.most == 6.0
    assert sum(told.bins) == 4
    assert told.bins[-1] == 1
    once, twice = told.questions  # in the order of the lesson
    assert (once.name, twice.name) == ("delta_hidden", "backprop")
    assert list(twice.counts.values()) == [1, 1, 1, 0, 1]
    assert list(once.counts.values()) == [3, 0, 0, 1, 0]


def test_a_misconception_tells_who_holds_it_the_hint_and_the_section(told):
    (mistake,) = told.mistakes
    assert (mistake.id, mistake.students) == ("F31.3", ["ben", "cleo"])
    assert "a list each" in mistake.hint
    assert mistake.section == "The whole way"


def test_each_mistake_is_told_under_the_heading_of_its_own_section():
    wrong = [record("ada", WRONG, RIGHT, WRONG, misconception="F31.3")]
    wrong[0].questions[2].misconception = "F28.3"
    told = facts(NAME, wrong, read_lesson(LESSON))
    assert {m.id: m.section for m in told.mistakes} == {
        "F28.3": "One layer down",
        "F31.3": "The whole way",
    }


def test_who_could_not_be_graded_is_told_with_the_reason(told):
    assert dict(told.not_graded) == {
        "dan": "Not graded: backprop-check.",
        f"eva{BAD}": f"No notebook: {BAD}",
    }


class Reader(HTMLParser):
    """Notes the tags, and whether they are closed in order."""

    VOID = frozenset(["meta", "br", "rect", "path", "link", "img"])

    def __init__(self, html):
        super().__init__()
        self.seen, self.open, self.attributes = [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole_has_landmarks_and_needs_no_network(told):
    html = page("a class", "today", [Lesson(told, [])])
    reader = Reader(html)
    for tag in ("header", "nav", "main", "footer", "h1", "h2", "caption", "svg"):
        assert tag in reader.seen
    assert reader.seen.count("h1") == 1
    assert "script" not in reader.seen
    assert not re.search(r"https?:|url\(|@import| src=", html)
    assert html.count("<th scope=") > 10
    assert 'aria-label="Histogram of points: 0 to 0.6: 1;' in html


def test_a_name_is_shown_in_its_own_script_with_the_id_where_that_is_another(told):
    names = {"ben": "王小明", "cleo": "محمد علی‌رضا", "dan": "Dan"}
    shown = called(names)
    assert [shown(x) for x in ("ada", "ben")] == ["ada", "王小明 (ben)"]
    assert called({"Ada_Lovelace": "Ada Lovelace"})("Ada_Lovelace") == "Ada Lovelace"
    html = page("a class", "today", [Lesson(told, [], [["ben", "cleo"]])], shown)
    assert "<bdi>王小明 (ben)</bdi>, <bdi>محمد علی‌رضا (cleo)</bdi>" in html
    assert '<th scope="row"><bdi>Dan (dan)</bdi></th>' in html


def test_names_come_from_the_roster_else_from_the_lms(tmp_path):
    students = {
        x: {"label": f"{x} of Moodle", "system": "moodle", "numbers": {}, "email": ""}
        for x in ("a", "b")
    }
    account = {"students": students, "work": {}}
    (tmp_path / "collected.json").write_text(json.dumps(account), encoding="utf-8")
    assert names_of(tmp_path) == {"a": "a of Moodle", "b": "b of Moodle"}
    assert not (tmp_path / "gradebook.db").exists()
    tools_on_path()
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db", "nnlib") as book:
        book.add_student("a", first_name="Ada", last_name="Lovelace")
        book.add_student("c")
    assert names_of(tmp_path) == {"a": "Ada Lovelace", "b": "b of Moodle"}


def test_a_note_is_one_line_however_many_were_told_it():
    moved = '"reflection" had lost its mark: the cell with its question has it.'
    told = [record(f"s{i:02}", RIGHT, RIGHT, RIGHT) for i in range(99)]
    for one in told:
        one.notes = [moved]
    told[3].notes.append(f"{BAD} had the tag")
    found = facts(NAME, told, read_lesson(LESSON))
    assert [len(note.students) for note in found.notes] == [99, 1]
    html = page("a class", "today", [Lesson(found, [])])
    assert html.count("had lost its mark") == 1
    assert "<script" not in html


def test_without_a_note_nothing_is_said_of_notes(told):
    assert "told of their notebooks" not in page("a class", "today", [Lesson(told, [])])


def test_a_contest_has_a_list_the_least_first_with_shared_places():
    told = [record(x, RIGHT, RIGHT, RIGHT) for x in ("ada", "ben", "cleo", f"dan{BAD}", "eve")]
    for one, reached in zip(told, (0.31, 0.035, 0.31, 0.4, None), strict=True):
        one.questions[0].reached = reached
    told[1].questions[1].reached = 0.2  # the best of several counts
    found = facts(NAME, told, read_lesson(LESSON))
    rows = [(x.place, x.student, x.reached) for x in found.contest]
    assert rows == [(1, "ben", 0.035), (2, "ada", 0.31), (2, "cleo", 0.31), (4, f"dan{BAD}", 0.4)]
    html = page("a class", "today", [Lesson(found, [])])
    assert "<h3>The contest</h3>" in html
    assert '<bdi>ben</bdi></th><td class="n">1</td>\n<td class="n">0.03500</td>' in html
    assert "<script" not in html


def test_who_could_not_be_graded_or_has_another_release_is_in_no_contest():
    told = [record("ada", RIGHT), record("ben", RIGHT, problem="No notebook."), record("eve")]
    for question in (told[0].questions[0], told[1].questions[0]):
        question.reached = 0.1
    assert facts(NAME, told, read_lesson(LESSON), {"ada": "Another release."}).contest == []


def test_without_a_contest_nothing_is_said_of_one(told):
    assert told.contest == []
    assert "The contest" not in page("a class", "today", [Lesson(told, [])])


def test_nothing_that_a_student_wrote_is_read_as_html(told):
    html = page(BAD, "today", [Lesson(told, [])])
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not [name for name in Reader(html).attributes if name.startswith("on")]


def work_of(pupils):
    wanted = [c.metadata.nbgrader["grade_id"] for c in SOURCE.cells if role(c) == "solution"]
    found = {}
    for pupil in pupils:
        texts = {
            c.metadata.get("nbgrader", {}).get("grade_id"): c.source for c in pupil.notebook.cells
        }
        found[pupil.name] = [texts[name] for name in wanted]
    return found


SOURCE = read_lesson(LESSON)
PUPILS = class_of("08", 24, np.random.default_rng(4))


def renamed(text):
    """Other names, a comment, other spaces: the same code."""
    text = re.sub(r"\b(out|x|X|delta|Y)\b", lambda found: f"my_{found[0]}", text)
    return text.replace(" = ", "  =  ").replace("\n    ", "\n    # mine\n    ", 1)


def test_copied_work_is_found_under_other_names_and_comments():
    work = work_of(PUPILS)
    whose = PUPILS[1].name
    work["zz"] = [renamed(text) for text in work[whose]]
    found = alike(work, SOURCE)
    assert found[0].students == (whose, "zz")
    assert found[0].share > 0.9


def test_students_who_worked_alone_are_not_accused():
    assert alike(work_of(PUPILS), SOURCE) == []
    assert copies({x.name: texts(x.notebook) for x in PUPILS}, SOURCE) == []


def texts(book):
    return [cell.source for cell in book.cells]


def test_identical_copies_are_told_in_a_class_of_any_size():
    one, other = PUPILS[0], PUPILS[1]
    work = {"a": texts(one.notebook), "b": texts(one.notebook), "c": texts(other.notebook)}
    assert copies(work, SOURCE) == [["a", "b"]]
    work["b"] = [*work["b"][:-1], work["b"][-1] + "!"]
    assert copies(work, SOURCE) == []


@pytest.mark.parametrize("whose", ["ours", "as released"])
def test_who_hands_in_what_everybody_was_given_is_no_copy(whose):
    book = read_lesson(LESSON)
    if whose == "as released":
        for cell in book.cells:
            cell.source = released_text(cell)
    assert copies({"a": texts(book), "b": texts(book)}, SOURCE) == []


def test_two_short_answers_may_be_the_same_by_chance():
    book = read_lesson(LESSON)
    book.cells[-1].source = "I agree."
    assert copies({"a": texts(book), "b": texts(book)}, SOURCE) == []


def test_the_lessons_own_code_and_solution_do_not_count():
    solved = [cell.source for cell in SOURCE.cells if role(cell) == "solution"]
    work = work_of(PUPILS) | {"yy": solved, "zz": solved}
    assert not any({"yy", "zz"} & set(pair.students) for pair in alike(work, SOURCE))


def test_code_that_is_no_python_is_left_out():
    deep = "(" * 5000
    assert alike({name: [deep, "def f(:", "\x00"] for name in "abcdef"}, SOURCE) == []


def options(course, *words):
    parser = argparse.ArgumentParser()
    report.add_arguments(parser)
    return parser.parse_args(["--course", str(course), *words])


def test_a_mistyped_folder_is_told_and_none_is_made(tmp_path):
    with pytest.raises(CommandFailed, match="is not there"):
        report.run(options(tmp_path / "cuorse"))
    assert list(tmp_path.iterdir()) == []


def test_a_broken_gradebook_is_told_in_a_sentence(tmp_path):
    (tmp_path / "gradebook.db").write_bytes(b"no database" * 1000)
    with pytest.raises(CommandFailed, match="the gradebook, it could not be opened: file"):
        report.run(options(tmp_path))


def test_a_full_disk_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "report.html")

    (tmp_path / "submitted").mkdir()
    monkeypatch.setattr(report, "replace_file", full)
    monkeypatch.setattr(venv, "ensure", lambda *_: False)
    monkeypatch.setattr(venv, "inside", lambda: True)
    assert main(["report", "--course", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "report: No space left on device: report.html.\n"


def test_a_class_without_records_has_a_page(tmp_path, capsys):
    (tmp_path / "submitted").mkdir()
    assert report.run(options(tmp_path)) == 0
    assert "Nothing is graded yet" in (tmp_path / "report.html").read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert "0 lessons, 0 submissions" in said.out
    assert "Nothing is graded yet: run `python3 -m autograder grade` first." in said.err


def test_two_thousand_submissions_make_a_page_of_bounded_size(tmp_path):
    texts = [json.dumps(pupil.notebook) for pupil in PUPILS]
    for i in range(2000):
        student = f"s{i}"
        write_record(tmp_path, record(student, RIGHT, WRONG, RIGHT, misconception="F31.3"))
        if i < 200:
            folder = tmp_path / "autograded" / student / NAME
            folder.mkdir(parents=True)
            (folder / f"{NAME}.ipynb").write_text(texts[i % len(texts)], encoding="utf-8")
    assert report.run(options(tmp_path, "08", "--out", str(tmp_path / "out.html"))) == 0
    html = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "and 1800 more" in html
    assert len(html) < 400_000
    shutil.rmtree(tmp_path)
