export { CallTop } from "./CallTop";
export { ClientCallButtons } from "./ClientCallButtons";
export { PresenceMenu } from "./PresenceMenu";
export { RowCall } from "./RowCall";
export { RowCallItems } from "./RowCallItems";
export { useClientCallCommands } from "./useClientCallCommands";
