import { useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";
import type { ClientRow, ProfileRow, TagRow } from "../../../host/api";
import { ask } from "../../../host/query";
import { useMayEdit } from "../../../host/rights";
import { useSpeech, type Speech } from "../../../i18n";
import { useNow } from "../../../words/useNow";

/** What every cell needs besides its row. Asked for once a grid: a subscription in each of 400 cells costs frames. */
export type Surroundings = {
  speech: Speech;
  now: number;
  profiles: ReadonlyMap<string, ProfileRow>;
  tags: ReadonlyMap<string, TagRow>;
  mayEdit: (row: ClientRow) => boolean;
};

export const SurroundingsContext = createContext<Surroundings | null>(null);

export function useSurroundings(): Surroundings {
  const surroundings = use(SurroundingsContext);
  if (!surroundings) throw new Error("A cell stands outside of a grid");
  return surroundings;
}

export function useSurroundingsOfGrid(): Surroundings {
  const speech = useSpeech();
  const now = useNow();
  const mayEdit = useMayEdit();
  const directory = useQuery(ask("directory", {})).data;
  return {
    speech,
    now,
    profiles: new Map(directory?.profiles.map((profile) => [profile.id, profile])),
    tags: new Map(directory?.tags.map((tag) => [tag.id, tag])),
    mayEdit,
  };
}
