export { CallsScreen } from "./CallsScreen";
export { InCall } from "./InCall";
