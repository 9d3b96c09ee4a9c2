export { CallTop } from "./CallTop";
export { ClientCallButtons } from "./ClientCallButtons";
export { JoinSession } from "./JoinSession";
export { PlanSession } from "./PlanSession";
export { PresenceMenu } from "./PresenceMenu";
export { RowCall } from "./RowCall";
export { RowCallItems } from "./RowCallItems";
export { useClientCallCommands } from "./useClientCallCommands";
