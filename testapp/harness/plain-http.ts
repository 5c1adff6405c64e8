import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { signatureHeader, verifySignature } from "@tiauth/user-server";
import type { Interceptions, UserServerAnswer } from "./interceptions.ts";

export interface PlainHttpOptions {
  readonly pass: Interceptions["pass"];
  readonly handle: (body: string) => UserServerAnswer | Promise<UserServerAnswer>;
  readonly secret: string | undefined;
  readonly onError: (error: unknown) => void;
}

/** A user server over `node:http` and nothing else: the body goes to `handle`, its answer comes back. */
export function plainHttpListener({ pass, handle, secret, onError }: PlainHttpOptions): RequestListener {
  const answerTo = async (request: IncomingMessage, body: string) => {
    const signature = request.headers[signatureHeader.toLowerCase()]?.toString();
    if (secret !== undefined && !(await verifySignature({ signature, body, secret }))) return unsigned;
    return handle(body);
  };
  return async (request, response) => {
    try {
      const body = await readBody(request);
      const answer = await pass({ body, answer: () => answerTo(request, body) });
      if (answer === "hang up") request.socket.destroy();
      else send(response, answer);
    } catch (error) {
      if (!request.complete) return; // whoever asked is gone: killed, perhaps
      onError(error);
      send(response, broken);
    }
  };
}

const unsigned = {
  status: 401,
  body: '{"error":{"code":"invalid_signature","message":"Not signed with the secret."}}',
};
/** For what a handler or an interception throws. */
export const broken = { status: 500, body: '{"error":{"code":"broken","message":"The user server is broken."}}' };

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = await request.toArray();
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, { status, body }: UserServerAnswer): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(body);
}
