/** Moves the fields of an object to their other names, and says by `names`, the wire's first, which those are. */
export interface Renaming {
  (value: object): object;
  readonly names: ReadonlyMap<string, string>;
}

type Pair = readonly [from: string, to: string];

/** Both directions of moving every field between its name on the wire and its name here. */
export function renamings(names: readonly Pair[]): { readonly decode: Renaming; readonly encode: Renaming } {
  const here = new Map(names);
  const back = names.map(([wire, name]): Pair => [name, wire]);
  return { decode: renaming(names, here), encode: renaming(back, here) };
}

const renaming = (pairs: readonly Pair[], names: ReadonlyMap<string, string>): Renaming =>
  Object.assign((value: object) => rename(value, pairs), { names });

function rename(value: object, pairs: readonly Pair[]): object {
  const source = value as Readonly<Record<string, unknown>>; // any object can be asked for any name
  const renamed: Record<string, unknown> = {};
  for (const [from, to] of pairs) if (Object.hasOwn(source, from)) renamed[to] = source[from];
  return renamed;
}

export const isRenaming = (change: unknown): change is Renaming => typeof change === "function" && "names" in change;
