import { openConnection } from "./connection.ts";
import { failure } from "./flow.ts";
import type { Message } from "./messages.ts";
import { type Expected, judge, type PlainRequest, render, wrongAnswer } from "./requests.ts";

/** Requests one after the other, each made of what the last one answered. */
export interface Conversation {
  /** @throws {Error} if the answer is not the expected one, or the connection broke. */
  ask(request: PlainRequest, expected: Expected): Promise<Message>;
  close(): void;
}

/** @throws {Error} if nothing listens there. */
export async function openConversation(port: number): Promise<Conversation> {
  const { failed, fail } = failure();
  let answered: (message: Message) => void = () => undefined;
  const connection = await openConnection({ port, onBroken: fail, onMessage: (message) => answered(message) });
  return {
    async ask(request, expected) {
      const answer = new Promise<Message>((resolve) => {
        answered = resolve;
      });
      connection.send(Buffer.from(render(request), "latin1"));
      const message = await Promise.race([answer, failed]);
      if (!judge(expected)(message)) throw wrongAnswer(message);
      return message;
    },
    close: connection.close,
  };
}
