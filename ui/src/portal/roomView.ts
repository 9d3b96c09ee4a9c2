/** Somebody else in the room. */
export type Other = {
  /** Their leg of the call. */
  id: string;
  name: string;
  muted: boolean;
  picture: MediaStreamTrack | null;
};

/** What is to be seen of a room. */
export type RoomView = {
  /** The line is being mended; both sides stay in the call meanwhile. */
  reconnecting: boolean;
  /** In the order in which they came. */
  others: Other[];
  ownPicture: MediaStreamTrack | null;
  muted: boolean;
  /** Our voice is in the room. */
  speaks: boolean;
  /** The person wishes to be heard, but the microphone was unplugged and there is no other. */
  unplugged: boolean;
  quality: "good" | "fair" | "poor" | null;
  /** The browser plays nothing until somebody clicks. */
  silent: boolean;
};

export const EMPTY_ROOM: RoomView = {
  reconnecting: false,
  others: [],
  ownPicture: null,
  muted: false,
  speaks: false,
  unplugged: false,
  quality: null,
  silent: false,
};
