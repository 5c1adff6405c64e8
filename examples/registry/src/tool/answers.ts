import type { RefusalAnswer } from "../contract/answers.ts";
import { isRefusalCode, Refusal } from "../contract/refusals.ts";

/** @throws {Error} with a sentence for people if nobody answers. */
export async function request(url: URL, init?: RequestInit): Promise<Response> {
  return fetch(url, { redirect: "error", ...init }).catch((cause) => {
    throw new Error(`The registry at ${url.origin} does not answer.`, { cause });
  });
}

/**
 * The JSON of an answer; undefined if it has none.
 *
 * @throws {Refusal} if that is what it says.
 * @throws {Error} if it is none of the registry's answers.
 */
export async function readAnswer<T>(response: Response): Promise<T> {
  await checkAnswer(response);
  // What the contract says of the path that was asked.
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** @throws as `readAnswer` does. */
export async function checkAnswer(response: Response): Promise<void> {
  if (response.ok) return;
  // Whatever it is: its code is looked up.
  const answer = (await response.json().catch(() => undefined)) as Partial<RefusalAnswer> | undefined;
  const code: unknown = answer?.error?.code;
  if (isRefusalCode(code)) throw new Refusal(code);
  throw new Error(`The registry answered ${response.status}, which it should not. Is its address right?`);
}
