"""A mark that a person gives is in nbgrader's gradebook, whole, once, and never over another's."""

import contextlib
import csv
import io
import json
import sqlite3
import threading
from datetime import datetime

import nbformat
import pytest
from a_lesson import NAME, cell_of
from reading.some_answers import QUESTION, WORDS

from autograder.check.bank import exercises
from autograder.grading.gradebook import Ledger
from autograder.lesson.reading import read_lesson
from autograder.reading import marking
from autograder.reading.marking import Changed, Given, answer_cell, enter, given
from autograder.reading.pile import pile
from autograder.reading.rubric import rubrics
from autograder.reporting.marks import read_marks
from autograder.reporting.stamps import stamps
from autograder.reporting.tables import nbgrader

pytestmark = pytest.mark.filterwarnings("ignore")  # what nbgrader's libraries warn of


def now(answers):
    with Ledger(answers.course, answers.notebooks) as ledger:
        return given(ledger.book, NAME, QUESTION)


def seen(answers, *students):
    known = now(answers)
    return {
        who: known[who].seen(answer_cell(answers.course, who, NAME, QUESTION)) for who in students
    }


def mark(answers, words, score, comment=""):
    return enter(answers.course, answers.notebooks, (NAME, QUESTION), words, score, comment)


def read(answers):
    source = read_lesson(answers.lesson)
    return pile(answers.course, source, NAME, rubrics(source)[0])


def test_points_and_comment_are_seen_by_nbgrader_and_in_the_export(answers):
    assert answers.row("ada") == (None, None, True)
    mark(answers, seen(answers, "ada"), 0.5, "Why *squared*?")
    assert answers.row("ada") == (0.5, "Why *squared*?", False)
    rows = csv.DictReader(io.StringIO(nbgrader(read_marks(answers.course)).text))
    assert {x["student_id"]: x["score"] for x in rows}["ada"] == "0.5"
    with Ledger(answers.course, answers.notebooks) as ledger:
        assert ledger.book.find_submission(NAME, "ada").needs_manual_grade is False
        assert ledger.book.find_submission(NAME, "ben").needs_manual_grade is True


def test_the_page_that_ada_gets_back_is_made_anew(answers):
    before = stamps(answers.course, answers.lesson, ["ada", "ben"])
    mark(answers, seen(answers, "ada"), 1.0, "Good.")
    after = stamps(answers.course, answers.lesson, ["ada", "ben"])
    assert after["ada"] != before["ada"]
    assert after["ben"] == before["ben"]


def test_several_are_marked_together_and_points_can_be_taken_back(answers):
    words = mark(answers, seen(answers, "ada", "ben"), 1.0)
    assert answers.row("ada") == answers.row("ben") == (1.0, None, False)
    assert words == seen(answers, "ada", "ben")
    mark(answers, words, None)
    assert answers.row("ada") == answers.row("ben") == (None, None, True)


def test_what_being_late_costs_follows_the_points(answers):
    (answers.course / "nbgrader_config.py").write_text(
        "from nbgrader.plugins import BasePlugin\n"
        "class Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, seconds):\n"
        "        return score / 2\n"
        "get_config().AssignLatePenalties.plugin_class = Half\n"
    )
    with Ledger(answers.course, answers.notebooks) as ledger:
        ledger.book.find_assignment(NAME).duedate = datetime(2026, 3, 2)
        ledger.book.find_submission(NAME, "ada").timestamp = datetime(2026, 3, 3)
        ledger.book.db.commit()
    mark(answers, seen(answers, "ada"), 1.0)
    with Ledger(answers.course, answers.notebooks) as ledger:
        rows = ledger.book.find_submission_notebook(NAME, NAME, "ada")
        assert (rows.score, rows.late_submission_penalty) == (1.0, 0.5)


def test_a_mark_of_somebody_else_is_not_written_over(answers):
    before = seen(answers, "ada", "ben")
    mark(answers, seen(answers, "ben"), 1.0, "Good.")  # formgrader, or another page
    with pytest.raises(Changed) as told:
        mark(answers, before, 0.0, "No.")
    assert told.value.now["ben"] == Given(1.0, "Good.", False)
    assert not told.value.rewritten
    assert answers.row("ada") == (None, None, True)  # all of them or none
    assert answers.row("ben") == (1.0, "Good.", False)
    mark(answers, told.value.seen, 0.0, "No.")
    assert answers.row("ada") == answers.row("ben") == (0.0, "No.", False)


def test_an_answer_that_came_in_anew_is_not_marked_unread(answers):
    before = seen(answers, "ada")
    answers.hand_in({"ada": "Another answer."})
    with pytest.raises(Changed) as told:
        mark(answers, before, 1.0)
    assert told.value.rewritten
    assert answers.row("ada") == (None, None, True)


def test_grading_anew_keeps_the_mark_and_has_it_read_again(answers):
    mark(answers, seen(answers, "ada"), 1.0, "Good.")
    answers.hand_in({"ada": "Another answer."})
    assert answers.row("ada") == (1.0, "Good.", True)
    mark(answers, seen(answers, "ada"), 1.0, "Good.")
    assert answers.row("ada") == (1.0, "Good.", False)


def test_marks_given_while_others_are_graded_are_all_there(answers):
    """One grades the class again and again while another marks it."""
    words, errors = seen(answers, "ada", "ben", "cleo", "dora"), []

    def grading():
        try:
            for _ in range(3):
                answers.hand_in(WORDS)
        except Exception as error:
            errors.append(error)

    thread = threading.Thread(target=grading)
    thread.start()
    for student, word in words.items():
        mark(answers, {student: word}, 0.5, f"To {student}.")
    thread.join()
    assert errors == []
    assert {who: answers.row(who)[:2] for who in words} == {
        who: (0.5, f"To {who}.") for who in words
    }


def test_a_mark_waits_while_grade_enters_a_submission(answers, monkeypatch):
    words, done, told = seen(answers, "ada"), threading.Event(), []
    rows = Ledger._rows

    def marking():
        with pytest.raises(Changed) as changed:
            mark(answers, words, 1.0)
        told.append(changed.value.rewritten)
        done.set()

    def slowly(*args):
        thread.start()
        assert not done.wait(0.5)
        return rows(*args)

    thread = threading.Thread(target=marking)
    monkeypatch.setattr(Ledger, "_rows", slowly)
    answers.hand_in({"ada": "Another answer."})
    thread.join()
    assert told == [True]
    assert answers.row("ada") == (None, None, True)


def test_formgrader_cannot_write_between_a_look_and_a_mark(answers, monkeypatch):
    words, tried = seen(answers, "ada"), []
    enter_one = marking._enter

    def with_formgrader(*args):
        other = sqlite3.connect(answers.course / "gradebook.db", timeout=0)
        with contextlib.closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("update grade set manual_score = 0.25")
        tried.append(1)
        enter_one(*args)

    monkeypatch.setattr(marking, "_enter", with_formgrader)
    mark(answers, words, 1.0)
    assert tried == [1]
    assert answers.row("ada") == (1.0, None, False)


def test_the_pile_holds_each_text_once_and_who_wrote_nothing_is_counted(answers):
    found = read(answers)
    assert [[[*x.seen] for x in group.answers] for group in found.groups] == [
        [["ada", "ben"], ["cleo"]],
        [["dora"]],
    ]
    assert [group.alike for group in found.groups] == [True, False]
    assert found.blank == 1
    assert found.groups[1].answers[0].text == "Mistakes depend on luck."
    assert 0.4 < found.groups[0].answers[1].share < 1


def test_whoever_goes_on_another_day_finds_marks_and_comments(answers):
    mark(answers, seen(answers, "ada", "ben"), 1.0, "Good.\nPart 1: 1 of 1.")
    mark(answers, seen(answers, "cleo"), 0.5, "Why squared?\nGood.")
    found = read(answers)
    assert found.comments == ["Good.", "Why squared?"]
    told = [(x.given.score, x.given.waits) for group in found.groups for x in group.answers]
    assert sorted(told, key=str) == [(0.5, False), (1.0, False), (None, True)]


def test_the_same_text_with_another_mark_is_an_answer_of_its_own(answers):
    mark(answers, seen(answers, "ben"), 1.0)
    assert [[*x.seen] for x in read(answers).groups[0].answers] in (
        [["ada"], ["ben"], ["cleo"]],
        [["ben"], ["ada"], ["cleo"]],
    )


def test_the_same_words_under_another_picture_are_another_answer(answers):
    before = seen(answers, "ada", "ben")
    path = answers.course / "autograded" / "ben" / NAME / f"{NAME}.ipynb"
    book = nbformat.read(path, 4)
    cell_of(book, QUESTION).attachments = {"mine.png": {"image/png": "iVBORw0KGgo="}}
    nbformat.write(book, path)
    assert [[*x.seen] for x in read(answers).groups[0].answers][:2] == [["ada"], ["ben"]]
    with pytest.raises(Changed) as told:
        mark(answers, before, 1.0)
    assert told.value.rewritten


def test_a_cell_that_claims_to_be_nbgraders_hides_no_answer(answers):
    path = answers.course / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    book = json.loads(path.read_text())
    book["cells"].insert(0, {**book["cells"][0], "metadata": {"nbgrader": "mine"}})
    path.write_text(json.dumps(book))
    assert any("ada" in x.seen for group in read(answers).groups for x in group.answers)


def test_what_the_check_found_is_offered_as_a_comment(answers):
    known = exercises()["perceptron_step"].misconceptions[0]
    answers.hand_in({x: WORDS[x] for x in ("ada", "dora")}, misconception=known.id)
    found = {who: x.found for g in read(answers).groups for x in g.answers for who in x.seen}
    assert found["dora"] == [f"perceptron_step: {known.hint}"]
    assert found["ada"] == []  # Ben wrote the same, and his code has no such mistake
