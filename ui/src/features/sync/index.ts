export { ConflictCard } from "./ConflictCard";
export { Devices } from "./Devices";
export { SyncCentre } from "./SyncCentre";
