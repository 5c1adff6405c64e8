import type { ActionCost, ScalingFigures } from "./scaling-figures.ts";

/** How much people do. Assumptions, not measurements: the page says so. */
export const habits = {
  /** Of all accounts, how many are used in a day. */
  activeShare: 0.2,
  /** Per active account. */
  looksPerDay: 200,
  /** In how many different minutes those are: so often is it recorded that a session is used. */
  minutesPerDay: 40,
  signInsPerDay: 0.2,
  wrongPasswordsPerDay: 0.05,
  /** Per account, active or not. */
  signUpsPerDay: 0.001,
  resetsPerDay: 0.0005,
  /** From a sign-in until its session ends: 30 days at least, 90 at most. */
  sessionDays: 45,
  /** The busiest second, as a multiple of the average one. */
  busiest: 5,
  /** How much of a processor is used at that second. */
  share: 0.5,
} as const;

const secondsPerDay = 86_400;

/** How often something is done in the busiest second, by the names of the counted actions. */
export function ratesOf(accounts: number): Readonly<Record<string, number>> {
  const perSecond = (perDay: number) => (accounts * perDay * habits.busiest) / secondsPerDay;
  const active = habits.activeShare;
  return {
    look: perSecond(active * (habits.looksPerDay - habits.minutesPerDay)),
    "look whose use is recorded": perSecond(active * habits.minutesPerDay),
    "sign-in": perSecond(active * habits.signInsPerDay),
    "wrong password": perSecond(active * habits.wrongPasswordsPerDay),
    "sign-up": perSecond(habits.signUpsPerDay),
    "password reset": perSecond(habits.resetsPerDay),
  };
}

/** What all of it asks of whatever storage, of processors and of the mail server, in the busiest second. */
export interface Demand {
  readonly accounts: number;
  readonly sessions: number;
  readonly looks: number;
  readonly signIns: number;
  readonly reads: number;
  /** The outbox's among them. */
  readonly writes: number;
  readonly hashes: number;
  readonly mails: number;
}

export function demandOf(accounts: number, { action }: ScalingFigures): Demand {
  const rates = Object.entries(ratesOf(accounts));
  const sum = (each: (cost: ActionCost) => number) =>
    rates.reduce((total, [name, perSecond]) => total + perSecond * each(action(name)), 0);
  const rateOf = (...names: readonly string[]) =>
    rates.filter(([name]) => names.includes(name)).reduce((total, [, perSecond]) => total + perSecond, 0);
  return {
    accounts,
    sessions: accounts * habits.activeShare * habits.signInsPerDay * habits.sessionDays,
    looks: rateOf("look", "look whose use is recorded"),
    signIns: rateOf("sign-in"),
    reads: sum(readsOf),
    writes: sum(writesOf),
    hashes: sum(({ hashes }) => hashes),
    mails: sum(({ mails }) => mails),
  };
}

export const readsOf = ({ entries, outbox }: ActionCost): number => (entries.get ?? 0) + (outbox.isHeld ?? 0);
export const writesOf = ({ entries, outbox }: ActionCost): number => {
  const { get: _, ...writes } = entries;
  const { isHeld: __, ...outboxWrites } = outbox;
  return [...Object.values(writes), ...Object.values(outboxWrites)].reduce((sum, count) => sum + count, 0);
};

/** Those that the caller waits for: of the outbox, that a notice is safe. The rest is done afterwards. */
export const awaitedWritesOf = ({ entries: { get: _, ...writes }, outbox }: ActionCost): number =>
  Object.values(writes).reduce((sum, count) => sum + count, outbox.add ?? 0);

/** What that takes with one of the storages. What was not measured is undefined. */
export interface Need {
  /** Hashing, with `habits.share` of each core in use. */
  readonly hashCores: number | undefined;
  /** Everything else that Tiauth does. */
  readonly serverCores: number | undefined;
  /** Of the engine itself. */
  readonly engineCores: number | undefined;
  readonly bytes: number | undefined;
}

export function needOf(demand: Demand, storage: string, figures: ScalingFigures): Need {
  const cpu = (scenario: string, entrant = storage) => figures.median(scenario, entrant, "cpuMicroseconds");
  const engine = (operation: string) => figures.median(`storage-${operation}`, storage, "engineMicroseconds");
  const [hash, signIn] = [cpu("storage-sign-in", "Bare hash"), cpu("storage-sign-in", "Tiauth")];
  const rest = hash !== undefined && signIn !== undefined ? Math.max(0, signIn - hash) : undefined;
  return {
    hashCores: coresOf([demand.hashes, hash]),
    serverCores: coresOf([demand.looks, cpu("storage-sessions")], [demand.signIns, rest]),
    engineCores: coresOf([demand.reads, engine("get")], [demand.writes, engine("update")]),
    bytes: bytesOf(demand, storage, figures),
  };
}

/** Cores for things that come so often a second and take so many microseconds each. */
function coresOf(...loads: readonly (readonly [perSecond: number, microseconds: number | undefined])[]) {
  let busy = 0;
  for (const [perSecond, microseconds] of loads) {
    if (microseconds === undefined) return undefined;
    busy += (perSecond * microseconds) / 1e6;
  }
  return busy / habits.share;
}

/** Sessions, and what is kept of each account for a month after it signed in. Flows and limits are few beside them. */
function bytesOf({ accounts, sessions }: Demand, storage: string, { bytes }: ScalingFigures): number | undefined {
  const [session, account] = [bytes(storage, "session"), bytes(storage, "lineage")];
  return session && account && sessions * session.replacedBytes + accounts * account.addedBytes;
}

/** How many accounts there can be until the busiest second takes that much of what there is. */
export function accountsUntil(needed: (accounts: number) => number | undefined, available: number): number | undefined {
  const perMillion = needed(1e6);
  return perMillion && (available / perMillion) * 1e6;
}
