// Starts each small behaviour where the page has use for it. Every page works without any of them.

import { startSheets } from "./sheet.js";
import { forgetSaved, startKeeping } from "./keep.js";
import { startComponents } from "./components.js";
import { startMenus } from "./menus.js";
import { startPicks } from "./pick.js";

function start(root) {
  startSheets(root);
  startKeeping(root);
  startPicks(root);
  startComponents(root);
}

forgetSaved();
start(document);
startMenus();
document.querySelector("[data-error-summary]")?.focus();
