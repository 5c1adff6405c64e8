import { bytes, decode, encode, err, newId, ok, type Result } from "@tiauth/protocol";
import * as z from "zod/mini";
import { type Awaitable, andThen } from "./awaitable.ts";
import { Conflict } from "./conflict.ts";
import { modify } from "./modify.ts";
import { rememberedRows } from "./remembered-rows.ts";
import { isEqual, sha256 } from "./secrets.ts";
import type { Entry, Storage, StoredEntry } from "./storage.ts";
import { fromBytes, toBytes } from "./stored-json.ts";

/** A point in time: unix milliseconds in storage, a `Date` in TypeScript. */
export const instant = z.codec(z.int(), z.date(), {
  decode: (milliseconds) => new Date(milliseconds),
  encode: (date) => date.getTime(),
});

/** What records need from outside. `randomBytes` is from a cryptographically secure generator. */
export interface RecordPorts {
  readonly storage: Storage;
  readonly now: () => Date;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** What distinguishes one kind of record from another. */
export interface Kind<F, E extends string> {
  /** Begins its storage keys, so that a token opens only its own kind (REQUIREMENTS S3). */
  readonly prefix: string;
  /** The refusal of a token that opens nothing. */
  readonly invalidToken: E;
  readonly fields: z.ZodMiniType<F>;
  readonly expiresAt: (row: Pick<Row<F>, "createdAt" | "fields">) => Date;
  /** For how long after its expiry a row can still be opened as an expired one; 0, as if it is missing: not at all. */
  readonly keptSeconds?: number;
  /** How long a row may be remembered in this process; 0, as if it is missing: not at all. */
  readonly rememberedSeconds?: number;
}

/** An expiry that long after creation. */
export const after = (seconds: number) => (row: { readonly createdAt: Date }) =>
  new Date(row.createdAt.getTime() + seconds * 1000);

export interface Row<F> {
  readonly id: string;
  readonly secretHash: Uint8Array;
  readonly createdAt: Date;
  /** Since when somebody has been completing this flow; long ago if they failed; undefined if nobody tried. */
  readonly claimedAt?: Date | undefined;
  /** The storage counter that the row was read at. */
  readonly counter: number;
  readonly fields: F;
}

/** A row, and the secret of the token that opened it. The secret is never stored. */
export interface Opened<F> {
  readonly row: Row<F>;
  readonly secret: string;
}

/** What becomes of a row: it is written with the patch, or left as it is without one. */
export interface Decision<F, R> {
  readonly patch?: Partial<F>;
  readonly result: R;
}

const idForm = /^[a-z2-9]{24}$/;
const tokenForm = /^([a-z2-9]{24})\.([a-z2-9]{24})$/;

/**
 * What all flows and sessions store: an id, the hash of a secret, some fields, an expiry. The caller holds
 * `<id>.<secret>`. Expired rows are refused, never deleted here: a clock that jumped must not destroy anything.
 */
export function records<F extends object, const E extends string>(ports: RecordPorts, kind: Kind<F, E>) {
  const { storage, now, randomBytes } = ports;
  const blob = z.object({ secretHash: bytes, createdAt: instant, claimedAt: z.optional(instant), fields: kind.fields });
  const key = (id: string) => kind.prefix + id;
  const gone = (row: Row<F>) => new Date(kind.expiresAt(row).getTime() + (kind.keptSeconds ?? 0) * 1000);
  const pack = (row: Row<F>): Entry => ({ value: toBytes(encode(blob, row)), expiresAt: gone(row) });
  const unpack = (id: string, { value, counter }: StoredEntry): Row<F> => ({
    ...decode(blob, fromBytes(value)),
    id,
    counter,
  });
  const read = (id: string) => andThen(storage.get(key(id)), (stored) => stored && unpack(id, stored));
  const remembered = rememberedRows({ storage, now, seconds: kind.rememberedSeconds ?? 0, read });
  const replace = async (row: Row<F>): Promise<Row<F>> => {
    const write = () => storage.update(key(row.id), pack(row), row.counter);
    if (!(await remembered.changing(row.id, write))) throw new Conflict();
    return { ...row, counter: (row.counter + 1) % 2 ** 31 }; // as `Storage.update` counts
  };

  const openWith =
    (get: typeof read, until: (row: Row<F>) => Date) =>
    (token: string): Awaitable<Result<Opened<F>, E>> => {
      const [, id, secret] = tokenForm.exec(token) ?? [];
      if (id === undefined || secret === undefined) return err(kind.invalidToken);
      return andThen(get(id), (row) => {
        const isOpen = row && isEqual(row.secretHash, sha256(secret)) && now() < until(row);
        return isOpen ? ok({ row, secret }) : err(kind.invalidToken);
      });
    };

  return {
    /** Everything about the row in one object, for the caller to pick from: the contract says what may leave. */
    view: (row: Row<F>) => ({ ...row.fields, id: row.id, createdAt: row.createdAt, expiresAt: kind.expiresAt(row) }),

    /**
     * Resolves with the row and the token that opens it, which cannot be had again. `toFields` may use the secret.
     * `announce` comes before the row is there.
     */
    async create(
      toFields: (secret: string) => F,
      announce?: (id: string) => Awaitable<void>,
    ): Promise<Opened<F> & { readonly token: string }> {
      const id = newId(randomBytes(24));
      const secret = newId(randomBytes(24));
      await announce?.(id);
      const row: Row<F> = { id, secretHash: sha256(secret), createdAt: now(), fields: toFields(secret), counter: 0 };
      if (!(await storage.add(key(id), pack(row)))) throw new Conflict();
      return { row, secret, token: `${id}.${secret}` };
    },

    /** Refuses a token that is malformed, unknown or expired, or whose secret is wrong. */
    open: openWith(read, kind.expiresAt),

    /** The same; the row may be one that is remembered. */
    openRemembered: openWith(remembered.get, kind.expiresAt),

    /** The same; the row may have expired, if it is still kept. */
    openKept: openWith(read, gone),

    /** The row as it is stored, expired or not, for one who has no token of it. */
    find: (id: string): Awaitable<Row<F> | undefined> => (idForm.test(id) ? read(id) : undefined),

    /** Writes a patch. @throws {Conflict} if somebody else wrote since the row was read. */
    update: (row: Row<F>, patch: Partial<F>) => replace({ ...row, fields: { ...row.fields, ...patch } }),

    /** Decides on the row as it stands now and writes the patch, if there is one, in one step. */
    decide: async <R extends Result<object, string>>(row: Row<F>, decision: (fields: F) => Decision<F, R>) =>
      remembered.changing(row.id, () =>
        modify<R | ReturnType<typeof err<E>>>(storage, key(row.id), (stored) => {
          if (!stored) return { result: err(kind.invalidToken) };
          const fresh = unpack(row.id, stored);
          const { patch, result } = decision(fresh.fields);
          return { ...(patch && { write: pack({ ...fresh, fields: { ...fresh.fields, ...patch } }) }), result };
        }),
      ),

    /** Of any number of callers exactly one succeeds. */
    delete: async (row: Pick<Row<F>, "id">): Promise<Result<object, E>> =>
      (await remembered.changing(row.id, () => storage.delete(key(row.id)))) ? ok() : err(kind.invalidToken),

    /**
     * Keeps the row for one caller, until it is released or deleted. A row that was released still says, by a time long
     * ago, that somebody tried.
     *
     * @throws {Conflict} for all others.
     */
    claim: (row: Row<F>) => replace({ ...row, claimedAt: now() }),
    release: (row: Row<F>) => replace({ ...row, claimedAt: new Date(0) }),

    /** Forgets all rows that are remembered: somebody emptied the storage. */
    forgetAll: remembered.forgetAll,
  };
}
export type Records<F extends object, E extends string> = ReturnType<typeof records<F, E>>;
