import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An answer of Tiauth's, for others to give the same. */
export interface SameAnswer {
  readonly status: ContentfulStatusCode;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Node writes these itself. */
const ownHeaders = new Set(["date", "connection", "keep-alive", "content-length", "transfer-encoding"]);

/** What the server at that address answers to this request. */
export async function sameAnswerOf(url: string, requestBody: string): Promise<SameAnswer> {
  const answer = await fetch(url, { method: "POST", body: requestBody });
  const headers = [...answer.headers].filter(([name]) => !ownHeaders.has(name));
  // It has a body, or there is nothing to compare.
  const status = answer.status as ContentfulStatusCode;
  return { status, headers: Object.fromEntries(headers), body: await answer.text() };
}

/** For the environment of the process that is to give it. */
export const sameAnswerVariable = (answer: SameAnswer) => ({ SAME_ANSWER: JSON.stringify(answer) });

/** What `sameAnswerVariable` put there. */
export const readSameAnswer = (): SameAnswer => JSON.parse(process.env.SAME_ANSWER ?? "");
