"""What stands on the page of answers, whatever kind of answer it is."""

from a_lesson import code, markdown, notebook

from autograder.reading.marking import Given
from autograder.reading.page import page, word_for
from autograder.reading.pile import Answer, Group, Pile
from autograder.reading.rubric import rubrics

WORDS = markdown("Why?", grade_id="why", grade=True, solution=True, points=3)
CODE = code("# write it", grade_id="how", grade=True, solution=True, points=12)
QUESTIONS = rubrics(notebook(WORDS, CODE))


def shown(text, kind="markdown", rubric=QUESTIONS[0]):
    cell = {"cell_type": kind, "metadata": {}, "source": text}
    answer = Answer({"ada": "x.y"}, cell, text, Given(None, "", True))
    found = Pile(rubric, [Group([answer], alike=False)], 2, ["Good."])
    return page("02_perceptron", found, QUESTIONS, "secret")


def test_a_lesson_with_two_questions_leads_from_one_to_the_other():
    text = shown("Because.")
    assert '<a href="?question=how">how</a>' in text
    assert '<a href="?question=why" aria-current="page">why</a>' in text


def test_code_that_a_person_reads_is_shown_as_code():
    text = shown("x = 1 < 2  # **no** <b>", "code", QUESTIONS[1])
    assert "<b>" not in text
    assert '<span class="o">&lt;</span>' in text
    assert text.count("data-points=") == 10  # 0 to 9; more by numbers


def test_formulas_are_set_and_nothing_written_is_said():
    assert "<mfrac>" in shown(r"It is $\frac{1}{2}$.")
    assert "Nothing is written." in shown("")


def test_who_left_the_question_as_it_was_is_counted():
    assert "2 more left the question as it was" in shown("Because.")


def test_what_stands_for_a_student_is_another_word_each_time():
    assert word_for("secret", "ada") != word_for("other", "ada")
    assert word_for("secret", "ada") in shown("Because.")
    assert "ada" not in shown("Because.").replace("metadata", "")
