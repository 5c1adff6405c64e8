import type { Client } from "pg";
import type { Place } from "./place.ts";

type OnWarning = (message: string) => void;

export function warnOfListeners({ name, isOpenToListeners }: Place, onWarning: OnWarning): void {
  if (!isOpenToListeners) return;
  onWarning(
    `The connection to ${name} is not encrypted. Write sslmode=verify-full into its URL, or sslmode=disable if that is meant.`,
  );
}

/** @throws whatever the client throws. */
export async function warnOfLoss(client: Client, { name }: Place, onWarning: OnWarning): Promise<void> {
  const settings = "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'";
  const { rows } = await client.query<{ readonly name: string }>(settings);
  for (const { name: setting } of rows) {
    onWarning(`${name} runs with ${setting} = off: a power cut can damage everything in it.`);
  }
}
