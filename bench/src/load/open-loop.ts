import { inTurn } from "./closed-loop.ts";
import { type Connection, openConnection } from "./connection.ts";
import { type Flow, failure } from "./flow.ts";
import type { Recorder } from "./recorder.ts";
import { type Expected, judge, type PlainRequest, render, wrongAnswer } from "./requests.ts";

export interface OpenLoop {
  readonly port: number;
  readonly connections: number;
  readonly requests: readonly PlainRequest[];
  readonly expected: Expected;
  readonly perSecond: number;
}

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
  const isRight = judge(plan.expected);
  const next = inTurn(plan.requests.map((request) => Buffer.from(render(request), "latin1")));
  const lines: Line[] = [];
  const free: Line[] = [];
  const openLine = async () => {
    const line: Line = {
      dueAt: 0,
      connection: await openConnection({
        port: plan.port,
        onBroken: fail,
        onMessage: (message) => {
          recorder.add(performance.now() - line.dueAt);
          free.push(line);
          if (!isRight(message)) fail(wrongAnswer(message));
        },
      }),
    };
    lines.push(line);
    free.push(line);
  };
  await Promise.all(Array.from({ length: plan.connections }, openLine));

  let dueAt = performance.now();
  const sendDue = () => {
    for (let line = free.pop(); line; line = free.pop()) {
      if (dueAt > performance.now()) return void free.push(line);
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
