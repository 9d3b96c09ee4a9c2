import { create } from "zustand";

/** The open list a client was opened from, so that the client's page can go to the next one. */
type CurrentList = {
  view: number | null;
  /** The client looked at last, where the list puts its cursor when one comes back. */
  client: string | null;
};

export const useCurrentList = create<CurrentList>()(() => ({ view: null, client: null }));
