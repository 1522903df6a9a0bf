"""A reader solves a lesson in the page: real Python, and every host but this machine closed."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import sqlite3
import threading

import pytest
from a_lab import CHROMIUM, QUIET, needs_chromium, playwright
from a_runtime import runtime

from autograder.commands import parse
from autograder.commands.release import release
from autograder.lesson.reading import find_lesson, read_lesson
from autograder.lesson.student import student_notebook
from autograder.site import chapter as module
from autograder.site.build import build

pytestmark = needs_chromium
LESSON = "04_neurons"
ALONE = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PATIENCE = 60_000  # milliseconds, on a busy machine
STUB = "raise NotImplementedError"
WRONG = "return 1 / (1 + np.exp(z))"
RIGHT = (
    "small = np.exp(-np.abs(z))\n    return np.where(np.asarray(z) >= 0, 1, small) / (1 + small)"
)
# Until the browser has kept the page and all that it was made of, but Python, which it had before.
KEPT = """async () => {
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  const ours = [location.href, ...asked].filter((x) => x.startsWith(location.origin));
  const page = ours.filter((x) => !x.includes("/python/"));
  const there = () => Promise.all(page.map((x) => caches.match(x, { ignoreSearch: true })));
  while (!(await there()).every(Boolean)) await new Promise((go) => setTimeout(go, 50));
}"""
ENDLESS = "while True:\n        pass"


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Site:
    """The website of one lesson, on a server of this machine, that can be closed."""

    def __init__(self, folder):
        handler = functools.partial(Silent, directory=str(folder))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory, students_wheel):
    local = runtime()
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "with_frames", read_lesson)  # drawing ahead is another test's
        build([find_lesson("04")], folder, students_wheel, local, tell=lambda _: None)
    made = Site(folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def wrong():
    """What the pages asked of another host, and what they complained of."""
    return []


@pytest.fixture(scope="module")
def reader(site, wrong, tmp_path_factory):
    """A browser with a memory: what is kept is there when the page is opened again."""
    with playwright.sync_playwright() as engine:
        context = engine.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("reader")),
            executable_path=CHROMIUM,
            args=QUIET + ALONE,
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda x: wrong.extend([x.url] * (not _here(x.url, site))))
        yield context
        context.close()


def _here(url, site):
    return url.startswith((site.address, "data:", f"blob:{site.address}"))


@pytest.fixture(scope="module")
def page(reader, site, wrong):
    made = opened(reader, site)
    made.on("pageerror", lambda error: wrong.append(str(error)))
    return made


def opened(reader, site):
    page = reader.new_page()
    page.goto(f"{site.address}{LESSON}.html")
    page.locator("[data-exercises=ready]").wait_for(state="attached")
    return page


def cell(page, name):
    return page.locator(f'[data-cell="{name}"]')


def write(page, text):
    """Put it in the place of the first stub of the cell, as typed."""
    place = cell(page, "sigmoid-and-tanh").locator(".cm-content")
    given = student_notebook(find_lesson("04"))
    (source,) = [x["source"] for x in given["cells"] if x["id"] == "sigmoid-and-tanh"]
    head, _, rest = source.partition("# YOUR CODE HERE\n")
    place.fill(head + text + "\n" + rest.partition("\n")[2])


def answer(page, check="sigmoid-check"):
    """Press the check; what its panel says."""
    place = cell(page, check)
    place.get_by_role("button", name="Check").click()
    panel = place.locator(".shows").first
    page.wait_for_function(
        "x => document.querySelector(`[data-cell='${x}'] .shows`).innerText.trim()"
        " && !document.querySelector(`[data-cell='${x}'] .acts button`).disabled",
        arg=check,
    )
    return panel.inner_text()


def test_a_mistake_is_named_and_mended_and_hints_come_one_at_a_time(page):
    write(page, WRONG)
    told = answer(page)
    assert told.startswith("✗ sigmoid: not yet.")
    assert "It falls where it should rise" in told
    place = cell(page, "sigmoid-check")
    place.get_by_role("button", name="A hint").click()
    place.get_by_text("hint 1 of 2").wait_for()
    assert place.get_by_text("hint 2 of 2").count() == 0
    place.get_by_role("button", name="A hint").click()
    place.get_by_text("hint 2 of 2").wait_for()
    write(page, RIGHT)
    assert answer(page).startswith("✓ sigmoid: right on all ")
    assert "reached" in place.get_attribute("class")


def test_an_endless_loop_is_ended_with_the_same_sentence_and_python_goes_on(page):
    write(page, ENDLESS)
    told = answer(page)
    assert "✗ sigmoid: not yet. It did not come back in time. Is there a loop that" in told
    write(page, RIGHT)
    assert answer(page).startswith("✓ sigmoid: right")


def test_a_figure_of_the_readers_own_answers_appears(page):
    first = page.locator("[data-does=write]").first
    first.locator(".cm-content").fill("import matplotlib.pyplot as plt\nplt.plot([1, 4, 9])")
    first.get_by_role("button", name="Run").click()
    image = first.locator(".shows img")
    image.wait_for()
    assert image.evaluate("x => x.decode().then(() => x.naturalWidth)") > 300


@pytest.fixture(scope="module")
def taken_out(page, tmp_path_factory):
    """The notebook of a reader who has solved all of it in JupyterLab, put back and taken out."""
    folder = tmp_path_factory.mktemp("work")
    path = find_lesson("04")
    solved, ours = student_notebook(path), {x["id"]: x for x in read_lesson(path)["cells"]}
    for each in solved["cells"]:
        if each["metadata"].get("nbgrader", {}).get("solution"):
            each["source"] = ours[each["id"]]["source"]
    (folder / "back.ipynb").write_text(json.dumps(solved))
    page.locator("#back").set_input_files(folder / "back.ipynb")
    page.get_by_text("cells were put back.").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take it out as a notebook").click()
    assert download.value.suggested_filename == f"{LESSON}.ipynb"
    download.value.save_as(folder / f"{LESSON}.ipynb")
    return folder / f"{LESSON}.ipynb"


def test_work_that_is_put_back_passes_every_check(page, taken_out):
    checks = page.locator("[data-does=check]")
    names = [checks.nth(k).get_attribute("data-cell") for k in range(checks.count())]
    told = {name: answer(page, name) for name in names if "quiz" not in name}
    assert len(told) >= 8
    assert {name: said for name, said in told.items() if not said.startswith("✓")} == {}


def test_work_that_is_taken_out_is_collected_and_graded_with_full_points(taken_out, tmp_path):
    course = tmp_path / "course"
    release(find_lesson("04"), course)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(taken_out, inbox / f"ada_{LESSON}.ipynb")
    for command, *words in (["collect", str(inbox), "--lesson", "04"], ["grade"]):
        door, args = parse(command, [*words, "--course", str(course)])
        assert door.run(args) == 0
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        rows = gradebook.execute(
            "select sum(auto_score), sum(max_score) from grade join grade_cells"
            " on grade.cell_id = grade_cells.id where grade_cells.cell_type = 'code'"
        ).fetchall()
    gradebook.close()
    ((earned, most),) = rows
    assert earned == most > 10


def test_who_comes_back_finds_the_work_and_how_far_it_went(reader, site, page):
    page.close()
    page = opened(reader, site)
    assert (
        "np.exp(-np.abs(z))" in cell(page, "sigmoid-and-tanh").locator(".cm-content").inner_text()
    )
    assert "reached" in cell(page, "sigmoid-check").get_attribute("class")
    done = page.get_by_role("navigation", name="On this page").locator(".done")
    assert "A smooth step" in done.all_inner_texts()
    playwright.expect(page.locator(".road .count")).to_contain_text("✓ 8 of ")
    page.goto(f"{site.address}index.html")
    playwright.expect(page.get_by_text("✓ 8 of ")).to_have_count(1)
    playwright.expect(page.locator(f".map a[data-lesson='{LESSON}']")).to_have_class("begun")


def test_a_notebook_of_another_lesson_is_refused_in_a_sentence(reader, site, tmp_path):
    page = opened(reader, site)
    (tmp_path / "other.ipynb").write_text(json.dumps(student_notebook(find_lesson("02"))))
    page.locator("#back").set_input_files(tmp_path / "other.ipynb")
    page.get_by_text("This notebook is of another lesson").wait_for()


def test_without_a_network_the_page_and_its_checks_work(reader, site):
    page = opened(reader, site)
    page.wait_for_function("navigator.serviceWorker.controller")
    page.reload()
    page.locator("[data-exercises=ready]").wait_for(state="attached")
    page.evaluate(KEPT)
    site.close()
    page.reload()
    page.locator("[data-exercises=ready]").wait_for(state="attached")
    assert answer(page).startswith("✓ sigmoid: right")


def test_nothing_was_asked_of_another_host_and_nothing_went_wrong(wrong):
    assert wrong == []
