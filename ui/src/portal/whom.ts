import { firstName, nameOf, otherOf, waitsFor, type Agent, type Call, type Group } from "./call";

/** Whom one calls: a person, or several people who are called together. */
export type Whom = {
  kind: "person" | "group";
  id: string;
  name: string;
  /** What they are called in a sentence. */
  short: string;
};

export function person(id: string, name: string): Whom {
  return { kind: "person", id, name, short: firstName(name) };
}

export const personOf = (agent: Agent): Whom => person(agent.supabaseUserId, nameOf(agent));

export function groupOf({ id, name }: Pick<Group, "id" | "name">): Whom {
  return { kind: "group", id, name, short: name };
}

/** Whom a call is with; as long as nobody of a group has answered, all of them. */
export function whomOf(call: Call): Whom {
  const { id, name } = otherOf(call);
  return call.group?.id === id ? groupOf(call.group) : person(id, name);
}

/** Whether their telephone would ring now. */
export const canBeCalled = (agent: Agent): boolean => agent.presence === "available" || waitsFor(agent);

/** Those of a group whose telephone would ring now. */
export function freeOf(group: Group, agents: Agent[]): Agent[] {
  return agents.filter((agent) => group.members.includes(agent.supabaseUserId) && canBeCalled(agent));
}
