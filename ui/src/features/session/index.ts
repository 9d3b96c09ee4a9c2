export { SessionGate } from "./SessionGate";
export { SignInScreen } from "./SignInScreen";
