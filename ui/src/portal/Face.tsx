import { UsersRound } from "lucide-react";
import { Avatar } from "../kit/Avatar";
import styles from "./Face.module.css";
import type { Whom } from "./whom";

/** Somebody's initials; several people have a sign. */
export function Face({ whom, size }: { whom: Whom; size: 56 | 96 }) {
  if (whom.kind === "person") return <Avatar id={whom.id} name={whom.name} size={size} />;
  return (
    <span className={styles.group} data-size={size}>
      <UsersRound aria-hidden="true" />
    </span>
  );
}
