"""The page of answers and its server: for one person, on this machine, hostile texts or not."""

import json
import re
import threading
from html.parser import HTMLParser
from http.client import HTTPConnection

import pytest
from a_lesson import NAME
from reading.some_answers import QUESTION

from autograder.reading.desk import Desk
from autograder.reading.server import SCRIPTS, Server

pytestmark = pytest.mark.filterwarnings("ignore")

TOKEN = "a-word-that-nobody-can-guess"
HOSTILE = {
    "script": "</script><script>evil()</script>",
    "attribute": '<img src="x" onerror="evil()"> <svg onload=evil()>',
    "link": "[look](javascript:evil()) [and](JaVaScRiPt:evil()) <a href='javascript:evil()'>x</a>",
    "state": '<!--<script>{"evil()": </textarea><style>*{display:none}</style>',
    "picture": "![x](https://example.org/seen.png)",
    "form": "<form action='https://example.org'><input name=a><button>Save</button></form>",
    "formula": r"$\href{javascript:evil()}{x}$ $\style{color:red}{y}$",
}


@pytest.fixture
def server(answers):
    with Server(Desk(answers.course, answers.lesson, TOKEN), TOKEN) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server, path, body=None, **headers):
    """(status, headers, text) of what the server says; `Host=None` leaves the name out."""
    line = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    line.putrequest("GET" if body is None else "POST", path, skip_host=True)
    known = {"Host": f"127.0.0.1:{server.server_port}"}
    if body is not None:
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        known |= {"Origin": f"http://127.0.0.1:{server.server_port}", "Content-Length": len(body)}
    for name, value in (known | headers).items():
        if value is not None:
            line.putheader(name, str(value))
    line.endheaders(body)
    answer = line.getresponse()
    return answer.status, answer.headers, answer.read().decode()


def state(server, path=f"/{TOKEN}/"):
    text = ask(server, path)[2]
    return json.loads(re.search(r'id="state">(.*?)</script>', text, re.S)[1])


def mark(server, score=1.0, comment="", number=0, **other):
    seen = state(server)["answers"][number]["seen"]
    body = {"question": QUESTION, "seen": seen, "score": score, "comment": comment} | other
    return ask(server, f"/{TOKEN}/save", body)


def test_a_mark_that_the_page_sends_is_in_the_gradebook(server, answers):
    status, _, text = mark(server, 0.5, "Good <b>.")
    assert (status, [*json.loads(text)]) == (200, ["seen"])
    assert answers.row("ada") == answers.row("ben") == (0.5, "Good <b>.", False)
    assert state(server)["answers"][0]["comment"] == "Good <b>."


def test_of_two_pages_the_second_is_told_what_the_first_has_given(server, answers):
    page = state(server)["answers"][0]["seen"]
    assert mark(server, 1.0, "Yes.")[0] == 200
    status, _, text = mark(server, 0.0, "No.", seen=page)
    told = json.loads(text)
    assert status == 409
    assert told["now"] == {"score": 1.0, "comment": "Yes.", "waits": False}
    assert not told["rewritten"]
    assert answers.row("ada") == (1.0, "Yes.", False)
    assert mark(server, 0.0, "No.", seen=told["seen"])[0] == 200  # once more, knowing it
    assert answers.row("ada") == (0.0, "No.", False)


def test_a_page_whose_answer_came_in_anew_is_told_to_read_it(server, answers):
    page = state(server)["answers"][0]["seen"]
    answers.hand_in({"ada": "Another answer."})
    status, _, text = mark(server, 1.0, seen=page)
    assert (status, json.loads(text)["rewritten"]) == (409, True)
    assert answers.row("ben") == (None, None, True)


@pytest.mark.parametrize("score", [-0.5, 1.5, float("nan"), float("inf"), "many", True, [1]])
def test_points_that_cannot_be_are_refused(server, answers, score):
    status, _, text = mark(server, score)
    if score is True:  # a number to Python; and what it is worth
        assert status == 200
        return
    assert status in (400, 503)
    assert json.loads(text)["said"]
    assert answers.row("ada") == (None, None, True)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"question": 1}', b"\xff"])
def test_what_is_no_mark_is_refused(server, body):
    assert ask(server, f"/{TOKEN}/save", body)[0] == 400


def test_a_student_that_is_not_there_is_refused(server):
    status, _, text = mark(server, seen={"0123456789abcdef": "x.y"})
    assert (status, "Reload the page" in text) == (503, True)


@pytest.mark.parametrize("path", ["/", "/wrong/", f"/{TOKEN}x/", "/wrong/save", f"/{TOKEN}/.."])
def test_without_the_word_there_is_nothing(server, path):
    status, _, text = ask(server, path)
    assert (status, "bound" in text) == (404, False)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1", "evil.example:{port}", None])
def test_another_host_is_refused(server, host):
    name = host and host.format(port=server.server_port)
    assert ask(server, f"/{TOKEN}/", Host=name)[0] == 421


@pytest.mark.parametrize("origin", ["http://example.org", "null", None, "http://127.0.0.1:1"])
def test_a_mark_from_another_site_is_refused(server, answers, origin):
    seen = state(server)["answers"][0]["seen"]
    body = {"question": QUESTION, "seen": seen, "score": 1.0, "comment": ""}
    assert ask(server, f"/{TOKEN}/save", body, Origin=origin)[0] == 403
    assert answers.row("ada") == (None, None, True)


def test_no_page_is_kept_framed_or_named_to_others(server):
    headers = ask(server, f"/{TOKEN}/")[1]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_names_are_not_on_the_page_until_they_are_asked_for(server, answers):
    text = ask(server, f"/{TOKEN}/")[2]
    assert "ada" not in text.replace("shadow", "")
    words = state(server)["answers"][0]["seen"]
    names = json.loads(ask(server, f"/{TOKEN}/names")[2])
    assert sorted(names[word] for word in words) == ["ada", "ben"]


class Seen(HTMLParser):
    """The elements of a page, and what they say."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_hostile_answer_is_text(server, answers):
    answers.hand_in(HOSTILE)
    text = ask(server, f"/{TOKEN}/")[2]
    assert text.count("evil()") >= 5  # it can be read
    found = Seen(text).found
    scripts = [attrs for tag, attrs in found if tag == "script"]
    ours = [{"src": name, "defer": None} for name in SCRIPTS]
    assert scripts == [{"type": "application/json", "id": "state"}, *ours]
    tags = {tag for tag, _ in found}
    assert not tags & {"svg", "img", "iframe", "style", "base", "object", "embed"}
    assert sum(tag == "form" for tag, _ in found) == 2  # ours
    for _, attrs in found:
        assert not [name for name in attrs if name.startswith("on")]
        assert not re.match(r"\s*javascript", attrs.get("href") or "", re.I)


def test_a_hostile_comment_is_text(server, answers):
    mark(server, 1.0, "</script><script>evil()</script>")
    text = ask(server, f"/{TOKEN}/")[2]
    assert len([tag for tag, _ in Seen(text).found if tag == "script"]) == 1 + len(SCRIPTS)
    assert state(server)["comments"] == ["</script><script>evil()</script>"]


def test_the_rubric_stands_beside_the_answers(server):
    text = ask(server, f"/{TOKEN}/")[2]
    assert "it has the margin squared below the line" in text
    assert f"<title>{NAME}: {QUESTION}</title>" in text
