"""Every deck paged through by keyboard in a real browser, offline: all fits, all can be read.

Playwright drives the system's Chromium. Where one of the two is missing the tests are skipped
with a line that says so; CI has both.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from autograder.commands import slides
from autograder.lecture.typeset import formula
from autograder.lesson.reading import all_lessons

playwright = pytest.importorskip(
    "playwright.sync_api",
    reason="Playwright is an extra: python3 -m autograder setup --extra browser",
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.usefixtures("sliders_drawn"),
]

LESSONS = all_lessons()
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
SCREEN = {"width": 1280, "height": 720}
# Letters on a screen 720 high: what the last row of a hall still reads.
PROSE, CODE, PRINTED, PICTURE = 24, 20, 19, 300

LOOK = """() => {
  const slide = Reveal.getCurrentSlide(), page = slide.querySelector('.page');
  const edge = page.getBoundingClientRect(), scale = edge.width / 1280;
  const out = [...page.querySelectorAll('*')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1
      || box.left < edge.left - 1 || box.top < edge.top - 1);
  });
  const least = (what, size) => Math.min(...[...page.querySelectorAll(what)].map(size));
  const letters = e => parseFloat(getComputedStyle(e).fontSize);
  const pictures = [...page.querySelectorAll('img')];
  return {
    cell: slide.dataset.cell,
    over: [page.scrollHeight - page.clientHeight, page.scrollWidth - page.clientWidth],
    out: out.map(e => e.outerHTML.slice(0, 80)),
    on_screen: edge.left >= -1 && edge.top >= -1
      && edge.right <= innerWidth + 1 && edge.bottom <= innerHeight + 1,
    prose: least('p, .lines, table', letters), code: least('pre code', letters),
    printed: least('pre samp', letters),
    picture: pictures.length == 1 ? pictures[0].offsetHeight : Infinity,
    drawn: pictures.every(image => image.complete && image.naturalWidth > 0),
  };
}"""


def faults(seen: dict[str, Any]) -> list[str]:
    """What is wrong with a slide as `LOOK` saw it."""
    least = {"prose": PROSE * 0.85, "code": CODE, "printed": PRINTED, "picture": PICTURE}
    found = [
        f"{what} of {seen[what]:.0f} pixels"
        for what, wished in least.items()
        if seen[what] is not None and seen[what] < wished
    ]
    if max(seen["over"]) > 0 or seen["out"]:
        found.append(f"it runs over by {seen['over']}: {seen['out'][:3]}")
    if not (seen["on_screen"] and seen["drawn"]):
        found.append("it is not whole on the screen")
    return [f"{seen['cell']}: {fault}" for fault in found]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a deck: its page, with what it asked for and complained of in `heard`."""
    contexts = []

    def show(deck: str, query: str = "", **how: Any) -> Any:
        file = tmp_path / "Löwe und ich.html"
        file.write_text(deck, encoding="utf-8")
        context = chromium.new_context(**{"viewport": SCREEN, **how})
        contexts.append(context)
        page, page.heard = context.new_page(), []
        context.on("request", lambda asked: page.heard.append(asked.url))
        context.on("console", lambda line: page.heard.append(line.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.goto(file.as_uri() + query)
        page.wait_for_selector("html[data-ready=yes]", timeout=60_000)
        page.heard[:] = [x for x in page.heard if not x.startswith((file.as_uri(), "data:"))]
        return page

    yield show
    for context in contexts:
        context.close()


deck_of = cache(slides.build)


def slide_number(page: Any) -> int:
    return int(page.evaluate("Reveal.getSlidePastCount()"))


def page_through(page: Any, key: str = "ArrowRight") -> Iterator[dict[str, Any]]:
    """Look at every slide in turn, with all its fragments, pressing one key alone."""
    for _ in range(200):
        while page.evaluate("Reveal.availableFragments().next"):
            page.keyboard.press(key)
        yield page.evaluate(LOOK)
        if page.evaluate("Reveal.isLastSlide()"):
            return
        before = slide_number(page)
        page.keyboard.press(key)
        assert slide_number(page) == before + 1
    raise AssertionError("the deck does not end")


# The tests of `slides` begin with the first lesson: from the last no worker waits for the other.
@pytest.mark.parametrize("path", LESSONS[::-1], ids=lambda path: path.stem)
def test_every_slide_fits_and_can_be_read(path: Path, opened: Callable[..., Any]) -> None:
    page = opened(deck_of(path))
    seen = list(page_through(page))
    assert len(seen) == page.evaluate("Reveal.getTotalSlides()")
    assert [fault for slide in seen for fault in faults(slide)] == []
    assert page.heard == []


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768)])
def test_slides_fill_other_screens(size: tuple[int, int], opened: Callable[..., Any]) -> None:
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = opened(deck_of(LESSONS[0]), viewport=viewport)
    seen = [slide for slide, _ in zip(page_through(page, "Space"), range(6), strict=False)]
    assert [fault for slide in seen for fault in faults(slide)] == []
    box = page.evaluate("document.querySelector('section.present .page').getBoundingClientRect()")
    assert max(box["width"] / size[0], box["height"] / size[1]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("zoom", [1, 2])
def test_number_and_arrows_stay_beside_the_heading_where_a_page_is_zoomed(
    zoom: int, opened: Callable[..., Any]
) -> None:
    small = {"width": SCREEN["width"] // zoom, "height": SCREEN["height"] // zoom}
    page = opened(deck_of(LESSONS[0]), viewport=small, device_scale_factor=zoom)
    page.keyboard.press("Space")
    room = page.evaluate(
        """() => {
      const heading = document.querySelector('section.present h2');
      const style = getComputedStyle(heading), box = heading.getBoundingClientRect();
      const scale = box.width / heading.offsetWidth;
      const right = box.right - scale * parseFloat(style.paddingRight);
      const shown = document.querySelectorAll('.slide-number, .controls button');
      return [...shown].map(e => e.getBoundingClientRect()).filter(e => e.width)
        .map(e => [e.left - right, box.bottom - e.bottom]);
    }"""
    )
    assert len(room) >= 3
    assert all(left > 0 and below > 0 for left, below in room)


def test_a_slide_that_runs_over_is_seen(opened: Callable[..., Any]) -> None:
    deck = deck_of(LESSONS[0])
    flood = "<p>" + "One word after another. " * 200 + "</p></div>"
    page = opened(deck.replace("</div><aside", flood + "<aside", 1))
    assert any("runs over" in fault for fault in faults(page.evaluate(LOOK)))


def test_a_formula_that_is_too_wide_is_set_smaller_and_no_word_is(
    opened: Callable[..., Any],
) -> None:
    def sizes(terms: int) -> tuple[float, float]:
        shown = formula("+".join(["x_1"] * terms), "block")
        page = opened(deck_of(LESSONS[0]).replace("</div><aside", f"{shown}</div><aside", 1))
        assert faults(page.evaluate(LOOK)) == []
        size = "x => parseFloat(getComputedStyle(document.querySelector(x)).fontSize)"
        words, signs = (page.evaluate(size, kind) for kind in ("p", "math"))
        return words, signs

    (words, signs), (beside, smaller) = sizes(2), sizes(19)
    assert beside == words
    assert smaller < beside < signs


def test_an_outside_request_is_stopped_and_seen(opened: Callable[..., Any]) -> None:
    deck = deck_of(LESSONS[0])
    picture = '<img alt="far" src="http://127.0.0.1:9/far.png"></main>'
    page = opened(deck.replace("</main>", picture, 1))
    assert any("Content Security Policy" in line for line in page.heard)


def test_back_and_home_by_keyboard_and_an_address_for_each_slide(
    opened: Callable[..., Any],
) -> None:
    page = opened(deck_of(LESSONS[0]))
    for key, wanted in [("Space", 1), ("PageDown", 2), ("ArrowLeft", 1), ("End", 20), ("Home", 0)]:
        page.keyboard.press(key)
        where = slide_number(page)
        assert where == wanted if wanted < 20 else where > 2
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**#/**")


def test_the_speaker_sees_the_notes_without_a_network(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[0]))
    note = page.locator("section.present aside.notes").last.text_content()
    with page.context.expect_page() as window:
        page.keyboard.press("s")
    notes = window.value.locator(".speaker-controls-notes")
    playwright.expect(notes).to_contain_text(note, timeout=60_000)
    page.keyboard.press("ArrowRight")
    playwright.expect(notes).not_to_contain_text(note)
    assert [asked for asked in page.heard if asked.startswith("http")] == []


def test_dark_and_light_follow_the_machine_and_the_key(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[0]), color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.reveal-viewport')).backgroundColor"
    dark = page.evaluate(ground)
    page.keyboard.press("d")
    assert (dark, page.evaluate(ground)) == ("rgb(20, 23, 26)", "rgb(255, 255, 255)")


def test_z_shows_the_picture_alone_until_the_next_slide(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[0]))
    high = "document.querySelector('section.present .pictures img').offsetHeight"
    title = page.locator("section.present h1, section.present h2")
    beside_words = page.evaluate(high)
    page.keyboard.press("z")
    assert page.evaluate(high) > max(1.3 * beside_words, 600)
    assert faults(page.evaluate(LOOK)) == []
    playwright.expect(title).to_be_hidden()
    playwright.expect(page.locator(".slide-number")).to_be_hidden()
    page.keyboard.press("Space")
    playwright.expect(title).to_be_visible()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(high) == beside_words


def test_z_keeps_the_handles_of_what_moves_and_shows_no_picture_before_its_time(
    opened: Callable[..., Any],
) -> None:
    page = opened(deck_of(LESSONS[2]))
    alone = "document.documentElement.classList.contains('alone')"
    go = "x => { const {h, v} = Reveal.getIndices(document.querySelector(x).closest('section'));"
    page.evaluate(f"{go} Reveal.slide(h, v, -1); }}", ".fragment .pictures")
    page.keyboard.press("z")
    assert not page.evaluate(alone)
    page.evaluate(f"{go} Reveal.slide(h, v); }}", ".moving")
    page.keyboard.press("z")
    assert page.evaluate(alone)
    playwright.expect(page.locator("section.present .moving input").first).to_be_visible()
    assert faults(page.evaluate(LOOK)) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_slider_moves_by_keyboard_and_answers_only_then(
    path: Path, opened: Callable[..., Any]
) -> None:
    page = opened(deck_of(path))
    said = "[...document.querySelector('section.present .moving').querySelectorAll('{}')]"
    look = said.format("img, [role=status], output") + ".map(e => e.src || e.textContent)"
    page.evaluate(
        "() => { const at = document.querySelector('.moving').closest('section');"
        "const {h, v} = Reveal.getIndices(at); Reveal.slide(h, v, 99); }"
    )
    before, slide = page.evaluate(look), slide_number(page)
    assert before[-1] == ""
    page.locator("section.present .moving input").last.focus()
    first = "ArrowLeft" if page.evaluate("document.activeElement.value > 0") else "ArrowRight"
    page.keyboard.press(first)
    after = page.evaluate(look)
    assert [a == b for a, b in zip(before[-3:], after[-3:], strict=True)] == [False] * 3
    assert slide_number(page) == slide
    assert faults(page.evaluate(LOOK)) == []
    page.keyboard.press("Space")
    assert slide_number(page) == slide + 1
    assert page.heard == []


def test_in_the_dark_no_picture_stands_in_a_box(opened: Callable[..., Any]) -> None:
    """Nor does one that comes by a key: a fragment blends for itself."""
    page = opened(deck_of(LESSONS[2]), color_scheme="dark", reduced_motion="reduce")
    for what in (".page > .pictures", ".fragment .pictures"):
        page.evaluate(
            "x => { const {h, v} = Reveal.getIndices(document.querySelector(x).closest('section'));"
            "Reveal.slide(h, v, 99); }",
            what,
        )
        image = page.locator(f"section.present {what} img").first
        box = image.bounding_box()
        corner = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 2, "width": 2, "height": 2}
        shot = Image.open(io.BytesIO(page.screenshot(clip=corner))).convert("RGB")
        assert shot.getpixel((0, 0)) == (20, 23, 26)


def test_nothing_moves_for_who_asked_for_that(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[0]), reduced_motion="reduce")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getConfig().transition") == "none"
    assert page.evaluate("document.getAnimations().length") == 0


def on_paper(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_on_paper_every_slide_is_a_page(path: Path, opened: Callable[..., Any]) -> None:
    deck = deck_of(path)
    page = opened(deck, "?print-pdf", color_scheme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    assert on_paper(page.pdf(prefer_css_page_size=True)) == deck.count('<section data-cell="')
    hidden = "[...document.querySelectorAll('.fragment')].filter(e => !e.checkVisibility())"
    assert page.evaluate(f"{hidden}.length") == 0
    assert page.heard == []


def test_on_paper_the_notes_follow_their_slides_where_wished(opened: Callable[..., Any]) -> None:
    deck = deck_of(LESSONS[2])
    page = opened(deck, "?print-pdf&notes")
    over = "[...document.querySelectorAll('aside.notes')].filter(e => e.scrollHeight > 720).length"
    assert page.evaluate(over) == 0
    pages = on_paper(page.pdf(prefer_css_page_size=True))
    assert pages == deck.count('<section data-cell="') + deck.count('<aside class="notes">')


def test_chromium_prints_the_deck_by_itself(tmp_path: Path) -> None:
    deck = tmp_path / "a deck.html"
    deck.write_text(deck_of(LESSONS[0]), encoding="utf-8")
    pdf = slides.print_pdf(str(CHROMIUM), deck).read_bytes()
    assert on_paper(pdf) == deck.read_text(encoding="utf-8").count('<section data-cell="')
    assert re.search(rb"/MediaBox \[0 0 960 540\]", pdf)


def serious(page: Any) -> list[str]:
    """What axe-core finds in all that is shown, if it is serious or worse."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe is an extra: python3 -m autograder setup --extra browser",
    )
    said = axe.Axe().run(page).response
    grave = [fault for fault in said["violations"] if fault["impact"] in ("serious", "critical")]
    told = [(x["id"], node["html"]) for x in grave for node in x["nodes"]]
    doubts = [node["html"] for x in said["incomplete"] for node in x["nodes"]]
    told += [("doubt", html) for html in doubts if not html.startswith(("<mo", "<mi"))]
    return [f"{fault}: {html[:80]}" for fault, html in told]  # signs alone are no letters to axe


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_axe_finds_nothing_serious_dark_or_light(path: Path, opened: Callable[..., Any]) -> None:
    """On all slides at once, as on paper: where they lie over one another, axe sees no contrast."""
    page = opened(deck_of(path), "?print-pdf")
    found = serious(page)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert found + serious(page) == []


def test_axe_finds_nothing_wrong_with_how_slides_are_turned(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[0]))
    page.keyboard.press("Space")
    assert [fault for fault in serious(page) if not fault.startswith("doubt")] == []


def test_axe_sees_pale_letters_and_a_picture_without_words(opened: Callable[..., Any]) -> None:
    page = opened(deck_of(LESSONS[1]), "?print-pdf")
    added = '<p style="color: #ccc">pale</p><img src="data:,">'
    page.evaluate(f"document.querySelector('.page').insertAdjacentHTML('beforeend', '{added}')")
    assert [fault.split(":")[0] for fault in serious(page)] == ["color-contrast", "image-alt"]
