// Lets one go back to a page that was made from a form, and forward, without the browser asking to
// send the form again (docs/decisions/0036). Chromium then keeps the page itself for a while, in
// its memory; other browsers ask for its address, which says how to go on.
"use strict";

history.replaceState(null, "", location.href);
