import type { FieldFault } from "../../host/api";
import { faultsByField } from "../../host/problem";
import { useEdit } from "../../host/query";
import { useSayDone } from "../../kit/useSayDone";
import { useTwinWarning } from "../../kit/useTwinWarning";
import { fieldName, type FieldValue } from "../../words/field";

export type ClientEdit = {
  /** Sets one field; `saved` follows when the core has it. */
  set: (field: string, value: FieldValue, saved?: () => void) => void;
  /** What was wrong with the last value that was set. */
  fault: (field: string) => FieldFault | undefined;
  pending: boolean;
};

/** Edits of one client's own fields; each can be undone. */
export function useClientEdit(id: string): ClientEdit {
  const sayDone = useSayDone();
  const warnOfTwins = useTwinWarning();
  const update = useEdit("client_update");
  return {
    set: (field, value, saved) =>
      update.mutate(
        { id, fields: { values: { [field]: value } } },
        {
          onSuccess: (edited) => {
            if (edited.undo) {
              sayDone((speech) => speech.text("client-field_saved", { field: fieldName(speech, field) }), edited);
              warnOfTwins(id, { [field]: value });
            }
            saved?.();
          },
        },
      ),
    fault: (field) => faultsByField(update.error)[field],
    pending: update.isPending,
  };
}
