"""What a browser's own name is read for: an app's browser, and how long a mail link may be."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from campaign.web.page_cache import PageCache
from tests.pages import Visitor

WRITE = "/uyghur-assessment/to/hrc-kr/"
SHOW = "Show my letter"
LIKE = "(KHTML, like Gecko)"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 {LIKE}"
CHROME = f"AppleWebKit/537.36 {LIKE} Version/4.0 Chrome/122.0 Mobile Safari/537.36"
ANDROID = f"Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) {CHROME}"
APPS = {
    f"{IPHONE} Mobile/15E148 MicroMessenger/8.0.47(0x1800) NetType/WIFI Language/zh_CN": "WeChat",
    f"{ANDROID} [FB_IAB/FB4A;FBAV/430.0.0.0;]": "Facebook",
    f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/460.0]": "Facebook",
    f"{IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/500.0]": "Messenger",
    f"{IPHONE} Mobile/15E148 Instagram 330.0.0.0": "Instagram",
    f"{IPHONE} Mobile/15E148 Safari Line/13.0.0": "LINE",
    f"{IPHONE} Mobile/15E148 Safari/604.1 musical_ly_41.9.0": "TikTok",
    f"{ANDROID} trill_350603 AppName/trill BytedanceWebview/d8a21c6": "TikTok",
    f"{IPHONE} Mobile/15E148 aweme_31.9.0 BytedanceWebview/d8a21c6": "Douyin",
    f"{ANDROID} NAVER(inapp; search; 1000; 12.0.2)": "Naver",
    f"{ANDROID} Telegram-Android/11.7.4 (Google Pixel 8)": "Telegram",
    f"{ANDROID} KAKAOTALK 10.0.0": "KakaoTalk",
    f"{IPHONE} Mobile/15E148 [LinkedInApp]/9.29": "LinkedIn",
    ANDROID: "an app",
    f"{IPHONE} Mobile/15E148": "an app",
}
BROWSERS = [
    f"{IPHONE} Version/17.4 Mobile/15E148 Safari/604.1",
    f"{IPHONE} CriOS/122.0 Mobile/15E148 Safari/604.1",
    f"{IPHONE} FxiOS/123.0 Mobile/15E148 Safari/605.1.15",
    "Mozilla/5.0 (Android 14; Mobile; rv:123.0) Gecko/123.0 Firefox/123.0",
    f"Mozilla/5.0 (Linux; Android 10; K) {CHROME}",
    f"Mozilla/5.0 (Linux; U; Android 13) MQQBrowser/14.0 {CHROME}",
    "Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Lynx/2.9.0 Offline/1.0",
    "",
    "x" * 5000 + " MicroMessenger/8.0",
]


@pytest.mark.parametrize("said", APPS)
def test_inside_an_app_the_form_first_says_who_can_read_along(app: Flask, said: str) -> None:
    page = Visitor(app, User_Agent=said).open(WRITE)

    first = page.find("main section h2").to_text()
    assert first == f"This page is open inside {APPS[said]}"
    assert page.text.index(first) < page.text.index("Write to:", page.text.index("Skip"))
    assert f"http://localhost{WRITE}" in page.text
    wrong = Visitor(app, User_Agent=said).submit(page.form(SHOW).forge(ask=()), SHOW, 422)
    assert first in wrong.text


@pytest.mark.parametrize("said", BROWSERS)
def test_a_browser_of_its_own_has_no_such_warning(app: Flask, said: str) -> None:
    assert "This page is open inside" not in Visitor(app, User_Agent=said).open(WRITE).text


def test_whoever_comes_next_is_not_warned_of_another_ones_app(app: Flask) -> None:
    wechat, facebook, *_ = APPS
    seen = [
        Visitor(app, User_Agent=said).open(WRITE).text
        for said in (wechat, "Firefox", facebook, wechat)
    ]

    assert ["inside WeChat" in text for text in seen] == [True, False, False, True]
    assert ["inside Facebook" in text for text in seen] == [False, False, True, False]


def test_the_address_to_copy_is_the_one_that_was_come_by(app: Flask) -> None:
    wechat, *_ = APPS
    for host in ("http://localhost", "http://127.0.0.1:8000"):
        page = Visitor(app, host, User_Agent=wechat).open(WRITE)
        assert f"{host}{WRITE}" in page.text


def test_caches_are_told_what_the_page_differs_by(app: Flask) -> None:
    assert "User-Agent" in Visitor(app).get(WRITE).vary


def test_nothing_of_what_a_browser_calls_itself_is_kept(app: Flask) -> None:
    said = "Quokka/1.0 MicroMessenger/8.0 (Xanthippe)"
    visitor = Visitor(app, User_Agent=said)
    visitor.submit(visitor.open(WRITE).form(SHOW), SHOW)

    pages: PageCache = app.extensions["page_cache"]
    kept = str(list(pages._places.items()))  # noqa: SLF001 - to look for what must not be there
    assert "WeChat" in kept
    assert "Quokka" not in kept
    assert "Xanthippe" not in kept


WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/122.0 Safari/537.36"


@pytest.mark.parametrize(("said", "whole"), [(WINDOWS, False), (BROWSERS[0], True), ("", True)])
def test_on_windows_a_link_holds_less(app: Flask, said: str, *, whole: bool) -> None:
    visitor = Visitor(app, User_Agent=said)
    form = visitor.open("/uyghur-assessment/to/high-commissioner/").form(SHOW)
    one = form.values["ask"][:1]

    page = visitor.submit(form.fill(ask=one, note="I bake. " * 60), SHOW)

    button = "Open it in my mail program" if whole else "Open my mail program, to paste into"
    link = visitor.press(page.form(button), button).headers["Location"]
    assert ("body" in parse_qs(urlsplit(link).query)) == whole
    assert len(link) <= (3500 if whole else 2000)
