import { useState } from "react";
import { Button } from "../../kit/Button";
import { EraseDialog } from "./EraseDialog";
import { SettingRow } from "./SettingRow";

/** The way to erasing what is on this computer, and its question. */
export function EraseRow({ what, why }: { what: string; why: string }) {
  const [erasing, setErasing] = useState(false);
  return (
    <>
      <SettingRow what={what} why={why}>
        <Button kind="danger-quiet" onClick={() => setErasing(true)}>
          {what}
        </Button>
      </SettingRow>
      {erasing && <EraseDialog onClose={() => setErasing(false)} />}
    </>
  );
}
