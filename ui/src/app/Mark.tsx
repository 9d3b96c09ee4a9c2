import styles from "./Sidebar.module.css";

/** The mark of the product: a line let down to a point, an L with a person at its end. */
export function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="5.5" fill="var(--accent)" />
      <path d="M7 5.5v7.6a5 5 0 0 0 5 5h.2" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="17.4" cy="18.1" r="2.25" fill="#a9c8ff" />
    </svg>
  );
}
