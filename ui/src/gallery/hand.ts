import { emit } from "@tauri-apps/api/event";
import type { Language } from "../host/api";
import { lateText } from "../i18n/lateText";
import { TEXTS, type Text } from "../i18n/text";
import type { Hand } from "./scene";

const CONTROLS = "button, a, label, [role=tab], [role=menuitem], [role=option], [role=radio], [role=checkbox]";

/** Resolves once `find` finds something in the document. */
export function until<Found>(find: () => Found | null | undefined | false): Promise<Found> {
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (!found) return false;
      resolve(found);
      return true;
    };
    if (look()) return;
    const watch = new MutationObserver(() => {
      if (look()) watch.disconnect();
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

/** The dialog or panel that lies over the rest, or the whole page. */
const onTop = (): Element => [...document.querySelectorAll("[role=dialog]")].at(-1) ?? document.body;

/** What a control is called; a count may follow it. */
const says = (each: HTMLElement) => each.ariaLabel ?? each.textContent.trim().replace(/[\d,]+$/, "");

function named(name: string): HTMLElement | undefined {
  const controls = [...onTop().querySelectorAll<HTMLElement>(CONTROLS)].filter((each) => each.checkVisibility());
  // A key or a picture may stand beside the name.
  return (
    controls.find((each) => says(each) === name) ??
    controls.find((each) => says(each).startsWith(name)) ??
    controls.find((each) => says(each).includes(name))
  );
}

const field = (label: string): HTMLInputElement | undefined =>
  [...onTop().querySelectorAll("input")].find(
    (each) => each.ariaLabel === label || [...(each.labels ?? [])].some(({ textContent }) => textContent === label),
  );

/** Does on the page what a scene says that a person did. */
export function handIn(language: Language): Hand {
  const text: Text = (id, ...args) => {
    const said = TEXTS[language](id, ...args);
    return said === id ? lateText(language)(id, ...args) : said;
  };
  return {
    t: text,
    press: async (name) => {
      const control = await until(() => named(name));
      control.focus();
      control.click();
    },
    type: async (label, typed) => {
      const input = await until(() => field(label));
      input.focus();
      // React hears of what was typed only if the value is set past its own watch over the field.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, typed);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    see: async (words) => void (await until(() => onTop().textContent?.includes(words))),
    tell: (event) => emit("leadline", event),
  };
}
