import { AsyncLocalStorage } from "node:async_hooks";
import type { Answer, InvokeOptions, UserStore } from "@tiauth/server";
import { watchCalls } from "../../users/watch-calls.ts";
import { createFeed, type Feed } from "../feed.ts";
import { type ObservedInvocation, observeAnswer, observeRequest, type UserServerCall } from "./observed-invocation.ts";

type Invoke = (body: string, options?: InvokeOptions) => Promise<Answer>;

/** Sees which actions are invoked, and what they ask the user server. */
export interface Inspector {
  /** The last 500 invocations, each as soon as it is answered. */
  readonly invocations: Feed<ObservedInvocation>;
  /** The same core; its invocations are seen. */
  watchInvoke(invoke: Invoke): Invoke;
  /** The same users; who is asked for them, and by which invocation, is seen. */
  watchUsers(users: UserStore): UserStore;
}

const maxInvocations = 500;

export function createInspector(): Inspector {
  const invocations = createFeed<ObservedInvocation>(maxInvocations);
  const underWay = new AsyncLocalStorage<(call: UserServerCall) => void>();
  let lastId = 0;

  const watchInvoke = (invoke: Invoke): Invoke => {
    return async (body, options) => {
      lastId += 1;
      const sheet = createSheet(invocations, { id: lastId, at: new Date().toISOString(), ...observeRequest(body) });
      const stopwatch = startStopwatch();
      const answer = await underWay.run(sheet.called, () => invoke(body, options));
      sheet.answered({ ...observeAnswer(answer), durationMilliseconds: stopwatch() });
      return answer;
    };
  };
  const watchUsers = (users: UserStore) =>
    watchCalls(users, ({ durationSeconds, ...call }) =>
      underWay.getStore()?.({ ...call, durationMilliseconds: toTenths(durationSeconds * 1000) }),
    );
  return { invocations, watchInvoke, watchUsers };
}

type Asked = Pick<ObservedInvocation, "id" | "at" | "action" | "arguments">;
type Answered = Omit<ObservedInvocation, keyof Asked | "userServerCalls">;

/** What is known of one invocation so far. */
function createSheet(invocations: Feed<ObservedInvocation>, asked: Asked) {
  let userServerCalls: readonly UserServerCall[] = [];
  let answer: Answered | undefined;
  return {
    called(call: UserServerCall) {
      userServerCalls = [...userServerCalls, call];
      // What follows the answer, rehashing a password for instance, belongs to the invocation too.
      if (answer) invocations.replace({ ...asked, ...answer, userServerCalls });
    },
    answered(answered: Answered) {
      answer = answered;
      invocations.add({ ...asked, ...answered, userServerCalls });
    },
  };
}

/** Returns what tells the milliseconds since then, to a tenth. */
function startStopwatch(): () => number {
  const startedAt = performance.now();
  return () => toTenths(performance.now() - startedAt);
}

const toTenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10;
