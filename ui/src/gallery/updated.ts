import type { UpdateFault, Updates, UpdateStage } from "../host/api";
import { NOW } from "./people";

const NEW = {
  version: "0.2.0",
  notes:
    "Calls to several colleagues at once.\nThe list of leads opens faster.\nWhat is written down after a call can be said in one line.",
};

function at(stage: UpdateStage, more: Partial<Updates> = {}): Updates {
  return {
    version: "0.1.0",
    kept_by: "leadline",
    settings: { channel: "stable", by_itself: true },
    looked_at: NOW - 3_600_000,
    stage,
    ...more,
  };
}

/** A copy at each stage of an update. */
export const UPDATES = {
  system: at({ none: {} }, { kept_by: "system", looked_at: null }),
  never: at({ none: {} }, { looked_at: null }),
  newest: at({ none: {} }),
  looking: at({ looking: {} }),
  available: at({ available: { new: NEW } }, { settings: { channel: "beta", by_itself: false } }),
  downloading: at({ downloading: { new: NEW, received: 11_400_000, total: 18_500_000 } }),
  ready: at({ ready: { new: NEW, fault: null } }),
  declined: at({ ready: { new: NEW, fault: "declined" } }),
  installing: at({ installing: { new: NEW } }),
  installed: at({ installed: { new: NEW } }),
};

/** A copy whose last try came to nothing. */
export function failed(fault: UpdateFault): Updates {
  return at({ failed: { fault } });
}
