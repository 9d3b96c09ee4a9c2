import { Field as Base } from "@base-ui/react/field";
import { useContext, type ComponentProps, type ReactNode } from "react";
import styles from "./Field.module.css";
import { FirstFocus } from "./firstFocus";

type Props = {
  label: string;
  hint?: ReactNode;
  /** What is wrong with the content, as a sentence. */
  error?: string | undefined;
  name?: string;
  className?: string;
  children: ReactNode;
};

/** A control with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, error, name, className, children }: Props) {
  return (
    <Base.Root
      className={className ? `${styles.field} ${className}` : styles.field}
      invalid={error !== undefined}
      {...(name ? { name } : {})}
    >
      <Base.Label className={styles.label}>{label}</Base.Label>
      {children}
      {error !== undefined ? (
        <Base.Error className={styles.error} match>
          {error}
        </Base.Error>
      ) : (
        hint && <Base.Description className={styles.hint}>{hint}</Base.Description>
      )}
    </Base.Root>
  );
}

type TextProps = Omit<ComponentProps<typeof Base.Control>, "className"> & {
  /** In front of the text, inside the border. */
  icon?: ReactNode;
  /** Behind the text, inside the border. */
  after?: ReactNode;
};

/** A line of text; inside a `Field` it takes the label and the error from it. */
export function TextField({ icon, after, autoFocus = false, ...rest }: TextProps) {
  const first = useContext(FirstFocus);
  const focus = autoFocus && first ? { ref: first } : { autoFocus };
  return (
    <span className={styles.input}>
      {icon}
      <Base.Control {...rest} {...focus} className={styles.control} />
      {after}
    </span>
  );
}

type AreaProps = Omit<ComponentProps<"textarea">, "className" | "defaultValue"> & { defaultValue?: string };

/** Several lines of text. */
export function TextArea(props: AreaProps) {
  return <Base.Control render={<textarea {...props} />} className={styles.area} />;
}
