import type { Visitor } from "../visits/visitor.ts";
import { type VisitName, visits } from "../visits/visits.ts";
import { openConversation } from "./conversation.ts";
import { type Flow, failure } from "./flow.ts";
import { inTurn } from "./in-turn.ts";
import type { Recorder } from "./recorder.ts";

export interface VisitLoop {
  readonly port: number;
  /** Where codes from mails are to be had, for visits that need one. */
  readonly userServerPort: number;
  readonly connections: number;
  readonly visit: VisitName;
  /** They come one after the other, over and over. */
  readonly visitors: readonly Visitor[];
}

/** Whose turn it is, from one round of a plan to its next: nobody comes so often that they meet their limit. */
const turns = new WeakMap<VisitLoop["visitors"], () => Visitor>();

function turnsOf({ visitors }: VisitLoop): () => Visitor {
  const next = turns.get(visitors) ?? inTurn(visitors);
  turns.set(visitors, next);
  return next;
}

/** On every connection the next visit as soon as the last one is over, and all its answers were right. */
export async function startVisitLoop(plan: VisitLoop, recorder: Recorder): Promise<Flow> {
  const { failed, fail } = failure();
  const nextVisitor = turnsOf(plan);
  const visit = visits[plan.visit];
  let isStopped = false;

  const openOne = async () => ({
    server: await openConversation(plan.port),
    userServer: await openConversation(plan.userServerPort),
  });
  const all = await Promise.all(Array.from({ length: plan.connections }, openOne));
  const drive = async (conversations: (typeof all)[number]) => {
    while (!isStopped) {
      const startedAt = performance.now();
      await visit(conversations, nextVisitor());
      recorder.add(performance.now() - startedAt);
    }
  };
  for (const conversations of all) drive(conversations).catch((error) => isStopped || fail(error));
  const stop = () => {
    isStopped = true;
    for (const { server, userServer } of all) for (const conversation of [server, userServer]) conversation.close();
  };
  return { failed, stop };
}
