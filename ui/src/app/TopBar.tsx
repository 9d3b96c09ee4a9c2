import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, Search, Settings as SettingsIcon } from "lucide-react";
import type { Ref } from "react";
import { PresenceMenu } from "../features/call";
import type { Account, Language, Settings, Theme } from "../host/api";
import { ask, useEdit } from "../host/query";
import { Together } from "../host/together";
import { useText } from "../i18n";
import { Avatar } from "../kit/Avatar";
import { Keys } from "../kit/Keys";
import { Menu, MenuChoice, MenuGroup, MenuItem, MenuLine } from "../kit/Menu";
import { Bell } from "./Bell";
import { useSurface } from "./surfaces";
import styles from "./TopBar.module.css";

type Props = { placeRef: Ref<HTMLDivElement> };

/** The screen's title on the left; search and the person on the right. */
export function TopBar({ placeRef }: Props) {
  const t = useText();
  const show = useSurface((surface) => surface.set);
  const session = useQuery(ask("session", {})).data;
  return (
    <header className={styles.bar} data-region>
      <div ref={placeRef} className={styles.place} />
      <button type="button" className={styles.search} title={t("search-or-jump")} onClick={() => show("palette")}>
        <Search />
        <span className={styles.hint}>{t("search-or-jump")}</span>
        <Keys keys="mod+k" />
      </button>
      <Together>
        <PresenceMenu />
      </Together>
      <Bell />
      {session?.account && <AccountMenu account={session.account} settings={session.settings} />}
    </header>
  );
}

function AccountMenu({ account, settings }: { account: Account; settings: Settings }) {
  const t = useText();
  const show = useSurface((surface) => surface.set);
  const go = useNavigate();
  const keep = useEdit("settings_set");
  const themes: Theme[] = ["system", "light", "dark"];
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.account} aria-label={t("account-menu", { name: account.name })}>
          <Avatar id={account.profile_id} name={account.name} />
        </button>
      }
    >
      <div className={styles.person}>
        <b>{account.name}</b>
        {account.email && <span>{account.email}</span>}
        {account.org_name && <span>{account.org_name}</span>}
      </div>
      <MenuLine />
      <MenuGroup label={t("account-theme")}>
        <MenuChoice
          value={settings.theme}
          onChange={(theme) => keep.mutate({ ...settings, theme })}
          options={themes.map((theme) => ({ value: theme, label: t(`theme-${theme}`) }))}
        />
      </MenuGroup>
      <MenuGroup label={t("account-language")}>
        <MenuChoice<Language>
          value={settings.language}
          onChange={(language) => keep.mutate({ ...settings, language })}
          options={[
            { value: "th", label: "ไทย" },
            { value: "en", label: "English" },
          ]}
        />
      </MenuGroup>
      <MenuLine />
      <MenuItem icon={<Keyboard />} keys="?" onSelect={() => show("shortcuts")}>
        {t("command-shortcuts")}
      </MenuItem>
      <MenuItem icon={<SettingsIcon />} keys="g s" onSelect={() => void go({ to: "/settings" })}>
        {t("nav-settings")}
      </MenuItem>
    </Menu>
  );
}
