// Starts the design system's own components one by one, and only fetches them where one is used.
// Its `initAll` would also start analytics, so it is never called.

const STARTED = "kitStarted";

const COMPONENTS = {
  "ds-character-count": "CharacterCount",
  "ds-accordion": "Accordion",
  "ds-tabs": "Tabs",
};

export async function startComponents(root) {
  const waiting = [...root.querySelectorAll("[data-module]")].filter(
    (element) => COMPONENTS[element.dataset.module] && !element.dataset[STARTED],
  );
  if (!waiting.length) return;
  const { default: system } = await import("../../vendor/scottish-government-design-system-4.2.0/scripts/design-system.js");
  for (const element of waiting) {
    element.dataset[STARTED] = "yes";
    new system.components[COMPONENTS[element.dataset.module]](element).init();
  }
}
