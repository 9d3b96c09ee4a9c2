import { Laptop } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { useSpeech } from "../../i18n";
import { useLateText } from "../../i18n/lateText";
import { Button } from "../../kit/Button";
import { Field, TextField } from "../../kit/Field";
import { Select } from "../../kit/Select";
import { countries, homeCountry } from "./countries";
import { FirstScreen } from "./FirstScreen";
import { RefusedNotice } from "./RefusedNotice";
import styles from "./SignIn.module.css";

type Props = { session: SessionState; onBack: () => void };

/** Beginning without any server: a name, and which telephone numbers are the ones at home. */
export function WorkAlone({ session, onBack }: Props) {
  const { text, language } = useSpeech();
  const t = useLateText();
  const begin = useEdit("work_alone", { quiet: true });
  const home = homeCountry(navigator.languages);
  const [country, setCountry] = useState(home);
  const wrong = begin.error?.fields?.some(({ field }) => field === "name") ?? false;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (begin.isPending) return;
    const name = new FormData(event.currentTarget).get("name");
    begin.mutate({ name: String(name ?? "").trim(), country });
  };

  return (
    <FirstScreen session={session} headline={text("session-headline")} motto={text("session-motto")} depth={0.7}>
      <form className={styles.form} onSubmit={submit}>
        <header>
          <h1 className={styles.title}>{t("alone-title")}</h1>
          <p className={styles.subtitle}>{t("alone-what")}</p>
        </header>
        {begin.error && !wrong && <RefusedNotice problem={begin.error} />}
        <Field label={t("alone-name")} name="name" error={wrong ? t("alone-name_wrong") : undefined}>
          <TextField required autoFocus autoComplete="name" maxLength={200} />
        </Field>
        <Field label={t("alone-country")} name="country" hint={t("alone-country_why")}>
          <Select value={country} options={countries(home, language)} onChange={setCountry} />
        </Field>
        <Button kind="primary" size="form" type="submit" className={styles.submit} disabled={begin.isPending}>
          {t("alone-begin")}
        </Button>
        <Button kind="ghost" className={styles.submit} onClick={onBack}>
          {t("alone-back")}
        </Button>
        <p className={styles.safe}>
          <Laptop /> {t("alone-needs_server")}
        </p>
      </form>
    </FirstScreen>
  );
}
