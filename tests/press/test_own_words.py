"""What writers put into a letter: printed as it was typed, all of it, and nothing fetched."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from campaign.model.statement import Campaign
from campaign.press import NOTHING, Paper, Press, page
from tests.builders import lines_of, make_letter, make_sender, squeezed, text_of

pytestmark = pytest.mark.slow


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Run a web server; yield its address, and the list of what is asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_an_address_in_a_note_is_printed_and_never_fetched(press: Press, orchard: Campaign) -> None:
    with listening() as (address, asked):
        tags = [
            f'<img src="{address}/a.png">',
            f'<link rel="stylesheet" href="{address}/b.css">',
            f"<style>@import url({address}/c.css)</style>",
            f'<p style="background: url({address}/d.png)">x</p>',
            f"url({address}/e.png) {address}/f",
        ]
        letter = make_letter(
            orchard, note="\n".join(tags), sender=make_sender(name=tags[0], place=tags[1])
        )
        said = squeezed(text_of(press.pdf(letter, Paper.A4)))
        assert asked == []
    assert squeezed("".join(tags)) in said
    assert said.count(squeezed(tags[0])) == 2
    assert said.count(squeezed(tags[1])) == 3


@pytest.mark.parametrize("scheme", ["http", "https", "ftp", "file", "data", "blob"])
def test_the_press_fetches_nothing_by_any_way(scheme: str) -> None:
    with pytest.raises(ValueError, match="protocol"):
        NOTHING(f"{scheme}://127.0.0.1/etc/hostname")


def test_what_looks_like_a_template_is_printed_as_typed(press: Press, orchard: Campaign) -> None:
    note = "{{ letter.subject }} {% raw %} {# gone #} {state} &amp; &lt;b&gt;"
    assert note in text_of(press.pdf(make_letter(orchard, note=note), Paper.A4))


@pytest.mark.parametrize("word", ["a", "W", "ع", "ۇ", "李", "ก", "Щ"])
def test_a_note_of_one_very_long_word_is_printed_whole(
    press: Press, orchard: Campaign, word: str
) -> None:
    note = word * 6000
    assert note in squeezed(text_of(press.pdf(make_letter(orchard, note=note), Paper.A4)))


def test_a_long_name_is_printed_whole_on_lines_that_fit(press: Press, orchard: Campaign) -> None:
    sender = make_sender(name="W" * 200, place="ع" * 200)
    lines = lines_of(press.pdf(make_letter(orchard, sender=sender), Paper.A4))
    assert sender.name in "".join(lines)
    assert sender.place in "".join(lines)
    assert max(map(len, lines)) < 150


def test_a_note_of_a_hundred_lines_keeps_its_lines(press: Press, orchard: Campaign) -> None:
    lines = [f"Tree number {number} stands." for number in range(1, 101)]
    letter = make_letter(orchard, note="\n".join(lines))
    assert set(lines) <= set(lines_of(press.pdf(letter, Paper.A4)))


def test_paragraphs_of_a_note_are_paragraphs_of_the_letter(orchard: Campaign) -> None:
    html = page(make_letter(orchard, note="One.\n\nTwo."))
    assert '<p class="letter-note">One.</p>\n' in html
    assert '<p class="letter-note">Two.</p>\n' in html


def test_chinese_is_broken_where_its_own_rules_allow(orchard: Campaign) -> None:
    note = "我家的苹果树很老了，" * 20
    assert note in page(make_letter(orchard, note=note))
