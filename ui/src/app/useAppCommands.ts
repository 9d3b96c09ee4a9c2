import { useNavigate } from "@tanstack/react-router";
import {
  CalendarCheck,
  Cloud,
  Contact,
  Building2,
  Import,
  Keyboard,
  Languages,
  Search,
  Settings,
  Undo2,
} from "lucide-react";
import { useQuery } from "@tanstack/react-query";
import { ask, useEdit } from "../host/query";
import { useRights } from "../host/rights";
import { useText } from "../i18n/Speech";
import { useCommands, type Command } from "../kit/commands/useCommands";
import { say } from "../kit/toasts";
import { focusNextRegion } from "./regions";
import { useSurface } from "./surfaces";

/** What can be done from every screen. */
export function useAppCommands(): void {
  const t = useText();
  const go = useNavigate();
  const show = useSurface((surface) => surface.set);
  const { edit } = useRights();
  const undo = useEdit("undo");
  const quit = useEdit("quit");
  const settings = useQuery(ask("session", {})).data?.settings;
  const keepSettings = useEdit("settings_set");
  const otherLanguage = () => {
    if (settings) keepSettings.mutate({ ...settings, language: settings.language === "th" ? "en" : "th" });
  };

  const bringIn: Command = {
    id: "import",
    title: t("nav-import"),
    group: "go",
    keys: "g i",
    icon: Import,
    run: () => void go({ to: "/import" }),
  };

  useCommands([
    {
      id: "palette",
      title: t("command-palette"),
      group: "go",
      keys: "mod+k",
      icon: Search,
      local: false,
      run: () => show("palette"),
    },
    {
      id: "today",
      title: t("nav-today"),
      group: "go",
      keys: "g d",
      icon: CalendarCheck,
      run: () => void go({ to: "/today" }),
    },
    {
      id: "leads",
      title: t("nav-leads"),
      group: "go",
      keys: "g l",
      icon: Contact,
      run: () => void go({ to: "/leads" }),
    },
    {
      id: "clients",
      title: t("nav-clients"),
      group: "go",
      keys: "g u",
      icon: Building2,
      run: () => void go({ to: "/clients" }),
    },
    {
      id: "sync",
      title: t("nav-sync"),
      group: "go",
      keys: "g y",
      icon: Cloud,
      together: true,
      run: () => void go({ to: "/sync" }),
    },
    {
      id: "settings",
      title: t("nav-settings"),
      group: "go",
      keys: "g s",
      icon: Settings,
      run: () => void go({ to: "/settings" }),
    },
    ...(edit ? [bringIn] : []),
    { id: "region", title: t("command-region"), group: "go", keys: "f6", run: focusNextRegion },
    {
      id: "undo",
      title: t("command-undo"),
      group: "app",
      keys: "mod+z",
      icon: Undo2,
      run: () => undo.mutate({ token: null }, { onSuccess: () => say(({ text }) => text("toast-undone")) }),
    },
    {
      id: "language",
      title: t("command-language"),
      group: "app",
      keys: "mod+shift+l",
      icon: Languages,
      run: otherLanguage,
    },
    {
      id: "shortcuts",
      title: t("command-shortcuts"),
      group: "app",
      keys: "?",
      icon: Keyboard,
      run: () => show("shortcuts"),
    },
    { id: "quit", title: t("command-quit"), group: "app", keys: "mod+q", run: () => quit.mutate({}) },
  ]);
}
