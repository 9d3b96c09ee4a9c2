import type { Check, Checked, DoctorReport, Language } from "../../host/api";
import type { Text } from "../../i18n";
import { bytes, number } from "../../words/number";

/** The parts of the report, in its order. */
export const PARTS = {
  calls: ["call_library", "microphone", "speaker", "camera", "rooms"],
  server: ["server", "live_connection", "clock"],
  computer: ["keyring", "folder", "local_data", "logs", "notifications", "tray", "drawing"],
} as const satisfies Record<string, readonly Check[]>;

/** Where a remedy during a call, or that of a start, would not fit. */
const OWN_HELP = ["microphone", "speaker", "camera", "keyring"] as const satisfies readonly Check[];

/** How many of the report are fine, to fix and to know. */
export function sumOf(t: Text, language: Language, { checks }: DoctorReport): string {
  const [fine, fix, know] = (["fine", "to_fix", "to_know"] as const).map((verdict) =>
    number(language, checks.filter((checked) => checked.verdict === verdict).length),
  );
  return t("doctor-sum", { fine: fine ?? "", fix: fix ?? "", know: know ?? "" });
}

/** How one thing is. */
export function foundOf(t: Text, problems: Text, language: Language, { check, finding, ...rest }: Checked): string {
  const name = rest.name ?? "";
  const figure = rest.figure ?? 0;
  const size = bytes(language, figure);
  const seconds = number(language, Math.round(Math.abs(figure) / 100) / 10);
  switch (finding) {
    case "works":
      return works();
    case "fails":
      return rest.problem ? problems(`problem-${rest.problem.code}`) : "";
    case "off":
      return t("doctor-off", { seconds });
    case "little_room":
      return t("doctor-little_room", { size, folder: name });
    case "no_buttons":
      return t("doctor-no_buttons", { name });
    default:
      return t(`doctor-${finding}`);
  }

  function works(): string {
    switch (check) {
      case "call_library":
        return t("doctor-call_library_works", { version: name });
      case "microphone":
      case "speaker":
      case "camera":
        return t("doctor-device_works", { name });
      case "rooms":
      case "server":
        return t(`doctor-${check}_works`, { ms: number(language, figure) });
      case "clock":
        return t("doctor-clock_works", { seconds });
      case "folder":
        return t("doctor-folder_works", { size, folder: name });
      case "local_data":
        return t("doctor-local_data_works", { size });
      case "logs":
        return t("doctor-logs_works", { folder: name });
      case "notifications":
        return t("doctor-notifications_works", { name });
      default:
        return t(`doctor-${check}_works`);
    }
  }
}

/** What to do about it; nothing where it works. */
export function helpOf(t: Text, problems: Text, { check, finding, problem }: Checked): string | undefined {
  if (finding === "works" || finding === "no_card") return undefined;
  if (finding !== "fails") return t(`doctor-${finding}_help`);
  const own = OWN_HELP.find((each) => each === check);
  if (own) return t(`doctor-${own}_help`);
  return problem ? problems(`remedy-${problem.code}`) : undefined;
}
