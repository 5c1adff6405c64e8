import type { Command, Request } from "./connection.ts";
import type { Masters } from "./masters.ts";
import type { Reply } from "./reply.ts";
import type { Script } from "./script.ts";
import { ConnectionLost, closed, isRefusal, toTrouble } from "./troubles.ts";

/** What a script is run with. */
export interface Run {
  /** All belong to one slot. */
  readonly keys: readonly [string, ...string[]];
  readonly args: Command;
}

/** One who has keys, and can be asked which. */
export interface Reader {
  readonly name: string;
  read(command: Command): Promise<Reply>;
}

/** What is asked of an open Redis. All of it rejects with a `StorageError` if it cannot be done. */
export interface Access {
  /** Asks about a key; once more if the connection was lost before there was an answer. */
  read(key: string, command: Command): Promise<Reply>;
  /** Never done twice: what was not answered may have happened. */
  write(key: string, command: Command): Promise<Reply>;
  /** As `write`. */
  run(script: Script, run: Run): Promise<Reply>;
  /** All who have keys, by name. */
  readers(): readonly Reader[];
  /** Waits for what was asked before, then ends all connections. */
  close(): Promise<void>;
}

const answerMilliseconds = 5000;

/** @param name for messages. */
export function createAccess(masters: Masters, name: string): Access {
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  /** `ask` is given a deadline. */
  async function perform<T>(ask: (deadline: number) => Promise<T>): Promise<T> {
    if (isClosed) throw closed(name);
    const answer = ask(performance.now() + answerMilliseconds);
    underWay.add(answer);
    try {
      return await answer;
    } catch (error) {
      throw toTrouble(error, name);
    } finally {
      underWay.delete(answer);
    }
  }
  const write = (key: string, request: Omit<Request, "does">) => masters.send(key, { ...request, does: "write" });

  return {
    read: (key, command) =>
      perform((deadline) => twice(() => masters.send(key, { command, does: "read", deadline }), deadline)),
    write: (key, command) => perform((deadline) => write(key, { command, deadline })),
    run: ({ digest, source }, { keys, args }) =>
      perform(async (deadline) => {
        const rest = [`${keys.length}`, ...keys, ...args];
        try {
          return await write(keys[0], { command: ["EVALSHA", digest, ...rest], deadline });
        } catch (error) {
          if (!isRefusal(error, "NOSCRIPT")) throw error; // it has been started anew, or is another one
          return write(keys[0], { command: ["EVAL", source, ...rest], deadline });
        }
      }),
    readers: () =>
      masters.all().map((master) => ({
        name: master.name,
        read: (command) =>
          perform((deadline) => twice(() => master.send({ command, does: "read", deadline }), deadline)),
      })),
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
      masters.close();
    },
  };
}

async function twice(ask: () => Promise<Reply>, deadline: number): Promise<Reply> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ConnectionLost) || performance.now() >= deadline) throw error;
    return ask();
  }
}
