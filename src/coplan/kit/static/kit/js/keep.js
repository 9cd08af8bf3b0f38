// form[data-keep]: warns before typed text is lost, and keeps it for this tab until it is saved.
// Never keeps passwords, files or hidden fields.

const KEEPABLE = "input:not([type=hidden]):not([type=password]):not([type=file]), textarea, select";

function keyOf(form) {
  return `kept:${location.pathname}:${form.dataset.keep}`;
}

function read(form) {
  const values = {};
  for (const field of form.querySelectorAll(KEEPABLE)) {
    if (!field.name) continue;
    const ticked = field.type === "checkbox" || field.type === "radio";
    const many = field.tagName === "SELECT" && field.multiple;
    if (ticked) (values[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    else if (many) values[field.name] = [...field.selectedOptions].map((option) => option.value);
    else (values[field.name] ??= []).push(field.value);
  }
  return values;
}

function write(form, values) {
  const used = {};
  for (const field of form.querySelectorAll(KEEPABLE)) {
    const kept = values[field.name];
    if (!kept) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept.includes(field.value);
    else if (field.tagName === "SELECT" && field.multiple) {
      for (const option of field.options) option.selected = kept.includes(option.value);
    } else {
      const index = (used[field.name] = (used[field.name] ?? -1) + 1);
      if (index < kept.length) field.value = kept[index];
    }
  }
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function store(key, values) {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Storage full or switched off: the warning before leaving still works
  }
}

function offerBack(form, key, values, original) {
  const note = document.createElement("p");
  note.className = "kit-notice kit-kept";
  note.setAttribute("role", "status");
  note.append("What you typed here before has been put back. ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kit-linkbutton";
  button.textContent = "Start again from what is saved";
  button.addEventListener("click", () => {
    write(form, original);
    sessionStorage.removeItem(key);
    note.remove();
  });
  note.append(button);
  form.prepend(note);
  write(form, values);
}

function keep(form) {
  const key = keyOf(form);
  const original = read(form);
  const before = stored(key);
  // After an error, or when somebody else saved first, the page already shows what was sent
  const answered = document.querySelector('[data-error-summary], main [role="alert"]');
  if (before && !answered && JSON.stringify(before) !== JSON.stringify(original)) {
    offerBack(form, key, before, original);
  }
  let sending = false;
  form.addEventListener("input", () => store(key, read(form)));
  form.addEventListener("submit", () => {
    sending = true;
    store(key, read(form));
    store(`${key}:sent`, true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && JSON.stringify(read(form)) !== JSON.stringify(original)) event.preventDefault();
  });
}

// What was sent counts as saved when the next page came from that form and shows no trouble
export function forgetSaved() {
  if (document.querySelector('[data-error-summary], main [role="alert"], [data-trouble]')) return;
  for (const mark of Object.keys(sessionStorage)) {
    if (!mark.startsWith("kept:") || !mark.endsWith(":sent")) continue;
    const key = mark.slice(0, -":sent".length);
    const path = key.split(":")[1];
    const cameFrom = document.referrer && new URL(document.referrer).pathname === path;
    const saidSo = document.querySelector(".kit-message--success") !== null;
    sessionStorage.removeItem(mark);
    if (saidSo || (cameFrom && location.pathname !== path)) sessionStorage.removeItem(key);
  }
}

export function startKeeping(root) {
  for (const form of root.querySelectorAll("form[data-keep]:not([data-keep-started])")) {
    form.dataset.keepStarted = "yes";
    keep(form);
  }
}
