import type { IncomingMessage } from "node:http";
import type { Accepts } from "@tiauth/protocol";
import type { InvokeOptions } from "@tiauth/server";
import { badRequest, type HttpAnswer, invalidClientContext } from "./answer.ts";
import { createLabels } from "./client-label.ts";
import { readBody } from "./read-body.ts";
import { createSenders, type Sender } from "./sender.ts";

export interface ReceiverPorts {
  /** Who sent a request; undefined if they have hung up. */
  readonly clientAddress: (incoming: IncomingMessage) => string | undefined;
  /** What a backend that forwards requests signs with. Without it requests are what they say themselves. */
  readonly sharedSecret?: string | undefined;
  /** Which actions are taken; all by default. */
  readonly accepts?: Accepts | undefined;
}

/** A request that was read to its end. */
export interface Received {
  readonly body: string;
  /** With which its actions are invoked. */
  readonly options: InvokeOptions;
}

/** Reads requests, and finds who sent them; or says what to refuse them with. */
export type Receiver = (incoming: IncomingMessage) => Promise<Received | HttpAnswer>;

export function createReceiver({
  clientAddress,
  sharedSecret,
  accepts: { allow, block } = {},
}: ReceiverPorts): Receiver {
  const senderOf = createSenders(sharedSecret);
  const labelOf = createLabels();
  const optionsOf = ({ clientAddress, userAgent, acceptLanguage }: Sender): InvokeOptions => ({
    allow, // one by one: to spread them takes microseconds
    block,
    clientAddress,
    clientLabel: labelOf(userAgent),
    acceptLanguage: shortEnough(acceptLanguage),
  });
  return async (incoming) => {
    // Asked first: the address of a socket is gone as soon as its peer is, and without one no limit would apply.
    const address = clientAddress(incoming);
    const body = await readBody(incoming);
    if (typeof body !== "string") return body;
    if (address === undefined) return badRequest; // nobody is there to read it
    const asked = senderOf({ headers: incoming.headers, clientAddress: address, body });
    const sender = asked instanceof Promise ? await asked : asked; // nobody waits for what is known already
    return sender ? { body, options: optionsOf(sender) } : invalidClientContext;
  };
}

/** Far beyond what browsers send. It is kept with each notice that waits. */
const maxAcceptLanguageCharacters = 1000;

const shortEnough = (acceptLanguage: string | undefined) =>
  acceptLanguage && acceptLanguage.length <= maxAcceptLanguageCharacters ? acceptLanguage : undefined;
