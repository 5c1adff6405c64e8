import { type Connection, openConnection } from "./connection.ts";
import { type Flow, failure } from "./flow.ts";
import { inTurn } from "./in-turn.ts";
import type { Message } from "./messages.ts";
import type { Recorder } from "./recorder.ts";
import { type Expected, judge, type PlainRequest, render, wrongAnswer } from "./requests.ts";

export interface OpenLoop {
  readonly port: number;
  readonly connections: number;
  readonly requests: readonly PlainRequest[];
  readonly expected: Expected;
  readonly perSecond: number;
}

/** A connection, and when the request on it was due. */
interface Line {
  readonly connection: Connection;
  dueAt: number;
}

/**
 * So many requests a second whatever becomes of them. A request's time begins when it was due, also if no connection was
 * free then: a server that stalls does not get fewer requests for it.
 */
export async function startOpenLoop(plan: OpenLoop, recorder: Recorder): Promise<Flow> {
  const { failed, fail } = failure();
  const next = inTurn(plan.requests.map((request) => Buffer.from(render(request), "latin1")));
  const free: Line[] = [];
  const open = () => openLine({ plan, recorder, free, fail });
  const lines = await Promise.all(Array.from({ length: plan.connections }, open));
  free.push(...lines);

  let dueAt = performance.now();
  const sendDue = () => {
    while (dueAt <= performance.now()) {
      const line = free.pop();
      if (!line) return;
      line.dueAt = dueAt;
      line.connection.send(next());
      dueAt += 1000 / plan.perSecond;
    }
  };
  const timer = setInterval(sendDue, 1);
  const stop = () => {
    clearInterval(timer);
    for (const { connection } of lines) connection.close();
  };
  return { failed, stop };
}

interface LineOptions {
  readonly plan: OpenLoop;
  readonly recorder: Recorder;
  /** Gets the line back after each answer. */
  readonly free: Line[];
  readonly fail: (error: unknown) => void;
}

async function openLine({ plan, recorder, free, fail }: LineOptions): Promise<Line> {
  const isRight = judge(plan.expected);
  const onMessage = (message: Message) => {
    recorder.add(performance.now() - line.dueAt);
    free.push(line);
    if (!isRight(message)) fail(wrongAnswer(message));
  };
  const line: Line = { dueAt: 0, connection: await openConnection({ port: plan.port, onMessage, onBroken: fail }) };
  return line;
}
