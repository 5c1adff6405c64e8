import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { onTestFinished } from "vitest";
import type { DeliveryParts } from "../src/deliveries/notices.ts";

/** A SQLite file that ends with the test, a clock, and what a delivery told. */
export function openOutbox() {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-deliveries-"));
  const path = join(directory, "db.sqlite");
  const storage = openSqliteStorage({ path });
  onTestFinished(() => {
    storage.close();
    rmSync(directory, { recursive: true });
  });
  const clock = { at: Date.UTC(2029, 0, 1) };
  const told: string[] = [];
  const messageOf = (error: unknown) => (error instanceof Error ? error.message : "no error");
  const parts: DeliveryParts = {
    outbox: storage.outbox,
    now: () => new Date(clock.at),
    pollSeconds: 0.01,
    onDropped: ({ reason, error }) => told.push(`dropped, ${reason}: ${messageOf(error)}`),
    onFailing: (error) => told.push(`failing: ${messageOf(error)}`),
    onRecovered: () => told.push("recovered"),
    onError: (error) => told.push(`error: ${messageOf(error)}`),
  };
  return { path, storage, clock, told, parts };
}
