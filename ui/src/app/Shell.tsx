import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { CallTop } from "../features/call";
import { ask } from "../host/query";
import { TopBarPlace } from "../kit/Page";
import { useKeyboard } from "../kit/commands/useKeyboard";
import { LinkStrip } from "./LinkStrip";
import { Palette } from "./Palette";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { StatusStrip } from "./StatusStrip";
import { useSurface } from "./surfaces";
import { TopBar } from "./TopBar";
import { useAppCommands } from "./useAppCommands";

const Shortcuts = lazy(() => import("./Shortcuts").then((part) => ({ default: part.Shortcuts })));
const OpenedLinks = lazy(async () => ({ default: (await import("../features/link")).OpenedLinks }));

/** The frame of the window; the route fills the surface in the middle. */
export function Shell() {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const settings = useQuery(ask("session", {})).data?.settings;
  useKeyboard({ singleKeys: settings?.single_keys ?? true });
  useAppCommands();
  const shortcuts = useSurface((surface) => surface.open === "shortcuts");
  const inCall = useLocation({ select: ({ pathname }) => pathname === "/call" });
  return (
    <TopBarPlace value={place}>
      <div className={styles.app} data-rail={inCall || undefined}>
        <div className={styles.call}>
          <CallTop />
        </div>
        <Sidebar />
        <TopBar placeRef={setPlace} />
        <main className={styles.surface} data-region>
          <LinkStrip />
          <Outlet />
        </main>
        <StatusStrip />
      </div>
      <Palette />
      <Suspense>{shortcuts && <Shortcuts />}</Suspense>
      <Suspense>
        <OpenedLinks />
      </Suspense>
    </TopBarPlace>
  );
}
