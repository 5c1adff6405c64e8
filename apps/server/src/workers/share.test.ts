import { expect, test } from "vitest";
import { readSettings } from "../settings/read.ts";
import { shareOf } from "./share.ts";

const shareWith = (workers: string, hashConcurrency: string, hashQueue: string) => {
  const environment = {
    TIAUTH_WORKERS: workers,
    TIAUTH_HASH_CONCURRENCY: hashConcurrency,
    TIAUTH_HASH_QUEUE: hashQueue,
  };
  const read = readSettings({ flags: [], envFile: {}, environment });
  if ("mistakes" in read) throw new Error(JSON.stringify(read.mistakes));
  return shareOf(read.settings);
};

test.each([
  ["1", "1", "64", 64],
  ["4", "1", "64", 15],
  ["4", "3", "64", 13],
  ["64", "4", "0", 0],
])("L5: %s workers that hash %s at once, with %s waiting: %i wait in each", (workers, atOnce, waiting, each) => {
  const share = shareWith(workers, atOnce, waiting);
  expect(share.hashQueue).toBe(each);
  expect(share.hashConcurrency).toBe(Number(atOnce));
});
