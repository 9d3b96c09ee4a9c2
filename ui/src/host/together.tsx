import type { ReactNode } from "react";
import { useAlone } from "./useSession";

/** Marks what makes sense among several only: owners, colleagues, calls and what else takes a server. */
export type Offered = { together?: true };

/** What this person can do something with: all of it, or for whoever works alone what is not marked. */
export function useOffered<T extends Offered>(all: T[]): T[] {
  const alone = useAlone();
  return alone ? all.filter(({ together }) => together !== true) : all;
}

type Props = {
  /** Stands there in its place. */
  alone?: ReactNode;
  children: ReactNode;
};

/** As {@link useOffered}, of a part of a screen. */
export function Together({ alone = null, children }: Props) {
  return useAlone() ? alone : children;
}
