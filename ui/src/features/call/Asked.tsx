import { PhoneForwarded, Undo2, Users, X } from "lucide-react";
import { useText } from "../../i18n";
import type { CallAsking, CallView } from "../../host/api";
import { useEdit } from "../../host/query";
import { CallButton } from "../../kit/CallButton";
import styles from "./Asked.module.css";
import { nameOf } from "./callState";

/** Under a bar, or on the stage. */
type Place = "bar" | "stage";

/** Whom one asked in: that it rings, what one can do while one consults, or why they did not come. */
export function Asked({ call, place }: { call: CallView; place: Place }) {
  const t = useText();
  if (call.waits) {
    return (
      <p className={styles.asked} data-place={place} role="status">
        {t("bring_in-you_wait")}
      </p>
    );
  }
  return call.asking && <Asking call={call} asking={call.asking} place={place} />;
}

function Asking({ call, asking, place }: { call: CallView; asking: CallAsking; place: Place }) {
  const t = useText();
  const withdraw = useEdit("call_withdraw");
  const handOver = useEdit("call_hand_over");
  const together = useEdit("call_together");
  const off = withdraw.isPending || handOver.isPending || together.isPending;
  const call_id = call.id;
  const { name, answered, outcome } = asking;
  const customer = nameOf(call);
  if (outcome !== null) {
    return (
      <p className={styles.asked} data-place={place} role="status">
        {t(outcome === "declined" ? "bring_in-declined" : "bring_in-missed", { name })}
      </p>
    );
  }
  return (
    <div className={styles.asked} data-place={place}>
      <span role="status">
        {answered ? t("bring_in-consulting", { name, customer }) : t("bring_in-ringing", { name })}
      </span>
      {answered ? (
        <>
          <CallButton icon={<PhoneForwarded />} disabled={off} onClick={() => handOver.mutate({ call_id })}>
            {t("bring_in-hand_over")}
          </CallButton>
          <CallButton icon={<Users />} disabled={off} onClick={() => together.mutate({ call_id })}>
            {t("bring_in-together")}
          </CallButton>
          <CallButton icon={<Undo2 />} disabled={off} onClick={() => withdraw.mutate({ call_id })}>
            {t("bring_in-back_to", { customer })}
          </CallButton>
        </>
      ) : (
        <CallButton icon={<X />} disabled={off} onClick={() => withdraw.mutate({ call_id })}>
          {t("bring_in-withdraw")}
        </CallButton>
      )}
    </div>
  );
}

/** Everybody else in a call of more than two. */
export function Everybody({ call }: { call: CallView }) {
  const t = useText();
  const here = call.people.filter((person) => person.here);
  if (here.length < 2) return null;
  const names = here.map(({ who: { name }, on_hold }) => (on_hold ? t("bring_in-holds", { name }) : name));
  return <p className={styles.everybody}>{t("bring_in-with", { names: names.join(", ") })}</p>;
}
