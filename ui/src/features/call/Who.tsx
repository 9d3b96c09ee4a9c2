import type { CallView } from "../../host/api";
import { Avatar } from "../../kit/Avatar";
import styles from "./CallBar.module.css";
import { faceOf, nameOf } from "./callState";

/** Who is at the other end, in the room a bar has. */
export function Who({ call }: { call: CallView }) {
  return (
    <>
      <Avatar id={faceOf(call)} name={nameOf(call)} size={32} />
      <div className={styles.who}>
        <b className={styles.name}>{nameOf(call)}</b>
        {call.facts?.company && <span className={styles.company}>{call.facts.company}</span>}
      </div>
    </>
  );
}
