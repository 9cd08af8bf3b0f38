// The account menu closes on Escape and on a click elsewhere.

export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.kit-drop[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll("details.kit-drop[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
