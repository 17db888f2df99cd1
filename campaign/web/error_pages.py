"""Expected failures as pages: what happened, and what to do."""

from typing import TYPE_CHECKING, Final, cast

from flask import Flask, Response, make_response, render_template, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    RequestURITooLarge,
    SecurityError,
    UnprocessableEntity,
)

from campaign.errors import CampaignError, NotAMember, OverCapacity, OverTheLimit
from campaign.model.statement import Campaign
from campaign.rules import targets
from campaign.web.locale import page_texts
from campaign.web.organizers.browser_session import is_theirs
from campaign.web.organizers.failures import failure_page
from campaign.web.services import services
from campaign.web.supporters import target_choice
from campaign.web.unlaunched import listed_campaigns

if TYPE_CHECKING:
    from werkzeug.routing import MapAdapter

FORMS: Final = {
    "host_page.paper": "host_page.show_papers",
    "letter_evening.pack": "letter_evening.evening",
    "letter_output.letters_file": "target_pages.several",
    "writing.another": "target_pages.choose",
    "writing.next_letter": "target_pages.choose",
}
"""Where the form is that makes a page, unless it is the one of a letter."""
PAGES: Final = {
    InternalServerError: "Broken",
    NotFound: "NotFound",
    RequestEntityTooLarge: "TooLarge",
    RequestURITooLarge: "TooLarge",
    UnprocessableEntity: "TooLarge",
}
"""The pages of failures that are HTTP's own; all others have one."""


def init_app(app: Flask) -> None:
    """Turn every failure into a page of ours."""
    app.register_error_handler(CampaignError, _expected)
    app.register_error_handler(HTTPException, _http)


def _expected(error: CampaignError) -> ResponseReturnValue:
    if is_theirs(request.path):
        return failure_page(error, error.status, getattr(error, "retry_after", None))
    campaign = _campaign()
    state = to = None
    if isinstance(error, NotAMember) and campaign:
        state = page_texts(campaign)[0].states[error.state]
    if isinstance(error, OverTheLimit) and error.target and campaign:
        target = targets.find_target(campaign, error.target, services.today())
        to = target_choice.choice_of(campaign, target, services.today())
    page = render_template(
        f"errors/{type(error).__name__}.html", error=error, campaign=campaign, state=state, to=to
    )
    response = make_response(page, error.status)
    if isinstance(error, OverCapacity):
        response.retry_after = error.retry_after
    return response


def _campaign() -> Campaign | None:
    """Return the campaign of the page that failed; or the only one that is listed."""
    slug, listed = (request.view_args or {}).get("slug", ""), listed_campaigns()
    only = next(iter(listed.values())) if len(listed) == 1 else None
    return services.campaigns.get(slug, only)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or (error.code or 0) < 400:  # noqa: PLR2004 - not a failure
        return error
    if isinstance(error, SecurityError):  # a page could not link to anything under this name
        return Response(gettext("No website of that name is here."), 400, mimetype="text/plain")
    if is_theirs(request.path):
        return failure_page(error, error.code or 500)
    response = make_response(_page_of(error), error.code or 500)
    for header, value in error.get_headers():
        if header in {"Allow", "Retry-After"}:
            response.headers[header] = value
    return response


def _page_of(error: HTTPException) -> str:
    """Return the page of a failure that is HTTP's own."""
    if isinstance(error, MethodNotAllowed) and request.method == "GET":
        return _from_form()
    name = PAGES.get(type(error), "Refused")
    campaign = None if name == "Broken" else _campaign()  # who knows what is broken
    return render_template(f"errors/{name}.html", error=error, campaign=campaign)


def _from_form() -> str:
    """Say that a page is made of what a form sends, as nobody kept it, and lead to the form."""
    adapter = cast("MapAdapter", request_ctx.url_adapter)  # which found the method to be wrong
    endpoint, values = adapter.match(method="POST")
    names = {name: values[name] for name in ("slug", "to", "event", "key") if name in values}
    campaign = services.campaigns.get(names["slug"])
    form = url_for(FORMS.get(endpoint, "writing.write"), **names) if campaign else ""
    return render_template("errors/FromForm.html", campaign=campaign or _campaign(), form=form)
