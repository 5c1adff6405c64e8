/** A field's two names. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** Moves the fields of an object to their other names. Says which they are, so that they need not be moved one by one. */
export interface Renaming {
  (value: object): object;
  readonly fields: readonly Renamed[];
}

export function renaming(fields: readonly Renamed[]): Renaming {
  const rename = (value: object) => {
    const source = value as Readonly<Record<string, unknown>>; // any object can be asked for any name
    const renamed: Record<string, unknown> = {};
    for (const { from, to } of fields) if (Object.hasOwn(source, from)) renamed[to] = source[from];
    return renamed;
  };
  return Object.assign(rename, { fields });
}

export const isRenaming = (change: unknown): change is Renaming => typeof change === "function" && "fields" in change;
