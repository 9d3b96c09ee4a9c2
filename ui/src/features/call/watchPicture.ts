/** A frame as the core packs it: how large it is, by how many quarter turns it stands upright, and Y, U and V without gaps. */
export type Frame = {
  width: number;
  height: number;
  quarterTurns: number;
  planes: [y: Uint8Array, u: Uint8Array, v: Uint8Array];
};

type Watching = {
  /** Where the picture is to be had; opens once. */
  address: () => Promise<string>;
  /** In pixels of the screen. */
  shownAs: () => { width: number; height: number };
  draw: (frame: Frame) => void;
};

const HEAD = 8;
/** Milliseconds until a picture that broke off is asked for again: a connection that is mended sends it anew. */
const AGAIN = 500;

/** Looks at a picture while the window is seen, until what this returns is called. One frame is on its way at a time. */
export function watchPicture({ address, shownAs, draw }: Watching): () => void {
  let line: WebSocket | undefined;
  let asking = false;
  let over = false;
  let timer = 0;

  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void open(), AGAIN);
  };
  const open = async () => {
    if (over || asking || line || document.hidden) return;
    asking = true;
    const at = await address().catch(() => undefined);
    asking = false;
    if (over || document.hidden) return;
    if (at === undefined) later();
    else connect(at);
  };
  const connect = (at: string) => {
    const opened = new WebSocket(at);
    line = opened;
    opened.binaryType = "arraybuffer";
    const ready = () => {
      if (opened.readyState === WebSocket.OPEN) opened.send(sizeMessage(shownAs()));
    };
    opened.onopen = ready;
    opened.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      draw(unpack(data));
      // A window that is covered draws nothing, and so asks for nothing.
      requestAnimationFrame(ready);
    };
    opened.onclose = () => {
      if (line === opened) line = undefined;
      if (!over) later();
    };
  };
  const close = () => {
    clearTimeout(timer);
    line?.close();
    line = undefined;
  };
  const follow = () => {
    if (document.hidden) close();
    else void open();
  };

  document.addEventListener("visibilitychange", follow);
  void open();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", follow);
    close();
  };
}

function sizeMessage({ width, height }: { width: number; height: number }): ArrayBuffer {
  const message = new DataView(new ArrayBuffer(4));
  message.setUint16(0, Math.min(width, 0xffff), true);
  message.setUint16(2, Math.min(height, 0xffff), true);
  return message.buffer;
}

function unpack(data: ArrayBuffer): Frame {
  const head = new DataView(data, 0, HEAD);
  const [width, height] = [head.getUint16(0, true), head.getUint16(2, true)];
  const [light, colour] = [width * height, Math.ceil(width / 2) * Math.ceil(height / 2)];
  return {
    width,
    height,
    quarterTurns: head.getUint8(4),
    planes: [
      new Uint8Array(data, HEAD, light),
      new Uint8Array(data, HEAD + light, colour),
      new Uint8Array(data, HEAD + light + colour, colour),
    ],
  };
}
