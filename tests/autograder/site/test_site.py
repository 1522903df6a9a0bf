"""The website holds what students get, its pictures, and nothing that only we may know."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from urllib.parse import unquote

import pytest

from autograder.commands import parse
from autograder.environment import CommandFailed
from autograder.lesson.bundle import IN_WHEEL
from autograder.lesson.cells import MARKS, regions
from autograder.lesson.reading import all_appendices, all_lessons, find_lesson, read_lesson
from autograder.lesson.student import student_notebook
from autograder.site import chapter as module
from autograder.site.build import build
from autograder.site.chapter import chapter
from autograder.site.shelf import Shelf

LESSONS = all_lessons()
EVERY = [*LESSONS, *all_appendices()]
by_name = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)


@pytest.fixture
def still(monkeypatch):
    """Sliders are not drawn at every position, and no package is built: both run the lessons."""
    monkeypatch.setattr(module, "with_frames", read_lesson)
    monkeypatch.setattr("autograder.commands.site.build_wheel", a_wheel)


def a_wheel(folder):
    path = folder / "nnlib_course-1.0.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w"):
        return path


@pytest.fixture(scope="module")
def site(tmp_path_factory, students_wheel):
    """The whole website, as the command makes it, with still pictures."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "with_frames", read_lesson)
        build(EVERY, folder, students_wheel, tell=lambda _: None)
    return folder


def text_of(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


def told(texts):
    """The lines that say something."""
    return {line.strip() for text in texts for line in text.split("\n") if len(line.strip()) > 3}


def secrets(path):
    """The lines of solutions and hidden tests that no student gets to see anywhere."""
    source, given = read_lesson(path), student_notebook(path)
    kept = [
        text for cell in source["cells"] for what in MARKS for text in regions(cell.source, what)
    ]
    return told(kept) - told(cell["source"] for cell in given["cells"])


@by_name
def test_a_chapter_holds_no_solution_and_no_hidden_test(path, still, tmp_path):
    made = chapter(path, Shelf(tmp_path))
    shown = told(text_of(str(piece)) for piece in made.body)
    assert secrets(path) & shown == set()
    assert len(secrets(path)) >= (0 if path in all_appendices() else 6)


def test_what_the_release_would_show_the_chapter_would_show(still, tmp_path, monkeypatch):
    """So the test before this one can fail."""
    path = find_lesson("02")
    monkeypatch.setattr(module, "student_notebook", read_lesson)
    made = chapter(path, Shelf(tmp_path))
    assert len(secrets(path) & told(text_of(str(piece)) for piece in made.body)) > 20


@by_name
def test_a_chapter_keeps_the_lessons_headings_and_the_pictures_that_are_nobodys_answer(
    path, still, tmp_path
):
    made = chapter(path, Shelf(tmp_path))
    html = "\n".join(map(str, made.body))
    marked = [x["source"] for x in read_lesson(path)["cells"] if x["cell_type"] == "markdown"]
    wanted = re.findall(r"^#{1,4} ", "\n".join(marked), re.M)
    assert len(made.headings) == len(wanted)
    assert made.title.startswith(path.stem[:2])
    assert html.count("<img") >= (0 if path in all_appendices() else 4)
    anchors = [anchor for _, anchor, _ in made.headings]
    assert len(set(anchors)) == len(anchors)


def test_numbers_that_the_learner_is_to_find_are_not_drawn(still, tmp_path):
    made = chapter(find_lesson("08"), Shelf(tmp_path))
    pieces = [text_of(str(piece)).strip() for piece in made.body]
    asked, shown = (
        pieces.index("plots.by_hand()"),
        pieces.index("plots.by_hand(backward_by_hand())"),
    )
    assert "<img" in made.body[asked + 1]
    assert "<img" not in made.body[shown + 1]


def test_a_slider_has_all_its_positions(tmp_path):
    made = chapter(find_lesson("00"), Shelf(tmp_path))
    (told,) = re.findall(
        r'<script type="application/json">(.*?)</script>', "".join(made.body), re.S
    )
    frames = json.loads(told)
    places = 1
    for handle in frames["handles"]:
        places *= len(handle["values"])
    assert len(frames["frames"]) == places > 1
    for frame in frames["frames"].values():
        assert (tmp_path / frame["src"]).read_bytes().startswith(b"\x89PNG")
        assert frame["alt"]
        assert frame["line"]


def texts(site):
    """Every file of the website as text, pictures apart, and every file in its package."""
    for file in site.rglob("*"):
        if file.suffix in (".whl", ".zip"):
            with zipfile.ZipFile(file) as packed:
                yield from (
                    (name, packed.read(name).decode("latin-1")) for name in packed.namelist()
                )
        elif file.is_file() and file.suffix != ".png":
            yield file.name, file.read_text(encoding="utf-8")


def test_no_file_of_the_website_holds_a_solution_a_hidden_test_or_a_key(site):
    kept = {x for path in LESSONS for x in secrets(path) if len(x) > 40 or "key=" in x}
    kept -= told(x["source"] for path in LESSONS for x in student_notebook(path)["cells"])
    found = list(texts(site))
    assert len(found) > 200
    assert len(kept) > 100
    for name, text in found:
        ours = name.startswith("nnlib/")  # it is public, and holds the same mathematics
        assert re.search("### BEGIN|<!-- BEGIN", text) is None, name
        assert ours or not [line for line in kept if line in text], name


def test_the_package_of_the_website_is_the_students_own(site):
    (wheel,) = site.glob("python/*.whl")
    with zipfile.ZipFile(wheel) as package:
        names = package.namelist()
    assert [x for x in names if not IN_WHEEL.fullmatch(x)] == []
    assert [x for x in names if re.search(r"graded\.toml|seeds\.json|gradebook|/bank/", x)] == []
    hidden = [text for name, text in texts(site) if "autograder/exercises" in name]
    assert [text for text in hidden if "hidden_cases" in text or "exercise.mistakes" in text] == []


def test_the_notebook_of_a_chapter_is_the_one_that_students_get(site):
    for path in LESSONS:
        given = read_lesson(site / "lessons" / path.name)
        assert given == student_notebook(path), path


def test_every_function_that_is_asked_has_its_button(site):
    for path in LESSONS:
        html = (site / f"{path.stem}.html").read_text(encoding="utf-8")
        cells = [x for x in student_notebook(path)["cells"] if x["cell_type"] == "code"]
        asked = [re.search(r"^check\.(\w+)\(", x["source"], re.M) for x in cells if is_test(x)]
        there = re.findall(r'data-does="check" data-check="(\w+)"', html)
        assert there == [found[1] for found in asked if found]


def is_test(cell):
    told = cell["metadata"].get("nbgrader", {})
    return told.get("grade") and not told.get("solution")


def test_every_link_of_the_website_leads_somewhere_in_it(site):
    pages = {file.name: file.read_text(encoding="utf-8") for file in site.glob("*.html")}
    assert len(pages) == len(EVERY) + 1
    for name, html in pages.items():
        for kind, target in re.findall(r'\b(href|src)="([^"]*)"', html):
            file, _, anchor = target.partition("#")
            assert not re.match(r"(?!data:,$)\w+:|//", target), (name, target)
            if target == "data:,":  # no icon
                continue
            assert (site / (file or name)).is_file(), (name, target)
            if kind == "href" and anchor:
                there = re.findall(r' id="([^"]*)"', pages[file or name])
                assert unquote(unescape(anchor)) in map(unescape, there), (name, target)


def test_every_picture_has_words_and_a_size(site):
    for file in site.glob("*.html"):
        for tag in re.findall(r"<img\b[^>]*>", file.read_text(encoding="utf-8")):
            assert "alt=" in tag, (file.name, tag)
            assert "width=" in tag, (file.name, tag)
            assert "height=" in tag, (file.name, tag)


def test_the_pages_allow_no_other_host(site):
    for file in site.glob("*.html"):
        html = file.read_text(encoding="utf-8")
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
        assert policy.startswith("default-src 'none';")
        assert not re.search(r"https?:|\*", policy)


def test_the_contents_show_the_whole_road(site):
    html = (site / "index.html").read_text(encoding="utf-8")
    for path in EVERY:
        assert f'href="{path.stem}.html"' in html
    assert text_of(html).count("Not on this website.") == 17 - len(LESSONS)


def test_every_box_of_the_map_leads_to_its_chapter_and_says_what_it_needs(site):
    html = (site / "index.html").read_text(encoding="utf-8")
    (drawing,) = re.findall(r"<svg.*?</svg>", html, re.S)
    links = re.findall(r'<a href="([^"]*)"[^>]*aria-label="(\d\d) [^"]* needs [^"]*"', drawing)
    assert links == [(f"{path.stem}.html", path.stem[:2]) for path in LESSONS]


def test_search_shows_no_formula_letter_by_letter(site):
    places = json.loads((site / "words.json").read_text(encoding="utf-8"))
    (shares,) = [x["text"] for x in places if x["title"] == "12 From scores to shares"]
    assert "You wrote the softmax, … It keeps the order" in shares
    assert "∑" not in shares


def test_search_finds_each_section_by_its_words(site):
    places = json.loads((site / "words.json").read_text(encoding="utf-8"))
    margin = [place["at"] for place in places if "margin" in place["text"].lower()]
    assert any(at.startswith("02_perceptron.html#") for at in margin)
    assert all(place["title"] and place["text"] for place in places)


# The command


def made_by_command(folder, *words):
    module, args = parse("site", [*words, "--output", str(folder)])
    return module.run(args)


def test_the_command_says_what_it_made_and_takes_its_own_folder_again(tmp_path, capsys, still):
    folder = tmp_path / "site"
    assert made_by_command(folder, "00") == 0
    (folder / "old.html").write_text("")
    assert made_by_command(folder, "00") == 0
    assert not (folder / "old.html").exists()
    assert f"The website is in {folder} (" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [folder]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path, still):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(CommandFailed, match="holds other things"):
        made_by_command(tmp_path, "00")
    assert (tmp_path / "thesis.tex").read_text() == "mine"


def test_a_lesson_that_cannot_be_shown_leaves_the_old_website(tmp_path, monkeypatch, still):
    folder = tmp_path / "site"
    made_by_command(folder, "00")
    before = sorted(folder.rglob("*"))

    def refuse(*_):
        raise CommandFailed("no.")

    monkeypatch.setattr("autograder.site.build.chapter", refuse)
    with pytest.raises(CommandFailed):
        made_by_command(folder, "00")
    assert sorted(folder.rglob("*")) == before
    assert list(tmp_path.iterdir()) == [folder]
