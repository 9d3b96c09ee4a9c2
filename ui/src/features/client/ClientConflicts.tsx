import { useQuery } from "@tanstack/react-query";
import { ask } from "../../host/query";
import { ConflictCard } from "../sync";

/** What this person and somebody else changed differently, to be decided where it is seen. */
export function ClientConflicts({ id }: { id: string }) {
  const { data } = useQuery(ask("conflicts", {}));
  return data?.conflicts
    .filter((conflict) => conflict.client_id === id || conflict.record === id)
    .map((conflict) => <ConflictCard key={conflict.id} conflict={conflict} />);
}
