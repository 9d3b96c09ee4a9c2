export { ListScreen } from "./ListScreen";
export { openEarly } from "./view/earlyList";
export { EVERY_CUSTOMER, EVERY_LEAD } from "./view/lists";
export { readListSearch, type ListSearch } from "./view/search";
