import { afterEach, expect, test, vi } from "vitest";
import { faultOf, NoDevice, openCamera, openMicrophone } from "./devices";

afterEach(() => vi.unstubAllGlobals());

const CASES = [
  ["NotAllowedError", "refused"],
  ["SecurityError", "refused"],
  ["NotFoundError", "none"],
  ["OverconstrainedError", "none"],
  ["NotReadableError", "in_use"],
  ["AbortError", "in_use"],
  ["SomethingNewError", "in_use"],
] as const;

test.each(CASES)("what a browser calls %s is told as %s", async (name, fault) => {
  expect(faultOf(new DOMException("", name))).toBe(fault);
  const getUserMedia = () => Promise.reject(new DOMException("", name));
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia } });
  for (const open of [openCamera, openMicrophone]) {
    await expect(open()).rejects.toEqual(new NoDevice(fault));
  }
});

test("a page that came over an insecure network has no devices", async () => {
  vi.stubGlobal("navigator", {});
  await expect(openCamera().catch(faultOf)).resolves.toBe("unsupported");
});
