import { useQuery } from "@tanstack/react-query";
import type { Directory, ProfileRow, TagRow } from "./api";
import { ask } from "./query";

const NOBODY: Directory = { profiles: [], tags: [], sources: [] };

/** Colleagues and tags; empty until the core has answered. */
export function useDirectory(): Directory {
  return useQuery(ask("directory", {})).data ?? NOBODY;
}

/** The colleague with this id, if the directory knows them. */
export function profileOf(directory: Directory, id: string | null): ProfileRow | undefined {
  return id === null ? undefined : directory.profiles.find((profile) => profile.id === id);
}

/** The tags with these ids, in the directory's order. */
export function tagsOf(directory: Directory, ids: string[]): TagRow[] {
  return directory.tags.filter((tag) => ids.includes(tag.id));
}
