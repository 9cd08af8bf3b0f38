// A long list of choices gets a box that narrows it as you type; the list itself stays a plain select.

const LONG = 40;

function narrow(select, all, words) {
  const chosen = select.value;
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = all.filter(
    (option) => option.value === "" || option.value === chosen || wanted.every((word) => option.text.toLowerCase().includes(word)),
  );
  select.replaceChildren(...fits);
  select.value = chosen;
  return fits.filter((option) => option.value !== "").length;
}

export function startPicks(root) {
  for (const select of root.querySelectorAll("select:not([multiple]):not([data-pick-started])")) {
    if (select.options.length < LONG || select.querySelector("optgroup") || select.closest("table[data-sheet]")) continue;
    select.dataset.pickStarted = "yes";
    const all = [...select.options];
    const box = document.createElement("input");
    box.type = "search";
    box.className = "ds_input kit-pick";
    box.placeholder = "Type to shorten the list";
    box.setAttribute("aria-label", `Shorten the list: ${select.labels[0]?.textContent.trim() ?? ""}`);
    box.addEventListener("input", () => narrow(select, all, box.value));
    select.closest(".ds_select-wrapper")?.before(box);
  }
}
