import type { ClientCard } from "../../host/api";
import { useText } from "../../i18n";
import { Facts } from "./Facts";
import { NextStep } from "./NextStep";
import { People } from "./People";
import styles from "./SidePanel.module.css";

/** Beside the history: what comes next, the facts, the people. */
export function SidePanel({ card }: { card: ClientCard }) {
  const t = useText();
  return (
    <aside className={styles.panel} aria-label={t("client-side")} data-region>
      <NextStep card={card} />
      <Facts card={card} />
      <People card={card} />
    </aside>
  );
}
