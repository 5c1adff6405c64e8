import { onTestFinished } from "vitest";
import { startTiauth } from "../index.ts";

/** A Tiauth for one test. */
export async function open(options?: Parameters<typeof startTiauth>[0]) {
  const tiauth = await startTiauth(options);
  onTestFinished(tiauth.close);
  return tiauth;
}
