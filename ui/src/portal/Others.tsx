import { MicOff } from "lucide-react";
import { Avatar } from "../kit/Avatar";
import { otherOf, type Call } from "./call";
import styles from "./Others.module.css";
import { Picture } from "./Picture";
import type { Other } from "./roomView";

/** Whoever one talks to: one person fills the stage, several share it. */
export function Others({ call, others }: { call: Call; others: Other[] }) {
  if (others.length > 1) return <Tiles call={call} others={others} />;
  const [only] = others;
  if (only?.picture) return <Picture track={only.picture} className={styles.alone} />;
  // Whoever took the call over is there under a name of their own.
  const name = only?.name || otherOf(call).name;
  return (
    <div className={styles.person}>
      <Avatar id={partyOf(call, name) ?? otherOf(call).id} name={name} size={96} />
      <p>{name}</p>
    </div>
  );
}

function Tiles({ call, others }: { call: Call; others: Other[] }) {
  return (
    <ul className={styles.tiles}>
      {others.map(({ id, name, muted, picture }) => (
        <li key={id} className={styles.tile}>
          {picture ? <Picture track={picture} /> : <Avatar id={partyOf(call, name) ?? id} name={name} size={56} />}
          <p className={styles.name}>
            {muted && <MicOff aria-hidden="true" />}
            {name}
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Who has this name in the call: rooms know people by their legs. */
function partyOf(call: Call, name: string): string | undefined {
  return call.people.find(({ who }) => who.name === name)?.who.id;
}
