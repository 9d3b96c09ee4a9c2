export { SessionGate } from "./SessionGate";
