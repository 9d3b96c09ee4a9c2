import { lazy, Suspense, useState } from "react";
import { useSpeech } from "../i18n";
import { phone } from "../words/phone";
import { Tooltip } from "./Tooltip";

const PhoneDialog = lazy(() => import("./PhoneDialog").then((part) => ({ default: part.PhoneDialog })));

/** A telephone number, which Leadline cannot call: the computer's own phone program can. */
export function PhoneLink({ number, className }: { number: string; className?: string | undefined }) {
  const { text: t, country } = useSpeech();
  const [asked, setAsked] = useState(false);
  const shown = phone(number, country);
  return (
    <>
      <Tooltip label={t("phone-open_why")}>
        <button type="button" className={className} onClick={() => setAsked(true)}>
          {shown}
        </button>
      </Tooltip>
      {asked && (
        <Suspense>
          <PhoneDialog number={number} shown={shown} onClose={() => setAsked(false)} />
        </Suspense>
      )}
    </>
  );
}
