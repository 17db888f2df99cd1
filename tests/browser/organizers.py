"""The organizers' pages in every state, as somebody of a role meets them.

A new page gets a line here. It is then looked at by every test of states, and is in the pictures.
"""

from campaign.model.organizer import Role
from tests.browser import acts
from tests.browser.people import INVITATION
from tests.browser.sites import Site
from tests.browser.states import STATES, State

DESK = "/organizers/"
HERE = f"{DESK}uyghur-assessment/"


def mine(name: str, path: str, act: acts.Act = acts.nothing, status: int = 200) -> State:
    """Return a state of a page that owners see."""
    return State(name, f"{DESK}{path}", act, status, Site.DESK, Role.OWNER)


def of_campaign(name: str, path: str, act: acts.Act = acts.nothing, status: int = 200) -> State:
    """Return a state of a page about the campaign that owners see."""
    return State(name, f"{HERE}{path}", act, status, Site.DESK, Role.OWNER)


def of_orchard(
    name: str, path: str, act: acts.Act = acts.nothing, status: int = 200, which: str = "orchard"
) -> State:
    """Return a state of a page on which owners look after a made-up campaign."""
    return State(name, f"{DESK}{which}/campaign{path}", act, status, Site.ORCHARDS, Role.OWNER)


DESK_STATES = (
    # Coming in
    State("desk: sign in", f"{DESK}in", site=Site.DESK),
    State("desk: sign in, wrong", f"{DESK}in", acts.sign_in_wrong, 422, Site.DESK),
    State("desk: join", f"{DESK}join/{INVITATION}", site=Site.DESK),
    State("desk: join, mistakes", f"{DESK}join/{INVITATION}", acts.join_wrong, 422, Site.DESK),
    State("desk: join, old link", f"{DESK}join/none", status=410, site=Site.DESK),
    # Being there
    mine("desk: start", ""),
    State("desk: start of a viewer", DESK, site=Site.DESK, role=Role.VIEWER),
    mine("desk: people", "people"),
    mine("desk: people, mistake", "people", acts.invite_nobody, 422),
    mine("desk: a link to pass on", "people", acts.invite),
    mine("desk: person", "people/1"),
    mine("desk: remove a person", "people/1/remove"),
    mine("desk: account", "account"),
    mine("desk: account, mistake", "account", acts.change_password_badly, 422),
    mine("desk: another app", "account/app"),
    mine("desk: once more", "again"),
    mine("desk: once more, with what was typed", "people", acts.invite_late),
    mine("desk: once more, done", "people", acts.invite_late_and_go_on),
    mine("desk: audit", "audit"),
    State("desk: not allowed", f"{DESK}audit", status=403, site=Site.DESK, role=Role.VIEWER),
    mine("desk: nothing here", "nowhere/at/all", status=404),
    # Facts
    mine("desk: facts", "facts/"),
    State("desk: facts of a viewer", f"{DESK}facts/", site=Site.DESK, role=Role.VIEWER),
    mine("desk: calendar of sessions", "facts/calendar"),
    mine("desk: something to do before a session", "facts/tasks/hrc  letters/"),
    mine("desk: addresses", "facts/addresses/"),
    mine("desk: no such fact", "facts/members/?find=atlantis"),
    mine("desk: a fact", "facts/addresses/high-commissioner/"),
    mine("desk: a fact, saved", "facts/addresses/hrc/", acts.correct),
    mine("desk: a fact, mistakes", "facts/addresses/hrc/", acts.correct_badly, 422),
    mine("desk: a fact, overtaken", "facts/addresses/hrc/", acts.correct_too_late, 409),
    mine("desk: a new fact", "facts/members/new"),
    mine("desk: a new fact, contradicting", "facts/members/new", acts.add_a_second_term, 422),
    mine("desk: changes of facts", "facts/changes/"),
    mine("desk: a change of facts", "facts/changes/1"),
    mine("desk: a change of many facts", "facts/changes/2"),
    mine("desk: bring in a file", "facts/import/"),
    mine("desk: bring in nothing", "facts/import/", acts.bring_in_nothing, 422),
    mine("desk: bring in a broken file", "facts/import/", acts.bring_in_a_broken_file, 422),
    mine("desk: what a file would change", "facts/import/1"),
    mine(
        "desk: what a file would change, nothing ticked", "facts/import/1", acts.tick_nothing, 422
    ),
    # One campaign
    of_campaign("desk: answers", "answers/"),
    of_campaign("desk: answers, mistake", "answers/", acts.add_no_answer, 422),
    of_campaign("desk: an answer", "answers/hrc-kr/2026-11-20"),
    of_campaign("desk: counts", ""),
    of_campaign("desk: counts, nothing", "?from=2026-01-01&to=2026-01-02"),
    of_campaign("desk: counts, mistake", "?from=x&to=y", status=422),
    of_campaign("desk: counts of a machine", "counted/"),
    of_campaign("desk: take counts out", "counted/day?day=2026-11-22&marked="),
    of_campaign(
        "desk: take counts out, mistake",
        "counted/day?day=2026-11-22&marked=",
        acts.take_out_without_a_reason,
        422,
    ),
    of_campaign("desk: take counts out, gone", "counted/day?day=2026-01-01", status=409),
    of_campaign("desk: counts taken out again", "counted/moves/1"),
    # Looking after it
    of_campaign("desk: letters", "letters/"),
    of_campaign("desk: letters, none", "letters/?kind=hrc&vote=for"),
    of_campaign("desk: texts", "letters/read/en/3"),
    State(
        "desk: texts, mistake",
        f"{DESK}orchard/letters/read/ar/6",
        acts.read_tomorrow,
        422,
        Site.ORCHARDS,
        Role.OWNER,
    ),
    State(
        "desk: letters, words that wait",
        f"{DESK}orchard-launched/letters/",
        acts.nothing,
        200,
        Site.ORCHARDS,
        Role.OWNER,
    ),
    State(
        "desk: what changed",
        f"{DESK}orchard-launched/letters/changed/en/",
        acts.nothing,
        200,
        Site.ORCHARDS,
        Role.OWNER,
    ),
    of_campaign("desk: letter", "letters/hrc-kr/en/every"),
    State(
        "desk: letter, Arabic",
        f"{DESK}orchard/letters/hrc-kr/ar/home",
        acts.nothing,
        200,
        Site.ORCHARDS,
        Role.OWNER,
    ),
    of_campaign("desk: campaign", "campaign"),
    of_campaign("desk: path to the launch", "launch/"),
    of_campaign("desk: path to the launch, a line done", "launch/", acts.say_who_runs_it),
    of_campaign("desk: addresses to confirm", "launch/addresses"),
    State(
        "desk: addresses to confirm, nothing ticked",
        f"{DESK}orchard/launch/addresses",
        acts.confirm_nothing,
        422,
        Site.ORCHARDS,
        Role.OWNER,
    ),
    of_campaign("desk: looked up", "launch/known"),
    of_campaign("desk: looked up, mistake", "launch/known", acts.look_up_nowhere, 422),
    of_orchard("desk: who runs it", "/organization"),
    of_orchard("desk: who runs it, mistakes", "/organization", acts.say_nothing_of_it, 422),
    of_orchard("desk: true addresses", "/genuine"),
    of_orchard("desk: where post arrives", "/post"),
    of_orchard("desk: who helps relatives", "/relatives"),
    of_orchard("desk: what is offered", "/offer"),
    of_campaign("desk: launch, not ready", "campaign/launch"),
    of_orchard("desk: campaign, paused", "", which="orchard-paused"),
    of_orchard("desk: launch", "/launch"),
    of_orchard("desk: launch, mistake", "/launch", acts.launch_unknowing, 422),
    of_orchard("desk: pause", "/pause", which="orchard-launched"),
    of_orchard(
        "desk: close, mistake", "/close", acts.close_without_a_reason, 422, "orchard-launched"
    ),
    of_orchard("desk: go on", "/reopen", which="orchard-paused"),
    of_orchard("desk: go on, not now", "/reopen", status=409),
    of_orchard("desk: days", "/dates"),
    of_orchard("desk: days, mistake", "/dates", acts.set_days_wrong, 422),
    of_orchard("desk: notice", "/notice"),
    of_orchard("desk: notice, looked at", "/notice", acts.look_at_a_notice),
    of_orchard("desk: notice, mistake", "/notice", acts.look_at_nothing, 422),
    of_orchard("desk: not known", "/known/hc-first-harvest"),
    of_orchard(
        "desk: not known, mistake", "/known/hc-first-harvest", acts.look_without_a_source, 422
    ),
    of_orchard("desk: risk", "/risk/hrc-member/ar"),
    of_orchard("desk: risk, looked at", "/risk/hrc-member/en", acts.look_at_a_risk),
    of_orchard("desk: risk, mistake", "/risk/hrc-member/en", acts.look_at_nothing, 422),
    of_campaign("desk: evenings", "print/"),
    State("desk: evenings of a viewer", f"{HERE}print/", site=Site.DESK, role=Role.VIEWER),
    of_campaign("desk: deliveries", "paper/"),
    of_campaign("desk: paper, an event", "paper/events/LEEDS-1"),
    of_campaign("desk: paper, no such event", "paper/events/NOWHERE-1", status=404),
    of_campaign("desk: paper, enter", "paper/new"),
    of_campaign("desk: paper, enter, mistakes", "paper/new", acts.enter_nothing, 422),
    of_campaign(
        "desk: paper, enter, counted already",
        "paper/new?to=hrc-kr",
        acts.enter_what_counts_already,
        422,
    ),
    of_campaign("desk: paper, other numbers", "paper/3"),
    of_campaign("desk: paper, correct", "paper/2"),
    of_campaign("desk: paper, too late", "paper/1", status=409),
    of_campaign("desk: paper, link", "paper/link"),
    of_campaign("desk: paper, link of an event", "paper/link?event=LEEDS-1&to=hrc-kr"),
    of_campaign("desk: paper, link, mistake", "paper/link?event=LEEDS 1", status=422),
    of_campaign("desk: an evening", "print/evenings/1"),
    of_campaign("desk: an evening, saved", "print/evenings/1", acts.save_an_evening),
    of_campaign("desk: an evening, removed", "print/evenings/9", status=404),
    of_campaign("desk: a new evening", "print/evenings/new"),
    of_campaign("desk: a new evening, mistakes", "print/evenings/new", acts.print_nothing, 422),
    of_campaign(
        "desk: a new evening, searched", "print/evenings/new", acts.search_whom_to_print_for
    ),
    of_campaign("desk: an evening, copied", "print/evenings/1/copy"),
    of_campaign("desk: remove an evening", "print/evenings/2/remove"),
    of_campaign("desk: print for a delivery", "print/delivery"),
    of_campaign("desk: papers, stopped", "print/1"),
)
"""In the order in which one may meet them."""
ALL_STATES = (*STATES, *DESK_STATES)
