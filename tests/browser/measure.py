"""What does not fit a narrow window, or a thumb."""

from collections.abc import Iterator

from tests.browser.acts import SPREAD, Page

NARROW = 320  # CSS pixels
THUMB = 44  # CSS pixels
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => {
        const box = each.getBoundingClientRect();
        const unseen = each.closest('.unseen, .skip') || !box.width;
        const scrolls = each.parentElement.closest('.scroll');
        return !unseen && !scrolls && (box.right > innerWidth + 0.5 || box.left < -0.5);
    })
    .map(each => `too wide: ${each.outerHTML.slice(0, 100)}`)"""
COVERS = "const covers = each => getComputedStyle(each, '::after').position === 'absolute';"
"""What is pressed wherever the line or the card is that it stands in."""
TOO_SMALL = f"""() => {{ {COVERS} return [...document.querySelectorAll(
    'button, select, input:not([type=hidden], [type=radio], [type=checkbox]), textarea,'
    + ' .choice label, .cards a, .delegations a, summary, .back a, .band-name a, .exit')]
    .filter(each => each.checkVisibility() && !each.readOnly)
    .map(each => [(covers(each) ? each.offsetParent : each).getBoundingClientRect(), each])
    .filter(([box]) => box.height < {THUMB} - 0.5 || box.width < {THUMB} - 0.5)
    .map(([box, each]) => `${{box.width}} x ${{box.height}}: ${{each.outerHTML}}`); }}"""


def misfits(page: Page) -> Iterator[str]:
    """Yield what does not fit the page's window, or is too small for a thumb."""
    page.evaluate(SPREAD)
    yield from page.evaluate(TOO_WIDE)
    yield from page.evaluate(TOO_SMALL)
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        yield "the page scrolls sideways"
