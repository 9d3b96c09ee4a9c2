import { CALLS } from "./callScenes";
import { CLIENT } from "./clientScenes";
import { FIRST } from "./firstScenes";
import { IMPORT } from "./importScenes";
import { RINGS } from "./rings";
import type { Scene } from "./scene";
import { SETTINGS } from "./settingsScenes";
import { SYNC } from "./syncScenes";
import { WORK } from "./workScenes";

export const SCENES: Scene[] = [...RINGS, ...FIRST, ...WORK, ...CLIENT, ...CALLS, ...SYNC, ...IMPORT, ...SETTINGS];
