import { useEffect } from "react";
import type { Settings } from "../host/api";

/** Puts language, theme and density on the root, where tokens and fonts read them. */
export function useAppearance(settings: Settings | undefined): void {
  const { language, theme = "system", density = "cosy" } = settings ?? {};
  useEffect(() => {
    document.documentElement.lang = language ?? (navigator.language.startsWith("th") ? "th" : "en");
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset["density"] = density;
  }, [density]);
  useEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const dark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset["theme"] = dark ? "dark" : "light";
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
}
