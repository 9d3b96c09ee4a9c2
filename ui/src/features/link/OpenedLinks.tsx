import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import type { OpenedLink } from "../../host/api";
import { useEdit, useEvents } from "../../host/query";

const LinkDialog = lazy(() => import("./LinkDialog").then((part) => ({ default: part.LinkDialog })));

/** What a page is told of the activity that is meant. */
const meant = (activity: string | null) => (activity === null ? {} : { activity });

/** Opens what other programs hand over: a page where there is one, else it is said or asked what to do. */
export function OpenedLinks() {
  const go = useNavigate();
  const taking = useEdit("link_take");
  const [asked, setAsked] = useState<OpenedLink | null>(null);

  const open = (link: OpenedLink | null) => {
    if (link === null) return;
    setAsked("calls" in link || "activities" in link || "client" in link ? null : link);
    if ("calls" in link) void go({ to: "/calls" });
    if ("activities" in link) void go({ to: "/today", search: meant(link.activities.activity) });
    if ("client" in link) {
      const { id, activity } = link.client;
      void go({ to: "/clients/$id", params: { id }, search: meant(activity) });
    }
  };
  const take = () => taking.mutate({}, { onSuccess: ({ link }) => open(link) });
  useEvents((event) => "link_waits" in event && take());
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the window comes up
  useEffect(take, []);

  return <Suspense>{asked && <LinkDialog link={asked} onClose={() => setAsked(null)} />}</Suspense>;
}
