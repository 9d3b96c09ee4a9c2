// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { Alert } from "./Alert";
import { SpeechProvider } from "./Speech";

afterEach(() => {
  cleanup();
  localStorage.clear();
  vi.unstubAllGlobals();
});

function said(permission: NotificationPermission | null, language: "en" | "th" = "en") {
  localStorage.setItem("leadline-portal-language", language);
  if (permission) vi.stubGlobal("Notification", { permission, requestPermission: async () => "denied" });
  render(
    <SpeechProvider>
      <Alert />
    </SpeechProvider>,
  );
  return document.body.textContent ?? "";
}

test("with notifications the page rings, also behind other windows", () => {
  expect(said("granted")).toContain("Keep this tab open.");
  expect(screen.queryByRole("button")).toBeNull();
});

test.each([
  ["denied", "en", "nothing shows while another window is in front: notifications are not allowed here."],
  ["denied", "th", "เพราะยังไม่ได้อนุญาตการแจ้งเตือน"],
  [null, "en", "nothing shows while another window is in front: this browser gives no notifications here."],
  [null, "th", "เพราะเบราว์เซอร์นี้แจ้งเตือนจากหน้านี้ไม่ได้"],
] as const)("without them it says that nothing shows behind other windows (%s, %s)", (permission, language, words) => {
  expect(said(permission, language)).toContain(words);
});

test("whoever refuses when asked is told at once", async () => {
  said("default");
  screen.getByRole("button", { name: "Tell me when somebody calls" }).click();
  expect(await screen.findByText(/notifications are not allowed here/)).toBeDefined();
});
