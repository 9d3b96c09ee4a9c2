import { ChevronRight, Eye, EyeOff, ShieldCheck } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { Code, SessionState } from "../../host/api";
import { useEdit } from "../../host/query";
import { isAlone } from "../../host/useSession";
import { useText } from "../../i18n";
import { Button, IconButton } from "../../kit/Button";
import { Field, TextField } from "../../kit/Field";
import { FirstScreen } from "./FirstScreen";
import { RefusedNotice } from "./RefusedNotice";
import styles from "./SignIn.module.css";
import { StepAt } from "./StepAt";
import { useServerAddress } from "./useServerAddress";

/** Refusals that are about the address, so that the address has to be in sight. */
const ABOUT_THE_SERVER: Code[] = ["offline", "not_leadline", "upgrade_required"];

type Props = {
  session: SessionState;
  firstRun?: boolean;
  /** Goes on with what is on this computer; offered when the session ended and to whoever works alone. */
  onLater?: () => void;
  /** Begins without a server; offered to whoever is new here. */
  onAlone?: () => void;
};

/** Signing in for the first time, again after the session ended, and to take to a server what was done without one. */
export function SignIn({ session, firstRun, onLater, onAlone }: Props) {
  const t = useText();
  const signIn = useEdit("sign_in", { quiet: true });
  const [advanced, setAdvanced] = useState(session.last_server === null);
  const [shown, setShown] = useState(false);

  const again = session.stage === "sign_in_again";
  const alone = isAlone(session.account);
  const title = again ? "session-sign_in_again" : alone ? "session-connect" : "session-sign_in";
  const refusal = signIn.error?.code;
  const aboutServer = refusal !== undefined && ABOUT_THE_SERVER.includes(refusal);
  const known = session.account?.server ?? session.last_server ?? "";
  const { server, type, lookAt, foundAt } = useServerAddress(known);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (signIn.isPending) return;
    const form = event.currentTarget;
    const content = new FormData(form);
    const typed = (name: string) => String(content.get(name) ?? "");
    signIn.mutate(
      { server: server.trim(), email: typed("email").trim(), password: typed("password") },
      {
        onError: ({ code }) => {
          if (code !== "wrong_credentials") return;
          const password = form.querySelector<HTMLInputElement>("input[name=password]");
          password?.focus();
          password?.select();
        },
      },
    );
  };

  return (
    <FirstScreen session={session} headline={t("session-headline")} motto={t("session-motto")} depth={0.7}>
      <form className={styles.form} onSubmit={submit}>
        <header>
          <StepAt step="sign_in" firstRun={firstRun} />
          <h1 className={styles.title}>{t(title)}</h1>
          <p className={styles.subtitle}>
            {again
              ? t("session-again_why", { name: session.account?.name ?? "" })
              : t(alone ? "session-connect_what" : "session-sign_in_what")}
          </p>
        </header>

        {signIn.error && refusal !== "wrong_credentials" && <RefusedNotice problem={signIn.error} />}

        <Field label={t("session-email")} name="email">
          <TextField
            type="email"
            autoComplete="username"
            required
            readOnly={again}
            defaultValue={session.account?.email || (session.last_email ?? "")}
            autoFocus={!session.last_email && !again}
            onBlur={(event) => void lookAt(event.target.value)}
          />
        </Field>
        <Field
          label={t("session-password")}
          name="password"
          error={refusal === "wrong_credentials" ? t("session-wrong_credentials") : undefined}
        >
          <TextField
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            required
            autoFocus={!!session.last_email || again}
            after={
              <IconButton
                size="small"
                label={t(shown ? "session-hide_password" : "session-show_password")}
                aria-pressed={shown}
                onClick={() => setShown(!shown)}
              >
                {shown ? <EyeOff /> : <Eye />}
              </IconButton>
            }
          />
        </Field>

        <Button kind="primary" size="form" type="submit" className={styles.submit} disabled={signIn.isPending}>
          {t(signIn.isPending ? "session-signing_in" : alone ? "session-connect_do" : "session-sign_in")}
        </Button>

        {onAlone && (
          <Button kind="ghost" className={styles.submit} onClick={onAlone}>
            {t("session-work_alone")}
          </Button>
        )}
        {onLater && (
          <Button kind="ghost" className={styles.submit} onClick={onLater}>
            {t("session-later")}
          </Button>
        )}
        {!again && (
          <div className={styles.advanced}>
            <button
              type="button"
              className={styles.disclose}
              aria-expanded={advanced || aboutServer}
              onClick={() => setAdvanced(!advanced)}
            >
              <ChevronRight /> {t("session-advanced")}
            </button>
            {!advanced && !aboutServer && <span className={styles.server}>{t("session-server_is", { server })}</span>}
          </div>
        )}
        {!again && (advanced || aboutServer) && (
          <Field
            label={t("session-server")}
            name="server"
            hint={foundAt === null ? t("session-server_hint") : t("session-server_found", { domain: foundAt })}
          >
            <TextField
              value={server}
              onChange={(event) => type(event.target.value)}
              required
              inputMode="url"
              autoComplete="url"
              spellCheck={false}
            />
          </Field>
        )}

        <p className={styles.safe}>
          <ShieldCheck /> {t(session.key_place === "file" ? "session-key_is_in_file" : "session-key_is_safe")}
        </p>
      </form>
    </FirstScreen>
  );
}
