export { JoinSession } from "./JoinSession";
export { PlanSession } from "./PlanSession";
