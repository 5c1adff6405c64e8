import { eachOnce } from "../logs/each-once.ts";
import type { Logs } from "../logs/logs.ts";
import { StartError } from "../start-error.ts";
import { ProcessGone } from "./calls.ts";
import type { Brief, PrimaryCalls } from "./contract.ts";
import type { Member } from "./member.ts";
import { createTurns } from "./turns.ts";

/** The workers that there are. One of them leads: it does what is done once for all. */
export interface Members {
  /** Those whose processes run. */
  readonly all: ReadonlySet<Member>;
  /** Those who take requests. */
  readonly serving: ReadonlySet<Member>;
  /**
   * Adds one. Resolves when it takes requests.
   *
   * @throws {StartError} if it cannot start; it is gone then.
   */
  join(joining: Joining): Promise<Joined>;
}

/** Of a brief what is not the same for all. */
export type Joining = Pick<Brief, "isMailServerAsked">;

export interface Joined {
  readonly member: Member;
  /** Of the public listener. */
  readonly port: number;
}

export interface MembersOptions {
  readonly brief: Omit<Brief, keyof Joining>;
  /** How many passwords all of them together hash at once. */
  readonly hashConcurrency: number;
  /** Starts a process. */
  readonly hire: (ours: PrimaryCalls) => Member;
  /** Told of one that has ended. */
  readonly onEnded: (member: Member) => void;
  readonly logs: Pick<Logs, "warn">;
}

export function createMembers({ brief, hashConcurrency, hire, onEnded, logs }: MembersOptions): Members {
  const [all, serving] = [new Set<Member>(), new Set<Member>()];
  const turns = createTurns(hashConcurrency);
  const warn = eachOnce((message) => logs.warn(message)); // each worker finds the same
  let leader: Member | undefined;

  /** The one who has been here longest. */
  const appoint = () => {
    [leader] = serving;
    leader?.tell("lead");
  };
  const begin = (): Member => {
    const holder = {};
    const member = hire({
      hello: () => undefined,
      warn,
      deliver: () => {
        if (leader !== member) leader?.tell("deliver");
      },
      cleared: async () => {
        const others = [...serving].filter((other) => other !== member);
        await Promise.allSettled(others.map(({ call }) => call("forget"))); // who is gone remembers nothing
      },
      takeHashingTurn: () => turns.take(holder),
      giveHashingTurnBack: () => turns.giveBack(holder),
    });
    all.add(member);
    void member.ended.then(() => {
      turns.dismiss(holder);
      all.delete(member);
      serving.delete(member);
      if (leader === member) appoint();
      onEnded(member);
    });
    return member;
  };

  return {
    all,
    serving,
    async join(joining) {
      const member = begin();
      try {
        const port = await Promise.race([member.call("start", { ...brief, ...joining }), endOf(member)]);
        serving.add(member);
        if (!leader) appoint();
        return { member, port };
      } catch (error) {
        member.kill();
        const how = await member.ended;
        throw error instanceof ProcessGone ? new StartError(`a worker ended before it could start: ${how}.`) : error;
      }
    },
  };
}

/** Rejects when it has ended: of a process that was never there, nothing else is heard. */
const endOf = ({ ended }: Member): Promise<never> => ended.then(() => Promise.reject(new ProcessGone()));
