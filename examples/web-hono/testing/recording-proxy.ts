import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createGate, type Gate } from "./gate.ts";

/** One request of the application to its auth server, and the answer. */
export interface RecordedCall {
  readonly action: string;
  /** Of the answer: `{ ok, values }` or `{ ok, error_code }`. */
  readonly answer: { readonly ok: boolean; readonly values?: object; readonly error_code?: string };
}

export interface RecordingProxy {
  readonly url: string;
  /** In the order they were answered. */
  readonly calls: readonly RecordedCall[];
  /** Lets requests for an action wait for each other. */
  readonly gather: Gate["gather"];
  /** Every token that the auth server ever gave out. */
  tokens(): readonly string[];
  /** Where it passes requests on to. */
  forwardTo(url: string): void;
  close(): Promise<void>;
}

/** Stands between the application and its auth server, and sees what no browser may see. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const calls: RecordedCall[] = [];
  const gate = createGate();
  let target = "";
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { action } = JSON.parse(body);
    await gate.turn(action);
    const answer = await fetch(target, { method: "POST", body, headers: ownHeaders(request) });
    const text = await answer.text();
    calls.push({ action, answer: JSON.parse(text) });
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(text);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // as it listens on TCP
  return {
    url: `http://127.0.0.1:${port}/`,
    calls,
    gather: gate.gather,
    tokens: () => [...new Set(calls.flatMap(({ answer }) => tokensIn(answer.values)))],
    forwardTo: (url) => {
      target = url;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** But for those of the connection. */
function ownHeaders({ headers }: IncomingMessage): Record<string, string> {
  const { "tiauth-client-context": context } = headers;
  return typeof context === "string" ? { "Tiauth-Client-Context": context } : {};
}

/** Whatever is called so, in whatever action. */
const tokensIn = (values: object | undefined) =>
  Object.entries(values ?? {}).flatMap(([name, value]) => (name.endsWith("_token") ? [String(value)] : []));
