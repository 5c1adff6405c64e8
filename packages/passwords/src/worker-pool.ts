import { Worker } from "node:worker_threads";

/** What a worker posts back, exactly once per job. */
type Answer<Result> = { readonly result: Result } | { readonly error: unknown };

interface Task<Job, Result> {
  readonly job: Job;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

interface Slot<Job, Result> {
  readonly worker: Worker;
  task: Task<Job, Result> | undefined;
}

/**
 * Runs jobs in up to `size` worker threads, one at a time in each, in the order they came. A worker is started when a job
 * needs it, and does not keep the process alive while it is idle. If one dies, its job is rejected and the next job gets a
 * new worker.
 *
 * @param script posts `{ result }` or `{ error }` for every message; jobs and results are copied to and fro.
 * @returns a function that rejects with the error that the script posted, or that the worker died of.
 */
export function workerPool<Job, Result>({ script, size }: { readonly script: URL; readonly size: number }) {
  const slots = new Set<Slot<Job, Result>>();
  const waiting: Task<Job, Result>[] = [];

  const start = () => {
    // Neither the secrets of this process nor what it preloads: the script needs none of it.
    const slot: Slot<Job, Result> = { worker: new Worker(script, { env: {}, execArgv: [] }), task: undefined };
    slot.worker.on("message", (answer: Answer<Result>) => finish(slot, answer));
    slot.worker.on("error", (error) => retire(slot, error));
    slot.worker.on("exit", (code) => retire(slot, new Error(`the worker exited with code ${code}`)));
    slots.add(slot);
    return slot;
  };

  const assign = (task: Task<Job, Result>) => {
    try {
      const slot = [...slots].find(({ task }) => !task) ?? start();
      slot.worker.postMessage(task.job);
      slot.worker.ref();
      slot.task = task;
    } catch (error) {
      task.reject(error); // no thread to be had, or a job that cannot be copied
    }
  };

  const next = () => {
    while ([...slots].filter(({ task }) => task).length < size) {
      const task = waiting.shift();
      if (!task) return;
      assign(task);
    }
  };

  const finish = (slot: Slot<Job, Result>, answer: Answer<Result>) => {
    const { task } = slot;
    slot.task = undefined;
    slot.worker.unref();
    if ("error" in answer) task?.reject(answer.error);
    else task?.resolve(answer.result);
    next();
  };

  const retire = (slot: Slot<Job, Result>, error: unknown) => {
    slots.delete(slot);
    slot.task?.reject(error);
    slot.task = undefined;
    next();
  };

  return (job: Job) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ job, resolve, reject });
      next();
    });
}
