import { openConnection } from "./connection.ts";
import { type Flow, failure } from "./flow.ts";
import { inTurn } from "./in-turn.ts";
import type { Message } from "./messages.ts";
import type { Recorder } from "./recorder.ts";
import { type Expected, judge, type PlainRequest, render, wrongAnswer } from "./requests.ts";

export interface ClosedLoop {
  readonly port: number;
  readonly connections: number;
  /** Sent one after the other, over and over. */
  readonly requests: readonly PlainRequest[];
  readonly expected: Expected;
  /**
   * Whether the sender never sleeps. One that does is woken by the server's writes, which takes the kernel as long as the
   * rest of an answer, and counts as the server's work: the slower the server, the more often.
   */
  readonly isSleepless?: boolean;
}

/** On every connection the next request as soon as the answer to the last one is there, and was right. */
export async function startClosedLoop(plan: ClosedLoop, recorder: Recorder): Promise<Flow> {
  const { failed, fail } = failure();
  const next = inTurn(plan.requests.map((request) => Buffer.from(render(request), "latin1")));
  const open = () => openLine({ plan, recorder, next, fail });
  const lines = await Promise.all(Array.from({ length: plan.connections }, open));
  for (const { send } of lines) send();
  let isStopped = !plan.isSleepless;
  const stayAwake = () => isStopped || void setImmediate(stayAwake);
  stayAwake();
  const stop = () => {
    isStopped = true;
    for (const { connection } of lines) connection.close();
  };
  return { failed, stop };
}

interface LineOptions {
  readonly plan: ClosedLoop;
  readonly recorder: Recorder;
  readonly next: () => Uint8Array;
  readonly fail: (error: unknown) => void;
}

/** A connection that goes on by itself once its first request was sent. */
async function openLine({ plan, recorder, next, fail }: LineOptions) {
  const isRight = judge(plan.expected);
  let sentAt = 0;
  const onMessage = (message: Message) => {
    recorder.add(performance.now() - sentAt);
    if (isRight(message)) send();
    else fail(wrongAnswer(message));
  };
  const connection = await openConnection({ port: plan.port, onMessage, onBroken: fail });
  const send = () => {
    sentAt = performance.now();
    connection.send(next());
  };
  return { connection, send };
}
