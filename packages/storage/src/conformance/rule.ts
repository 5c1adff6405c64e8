import type { Awaitable, Entry } from "@tiauth/records";
import type { StorageDriver } from "../driver.ts";

/** How the suite gets hold of the driver. All but `open` concern the driver that was opened last. */
export interface DriverUnderTest {
  /** Opens the driver with nothing in it. The suite closes it. */
  readonly open: () => Awaitable<StorageDriver>;
  /** Sets the stored counter of an entry behind the driver's back, since counting to 2³¹ would take too long. */
  readonly setCounter: (key: string, counter: number) => Awaitable<void>;
  /** Opens what was closed, with what is in it. Absent if the entries end with the driver. */
  readonly reopen?: () => Awaitable<StorageDriver>;
  /**
   * Whether entries are removed without being asked for: then `deleteExpired` has nothing to do, and answers 0. At the
   * earliest two minutes after `expiresAt`, within 10 minutes by a right clock.
   */
  readonly expiresByItself?: true;
}

export interface Rule {
  readonly title: string;
  readonly needsReopen?: true;
  /** Which drivers it is for, by who removes what has expired. For all of them by default. */
  readonly expiry?: "by itself" | "by deleteExpired";
  readonly check: (driver: DriverUnderTest) => Promise<void>;
}

/** Runs a check on a driver of its own and closes it, whatever happens. */
export const onEmpty =
  (check: (driver: StorageDriver, underTest: DriverUnderTest) => Promise<void>) =>
  async (underTest: DriverUnderTest): Promise<void> => {
    const driver = await underTest.open();
    try {
      await check(driver, underTest);
    } finally {
      await driver.close();
    }
  };

export const later = new Date("2030-01-01T00:00:00.000Z");

/** An entry that holds a text. */
export const entry = (text: string, expiresAt = later): Entry => ({ value: Buffer.from(text), expiresAt });

/** What is stored, readable in a failed assertion: drivers may answer with any kind of `Uint8Array`. */
export async function stored(driver: StorageDriver, key: string) {
  const found = await driver.get(key);
  return found && { text: Buffer.from(found.value).toString(), counter: found.counter };
}
