import {
  Bell,
  CircleArrowDown,
  Computer,
  Info,
  Languages,
  Laptop,
  MicVocal,
  MonitorCog,
  PhoneForwarded,
  Stethoscope,
  Tags,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import { useRights } from "../../host/rights";
import { useOffered, type Offered } from "../../host/together";
import { useAlone, useSession } from "../../host/useSession";
import { useText } from "../../i18n";
import { Page } from "../../kit/Page";
import { CameraPart } from "../call/CameraPart";
import { SoundPart } from "../call/SoundPart";
import { Devices } from "../sync";
import { TagsPart } from "../tags/TagsPart";
import { About } from "./About";
import { AccountPart } from "./AccountPart";
import { AlonePart } from "./AlonePart";
import { Appearance } from "./Appearance";
import { CallRulesPart } from "./CallRulesPart";
import { ComputerPart } from "./ComputerPart";
import { Doctor } from "./Doctor";
import { LanguageAndDates } from "./LanguageAndDates";
import { NoticesPart } from "./NoticesPart";
import styles from "./Settings.module.css";
import { UpdatesPart } from "./UpdatesPart";

type Part =
  | "language"
  | "appearance"
  | "sound"
  | "notices"
  | "computer"
  | "doctor"
  | "updates"
  | "calls"
  | "tags"
  | "account"
  | "devices"
  | "about";

const PARTS: (Offered & { part: Part; icon: LucideIcon; saves?: true })[] = [
  { part: "language", icon: Languages, saves: true },
  { part: "appearance", icon: MonitorCog, saves: true },
  { part: "sound", icon: MicVocal, saves: true, together: true },
  { part: "notices", icon: Bell, saves: true },
  { part: "computer", icon: Computer, saves: true },
  { part: "doctor", icon: Stethoscope },
  { part: "updates", icon: CircleArrowDown },
  { part: "calls", icon: PhoneForwarded, saves: true, together: true },
  { part: "tags", icon: Tags },
  { part: "account", icon: UserRound },
  { part: "devices", icon: Laptop, together: true },
  { part: "about", icon: Info },
];

type Props = {
  /** Which part is open; the first one unless it is a part's name. */
  part: string | undefined;
  onPart: (part: Part) => void;
};

/** How the app looks and talks, and where one is signed in. Everything is saved as it is changed. */
export function Settings({ part: asked, onPart }: Props) {
  const t = useText();
  const session = useSession();
  const alone = useAlone();
  const { change_tags } = useRights();
  const decides: Partial<Record<Part, boolean>> = { calls: session?.account?.role === "admin", tags: change_tags };
  const parts = useOffered(PARTS).filter((each) => decides[each.part] ?? true);
  const open = parts.find((each) => each.part === asked);
  const part = open?.part ?? "language";
  return (
    <Page title={t("settings-title")}>
      <div className={styles.settings}>
        <nav className={styles.index} aria-label={t("settings-parts")}>
          {parts.map(({ part: each, icon: Icon }) => (
            <button
              key={each}
              type="button"
              className={styles.entry}
              aria-current={each === part ? "page" : undefined}
              onClick={() => onPart(each)}
            >
              <Icon /> {t(`settings-part_${each}`)}
            </button>
          ))}
        </nav>
        <div className={styles.content}>
          <header className={styles.head}>
            <h2 className={styles.title}>{t(`settings-part_${part}`)}</h2>
            {(!open || open.saves) && <p className={styles.saved}>{t("settings-saved_as_you_change")}</p>}
          </header>
          {session && part === "language" && <LanguageAndDates settings={session.settings} />}
          {session && part === "appearance" && <Appearance settings={session.settings} />}
          {part === "sound" && (
            <>
              <SoundPart />
              <CameraPart />
            </>
          )}
          {part === "notices" && <NoticesPart />}
          {part === "computer" && <ComputerPart />}
          {part === "doctor" && <Doctor />}
          {part === "updates" && <UpdatesPart />}
          {part === "calls" && <CallRulesPart />}
          {part === "tags" && <TagsPart />}
          {session?.account &&
            part === "account" &&
            (alone ? <AlonePart account={session.account} /> : <AccountPart account={session.account} />)}
          {part === "devices" && <Devices />}
          {session && part === "about" && <About session={session} />}
        </div>
      </div>
    </Page>
  );
}
