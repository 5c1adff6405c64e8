import type { Answer, InvokeOptions } from "@tiauth/server";
import { type ApprovalPorts, approvalRoutes } from "../approval/index.ts";
import type { HttpAnswer } from "./answer.ts";
import { createReceiver, type Receiver, type ReceiverPorts } from "./receive.ts";
import { clearStorage } from "./reset.ts";
import type { Handler, Routes } from "./routes.ts";

export interface PublicPorts extends ReceiverPorts {
  /** The core. Never rejects. */
  readonly invoke: (body: string, options: InvokeOptions) => Promise<Answer>;
  /** What is missing to serve requests; empty if nothing is. */
  readonly findMissing: () => Promise<readonly string[]>;
  /** What the page behind the links of sign-ins on the command line looks like. With it there is a route `/cli`. */
  readonly approval?: Omit<ApprovalPorts, "invoke" | "receive"> | undefined;
  /** Empties the storage. With it there is a route `/reset`, which anybody can call. */
  readonly clear?: (() => Promise<void>) | undefined;
}

/** The routes of the public listener. */
export function publicRoutes({ findMissing, approval, clear, invoke, ...ports }: PublicPorts): Routes {
  const reset = clear && clearStorage(clear);
  const receive = createReceiver(ports);
  return {
    "/": { POST: invoking(receive, invoke), OPTIONS: () => options },
    "/alive": { GET: () => alive },
    "/ready": { GET: async () => readiness(await findMissing()) },
    ...(approval && approvalRoutes({ invoke, receive, ...approval })),
    ...(reset && { "/reset": { GET: reset, POST: reset } }),
  };
}

const options: HttpAnswer = { status: 204, body: "", headers: { Allow: "POST, OPTIONS" } };
const alive: HttpAnswer = { status: 200, body: JSON.stringify({ status: "alive" }) };

const readiness = (missing: readonly string[]): HttpAnswer =>
  missing.length === 0
    ? { status: 200, body: JSON.stringify({ status: "ready" }) }
    : { status: 503, body: JSON.stringify({ status: "not_ready", missing }), headers: { "Retry-After": "2" } };

const invoking =
  (receive: Receiver, invoke: PublicPorts["invoke"]): Handler =>
  async (incoming) => {
    const received = await receive(incoming);
    return "status" in received ? received : toHttp(await invoke(received.body, received.options));
  };

const toHttp = ({ status, body, retryAfterSeconds }: Answer): HttpAnswer =>
  retryAfterSeconds === undefined
    ? { status, body }
    : { status, body, headers: { "Retry-After": String(retryAfterSeconds) } };
