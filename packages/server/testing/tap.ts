/** One call of a port's method. */
export interface PortCall {
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What happens instead of a call: `proceed` makes it. */
export type Around = (call: PortCall, proceed: () => unknown) => unknown;

/** A port whose calls are written down and can be made to fail, to hang or to lose their answers. */
export interface Tap<P> {
  readonly port: P;
  /** Oldest first. */
  readonly calls: PortCall[];
  /** From now on every call goes through `around`. */
  through(around: Around): void;
  /** How often `method` was called; all of them if none is named. */
  count(method?: string): number;
}

const untouched: Around = (_, proceed) => proceed();

export function tap<P extends object>(port: P, around = untouched): Tap<P> {
  const calls: PortCall[] = [];
  let current = around;
  const wrap =
    (method: string, run: (...args: readonly unknown[]) => unknown) =>
    (...args: readonly unknown[]) => {
      const call = { method, args };
      calls.push(call);
      return current(call, () => run(...args));
    };
  const members = Object.entries(port).map(([name, member]) => [
    name,
    typeof member === "function" ? wrap(name, member) : member,
  ]);
  return {
    port: Object.fromEntries(members) as P, // the same members; what is a function stays one with the same arguments
    calls,
    through(next) {
      current = next;
    },
    count: (method) => calls.filter((call) => method === undefined || call.method === method).length,
  };
}
