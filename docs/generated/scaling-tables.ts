import type { ScalingFigures } from "./scaling-figures.ts";
import { accountsUntil, awaitedWritesOf, demandOf, habits, needOf, readsOf } from "./scaling-model.ts";

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(heads), row(heads.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(row)].join("\n");

/** Three digits that count, as far as there are as many: nobody knows more. */
export const number = (value: number | undefined): string =>
  value?.toLocaleString("en", { maximumSignificantDigits: value < 1000 ? 2 : 3 }) ?? "–";

const units = ["bytes", "kB", "MB", "GB", "TB"] as const;
export function bytes(value: number | undefined): string {
  if (value === undefined) return "–";
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${number(value / 1000 ** power)} ${units[power]}`;
}

/** What one user, one session, one sign-in costs, by storage. */
export function costTable(figures: ScalingFigures): string {
  const signIn = figures.action("sign-in");
  return table(
    ["", "account", "session", "sign-in under way", "a read", "a write", "both in a sign-in", "get_session"],
    figures.storages.map((storage) => {
      const alone = (operation: string) => figures.median(`storage-${operation}`, storage, "aloneMicroseconds");
      const [read, write] = [alone("get"), alone("update")];
      const all = read !== undefined && write !== undefined && readsOf(signIn) * read + awaitedWritesOf(signIn) * write;
      return [
        storage,
        bytes(figures.bytes(storage, "lineage")?.addedBytes),
        bytes(figures.bytes(storage, "session")?.replacedBytes),
        bytes(figures.bytes(storage, "signin")?.addedBytes),
        milliseconds(read),
        milliseconds(write),
        milliseconds(all || undefined),
        perSecond(figures.median("storage-sessions", storage, "perSecond")),
      ];
    }),
  );
}

const milliseconds = (microseconds: number | undefined) =>
  microseconds === undefined ? "–" : `${number(microseconds / 1000)} ms`;
const perSecond = (value: number | undefined) => (value === undefined ? "–" : `${number(value)}/s`);

/** What each storage does in a second, and at how many accounts the busiest second asks for as much. */
export function limitTable(figures: ScalingFigures): string {
  const rows = figures.storages.map((storage) => {
    const rate = (operation: string) => figures.median(`storage-${operation}`, storage, "perSecond");
    const limit = limitOf(storage, figures);
    return [
      storage,
      ...["get", "add", "update"].map((operation) => perSecond(rate(operation))),
      limit.of,
      number(limit.accounts),
    ];
  });
  return table(["", "get, one process", "add", "update", "what ends first", "at so many accounts"], rows);
}

/** The cores of a database server that is large, but ordinary. */
export const largeServerCores = 32;

function limitOf(storage: string, figures: ScalingFigures) {
  const engineCores = (accounts: number) => needOf(demandOf(accounts, figures), storage, figures).engineCores;
  if (storage.startsWith("Postgres"))
    return { of: `${largeServerCores} cores of one Postgres`, accounts: accountsUntil(engineCores, largeServerCores) };
  if (storage.startsWith("Redis")) return { of: "the one core of a Redis", accounts: accountsUntil(engineCores, 1) };
  if (storage !== "SQLite") return { of: "memory, and the process's life", accounts: undefined };
  const writes = figures.median("storage-update", storage, "perSecond");
  const perAccount = demandOf(1, figures).writes;
  return { of: "writes to one file", accounts: writes && (writes * habits.share) / perAccount };
}

export const sizes = [1e6, 100e6, 1e9] as const;
const sizeNames = sizes.map((accounts) =>
  accounts >= 1e9 ? `${accounts / 1e9} billion` : `${accounts / 1e6} million`,
);

/** What the users of each size ask for, whatever the storage. */
export function demandTable(figures: ScalingFigures): string {
  const demands = sizes.map((accounts) => demandOf(accounts, figures));
  const line = (name: string, key: Exclude<keyof (typeof demands)[number], "accounts">) => [
    name,
    ...demands.map((demand) => number(demand[key])),
  ];
  return table(
    ["accounts", ...sizeNames],
    [
      line("sessions stored", "sessions"),
      line("get_session a second", "looks"),
      line("sign-ins a second", "signIns"),
      line("reads of the storage a second", "reads"),
      line("writes to the storage a second", "writes"),
      line("password hashes a second", "hashes"),
      line("mails a second", "mails"),
    ],
  );
}

/** What that takes, by storage. */
export function needTable(figures: ScalingFigures): string {
  const shared = figures.storages.filter((storage) => /^(SQLite|Postgres|Redis)/.test(storage));
  const needs = (storage: string) => sizes.map((accounts) => needOf(demandOf(accounts, figures), storage, figures));
  const hash = needs("SQLite").map(({ hashCores }) => number(hashCores));
  const rows = shared.flatMap((storage) => {
    const each = needs(storage);
    return [
      [`${storage}: cores of Tiauth, beside those`, ...each.map(({ serverCores }) => number(serverCores))],
      ...(storage === "SQLite"
        ? []
        : [[`${storage}: cores of the engine`, ...each.map(({ engineCores }) => number(engineCores))]]),
      [`${storage}: stored`, ...each.map((need) => bytes(need.bytes))],
    ];
  });
  return table(["", ...sizeNames], [["cores that hash", ...hash], ...rows]);
}
