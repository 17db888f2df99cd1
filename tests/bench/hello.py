"""The least that an application can do, on the server that campaigns are served by."""

import os

from flask import Flask

from campaign.server import Server
from campaign.settings import from_environment


def main() -> None:
    """Serve "hello" where the settings say."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: "hello")
    Server(app, from_environment(os.environ), {}).run()
