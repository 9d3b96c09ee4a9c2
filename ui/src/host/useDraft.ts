import { useCallback, useEffect, useRef, useState } from "react";
import { host } from ".";

const PAUSE_MS = 400;

/** What a person is typing, kept by the core so that it survives a crash and a closed window. */
export function useDraft<Content>(key: string, empty: Content) {
  const [draft, setDraft] = useState<{ key: string; content: Content; kept: boolean } | null>(null);
  const unsaved = useRef<{ key: string; body: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const draftToSave = unsaved.current;
    unsaved.current = null;
    if (draftToSave) await host.call("draft_save", draftToSave);
    setDraft((current) => current && { ...current, kept: true });
  }, []);

  useEffect(() => {
    let left = false;
    void host.call("draft_get", { key }).then(
      ({ body }) => {
        if (left || body === null) return;
        setDraft((typed) => (typed?.key === key ? typed : { key, content: JSON.parse(body) as Content, kept: true }));
      },
      () => undefined,
    );
    return () => {
      left = true;
      void flush();
    };
  }, [key, flush]);

  const change = (content: Content) => {
    setDraft({ key, content, kept: false });
    unsaved.current = { key, body: JSON.stringify(content) };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  /** Forgets the draft here; the record made from it drops it in the core. */
  const clear = () => {
    clearTimeout(timer.current);
    unsaved.current = null;
    setDraft({ key, content: empty, kept: false });
  };
  const drop = () => {
    clear();
    void host.call("draft_drop", { key });
  };

  const current = draft?.key === key ? draft : null;
  return { content: current?.content ?? empty, kept: current?.kept ?? false, change, clear, drop, flush };
}
