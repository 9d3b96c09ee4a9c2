export { ActivityDialog } from "./ActivityDialog";
export { ActivityLines, type ActivityGroup } from "./ActivityLines";
export { MovePopover } from "./MovePopover";
export { MyDay } from "./MyDay";
export { useActivityEdits } from "./useActivityEdits";
