"""The first page is made while the door is open already: answers do not wait for it."""

import threading
from concurrent.futures import ThreadPoolExecutor

from infopilot.serving.pages import LightPages
from tests.serving.conftest import open_door


def test_answers_are_taken_while_the_first_page_is_being_made(workbook):
    is_rendered = threading.Event()

    def render(language):
        assert is_rendered.wait(20)
        return f"<p>{language}</p>"

    pages = LightPages(render, "Ateliers Morvan")
    with open_door(workbook, pages) as door, ThreadPoolExecutor() as visitors:
        pages.prepare("fr")
        door.enter()
        early = door.call("GET", "/ready").status
        visitor = visitors.submit(door.another_browser().call, "GET", "/")
        saved = door.send({"id": "a-1", "question": "RD1", "value": "3"})
        waits = not visitor.done()
        is_rendered.set()
        page = visitor.result(20)
        ready = door.call("GET", "/ready").status

    assert (early, ready) == (503, 204)
    assert saved.document["saved"] == ["a-1"]
    assert waits
    assert b"<p>fr</p>" in page.body


def test_a_first_page_that_cannot_be_made_is_told_to_whoever_opens_the_door(workbook, caplog):
    def render(_language):
        raise RuntimeError("no kernel")

    pages = LightPages(render, "Ateliers Morvan")
    with open_door(workbook, pages) as door:
        pages.prepare("fr")
        assert door.call("GET", "/").status == 500
        ready = door.call("GET", "/ready").status

    assert ready == 500
    assert "no kernel" in caplog.text
