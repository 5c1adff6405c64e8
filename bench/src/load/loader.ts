import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";
import { pinned } from "../processes/cores.ts";
import { ownScript } from "../processes/start-server.ts";
import type { Question, Reply } from "./load-process.ts";
import type { Plan } from "./plan.ts";
import type { Outcome, WindowOptions } from "./window.ts";

/** A plan that the load process has already. */
export interface Load {
  /** @throws {Error} see `measure` in load/window.ts. */
  measure(options: Omit<WindowOptions, "beside">, beside?: Load): Promise<Outcome>;
  readonly id: number;
}

/** The process that sends the requests, on a core of its own. */
export interface Loader {
  keep(plan: Plan): Load;
  /** Of all plans. */
  forget(): void;
  stop(): void;
}

export function startLoader(): Loader {
  const [program = "", ...args] = pinned("load", [process.execPath, ownScript("load/load-process")]);
  const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit", "ipc"], serialization: "advanced" });
  endWithThisProcess(child);
  const ended = once(child, "exit").then(() => {
    throw new Error("The load process has ended.");
  });
  ended.catch(() => undefined); // in the end it is told to
  const ids: number[] = [];
  const tell = (question: Question) => void child.send(question);

  const load = (id: number): Load => ({
    id,
    async measure(options, beside) {
      tell({ kind: "measure", id, besideId: beside?.id, options });
      // One question at a time: the next message is the answer to this one.
      const [reply] = (await Promise.race([once(child, "message"), ended])) as [Reply];
      if ("error" in reply) throw new Error(reply.error);
      return reply.outcome;
    },
  });
  return {
    keep(plan) {
      const id = ids.push(ids.length) - 1;
      tell({ kind: "keep", id, plan });
      return load(id);
    },
    forget() {
      for (const id of ids) tell({ kind: "forget", id });
    },
    stop: () => void child.kill(),
  };
}
