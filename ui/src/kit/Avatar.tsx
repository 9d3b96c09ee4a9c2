import styles from "./Avatar.module.css";
import { hueOf, initialsOf } from "./initials";

type Props = {
  /** Decides the hue. */
  id: string;
  name: string;
  size?: 20 | 24 | 28 | 32 | 40 | 48 | 56 | 96;
  /** Companies are square, people round. */
  square?: boolean;
};

/** A stand-in for a face. The name always stands beside it, so it is not spoken. */
export function Avatar({ id, name, size = 24, square = false }: Props) {
  return (
    <span
      className={styles.avatar}
      data-hue={hueOf(id)}
      data-square={square || undefined}
      style={{ width: size, height: size, fontSize: Math.max(9, Math.round(size * 0.38)) }}
      data-initials={initialsOf(name)}
      aria-hidden="true"
    />
  );
}
