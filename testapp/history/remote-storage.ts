import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { StorageDriver } from "@tiauth/storage";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";

/** What a client of a history asks a storage for. */
export type AskedStorage = Pick<StorageDriver, "get" | "add" | "update" | "delete">;

/** A storage driver that another process holds. What was not answered when that process ends is rejected. */
export interface RemoteStorage extends AskedStorage {
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>;
}

interface Reply {
  readonly id: number;
  readonly answer?: unknown;
  readonly problem?: string;
}

const script = fileURLToPath(new URL("./driver-process.mjs", import.meta.url));

/**
 * Starts a process that opens the storage at this URL.
 *
 * @throws {Error} if it ends before that.
 */
export async function startRemoteStorage(url: string): Promise<RemoteStorage> {
  const child = fork(script, [url], { serialization: "advanced", execArgv: [] });
  endWithThisProcess(child);
  const { expectReply, settle, ended } = collectReplies(child);
  let count = 0;
  const ask =
    <M extends keyof AskedStorage>(method: M) =>
    (...given: Parameters<AskedStorage[M]>) => {
      count += 1;
      const id = count;
      const reply = expectReply(id);
      child.send({ id, method, given }, (error) => error && settle({ id, problem: String(error) }));
      return reply as ReturnType<AskedStorage[M]>; // what that method answered over there
    };
  await expectReply(0);
  return {
    get: ask("get"),
    add: ask("add"),
    update: ask("update"),
    delete: ask("delete"),
    kill: () => {
      child.kill("SIGKILL");
      return ended;
    },
  };
}

function collectReplies(child: ChildProcess) {
  const waiting = new Map<number, (reply: Reply) => void>();
  const settle = (reply: Reply) => waiting.get(reply.id)?.(reply);
  child.on("message", settle);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      for (const id of waiting.keys()) settle({ id, problem: "The process that held the storage has ended." });
      resolve();
    });
  });
  const expectReply = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, ({ answer, problem }) => {
        waiting.delete(id);
        if (problem === undefined) resolve(answer);
        else reject(new Error(problem));
      });
    });
  return { expectReply, settle, ended };
}
