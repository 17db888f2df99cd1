"""What a browser's own name says that matters to a writer; nothing of it is kept.

An app's own browser can read what is typed in it. A mail link is cut off on Windows where other
systems carry it.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Final

from flask import request

from campaign.letter.email import ELSEWHERE_BUDGET, WINDOWS_BUDGET

APPS: Final[Mapping[str, str]] = {
    r"MicroMessenger": "WeChat",
    r"Orca-Android|MessengerForiOS|MessengerLiteForiOS": "Messenger",
    r"Instagram": "Instagram",
    r"Barcelona": "Threads",
    r"FBAN|FBAV|FB_IAB": "Facebook",
    r"\bLine/": "LINE",
    r"\baweme": "Douyin",
    r"musical_ly|\btrill_|BytedanceWebview|TikTok": "TikTok",
    r"Snapchat": "Snapchat",
    r"Twitter for |TwitterAndroid": "X",
    r"LinkedInApp": "LinkedIn",
    r"Pinterest": "Pinterest",
    r"KAKAOTALK": "KakaoTalk",
    r"NAVER\(inapp": "Naver",
    r"Weibo": "Weibo",
    r"\bQQ/": "QQ",
    r"baiduboxapp": "Baidu",
    r"DingTalk": "DingTalk",
    r"AlipayClient": "Alipay",
    r"\bZalo\b": "Zalo",
    r"Telegram-Android": "Telegram",
    r"\bGSA/": "Google",
    r"; wv\)|^(?!.*Safari/)(?=.*AppleWebKit/).*\((?:iPhone|iPad|iPod)\b": "",
}
"""The apps with a browser of their own that say so, by what they say; the first that fits counts.

The last are those that do not say which they are: WebView on Android, WKWebView on iOS.
"""
WRITTEN: Final = {re.compile(said): name for said, name in APPS.items()}


def app_browser() -> str | None:
    """Return the app that a page is open in, blank where it is not known which; None for none."""
    said = request.headers.get("User-Agent", "")
    return next((name for pattern, name in WRITTEN.items() if pattern.search(said)), None)


def app_page() -> Hashable:
    """Return what a page that warns of apps differs by: the app, and the address it names."""
    app = app_browser()
    return app if app is None else (app, request.url_root)


def mail_budget() -> int:
    """Return how many bytes of a mail link the writer's system carries."""
    return (
        WINDOWS_BUDGET if "Windows" in request.headers.get("User-Agent", "") else ELSEWHERE_BUDGET
    )
