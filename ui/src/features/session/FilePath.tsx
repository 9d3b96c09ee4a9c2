import { Fragment } from "react";
import styles from "./FilePath.module.css";

/** Where a file lies; a long one breaks where a folder ends. */
export function FilePath({ path }: { path: string }) {
  return (
    <code className={styles.path}>
      {path.split(/(?<=[/\\])/).map((part, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a path never move
        <Fragment key={at}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
