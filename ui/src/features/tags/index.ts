export { TagPickList } from "./TagPickList";
