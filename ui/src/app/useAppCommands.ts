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
import { useCommands } from "../kit/commands/useCommands";
import { say } from "../kit/toasts";
import { focusNextRegion } from "./regions";
import { useSurface } from "./surfaces";

/** What can be done from every screen. */
export function useAppCommands(): void {
  const go = useNavigate();
  const show = useSurface((surface) => surface.set);
  const undo = useEdit("undo");
  const quit = useEdit("quit");
  const settings = useQuery(ask("session", {})).data?.settings;
  const keepSettings = useEdit("settings_set");
  const otherLanguage = () => {
    if (settings) keepSettings.mutate({ ...settings, language: settings.language === "th" ? "en" : "th" });
  };

  useCommands([
    { id: "palette", icon: Search, run: () => show("palette") },
    { id: "today", icon: CalendarCheck, run: () => void go({ to: "/today" }) },
    { id: "leads", icon: Contact, run: () => void go({ to: "/leads" }) },
    { id: "clients", icon: Building2, run: () => void go({ to: "/clients" }) },
    { id: "sync", icon: Cloud, run: () => void go({ to: "/sync" }) },
    { id: "settings", icon: Settings, run: () => void go({ to: "/settings" }) },
    { id: "import", icon: Import, run: () => void go({ to: "/import" }) },
    { id: "region", run: focusNextRegion },
    {
      id: "undo",
      icon: Undo2,
      run: () => undo.mutate({ token: null }, { onSuccess: () => say(({ text }) => text("toast-undone")) }),
    },
    { id: "language", icon: Languages, run: otherLanguage },
    { id: "shortcuts", icon: Keyboard, run: () => show("shortcuts") },
    { id: "quit", run: () => quit.mutate({}) },
  ]);
}
