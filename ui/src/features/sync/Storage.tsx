import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, HardDrive, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Storage as Stored } from "../../host/api";
import { ask, useEdit } from "../../host/query";
import { useSpeech, type Speech } from "../../i18n";
import { Answer } from "../../kit/Answer";
import { Button } from "../../kit/Button";
import { Strip } from "../../kit/Strip";
import { say } from "../../kit/toasts";
import { bytes, number } from "../../words/number";
import { useNow } from "../../words/useNow";
import { moment } from "../../words/when";
import queue from "./EditQueue.module.css";
import styles from "./Storage.module.css";

/** What the encrypted file on this computer holds, and whether it is sound. */
export function Storage() {
  const storage = useQuery({ ...ask("storage", {}), staleTime: 0 });
  return (
    <Answer of={storage} skeleton={null}>
      {(held) => (
        <div className={styles.storage}>
          <Held held={held} />
          <div>
            <File held={held} onChecked={() => void storage.refetch()} />
            <Copies held={held} />
          </div>
        </div>
      )}
    </Answer>
  );
}

function Held({ held }: { held: Stored }) {
  const { text: t, language } = useSpeech();
  return (
    <section>
      <h2 className={queue.head}>{t("sync-storage_holds")}</h2>
      <dl className={styles.facts}>
        {held.records.map(({ entity, count }) => (
          <Fact key={entity} label={t(`sync-kind_${entity}`)}>
            {number(language, count)}
          </Fact>
        ))}
        <Fact label={t("sync-storage_drafts")}>{number(language, held.drafts)}</Fact>
      </dl>
    </section>
  );
}

type FileProps = { held: Stored; onChecked: () => void };

function File({ held, onChecked }: FileProps) {
  const speech = useSpeech();
  const { text: t, language } = speech;
  const check = useEdit("storage_check");
  const run = () =>
    check.mutate(
      {},
      {
        onSuccess: ({ sound }) => (
          say(({ text }) => text(sound ? "sync-storage_sound" : "sync-storage_set_aside")),
          onChecked()
        ),
      },
    );
  return (
    <section>
      <h2 className={queue.head}>{t("sync-storage_file")}</h2>
      <dl className={styles.facts}>
        <Fact label={t("sync-storage_size")}>{bytes(language, held.bytes)}</Fact>
        <Fact label={t("sync-storage_free")}>{bytes(language, held.free_bytes)}</Fact>
        <Fact label={t("sync-storage_encryption")}>
          {held.encrypted ? <ShieldCheck /> : <CircleAlert />}
          {t(held.encrypted ? "sync-storage_encrypted" : "sync-storage_plain")}
        </Fact>
        <Fact label={t("sync-storage_search")}>{search(speech, held)}</Fact>
        <Fact label={t("sync-storage_format")}>{number(language, held.format)}</Fact>
      </dl>
      <div className={styles.check}>
        <p>{t("sync-storage_check_note")}</p>
        <Button icon={<CircleCheck />} disabled={check.isPending} onClick={run}>
          {t(check.isPending ? "sync-storage_checking" : "sync-storage_check")}
        </Button>
      </div>
    </section>
  );
}

function Copies({ held }: { held: Stored }) {
  const speech = useSpeech();
  const { text: t, language } = speech;
  const now = useNow();
  return (
    <section>
      <h2 className={queue.head}>{t("sync-storage_copies")}</h2>
      {held.copies.length === 0 ? (
        <Strip tone="info" icon={<HardDrive />}>
          {t("sync-storage_no_copies")}
        </Strip>
      ) : (
        <ul>
          {held.copies.map((copy) => (
            <li key={copy.name} className={queue.edit}>
              <HardDrive />
              <span className={queue.title}>{t(`sync-copy_${copy.kind}`)}</span>
              <span className={queue.at}>{bytes(language, copy.bytes)}</span>
              <p className={queue.what}>
                {moment(speech, copy.at, now)}, {copy.name}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function search({ text: t, language }: Speech, held: Stored): string {
  const clients = held.records.find(({ entity }) => entity === "client")?.count ?? 0;
  if (held.searchable >= clients) return t("sync-storage_search_whole");
  return t("sync-storage_search_part", {
    done: number(language, held.searchable),
    total: number(language, clients),
  });
}
