import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { BrokenEdit } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { lateText, useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { say } from "../../kit/toasts";
import { number } from "../../words/number";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import { RefusedNotice } from "./RefusedNotice";

/** Tells of imports and bulk edits that an earlier run did not bring to their end, one after the other. */
export function BrokenEdits() {
  const [first] = useQuery(ask("broken_edits", {})).data?.edits ?? [];
  return first ? <BrokenEditNotice key={first.id} edit={first} /> : null;
}

function BrokenEditNotice({ edit }: { edit: BrokenEdit }) {
  const speech = useSpeech();
  const late = useLateText();
  const answers = useQueryClient();
  const now = useNow();
  const settle = useEdit("broken_edit_settle", { quiet: true });
  const keep = useRef<HTMLButtonElement>(null);
  const imported = edit.kind === "import";
  const settled = () => void answers.invalidateQueries({ queryKey: ask("broken_edits", {}).queryKey });
  const leave = () => settle.mutate({ id: edit.id, take_back: false }, { onSuccess: settled });
  const takenBack = () => {
    settled();
    say(({ language }) => lateText(language)("broken_edits-taken_back"));
  };
  const takeBack = () => settle.mutate({ id: edit.id, take_back: true }, { onSuccess: takenBack });
  const how = {
    when: moment(speech, edit.begun_at, now),
    done: number(speech.language, edit.done),
    total: number(speech.language, edit.total),
  };
  return (
    <Dialog
      open
      // Whoever closes it has read it: what was done stays.
      onOpenChange={(open) => !open && !settle.isPending && leave()}
      size="small"
      initialFocus={keep}
      title={
        imported ? late("broken_edits-import_title", { file: edit.source ?? "" }) : late("broken_edits-bulk_title")
      }
      description={late(imported ? "broken_edits-text" : "broken_edits-bulk_text", how)}
      footer={
        <>
          <Button disabled={settle.isPending} onClick={takeBack}>
            {late(settle.isPending ? "broken_edits-taking_back" : "broken_edits-take_back")}
          </Button>
          <Button ref={keep} kind="primary" disabled={settle.isPending} onClick={leave}>
            {late("broken_edits-keep")}
          </Button>
        </>
      }
    >
      {settle.error && <RefusedNotice problem={settle.error} />}
    </Dialog>
  );
}
