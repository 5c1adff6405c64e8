/** Something that was answered, and that therefore has to stay true whatever happens to the process. */
export interface Fact {
  /** For the message if it is not: `"a session that was ended"`. */
  readonly what: string;
  readonly holds: () => Promise<boolean>;
}

/** What was answered, by the record that it is about. */
export interface Ledger {
  /** How many facts were kept so far. */
  count(): number;
  /** Keeps a fact about a record, in place of what was known about it. */
  note(record: string, fact: Fact): void;
  /**
   * Asks for a write to a record and keeps what its answer makes true. From when it is asked for until it is answered nothing
   * is known about the record.
   *
   * @throws whatever `ask` rejects with; the record stays unknown then.
   */
  write<T>(record: string, ask: () => Promise<T>, fact: Fact): Promise<T>;
  /** Looks at every fact that was kept since it was called last. Resolves with those that do not hold. */
  findNewlyBroken(): Promise<readonly string[]>;
  /** Looks at every fact. Resolves with those that do not hold. */
  findBroken(): Promise<readonly string[]>;
}

export function createLedger(): Ledger {
  const facts = new Map<string, Fact>();
  let unseen = new Set<Fact>();
  let count = 0;
  const note = (record: string, fact: Fact) => {
    facts.set(record, fact);
    unseen.add(fact);
    count += 1;
  };
  return {
    count: () => count,
    note,
    write: async (record, ask, fact) => {
      facts.delete(record);
      const answer = await ask();
      note(record, fact);
      return answer;
    },
    findNewlyBroken: () => {
      const seen = unseen;
      unseen = new Set();
      return brokenOf([...facts.values()].filter((fact) => seen.has(fact)));
    },
    findBroken: () => brokenOf([...facts.values()]),
  };
}

/** How many facts are looked at together: a connection each. */
const together = 100;

async function brokenOf(facts: readonly Fact[]): Promise<readonly string[]> {
  const broken: string[] = [];
  for (let start = 0; start < facts.length; start += together) {
    const some = facts.slice(start, start + together);
    const hold = await Promise.all(some.map(({ holds }) => holds().catch(() => false)));
    broken.push(...some.filter((_, index) => !hold[index]).map(({ what }) => what));
  }
  return broken;
}
