export { ListScreen } from "./ListScreen";
export { EVERY_CUSTOMER, EVERY_LEAD } from "./view/lists";
export { readListSearch, type ListSearch } from "./view/search";
