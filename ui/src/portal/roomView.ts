/** What is to be seen of a room. */
export type RoomView = {
  /** The line is being mended; both sides stay in the call meanwhile. */
  reconnecting: boolean;
  otherIsHere: boolean;
  otherIsMuted: boolean;
  otherPicture: MediaStreamTrack | null;
  ownPicture: MediaStreamTrack | null;
  muted: boolean;
  /** Our voice is in the room. */
  speaks: boolean;
  quality: "good" | "fair" | "poor" | null;
  /** The browser plays nothing until somebody clicks. */
  silent: boolean;
};

export const EMPTY_ROOM: RoomView = {
  reconnecting: false,
  otherIsHere: false,
  otherIsMuted: false,
  otherPicture: null,
  ownPicture: null,
  muted: false,
  speaks: false,
  quality: null,
  silent: false,
};
