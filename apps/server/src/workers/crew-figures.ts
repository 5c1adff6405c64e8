import { within } from "../commands/stop.ts";
import { countsOf, type ProcessFigures, scrapeAll } from "../metrics/figures.ts";
import type { Member } from "./member.ts";

/** The figures of all workers as one. */
export interface CrewFigures {
  /** One that does not answer within a second counts as it was last. */
  scrape(members: readonly Member[]): Promise<{ readonly contentType: string; readonly text: string }>;
  /** What one that is gone had counted at the last scrape stays counted: a sum that fell would be read as a new start. */
  bury(member: Member): void;
}

const patienceSeconds = 1;

export function createCrewFigures(): CrewFigures {
  const latest = new Map<Member, ProcessFigures>();
  let departed: Promise<ProcessFigures> = Promise.resolve([]);

  const ask = async (member: Member) => {
    const figures = await member.call("figures").catch(() => undefined);
    if (figures) latest.set(member, figures);
  };
  return {
    async scrape(members) {
      await within(patienceSeconds, Promise.all(members.map(ask)));
      // Looked at together: who is buried in between would be in neither.
      const [before, present] = [departed, [...latest.values()]];
      return scrapeAll([await before, ...present]);
    },
    bury(member) {
      const last = latest.get(member);
      latest.delete(member);
      if (last) departed = departed.then((before) => countsOf([before, last]));
    },
  };
}
