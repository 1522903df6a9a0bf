"""Feedback shows a student the work, the points and our messages; no hidden test, no script."""

import argparse
import errno
import json
import re
import shutil
import sysconfig
import time
import zipfile
from html import escape

import nbformat
import nbgrader.converters.base
import numpy as np
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune as markdown2html
from nbformat.v4 import (
    new_code_cell,
    new_markdown_cell,
    new_notebook,
    new_output,
    new_raw_cell,
)
from nbgrader.api import Gradebook

from autograder.commands import feedback
from autograder.commands.release import release
from autograder.course.nbgrader_config import FEEDBACK, PAGES, course_config
from autograder.course.seeds import course_seed
from autograder.environment import ROOT, CommandFailed
from autograder.grading.gradebook import Ledger
from autograder.grading.standing import standings
from autograder.grading.verdicts import (
    BY_HAND,
    RIGHT,
    WRONG,
    Question,
    Record,
    read_record,
    write_record,
)
from autograder.lesson.cells import regions
from autograder.lesson.reading import NOTEBOOKS, find_lesson, read_lesson
from autograder.reporting import feedback_page, feedback_text
from autograder.reporting import pages as pages_module
from autograder.reporting import stamps as stamps_module
from autograder.reporting.feedback_step import HideTests, NoScripts, as_text
from autograder.reporting.pages import make_pages
from autograder.reporting.stamps import page_of, stamps
from autograder.reporting.sweep import STYLES, swept
from autograder.reporting.zipped import zipped

pytestmark = pytest.mark.filterwarnings("ignore")  # what nbgrader's libraries warn of

LESSON = find_lesson("05")  # it has hidden suites and a question with a key
NAME = LESSON.stem
BOTH = ("ada", "ben")
SCRIPT = "<script>alert('read')</script>"
TEX = r"$\bbox[red]{x}$ and ![far](https://example.org/a.png), $\hat{y}$"
BAD = f'{SCRIPT}\n\n<img src=x onerror="alert(1)">\n\n[x](javascript:alert(2))\n\n$a<b$'
WARNINGS = [f"{np.__file__}:7: RuntimeWarning: Mean of empty slice.", f"{json.__file__}:1: told"]
BARE = {"nbgrader": {"notebook": NAME, "score": 1, "max_score": 2, "late_penalty": 0}}
FROM_OUTSIDE = 'png" onerror="alert(3)'


def hidden_lines():
    cells = read_lesson(LESSON).cells
    texts = [text for cell in cells for text in regions(cell.source, "HIDDEN TESTS")]
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def as_nbgrader_leaves_it():
    """The lesson as plain execution leaves it: tracebacks with hidden tests, printed ones too."""
    book = read_lesson(LESSON)
    for cell in book.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs = []
        if regions(cell.source, "HIDDEN TESTS"):
            line = regions(cell.source, "HIDDEN TESTS")[0].strip()
            coloured = "\x1b[32m----> 2 \x1b[39m" + line.replace("(", "(\x1b[38;5;28m") + "\x1b[0m"
            way = ["Traceback", coloured, "AssertionError: not yet"]
            cell.outputs = [
                new_output("stream", text=f"In[-1] is {line}"),
                new_output("display_data", {"text/html": SCRIPT, "text/plain": "told"}),
                new_output("error", ename="AssertionError", evalue="not yet", traceback=way),
            ]
    printed = new_output("stream", text="\n".join([*hidden_lines(), *WARNINGS]))
    shown = new_output("display_data", {"text/html": SCRIPT, "image/svg+xml": f"<svg>{SCRIPT}"})
    book.cells += [
        new_code_cell("print(In)", outputs=[printed, shown]),
        new_code_cell(f"'{SCRIPT}'", outputs=[new_output("stream", text=SCRIPT)]),
        new_markdown_cell(BAD),
        new_markdown_cell(TEX),
        new_markdown_cell("![a](attachment:a)", attachments={"a": {"image/png": FROM_OUTSIDE}}),
        new_raw_cell(SCRIPT, metadata={"raw_mimetype": "text/html"}),
    ]
    book.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": SCRIPT}}
    return book


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Ada is graded, Ben could not be graded."""
    course = tmp_path_factory.mktemp("course")
    release(LESSON, course)
    record = Record("ada", NAME, work="1", grader="2", notes=[f'"x" was there twice {SCRIPT}'])
    for cell in read_lesson(LESSON).cells:
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade"):
            kind = BY_HAND if meta["solution"] else RIGHT
            score = None if kind == BY_HAND else float(meta["points"])
            record.questions.append(Question(meta["grade_id"], meta["points"], score, kind))
    record.questions[0].score, record.questions[0].verdict = 0.0, WRONG
    for student in ("ada", "ben"):
        folder = course / "submitted" / student / NAME
        folder.mkdir(parents=True)
        nbformat.write(read_lesson(LESSON), folder / f"{NAME}.ipynb")
    ben = Record("ben", NAME, problem=f"This is not a notebook: {SCRIPT}.")
    with Ledger(course, NOTEBOOKS) as ledger:
        ledger.must_know(NAME)
        with ledger.together():
            ledger.write(record, as_nbgrader_leaves_it())
            ledger.write(ben, None)
    write_record(course, record)
    write_record(course, ben)
    assert feedback.run(options(course)) == 0
    return course


def options(course, *words):
    parser = argparse.ArgumentParser()
    feedback.add_arguments(parser)
    return parser.parse_args(["05", "--course", str(course), *words])


def page(course, student):
    return (course / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf-8")


def made_anew(course):
    """Ada's page, whether it would change or not; why it could not be made."""
    return make_pages(course, LESSON, stamps(course, LESSON, ["ada"]))


def words(html):
    """What a reader, or a search in the page's source, finds: tags and entities taken out."""
    import html as entities

    return entities.unescape(re.sub(r"<[^>]*>", "", html))


def test_a_page_shows_the_points_the_work_and_the_messages(course):
    shown = words(page(course, "ada"))
    assert "(Score: " in shown
    assert "def build_relu_net" in shown
    assert "told" in shown
    assert "was there twice" in shown


def test_no_page_shows_a_hidden_test_a_key_or_the_seed(course):
    lines = hidden_lines()
    assert any("key=" in line for line in lines)
    assert any('suite="hidden"' in line for line in lines)
    for student in ("ada", "ben"):
        html = page(course, student)
        for text in (html, words(html)):
            assert not [line for line in lines if line in text]
            assert not re.search(r"key\s*=\s*[\"']\w[\"']", text)
            assert "BEGIN HIDDEN" not in text
            assert str(course_seed(course, NAME)) not in text


def test_no_page_shows_where_things_lie_on_this_machine(course):
    told = words(page(course, "ada"))
    assert "numpy/__init__.py:7: RuntimeWarning: Mean of empty slice." in told
    assert "json/__init__.py:1: told" in told
    assert not [line for line in WARNINGS if line in told]
    assert str(ROOT) not in told
    assert sysconfig.get_path("purelib") not in told


def test_without_our_step_nbgrader_would_show_them(course, monkeypatch):
    monkeypatch.setattr(HideTests, "preprocess", lambda self, nb, resources: (nb, resources))
    other = course / "feedback" / "ada" / NAME / f"{NAME}.html"
    kept = other.read_text(encoding="utf-8")
    assert made_anew(course) == {}
    told = words(other.read_text(encoding="utf-8"))
    other.write_text(kept, encoding="utf-8")
    assert [line for line in hidden_lines() if line in told]


def test_nothing_that_a_student_wrote_is_read_as_html(course):
    html = page(course, "ada")
    assert "alert(" in words(html)
    for script in re.findall(r"<script[^>]*>(.*?)</script>", html, re.S):
        assert "alert" not in script
    assert not re.search(r"<[^>]*\bon(error|load)\s*=", html)
    assert not re.search(r"""(href|src)\s*=\s*["']?\s*javascript""", html)
    assert SCRIPT not in page(course, "ben")


HARD = {
    "formulas without an end": r"\begin{a}" * 20_000,
    "others without an end": r"\\[" * 60_000,
    "links without an end": "![](attachment:" * 10_000,
    "blanks": "a" + " " * 150_000 + "b",
    "a long text": "word " * 40_000,
}


@pytest.mark.parametrize("case", HARD)
def test_a_text_that_is_hard_to_read_is_shown_as_typed_and_at_once(case):
    began = time.process_time()
    shown = markdown2html(as_text(new_markdown_cell(HARD[case])))
    assert time.process_time() - began < 5
    assert shown.startswith("<pre>")


@pytest.mark.parametrize("end", ["\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028"])
def test_no_end_of_a_line_leads_out_of_a_text_as_typed(end):
    text = f"[a](javascript:alert(1)){end}[x](javascript:alert(2)){end}<b onclick=alert(3)>"
    shown = markdown2html(as_text(new_markdown_cell(text)))
    assert shown.startswith("<pre>") and "<a" not in shown and "<b" not in shown  # noqa: PT018


@pytest.mark.parametrize("word", ["href", "mmlToken", "style", "require"])
def test_no_formula_becomes_a_link(word):
    text = rf"$\{word}{{javascript:alert(1)}}{{a}}$"
    assert markdown2html(as_text(new_markdown_cell(text))).startswith("<pre>")


def test_an_honest_text_with_formulas_and_links_is_read():
    text = "$a < b$ and [x](https://a.org), **so** \\begin{align}a\\end{align}\n\n" * 60
    assert as_text(new_markdown_cell(text)) == text


@pytest.fixture
def ada_s_page_without_our_step(course, monkeypatch):
    """Makes the page once more, without `NoScripts`; what it holds then."""

    def without_the_last_picture(self, nb, resources):
        nb.cells = [cell for cell in nb.cells if "attachments" not in cell]
        nb.metadata.pop("widgets")
        return nb, resources

    monkeypatch.setattr(NoScripts, "preprocess", without_the_last_picture)
    page = course / "feedback" / "ada" / NAME / f"{NAME}.html"
    kept = page.read_text(encoding="utf-8")

    def made():
        assert made_anew(course) == {}
        return page.read_text(encoding="utf-8")

    yield made
    page.write_text(kept, encoding="utf-8")


def test_without_our_step_nbgrader_would_run_a_script(ada_s_page_without_our_step, monkeypatch):
    monkeypatch.setattr(feedback_text, "swept", lambda html: html)
    monkeypatch.setattr(feedback_text.Prose, "kept", {})
    assert SCRIPT in ada_s_page_without_our_step()


def test_without_that_step_the_page_is_still_swept(ada_s_page_without_our_step):
    told = ada_s_page_without_our_step()
    assert "<script" not in told
    assert not re.search(r"<[^>]*\bon(error|load)\s*=", told)
    assert not re.search(r"<[^>]*javascript:", told)


@pytest.mark.parametrize(
    "bad",
    [
        '<a href="javascript:alert(1)">x</a>',
        '<img src="https://example.org/a.png" alt="x">',
        '<img src="data:image/svg+xml;base64,AAAA" alt="x">',
        '<p style="background:url(https://example.org)">x</p>',
        '<p onclick="alert(1)">x</p>',
        "<!-- <script>alert(1)</script> -->",
        '<iframe src="https://example.org"></iframe>',
        '<form action="https://example.org"><button>x</button></form>',
        '<svg><a href="https://example.org">x</a></svg>',
        '<math><mtext href="javascript:alert(1)">x</mtext></math>',
        '<math><maction actiontype="statusline">x</maction></math>',
    ],
)
def test_the_sweep_takes_out(bad):
    good = '<p class="a"><a href="https://example.org/">x</a> <b>y</b></p>'
    left = swept(f"<html><body>{good}{bad}</body></html>{bad}")
    assert good in left
    rest = left.replace(good, "")
    assert not re.search(r"example\.org|alert|svg|on\w+=|style=|<iframe|<form|maction", rest)


def test_a_page_is_one_file_that_runs_and_fetches_nothing(course):
    for student in ("ada", "ben"):
        html = page(course, student)
        assert "default-src 'none'" in html
        assert "<script" not in html
        assert "<link" not in html
        assert "url(" not in html
        sources = re.findall(r"""<[a-z][^<>]*\bsrc\s*=\s*["']?([^"'\s>]*)""", html)
        assert all(source.startswith("data:image/") for source in sources)


def test_formulas_are_set_or_shown_as_typed(course):
    html = page(course, "ada")
    assert '<math display="block">' in html
    assert r'<code class="tex">$\bbox[red]{x}$</code>' in html
    assert "(a picture that is not in the notebook: far)" in html
    outside_of_code = re.sub(r"<(pre|code)\b.*?</\1>", "", html, flags=re.S)
    assert "\\frac" not in outside_of_code


def test_a_formula_in_the_words_of_a_picture_or_a_link_makes_nothing_else():
    made = feedback_page.Page(config=course_config(LESSON.parent))
    tricky = r'![$a" onerror=alert(1) x="$](a.png) [b](https://a.org "$c$") `<math id="1">` $d$'
    html, _ = made.from_notebook_node(new_notebook(cells=[new_markdown_cell(tricky)]), BARE)
    assert html.count("<math") == 1
    assert "formula</" not in html
    assert "<mi>d</mi>" in html
    assert not re.search(r"<[^>]*\bonerror\s*=", html)


def test_a_heading_that_is_a_formula_stays_one():
    made = feedback_page.Page(config=course_config(LESSON.parent))
    table = "| $x$ | |\n|---|---|\n| 1 | 2 |"
    html, _ = made.from_notebook_node(new_notebook(cells=[new_markdown_cell(table)]), BARE)
    assert re.search(r"<th>\s*<math", html)
    assert html.count("<th>") == 1


def test_a_style_that_is_hard_to_read_is_read_at_once():
    began = time.process_time()
    assert not STYLES.fullmatch("color: " * 60 + "!")
    assert STYLES.fullmatch("text-align: center; color: rgb(1, 2, 3)")
    assert time.process_time() - began < 1


def test_an_answer_that_a_person_has_still_to_read_is_not_called_zero(course):
    html = page(course, "ada")
    asked = [q for q in read_record(course, "ada", NAME).questions if q.verdict == BY_HAND]
    assert asked
    for question in asked:
        assert f"not graded yet, of {question.points:g}" in words(html)
    assert f"The score can still change: {len(asked)}" in words(html)


def test_the_lessons_own_words_are_left_as_they_are():
    book = read_lesson(LESSON)
    before = [cell.source for cell in book.cells if cell.cell_type == "markdown"]
    config = course_config(LESSON.parent)
    after, _ = NoScripts(config=config).preprocess(book, {})
    assert [cell.source for cell in after.cells if cell.cell_type == "markdown"] == before


def test_what_is_in_many_notebooks_is_set_once(course, monkeypatch):
    assert made_anew(course) == {}
    monkeypatch.setattr(feedback_text._Setter, "set", lambda *_: pytest.fail("Markdown again"))
    monkeypatch.setattr(feedback_text, "PYTHON", lambda text: pytest.fail("code again"))
    assert made_anew(course) == {}


def test_a_page_with_all_formulas_set_is_no_reason_to_set_too_many_on_another(monkeypatch):
    monkeypatch.setattr(feedback_text, "MOST", 3)
    first, second = feedback_text.Prose(), feedback_text.Prose()
    assert str(first("$a$ and $b$")).count("<math") == 2
    assert str(second("$a$ and $c$")).count("<math") == 2
    assert str(second("$a$ and $b$")).count("<math") == 1


def test_a_question_that_the_lesson_has_no_longer_costs_nobody_the_page(course):
    place = course / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    kept = place.read_text(encoding="utf-8")
    book = json.loads(kept)
    cell = next(c for c in book["cells"] if "BEGIN HIDDEN TESTS" in "".join(c["source"]))
    assert cell["metadata"]["nbgrader"]["points"]
    cell["metadata"]["nbgrader"]["grade_id"] = "of-last-year"
    place.write_text(json.dumps(book), encoding="utf-8")
    assert made_anew(course) == {}
    made = page(course, "ada")
    assert 'id="of-last-year"' not in made
    assert '<a href="#of-last-year"' not in made
    assert not [line for line in hidden_lines() if line in words(made)]
    place.write_text(kept, encoding="utf-8")
    assert made_anew(course) == {}


def test_who_could_not_be_graded_is_told_why(course):
    shown = words(page(course, "ben"))
    assert "could not be graded" in shown
    assert "This is not a notebook" in shown


def test_nbgraders_own_command_and_formgrader_take_the_same_steps(course):
    config = course_config(course)
    assert config.GenerateFeedback.preprocessors == FEEDBACK
    assert config.HTMLExporter.preprocessors == PAGES
    assert "autograder.reporting.feedback_step.HideTests" in FEEDBACK
    assert PAGES == ["autograder.reporting.feedback_step.NoScripts"]


def in_zip(course):
    target, strangers = zipped(course, NAME)
    with zipfile.ZipFile(target) as packed:
        return sorted(packed.namelist()), strangers


def test_a_zip_goes_back_to_moodle_and_canvas_as_it_came(course):
    ada = {"label": "Ada Lovelace", "system": "moodle", "email": "", "numbers": {}}
    ada["numbers"] = {f"moodle {NAME}": "77", "moodle 02_perceptron": "5"}
    ben = {"label": "byronben", "system": "canvas", "email": "", "numbers": {"canvas": "12"}}
    source = f"byronben_LATE_12_345_{NAME}-1.ipynb"
    account = {"students": {"ada": ada, "ben": ben}, "work": {NAME: {"ben": {"source": source}}}}
    kept = course / "collected.json"
    kept.write_text(json.dumps(account), encoding="utf-8")
    moodles = f"Ada Lovelace_77_assignsubmission_file_/{NAME}.html"
    assert in_zip(course) == ([moodles, f"byronben_LATE_12_345_{NAME}-1.html"], [])
    del account["students"]["ben"]
    kept.write_text(json.dumps(account), encoding="utf-8")
    assert in_zip(course) == ([moodles, f"ben/{NAME}.html"], ["ben"])
    kept.unlink()
    assert in_zip(course) == ([f"{x}/{NAME}.html" for x in ("ada", "ben")], [])


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("all/LATE_anon_7xK2p_67890_answer.ipynb", "LATE_anon_7xK2p_67890_answer.html"),
        ("all/byronben_12_345_work.zip/x/answer.ipynb", "byronben_12_345_work.html"),
        (f"all/byronben_12_345_{'long ' * 40}.ipynb", f"byronben_12_345_{'long ' * 40}.html"),
    ],
)
def test_canvas_gets_a_page_under_its_own_name_whatever_lay_in_the_file(course, source, page):
    ben = {"label": "x", "system": "canvas", "email": "", "numbers": {}}
    account = {"students": {"ben": ben}, "work": {NAME: {"ben": {"source": source}}}}
    (course / "collected.json").write_text(json.dumps(account), encoding="utf-8")
    assert page in in_zip(course)[0]
    (course / "collected.json").unlink()


def times(course):
    return {s: (course / "feedback" / s / NAME / f"{NAME}.html").stat().st_mtime_ns for s in BOTH}


def test_a_page_that_would_come_out_as_it_is_stays(course, capsys):
    assert feedback.run(options(course)) == 0
    before = times(course)
    capsys.readouterr()
    assert feedback.run(options(course)) == 0
    assert "2 pages in" in (said := capsys.readouterr().out)
    assert "(2 were there already)" in said
    assert times(course) == before


def by_a_person(course, **changes):
    """What formgrader does when somebody gives points or writes a comment."""
    with Gradebook(f"sqlite:///{course}/gradebook.db", "nnlib") as book:
        grade = next(x for x in book.find_submission_notebook(NAME, NAME, "ada").grades)
        grade.manual_score = changes.get("score", grade.manual_score)
        comment = next(x for x in book.find_submission_notebook(NAME, NAME, "ada").comments)
        comment.manual_comment = changes.get("comment", comment.manual_comment)
        book.db.commit()


def again(course, path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


CHANGES = {
    "points by hand": lambda course: by_a_person(course, score=0.25),
    "a comment": lambda course: by_a_person(course, comment="Well seen."),
    "the record": lambda course: again(
        course, course / "verdicts" / NAME / "ada.json", '"2"', '"3"'
    ),
    "the graded notebook": lambda course: again(
        course, course / "autograded" / "ada" / NAME / f"{NAME}.ipynb", "print(In)", "print(Out)"
    ),
    "the class's settings": lambda course: (course / "nbgrader_config.py").write_text("x = 1\n"),
    "the code": lambda course: stamps_module._code.cache_clear(),
    "a page that is lost": lambda course: (
        course / "feedback" / "ada" / NAME / f"{NAME}.html"
    ).unlink(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_page_is_made_anew_when_anything_that_it_is_made_of_changes(course, what, monkeypatch):
    assert feedback.run(options(course)) == 0
    before = times(course)
    if what == "the code":
        monkeypatch.setattr(stamps_module, "version", lambda name: "another")
    CHANGES[what](course)
    assert feedback.run(options(course)) == 0
    after = times(course)
    assert after["ada"] != before["ada"]
    assert after["ben"] == before["ben"]
    monkeypatch.undo()
    (course / "nbgrader_config.py").unlink(missing_ok=True)
    stamps_module._code.cache_clear()


def test_a_page_that_cannot_be_written_is_told_in_a_sentence(course, monkeypatch, capsys):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    assert feedback.run(options(course)) == 0
    by_a_person(course, comment="One more.")
    monkeypatch.setattr(feedback_page.Page, "from_notebook_node", full)
    assert feedback.run(options(course)) == 1
    said = capsys.readouterr().err
    assert f"ada, {NAME}: no page was made: No space left on device." in said
    assert "Traceback" not in said
    monkeypatch.undo()
    assert feedback.run(options(course)) == 0


@pytest.fixture
def two(course, tmp_path):
    """The same class, where Cleo and Ada are graded alike and Ben could not be."""
    copy = shutil.copytree(course, tmp_path / "class")
    shutil.copytree(copy / "submitted" / "ada", copy / "submitted" / "cleo")
    record = read_record(course, "ada", NAME)
    record.student = "cleo"
    with Ledger(copy, NOTEBOOKS) as ledger:
        ledger.must_know(NAME)
        with ledger.together():
            ledger.write(record, as_nbgrader_leaves_it())
    write_record(copy, record)
    assert feedback.run(options(copy)) == 0
    return copy


def breaks(what, monkeypatch, course):
    """Have one step of making Ada's page, or Ben's, fail."""
    graded = course / "autograded" / "ada" / NAME / f"{NAME}.ipynb"
    if what == "the notebook":
        graded.write_text("{", encoding="utf-8")
    elif what == "the notebook is a folder":
        graded.unlink()
        graded.mkdir()
    elif what == "no notebook":
        graded.unlink()
    elif what == "the stamp":
        by_a_person(course, comment="Once more.")
        real = pages_module.stamp
        monkeypatch.setattr(pages_module, "stamp", lambda *x: full() if x[2] == "ada" else real(*x))
    elif what == "nbgrader's own clearing":
        by_a_person(course, comment="Once more.")
        real = nbgrader.converters.base.rmtree
        monkeypatch.setattr(
            "nbgrader.converters.base.rmtree", lambda x: full() if "ada" in str(x) else real(x)
        )
    else:
        place = page_of(course, "ben", NAME)
        place.unlink()
        place.mkdir()


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


BROKEN = {
    "the notebook": "ada",
    "the notebook is a folder": "ada",
    "no notebook": "ada",
    "the stamp": "ada",
    "nbgrader's own clearing": "ada",
    "a folder where the page goes": "ben",
}


@pytest.mark.parametrize("what", BROKEN)
def test_one_broken_page_is_a_sentence_and_all_others_are_made(two, what, monkeypatch, capsys):
    whose = BROKEN[what]
    page_of(two, "cleo", NAME).unlink()
    breaks(what, monkeypatch, two)
    capsys.readouterr()
    assert feedback.run(options(two)) == 1
    said = capsys.readouterr().err
    assert said.count("no page was made") == 1
    assert f"{whose}, {NAME}: no page was made: " in said
    assert "Traceback" not in said
    made = {x for x in ("ada", "ben", "cleo") if page_of(two, x, NAME).is_file()}
    assert made == {"ada", "ben", "cleo"} - {whose}


def test_a_page_of_another_release_is_taken_away_and_said(two, monkeypatch, capsys):
    with Gradebook(f"sqlite:///{two}/gradebook.db", "nnlib") as book:
        book.find_assignment(NAME).notebooks[0].grade_cells[0].max_score += 1
        book.db.commit()
    assert feedback.run(options(two, "--student", "ada")) == 1
    assert "ada, " in (said := capsys.readouterr().err)
    assert "no page was made: The lesson was released anew" in said
    assert "The one of before was taken away." in said
    assert not page_of(two, "ada", NAME).exists()
    assert page_of(two, "cleo", NAME).exists()  # not asked for
    assert feedback.run(options(two)) == 1
    assert not page_of(two, "cleo", NAME).exists()
    assert page_of(two, "ben", NAME).exists()


def test_a_page_of_somebody_who_is_not_graded_any_more_is_said(two, capsys):
    shutil.rmtree(two / "autograded" / "cleo")
    assert feedback.run(options(two)) == 0
    assert f"cleo, {NAME}: nothing of theirs is graded any more" in capsys.readouterr().err


def test_a_page_counts_the_answers_that_wait_as_all_commands_do(two):
    def told():
        found = next(x for x in standings(two) if x.student == "ada")
        assert feedback.run(options(two)) == 0
        count = re.search(r"can still change: (\d+)", words(page(two, "ada")))
        return found.waits, int(count[1]) if count else 0, words(page(two, "ada"))

    def grade(name):
        return next(x for x in sheet.grades if x.name == name)

    by_hand = [q.grade_id for q in read_record(two, "ada", NAME).questions if q.verdict == BY_HAND]
    test = next(q.grade_id for q in read_record(two, "ada", NAME).questions if q.verdict == RIGHT)
    assert told()[:2] == (len(by_hand), len(by_hand))
    with Gradebook(f"sqlite:///{two}/gradebook.db", "nnlib") as book:
        sheet = book.find_submission_notebook(NAME, NAME, "ada")
        grade(by_hand[0]).manual_score = 0.5  # read once, and handed in again
        grade(by_hand[0]).needs_manual_grade = True
        book.db.commit()
    count, on_page, html = told()
    assert (count, on_page) == (len(by_hand), len(by_hand))
    assert "to be read again" in html
    with Gradebook(f"sqlite:///{two}/gradebook.db", "nnlib") as book:
        sheet = book.find_submission_notebook(NAME, NAME, "ada")
        grade(test).auto_score = None  # not graded: nothing that a person has to read
        grade(test).needs_manual_grade = True
        book.db.commit()
    assert told()[:2] == (len(by_hand), len(by_hand))


def test_a_broken_gradebook_is_told_in_a_sentence(course, tmp_path):
    copy = shutil.copytree(course, tmp_path / "class")
    (copy / "gradebook.db").write_bytes(b"no database" * 1000)
    with pytest.raises(CommandFailed, match="the gradebook, it could not be opened: file"):
        feedback.run(options(copy))


def test_a_mistyped_folder_is_told_and_none_is_made(course):
    wrong = course.with_name(f"{course.name}s")
    with pytest.raises(CommandFailed, match=f"is not there. Did you mean {course}"):
        feedback.run(options(wrong))
    assert not wrong.exists()


def told_of(course, student, *notes):
    """The page when grading has noted that of the notebook."""
    record = read_record(course, student, NAME)
    kept, record.notes = record.notes, list(notes)
    write_record(course, record)
    assert made_anew(course) == {}
    record.notes = kept
    write_record(course, record)
    return page(course, student)


def question_on(html, name):
    return re.search(rf'<section[^>]* id="{name}".*?</section>', html, re.S)[0]


def test_a_note_stands_at_the_cell_that_it_is_about(course):
    name = read_record(course, "ada", NAME).questions[0].grade_id
    note = f'"{name}" differed from the lesson: the lesson\'s own was put back.'
    html = told_of(course, "ada", note, f"Cell 3 had the tag {SCRIPT}: it counts for nothing.")
    assert note in words(question_on(html, name))
    top = html.partition('id="notebook"')[0]
    assert "About your notebook" in top
    assert "Cell 3 had the tag" in top
    assert note not in words(top)
    assert SCRIPT not in html


def test_ninety_nine_notes_are_not_shown_99_times(course):
    html = told_of(course, "ada", *(f"Cell {n} had the tag: nothing." for n in range(1, 100)))
    assert html.count("had the tag") == 8
    assert "And 91 more of this kind." in html


def test_a_page_without_a_note_says_nothing_of_notes(course):
    assert "About your notebook" not in told_of(course, "ada")


@pytest.mark.parametrize("name", ["王小明", "محمد علی‌رضا", "Ada <Lovelace>"])
def test_a_page_bears_the_students_name_in_its_own_script(course, name):
    entry = {"label": name, "system": "moodle", "numbers": {}, "email": ""}
    kept = course / "collected.json"
    kept.write_text(json.dumps({"students": {"ada": entry}, "work": {}}), encoding="utf-8")
    assert made_anew(course) == {}
    assert f'<p class="who" dir="auto">{escape(name)}</p>' in page(course, "ada")
    kept.unlink()
    assert feedback.run(options(course)) == 0  # the name is part of what the page is made of
    assert 'class="who"' not in page(course, "ada")


def test_the_name_in_the_gradebook_is_the_one_that_counts(course):
    def named(first, last):
        with Gradebook(f"sqlite:///{course}/gradebook.db", "nnlib") as book:
            book.update_or_create_student("ada", first_name=first, last_name=last)

    named("Ada", "Lovelace")
    assert feedback.run(options(course)) == 0
    assert ">Ada Lovelace</p>" in page(course, "ada")
    named(None, None)
    assert feedback.run(options(course)) == 0


def test_pages_for_nobody_are_refused(tmp_path):
    (tmp_path / "submitted").mkdir()
    with pytest.raises(CommandFailed, match="nothing is graded"):
        feedback.run(options(tmp_path))


def test_a_student_who_is_not_there_is_told_so(course):
    with pytest.raises(CommandFailed, match=r"no submission of adaa here\. Did you mean ada"):
        feedback.run(options(course, "--student", "adaa"))
