import type { QueryClient } from "@tanstack/react-query";
import type { ClientCard, ClientRow, Rows, UpdateRequest } from "./api";
import type { CommandName, RequestOf } from "./commands";

/** Reads that show a client's own fields, by the first part of their key. */
const CARD = "client_get";
const PAGES = "list_page";

/**
 * Puts an edit on the screen before the core has answered. What the core makes of it (a phone number's form, a list's
 * order) follows with its event; the returned function takes a refused edit off the screen again.
 */
export function showAtOnce<Name extends CommandName>(
  answers: QueryClient,
  name: Name,
  request: RequestOf<Name>,
): () => void {
  if (name !== "client_update") return () => undefined;
  const { id, fields } = request as UpdateRequest;
  const edited = (row: ClientRow): ClientRow => {
    const own = Object.entries(fields.values).filter(([field]) => field in row);
    return { ...row, ...Object.fromEntries(own) };
  };
  answers.setQueriesData<ClientCard>(
    { queryKey: [CARD, { id }] },
    (card) => card && { ...card, row: edited(card.row) },
  );
  answers.setQueriesData<Rows>({ queryKey: [PAGES] }, (page) => {
    if (!page?.rows.some((row) => row.id === id)) return page;
    return { ...page, rows: page.rows.map((row) => (row.id === id ? edited(row) : row)) };
  });
  return () => {
    void answers.invalidateQueries({ queryKey: [CARD, { id }] });
    void answers.invalidateQueries({ queryKey: [PAGES] });
  };
}
