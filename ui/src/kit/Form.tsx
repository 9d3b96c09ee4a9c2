import { useEffect, useRef, type ReactNode } from "react";
import type { Problem } from "../host/api";

type Props = {
  id?: string;
  className?: string | undefined;
  /** Why it was refused. Its fields say themselves what is wrong with them. */
  problem: Problem | null;
  onSubmit: () => void;
  children: ReactNode;
};

/** Fields that are stored together, with Enter or Ctrl Enter. When they are refused, the first faulty one has the focus. */
export function Form({ problem, onSubmit, children, ...rest }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem?.fields?.length) form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [problem]);
  return (
    <form
      {...rest}
      ref={form}
      onSubmit={(event) => (event.preventDefault(), onSubmit())}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}
