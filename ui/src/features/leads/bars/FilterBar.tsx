import { useQuery } from "@tanstack/react-query";
import { Columns3, ListFilter, RotateCcw, Search, X } from "lucide-react";
import { useEffect, useState, type Ref } from "react";
import { ask } from "../../../host/query";
import { useOffered, type Offered } from "../../../host/together";
import { useText } from "../../../i18n";
import { Button, IconButton } from "../../../kit/Button";
import { Keys } from "../../../kit/Keys";
import { Menu, MenuCheck, MenuItem, MenuLine } from "../../../kit/Menu";
import { PickList } from "../../../kit/PickList";
import { Popover } from "../../../kit/Popover";
import { placed, toggledColumn } from "../grid/columns";
import type { Condition } from "../view/conditions";
import type { ShownView } from "../view/useShownView";
import { ConditionEditor } from "./ConditionEditor";
import { describe, KIND_NAME, type ConditionKind } from "./describe";
import styles from "./FilterBar.module.css";

/** Typing rests this long before the list follows, in ms. */
const TYPING_RESTS = 120;

const KINDS: (Offered & { kind: ConditionKind })[] = [
  { kind: "owner", together: true },
  { kind: "stage" },
  { kind: "quality" },
  { kind: "type" },
  { kind: "tags" },
  { kind: "follow_up" },
  { kind: "score" },
  { kind: "source" },
  { kind: "quiet" },
];

type Props = {
  view: ShownView;
  searchRef: Ref<HTMLInputElement>;
  filterOpen: boolean;
  onFilterOpen: (open: boolean) => void;
  onSave: () => void;
  onSaveAs: () => void;
};

/** What the list is narrowed to, and how that is kept. */
export function FilterBar({ view, searchRef, filterOpen, onFilterOpen, onSave, onSaveAs }: Props) {
  const t = useText();
  const chips = view.conditions.filter((condition) => condition.on !== "text");
  return (
    <>
      <SearchHere view={view} inputRef={searchRef} />
      <AddFilter view={view} open={filterOpen} onOpenChange={onFilterOpen} />
      <ul className={styles.chips}>
        {chips.map((condition, at) => (
          // Conditions on the same thing are one; those this version cannot read have no better name than their place.
          <li key={condition.on === "other" ? `other-${at}` : condition.on}>
            <FilterChip view={view} condition={condition} />
          </li>
        ))}
      </ul>
      {view.changed && (
        <>
          <span className={styles.line} />
          {view.saved && (
            <Button kind="ghost" className={styles.update} onClick={onSave}>
              {t("leads-view-update")}
            </Button>
          )}
          <Button kind="ghost" onClick={onSaveAs}>
            {t("leads-view-save-as")}
          </Button>
          <IconButton label={t("leads-view-reset")} keys="shift+f" onClick={view.reset}>
            <RotateCcw />
          </IconButton>
        </>
      )}
      <span className={styles.rest} />
      <ColumnMenu view={view} />
    </>
  );
}

function SearchHere({ view, inputRef }: { view: ShownView; inputRef: Ref<HTMLInputElement> }) {
  const t = useText();
  const text = view.conditions.find((condition) => condition.on === "text")?.text ?? "";
  const [typed, setTyped] = useState(text);
  const [asked, setAsked] = useState(text);
  const [seen, setSeen] = useState(text);
  const { setCondition } = view;

  // Another view brings its own text; an answer to what was asked here never overtakes the typing.
  if (text !== seen) {
    setSeen(text);
    if (text !== asked) {
      setTyped(text);
      setAsked(text);
    }
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => {
      setAsked(typed);
      setCondition({ on: "text", text: typed });
    }, TYPING_RESTS);
    return () => clearTimeout(timer);
  }, [typed, asked, setCondition]);

  return (
    <label className={styles.search}>
      <Search />
      <input
        ref={inputRef}
        className={styles.input}
        value={typed}
        placeholder={t("leads-search-here")}
        aria-label={t("leads-search-here")}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (typed === "") document.querySelector<HTMLElement>("[role=grid]")?.focus();
          else setTyped("");
        }}
      />
      {typed === "" && <Keys keys="/" />}
    </label>
  );
}

function AddFilter({
  view,
  open,
  onOpenChange,
}: {
  view: ShownView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useText();
  const kinds = useOffered(KINDS);
  const [kind, setKind] = useState<ConditionKind | null>(null);
  const show = (stays: boolean) => {
    setKind(null);
    onOpenChange(stays);
  };
  return (
    <Popover
      open={open}
      onOpenChange={show}
      label={t("leads-filter")}
      trigger={
        <Button kind="ghost" icon={<ListFilter />}>
          {t("leads-filter")}
        </Button>
      }
    >
      {kind === null ? (
        <PickList
          label={t("leads-filter-by")}
          none={t("leads-no-choice")}
          choices={kinds.map((each) => ({ value: each.kind, label: t(KIND_NAME[each.kind]) }))}
          onPick={({ value }) => setKind(value as ConditionKind)}
        />
      ) : (
        <ConditionEditor
          key={kind}
          kind={kind}
          condition={view.conditions.find((condition) => condition.on === kind)}
          onChange={view.setCondition}
          onDone={() => show(false)}
        />
      )}
    </Popover>
  );
}

function FilterChip({ view, condition }: { view: ShownView; condition: Condition }) {
  const t = useText();
  const directory = useQuery(ask("directory", {})).data;
  const [open, setOpen] = useState(false);
  const name = t(KIND_NAME[condition.on]);
  const words = (
    <>
      {name} <b>{describe(condition, t, directory)}</b>
    </>
  );
  return (
    <span className={styles.chip}>
      {condition.on === "other" ? (
        <span className={styles.words}>{words}</span>
      ) : (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={name}
          trigger={
            <button type="button" className={styles.words}>
              {words}
            </button>
          }
        >
          <ConditionEditor
            kind={condition.on}
            condition={condition}
            onChange={view.setCondition}
            onDone={() => setOpen(false)}
          />
        </Popover>
      )}
      <button
        type="button"
        className={styles.drop}
        aria-label={t("leads-filter-drop", { name })}
        onClick={() => view.setConditions(view.conditions.filter((each) => each !== condition))}
      >
        <X />
      </button>
    </span>
  );
}

function ColumnMenu({ view }: { view: ShownView }) {
  const t = useText();
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={t("leads-columns")}>
          <Columns3 />
        </IconButton>
      }
    >
      {view.columns.slice(1).map((column) => (
        <MenuCheck
          key={column.field}
          checked={!column.hidden}
          onChange={() => view.setColumns(toggledColumn(view.columns, column.field))}
        >
          {t(column.title)}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem icon={<RotateCcw />} onSelect={() => view.setColumns(placed([]))}>
        {t("leads-columns-reset")}
      </MenuItem>
    </Menu>
  );
}
