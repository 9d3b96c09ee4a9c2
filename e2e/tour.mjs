// A server, an agent at the app and a manager elsewhere, for walks through every screen.
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startWindowManager } from "./file-dialog.mjs";
import { openDesktop, people, place, signIn, startCable, startServer } from "./leadline.mjs";

const LEADS = 2_000;

/** Starts everything; `end` stops it again. */
export async function startTour(name) {
  const server = await startServer(name, LEADS);
  const cable = await startCable(server.port);
  const manager = await signIn(server, people.manager);
  const { members } = await manager("GET", "/api/team/members");
  const owner_id = members.find((member) => member.email === people.agent.email).profile_id;
  const client = await manager("POST", "/api/clients", {
    kind: "person", name: "ปิยะดา ศักดิ์สิทธิ์", company_name: "Journey Pumps", client_type: "lead",
    lifecycle_stage: "mql", phone: "+66815550142", owner_id,
  });
  const endWindowManager = startWindowManager();
  // A file stands where the folder should be, so that the app cannot open its data at first.
  const data = join(await place(name), "desktop");
  await writeFile(data, "");
  const mend = () => rm(data);
  const window = await openDesktop(data, { LEADLINE_SERVER: cable.url });
  const end = async () => {
    await window.close();
    cable.close();
    await server.stop();
    endWindowManager();
  };
  /** An administrator signs the agent's computer out. */
  const endSession = async () => {
    const admin = await signIn(server, people.admin);
    const { devices } = await admin("GET", `/api/team/members/${owner_id}/devices`);
    for (const { id } of devices) await admin("DELETE", `/api/team/members/${owner_id}/devices/${id}?wipe=false`);
  };
  return { window, cable, manager, client, mend, endSession, end };
}
