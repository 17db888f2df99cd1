// Offers to print a page. Without it, the browser's menu does.
"use strict";

const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
