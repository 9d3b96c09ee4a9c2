export { CallTop } from "./CallTop";
export { ClientCallButtons } from "./ClientCallButtons";
export { PresenceMenu } from "./PresenceMenu";
export { useStartCall } from "./useStartCall";
