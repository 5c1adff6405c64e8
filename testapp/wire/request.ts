import { type IncomingHttpHeaders, request } from "node:http";
import type { ActionName } from "@tiauth/protocol";

export interface HttpRequest {
  /** `POST` by default. */
  readonly method?: string;
  /** `/` by default. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** With its length in the headers, unless they say otherwise. */
  readonly body?: string | Uint8Array;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends one request over a connection of its own, whatever it is: nothing is added but `Host` and the length. */
export function send(port: number, { method = "POST", path = "/", headers = {}, body }: HttpRequest) {
  return new Promise<HttpAnswer>((resolve, reject) => {
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false });
    outgoing.on("error", reject);
    outgoing.on("response", async (incoming) => {
      const chunks: Buffer[] = await incoming.toArray();
      const text = Buffer.concat(chunks).toString();
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
    });
    outgoing.end(body);
  });
}

/** What an action was answered with, as it stood on the wire. */
export interface ActionAnswer extends Omit<HttpAnswer, "text"> {
  /** The body as JSON. */
  readonly body: unknown;
  /** `ok`, the error code, or what HTTP says instead: `HTTP 429` for instance. */
  readonly outcome: string;
}

/** The body that asks for an action; the arguments' names are the wire's. */
export const bodyOf = (action: ActionName, args: Readonly<Record<string, unknown>>) =>
  JSON.stringify({ action, arguments: args });

/** Asks for an action, with the arguments' names as on the wire. */
export async function ask(
  port: number,
  action: ActionName,
  args: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<ActionAnswer> {
  const { text, ...answer } = await send(port, { headers, body: bodyOf(action, args) });
  const body: unknown = JSON.parse(text);
  return { ...answer, body, outcome: answer.status === 200 ? outcomeOf(body) : `HTTP ${answer.status}` };
}

function outcomeOf(body: unknown): string {
  if (typeof body !== "object" || body === null || !("ok" in body)) return "no action result";
  return "error_code" in body ? String(body.error_code) : "ok";
}
