/** The parts of the window that F6 walks through, marked with `data-region`. */
const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), [tabindex='0']";

/** Moves the focus to the next part of the window that has something to focus. */
export function focusNextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  for (let step = 1; step <= regions.length; step++) {
    const region = regions[(here + step) % regions.length];
    const target =
      region?.querySelector<HTMLElement>("[data-region-start]") ?? region?.querySelector<HTMLElement>(FOCUSABLE);
    if (target) return target.focus();
  }
}
