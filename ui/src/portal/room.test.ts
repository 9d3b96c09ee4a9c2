// @vitest-environment jsdom
import { LocalParticipant, Room } from "livekit-client";
import { afterEach, expect, test, vi } from "vitest";
import { CallRoom } from "./room";

afterEach(() => vi.restoreAllMocks());

const IN_USE = new DOMException("", "NotReadableError");

/** A call in which these devices can be opened; what was asked for, in order. */
function callWith(openable: string[]) {
  const asked: string[] = [];
  vi.spyOn(Room.prototype, "getActiveDevice").mockReturnValue("front");
  vi.spyOn(Room.prototype, "switchActiveDevice").mockImplementation(async (_kind, id) => {
    asked.push(id);
    if (!openable.includes(id)) throw IN_USE;
    return true;
  });
  vi.spyOn(LocalParticipant.prototype, "setCameraEnabled").mockImplementation(async (on) => {
    asked.push(`camera ${on}`);
    return undefined;
  });
  const onView = vi.fn();
  return { asked, onView, room: new CallRoom({ onView, onGone: vi.fn(), onQuality: vi.fn() }) };
}

test("a device that cannot be opened is said, and the call goes on with the one before", async () => {
  const { asked, onView, room } = callWith(["front"]);
  await expect(room.use("videoinput", "back")).rejects.toBe(IN_USE);
  expect(asked).toEqual(["back", "front"]);
  expect(onView).toHaveBeenCalled();
});

test("a camera that does not come back either is off, so that it can be turned on again", async () => {
  const { asked, room } = callWith([]);
  await expect(room.use("videoinput", "back")).rejects.toBe(IN_USE);
  expect(asked).toEqual(["back", "front", "camera false"]);
});

test("a device that can be opened stays", async () => {
  const { asked, room } = callWith(["back"]);
  await room.use("videoinput", "back");
  expect(asked).toEqual(["back"]);
});
