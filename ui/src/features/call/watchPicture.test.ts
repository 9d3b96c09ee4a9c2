// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchPicture, type Frame } from "./watchPicture";

/** The core's end of the lines that the page opened. */
class Line {
  static readonly OPEN = 1;
  static opened: Line[] = [];
  readyState = Line.OPEN;
  sent: number[][] = [];
  onopen?: () => void;
  onmessage?: (message: { data: ArrayBuffer }) => void;
  onclose?: () => void;
  readonly address: string;
  constructor(address: string) {
    this.address = address;
    Line.opened.push(this);
  }
  send(data: ArrayBuffer) {
    this.sent.push([...new Uint16Array(data)]);
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
}

const asked = vi.fn(async () => `ws://127.0.0.1:1/${asked.mock.calls.length}`);
const drawn: Frame[] = [];
const watch = () =>
  watchPicture({ address: asked, shownAs: () => ({ width: 640, height: 70_000 }), draw: (frame) => drawn.push(frame) });
const hide = (hidden: boolean) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  return settled();
};
const settled = () => vi.advanceTimersByTimeAsync(0);
const last = () => {
  const line = Line.opened.at(-1);
  if (!line) throw new Error("no line was opened");
  return line;
};

/** Four by two pixels, on their side. */
const frame = () => {
  const bytes = new Uint8Array(8 + 8 + 2 + 2);
  bytes.set([4, 0, 2, 0, 1, 0, 0, 0], 0);
  bytes.set([1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 30, 31], 8);
  return { data: bytes.buffer };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Line);
  Line.opened = [];
  drawn.length = 0;
  asked.mockClear();
});
afterEach(async () => {
  await hide(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("each frame is asked for with the size it is shown at, and the next only after it was drawn", async () => {
  const stop = watch();
  await settled();
  last().onopen?.();
  expect(last().sent).toEqual([[640, 65_535]]);
  last().onmessage?.(frame());
  expect(last().sent).toHaveLength(1);
  vi.advanceTimersToNextFrame();
  expect(last().sent).toHaveLength(2);
  expect(drawn).toEqual([
    {
      width: 4,
      height: 2,
      quarterTurns: 1,
      planes: [new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), new Uint8Array([20, 21]), new Uint8Array([30, 31])],
    },
  ]);
  stop();
});

test("nothing is carried into a window that is hidden, and it comes back with the window", async () => {
  const stop = watch();
  await settled();
  const first = last();
  await hide(true);
  expect(first.readyState).toBe(3);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Line.opened).toHaveLength(1);
  await hide(false);
  expect(Line.opened).toHaveLength(2);
  expect(last().address).not.toBe(first.address);
  stop();
});

test("a picture that breaks off or is not there yet is asked for again", async () => {
  const stop = watch();
  await settled();
  asked.mockRejectedValueOnce(new Error("not there"));
  last().close();
  await vi.advanceTimersByTimeAsync(600);
  expect([asked.mock.calls.length, Line.opened.length]).toEqual([2, 1]);
  await vi.advanceTimersByTimeAsync(600);
  expect(Line.opened).toHaveLength(2);
  stop();
});

test("after the end nothing is open and nothing is asked for", async () => {
  const stop = watch();
  await settled();
  stop();
  expect(last().readyState).toBe(3);
  await hide(true);
  await hide(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(Line.opened).toHaveLength(1);
});

test("a picture that is no longer wanted when its address comes is not opened", async () => {
  const stop = watch();
  stop();
  await settled();
  expect(Line.opened).toHaveLength(0);
});
