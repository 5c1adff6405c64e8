import type { UserServerActions } from "@tiauth/protocol";

export type UserServerAction = keyof UserServerActions;

/** What goes back over HTTP. */
export interface UserServerAnswer {
  readonly status: number;
  readonly body: string;
}

/** One request to the user server, on its way to be answered. */
export interface Exchange {
  /** As received. */
  readonly body: string;
  /** Does what was asked, and resolves with the answer that it would get. Can be called never, once or more often. */
  readonly answer: () => Promise<UserServerAnswer>;
}

/** Decides what is answered: "hang up" cuts the connection instead. */
export type Interception = (exchange: Exchange) => Promise<UserServerAnswer | "hang up"> | UserServerAnswer | "hang up";

/** Sits between the connection and the handlers: notes what is asked, and lets a suite step in. */
export interface Interceptions {
  readonly requests: readonly string[];
  readonly requestsDuring: (work: () => Promise<unknown>) => Promise<readonly string[]>;
  readonly intercept: (action: UserServerAction, interception: Interception) => void;
  readonly pass: (exchange: Exchange) => Promise<UserServerAnswer | "hang up">;
}

export function createInterceptions(): Interceptions {
  const requests: string[] = [];
  const waiting: { readonly action: string; readonly interception: Interception }[] = [];
  const takeFor = (action: string) => {
    const index = waiting.findIndex((candidate) => candidate.action === action);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };
  return {
    requests,
    requestsDuring: async (work) => {
      const before = requests.length;
      await work();
      return requests.slice(before);
    },
    intercept: (action, interception) => void waiting.push({ action, interception }),
    pass: async (exchange) => {
      const action = actionOf(exchange.body);
      requests.push(action);
      return (await takeFor(action)?.interception(exchange)) ?? exchange.answer();
    },
  };
}

function actionOf(body: string): string {
  const request: unknown = JSON.parse(body);
  const isNamed = typeof request === "object" && request !== null && "action" in request;
  return isNamed && typeof request.action === "string" ? request.action : "unnamed";
}
