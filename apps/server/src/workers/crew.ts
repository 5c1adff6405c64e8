import { within } from "../commands/stop.ts";
import type { Logs } from "../logs/logs.ts";
import { createBackOff } from "./back-off.ts";
import type { Member } from "./member.ts";
import { createMembers, type Joined, type Joining, type MembersOptions } from "./members.ts";

/** As many workers as there are to be. Who dies is replaced. */
export interface Crew {
  /**
   * Starts them: the first one alone, so that what keeps it from starting is said once.
   *
   * @returns the port of the public listener.
   * @throws {StartError} if one of them cannot start.
   */
  start(): Promise<number>;
  /** Those who take requests. */
  serving(): readonly Member[];
  /**
   * Resolves when all have answered what was under way and have ended, at whatever point of their start they were. None is
   * replaced any more. Bounded in time.
   */
  stop(): Promise<void>;
  /** Ends them all at once. Resolves when they are gone. */
  kill(): Promise<void>;
}

export interface CrewOptions extends Omit<MembersOptions, "logs"> {
  readonly size: number;
  /** Whether the first one asks the mail server before it takes requests. */
  readonly isMailServerAsked: boolean;
  readonly logs: Pick<Logs, "failure" | "warn" | "info">;
}

/** Of all but the first. */
const later: Joining = { isMailServerAsked: false };

/** Longer than any worker takes to stop, and a second less than all of it may take (REQUIREMENTS D4). */
const stopSeconds = 9;

export function createCrew({ size, isMailServerAsked, logs, ...options }: CrewOptions): Crew {
  const members = createMembers({ ...options, logs });
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;

  /** Fills one place until the end. */
  const keep = async (first: Joined) => {
    const backOff = createBackOff(stopping.signal);
    for (let joined: Joined | undefined = first; joined; ) {
      const joinedAt = performance.now();
      const how = await joined.member.ended;
      if (isStopping()) return;
      logs.failure("a worker has ended and is replaced", new Error(how));
      joined = await replace((performance.now() - joinedAt) / 1000, backOff.pause);
    }
  };
  /** Undefined if all are to end. */
  const replace = async (lastedSeconds: number, pause: (lastedSeconds: number) => Promise<void>) => {
    await pause(lastedSeconds);
    while (!isStopping()) {
      try {
        return await members.join(later);
      } catch (error) {
        if (!isStopping()) logs.failure("a worker cannot be replaced; it is tried again", error);
        await pause(0);
      }
    }
    return undefined;
  };
  const joinAndKeep = async (how: Joining) => {
    const joined = await members.join(how);
    void keep(joined);
    return joined;
  };
  const gone = () => Promise.all([...members.all].map(({ ended }) => ended));
  const kill = () => {
    stopping.abort();
    for (const member of members.all) member.kill();
  };

  return {
    async start() {
      const { port } = await joinAndKeep({ isMailServerAsked });
      const others = isStopping() ? 0 : size - 1;
      await Promise.all(Array.from({ length: others }, () => joinAndKeep(later)));
      return port;
    },
    serving: () => [...members.serving],
    async stop() {
      stopping.abort();
      await within(stopSeconds, leaveAll(members.all));
      if (members.all.size > 0) logs.warn("workers that did not end in time are ended", { workers: members.all.size });
      kill();
      await gone();
    },
    async kill() {
      kill();
      await gone();
    },
  };
}

/** Nobody leaves before all have answered: who delivers notices then knows of the last ones. */
async function leaveAll(members: ReadonlySet<Member>): Promise<void> {
  await Promise.allSettled([...members].map((member) => member.call("drain")));
  await Promise.allSettled([...members].map((member) => leave(member)));
}

async function leave({ tell, ended }: Member): Promise<void> {
  tell("leave");
  await ended;
}
