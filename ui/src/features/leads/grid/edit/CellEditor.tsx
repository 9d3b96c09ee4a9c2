import type { ClientRow } from "../../../../host/api";
import type { Column } from "../columns";
import { ChoiceEditor } from "./ChoiceEditor";
import { FollowUpEditor } from "./FollowUpEditor";
import { TextEditor } from "./TextEditor";

type Props = { row: ClientRow; column: Column; typed: string };

/** The editor of a cell, laid over it. */
export function CellEditor({ row, column, typed }: Props) {
  switch (column.edit) {
    case "text":
      return <TextEditor row={row} field={column.field} typed={typed} />;
    case "follow_up":
      return <FollowUpEditor row={row} typed={typed} />;
    case "stage":
    case "quality":
    case "type":
    case "owner":
      return <ChoiceEditor row={row} kind={column.edit} field={column.field} typed={typed} />;
    case undefined:
      return null;
  }
}
