import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { type AnyBody, type HttpAnswer, internalError, stopping } from "./answer.ts";
import type { CrossOrigin } from "./cross-origin.ts";
import { drain } from "./drain.ts";
import { createRouter, type Routes } from "./routes.ts";
import { createUnderWay } from "./under-way.ts";
import { closeUnread } from "./unread.ts";
import { writeAnswer } from "./write-answer.ts";

/** Browsers send no second request before the first was answered, and hardly any other client does. */
const maxPipelined = 100;

/** How long the rest of a body that was answered before its end may take to come. */
const restMilliseconds = 500;

export interface RequestsOptions {
  readonly routes: Routes;
  readonly crossOrigin: CrossOrigin;
  /** Told of what a handler threw, which is a bug. */
  readonly onError: (error: unknown) => void;
  /** Told the status of every answer, once it is over; `aborted` if the caller left before there was one. */
  readonly onAnswered?: ((status: number | "aborted") => void) | undefined;
}

/**
 * Answers whatever a server is asked, each request once.
 *
 * @returns what stops the server; see {@link drain}.
 */
export function answerRequests(server: Server, { onAnswered, ...options }: RequestsOptions) {
  const { answer, respond } = createResponder(options);
  const underWay = createUnderWay((outgoing) => {
    onAnswered?.(outgoing.headersSent ? outgoing.statusCode : "aborted");
    if (!outgoing.req.complete) endSoon(outgoing.req);
  });
  closeUnread(server, underWay);

  let isStopping = false;
  const onRequest = ({ socket }: IncomingMessage, outgoing: ServerResponse) => {
    // Who asks faster than it listens is cut off: what waits for it takes memory.
    if (underWay.begin(outgoing) > maxPipelined) socket.destroy();
    else if (isStopping) answer(outgoing, stopping);
    else void respond(outgoing);
  };
  server.on("request", onRequest);
  server.on("checkExpectation", onRequest);

  return (timeoutSeconds: number): Promise<void> => {
    isStopping = true;
    return drain({ server, underWay, timeoutSeconds, giveUp: (outgoing) => answer(outgoing, stopping) });
  };
}

function createResponder({ routes, crossOrigin, onError }: Omit<RequestsOptions, "onAnswered">) {
  const handle = createRouter(routes);
  const answer = (outgoing: ServerResponse, answered: HttpAnswer<AnyBody>) =>
    writeAnswer(outgoing, answered, crossOrigin(outgoing.req));
  const respond = async (outgoing: ServerResponse) => {
    try {
      answer(outgoing, await handle(outgoing.req));
    } catch (error) {
      onError(error);
      answer(outgoing, internalError);
    }
  };
  return { answer, respond };
}

/** Ends the connection unless the rest of the body comes now. */
function endSoon(incoming: IncomingMessage): void {
  const { socket } = incoming;
  const end = () => {
    if (!incoming.complete) socket.destroySoon();
  };
  setTimeout(end, restMilliseconds).unref();
}
