import { type Connection, openConnection } from "./connection.ts";
import { type Flow, failure } from "./flow.ts";
import type { Recorder } from "./recorder.ts";
import { type Expected, judge, type PlainRequest, render, wrongAnswer } from "./requests.ts";

export interface ClosedLoop {
  readonly port: number;
  readonly connections: number;
  /** Sent one after the other, over and over. */
  readonly requests: readonly PlainRequest[];
  readonly expected: Expected;
}

/** On every connection the next request as soon as the answer to the last one is there, and was right. */
export async function startClosedLoop(plan: ClosedLoop, recorder: Recorder): Promise<Flow> {
  const { failed, fail } = failure();
  const isRight = judge(plan.expected);
  const next = inTurn(plan.requests.map((request) => Buffer.from(render(request), "latin1")));
  const open: Connection[] = [];

  const drive = async () => {
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      connection.send(next());
    };
    const connection = await openConnection({
      port: plan.port,
      onBroken: fail,
      onMessage: (message) => {
        recorder.add(performance.now() - sentAt);
        if (isRight(message)) send();
        else fail(wrongAnswer(message));
      },
    });
    open.push(connection);
    send();
  };
  await Promise.all(Array.from({ length: plan.connections }, drive));
  const stop = () => {
    for (const connection of open) connection.close();
  };
  return { failed, stop };
}

/** @param values at least one. */
export function inTurn<T>(values: readonly T[]): () => T {
  let index = 0;
  return () => {
    const value = values[index];
    if (value === undefined) throw new RangeError("There is nothing to send.");
    index = index + 1 === values.length ? 0 : index + 1;
    return value;
  };
}
