import { useCallback, useEffect, useRef, useState } from "react";
import { host } from ".";
import { forgetWithThePerson } from "./ofThePerson";

const PAUSE_MS = 400;

/** What was typed in this window last, so that a form that opens again does not wait for the core. */
const typedHere = new Map<string, unknown>();

/** Another person is signed in: what was typed before was not theirs. */
export function forgetTyped(): void {
  typedHere.clear();
}
forgetWithThePerson(forgetTyped);

type Draft<Content> = {
  key: string;
  content: Content;
  /** Whether anything was typed that is neither saved nor thrown away. */
  begun: boolean;
  /** Whether the core has it as it is. */
  kept: boolean;
};

/** What a person is typing, kept by the core so that it survives a crash and a closed window. */
export function useDraft<Content>(key: string, empty: Content) {
  const [draft, setDraft] = useState<Draft<Content> | null>(() =>
    typedHere.has(key) ? { key, content: typedHere.get(key) as Content, begun: true, kept: false } : null,
  );
  const unsaved = useRef<{ key: string; body: string } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const draftToSave = unsaved.current;
    unsaved.current = null;
    if (!draftToSave) return;
    try {
      await host.call("draft_save", draftToSave);
      setDraft((current) => (current?.key === draftToSave.key ? { ...current, kept: true } : current));
    } catch {
      // It is still on the screen as not kept, and is tried again with the next letter or when the field is left.
      unsaved.current ??= draftToSave;
    }
  }, []);

  useEffect(() => {
    let left = false;
    void host.call("draft_get", { key }).then(
      ({ body }) => {
        if (left || body === null) return;
        setDraft((typed) =>
          typed?.key === key ? typed : { key, content: JSON.parse(body) as Content, begun: true, kept: true },
        );
      },
      () => undefined,
    );
    return () => {
      left = true;
      void flush();
    };
  }, [key, flush]);

  const change = (content: Content) => {
    typedHere.set(key, content);
    setDraft({ key, content, begun: true, kept: false });
    unsaved.current = { key, body: JSON.stringify(content) };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  /** Forgets the draft here; the record made from it drops it in the core. */
  const clear = () => {
    clearTimeout(timer.current);
    unsaved.current = null;
    typedHere.delete(key);
    setDraft({ key, content: empty, begun: false, kept: false });
  };
  const drop = () => {
    clear();
    host.call("draft_drop", { key }).catch(() => undefined);
  };

  const current = draft?.key === key ? draft : null;
  const { content = empty, begun = false, kept = false } = current ?? {};
  return { content, begun, kept, change, clear, drop, flush };
}
