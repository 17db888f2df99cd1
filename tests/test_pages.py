"""The client that checks pages finds each fault, and reads forms as a browser does."""

import pytest
from werkzeug.datastructures import Headers

from tests.pages import read_form
from tests.soundness import HEADERS, header_faults, page_faults, parse

SOUND = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><title>A page</title><link rel="icon" href="/icon.svg"></head>
<body>
<main id="content">
<h1>A page</h1>
<a href="https://elsewhere.example/" target="_blank" rel="noopener noreferrer"
>Elsewhere (new tab)</a>
<form method="post" action="/send">
<input type="hidden" name="token" value="t">
<label for="name">Name</label><p id="hint">In full.</p>
<input id="name" name="name" value="A" dir="auto" aria-describedby="hint">
<textarea name="note" hidden>
one
two</textarea>
<fieldset><legend>Paper</legend>
<input type="radio" id="a4" name="paper" value="a4" checked><label for="a4">A4</label>
<input type="radio" id="us" name="paper" value="us"><label for="us">US</label>
</fieldset>
<fieldset><legend>Asks</legend>
<label><input type="checkbox" name="ask" value="1" checked> One</label>
<label><input type="checkbox" name="ask" value="2"> Two</label>
<label><input type="checkbox" name="ask" value="3" checked> Three</label>
</fieldset>
<label for="land">Country</label>
<select id="land" name="land"><option value="">-</option><option value="KR">Korea</option></select>
<p lang="ar" dir="rtl">بستان</p>
<button name="edit" value="1" formaction="/edit">Change</button>
<button>Send</button>
</form>
</main>
</body>
</html>"""

FAULTS = {
    "does not parse": ("</main>", "</div>"),
    "not one": ("<h1>A page</h1>", "<h1>A page</h1><h1>Another</h1>"),
    "no title": ("<title>A page</title>", "<title></title>"),
    "not one main": ('<main id="content">', '<main id="content"></main><main>'),
    "two elements have the id": ('id="hint"', 'id="hint"></p><p id="hint"'),
    "aria-describedby names": ('id="hint"', 'id="other"'),
    "leads to #": ("https://elsewhere.example/", "#nowhere"),
    "say its language": ('<html lang="en" dir="ltr">', '<html lang="en">'),
    "only one of lang and dir": ('<p lang="ar" dir="rtl">', '<p lang="ar">'),
    "has only one of lang": ('<p lang="ar" dir="rtl">', '<p dir="rtl">'),
    "is written rtl": ('lang="ar" dir="rtl"', 'lang="ar" dir="ltr"'),
    "says nothing": ("<button>Send</button>", "<button> </button>"),
    "the field name has no label": ('for="name"', 'for="a4"'),
    "have no legend": ("<legend>Paper</legend>", ""),
    "inline <style>": ("</head>", "<style>p {}</style></head>"),
    "inline <script>": ("</head>", "<script>1</script></head>"),
    "attribute style": ("<button>Send", '<button style="x">Send'),
    "attribute onclick": ("<button>Send", '<button onclick="x">Send'),
    "<link> reaches another host": ('href="/icon.svg"', 'href="https://cdn.example/icon.svg"'),
    "<form> reaches another host": ('action="/send"', 'action="//cdn.example/send"'),
    "<link> reaches": ('href="/icon.svg"', 'href="data:image/png,x"'),
    "tells another host": (" noreferrer", ""),
}


def test_a_sound_page_has_no_faults() -> None:
    assert list(page_faults(parse(SOUND))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_a_page_is_found(fault: str) -> None:
    before, after = FAULTS[fault]
    assert before in SOUND

    found = list(page_faults(parse(SOUND.replace(before, after))))

    assert any(fault in each for each in found), found


@pytest.mark.parametrize(("header", "value", "fault"), [
    ("Set-Cookie", "a=b", "sets a cookie"),
    ("Vary", "Accept-Language, Cookie", "varies by cookie"),
    ("Cache-Control", None, "who may keep it"),
    *((name, None, name) for name in HEADERS),
    *((name, "another", name) for name in HEADERS),
])  # fmt: skip
def test_a_fault_of_the_headers_is_found(header: str, value: str | None, fault: str) -> None:
    headers = Headers({**HEADERS, "Cache-Control": "no-store"})
    assert list(header_faults(headers, "/")) == []
    headers.remove(header)
    if value:
        headers.add(header, value)

    assert any(fault in each for each in header_faults(headers, "/"))


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    form = read_form(parse(SOUND).query("form")[0], "/page")

    assert form.values == {
        "token": ("t",),
        "name": ("A",),
        "note": ("one\ntwo",),
        "paper": ("a4",),
        "ask": ("1", "3"),
        "land": ("",),
    }
    assert form.button("Change").action == "/edit"
    assert form.button("Change").values == {"edit": ("1",)}
    assert form.button("Send").action == "/send"
    assert form.fill(land="KR", ask=["2"]).values["ask"] == ("2",)


@pytest.mark.parametrize(("name", "value"), [
    ("land", "CN"), ("paper", "a5"), ("token", "other"), ("note", "other"), ("unknown", "x"),
])  # fmt: skip
def test_a_form_takes_only_what_a_person_could_put_in(name: str, value: str) -> None:
    form = read_form(parse(SOUND).query("form")[0], "/page")

    with pytest.raises(AssertionError):
        form.fill(**{name: value})
