// Starts each small behaviour where the page has use for it. Every page works without any of them.

import { startSheets } from "./sheet.js";
import { startKeeping } from "./keep.js";
import { startComponents } from "./components.js";
import { startMenus } from "./menus.js";
import { startPicks } from "./pick.js";

function start(root) {
  startSheets(root);
  startKeeping(root);
  startPicks(root);
  startComponents(root);
}

start(document);
startMenus();
document.querySelector("[data-error-summary]")?.focus();
document.addEventListener("htmx:after:swap", (event) => start(event.target instanceof Element ? event.target : document));
