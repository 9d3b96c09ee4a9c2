export { ClientScreen } from "./ClientScreen";
