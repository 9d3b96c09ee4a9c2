import { expect, test } from "vitest";
import { sessionOf } from "../../../gallery/people";
import type { Account } from "../../../host/api";
import { firstView, type ListKind } from "./lists";

const agent = sessionOf("en", "light").account as Account;

test.each<[string, ListKind, Partial<Account>, string]>([
  ["one's own leads", "leads", {}, "mine"],
  ["everybody's leads for an administrator", "leads", { role: "admin" }, "all"],
  ["everybody's leads for a manager", "leads", { role: "manager" }, "all"],
  ["all leads of whoever works alone", "leads", { server: null }, "all"],
  ["every client", "clients", {}, "all"],
])("a list begins with %s", (_what, list, more, view) => {
  expect(firstView(list, { ...agent, ...more })?.id).toBe(view);
});
