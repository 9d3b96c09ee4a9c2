import { createContext, type RefObject } from "react";

/**
 * Where the field that asks for the focus puts itself in what opens over the rest. If it took the focus by itself as it
 * is drawn, what opens would hold it for the place the focus came from, and give it back to nothing.
 */
export const FirstFocus = createContext<RefObject<HTMLInputElement | null> | null>(null);
