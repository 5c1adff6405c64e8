import { err, ok, type Result, type User } from "@tiauth/protocol";
import { type Awaitable, andThen, type Kind, type Opened, type RecordPorts, type Row, records } from "@tiauth/records";
import * as z from "zod/mini";
import { type Bond, bond } from "./bond.ts";
import { type HasherOfPhantoms, isPhantom, phantomUser } from "./phantom.ts";
import type { Subject } from "./subject.ts";
import { stateOf, type UserState, type Watched } from "./user-state.ts";
import type { Users } from "./users.ts";

export interface UserRecordPorts extends RecordPorts {
  /** The hasher of new passwords. */
  readonly passwordHasher: HasherOfPhantoms;
}

/** An invocation, as far as records tell it what it is about. */
export interface About {
  readonly action: string;
  readonly subject: Subject;
}

/** A kind of record that belongs to a user. */
export interface UserKind<F, E extends string> extends Kind<F, E> {
  /** What of the user ends it by changing. */
  readonly watch: readonly Watched[];
  /** Whether the user shows what completing the flow brings about. */
  readonly isDone?: (fields: F, user: User) => boolean;
  /** While true, nothing tells whether its user is there: if not, or changed, a phantom stands in. */
  readonly isHiding?: (fields: F) => boolean;
  /** What an audit event calls the record's id; `flowId` by default. */
  readonly subject?: keyof Subject;
}

/** An invocation that makes a record. */
export interface Beginning extends About {
  /** Is told the record's id before the record is there. */
  readonly announce?: (id: string) => Awaitable<void>;
}

/** A record together with its user. */
export interface OpenedWithUser<F> extends Opened<F & Bond> {
  readonly user: User;
}

/** Records that end with the version of the user they were made for. */
export function userRecords<F extends object, const E extends string>(
  ports: UserRecordPorts,
  users: Pick<Users, "get">,
  kind: UserKind<F, E>,
) {
  const idName = kind.subject ?? "flowId";
  const rows = records<F & Bond, E>(ports, { ...kind, fields: z.intersection(kind.fields, bond) });

  /** Whether the record still stands, the user being as they are now. */
  const stands = ({ fields: { userId, seen } }: Row<F & Bond>, state: UserState) =>
    state.id === userId && !state.disabled && kind.watch.every((name) => seen[name] === state[name]);

  /** Whether the user changed by this very flow, whose answer was lost (REQUIREMENTS O3): too late to give it up. */
  const isDone = ({ claimedAt, fields }: Row<F & Bond>, user: User, { action }: About) =>
    claimedAt !== undefined && !user.disabled && kind.isDone?.(fields, user) && !action.startsWith("delete_");

  /** Says in the audit event what it is about. A phantom is nobody. */
  const tell = ({ id, fields: { userId } }: Row<F & Bond>, { subject }: About) => {
    subject[idName] = id;
    if (!isPhantom(userId)) subject.userId ??= userId;
  };

  const telling =
    (open: typeof rows.open) =>
    (token: string, invocation: About): Awaitable<Result<Opened<F & Bond>, E>> =>
      andThen(open(token), (opened) => {
        if (opened.ok) tell(opened.row, invocation);
        return opened;
      });

  /** Opens the row alone. */
  const open = telling(rows.open);

  return {
    ...rows,
    stands,
    open,
    openRemembered: telling(rows.openRemembered),
    openKept: telling(rows.openKept),

    view: (row: Row<F & Bond>) => ({
      ...rows.view(row),
      userId: kind.isHiding?.(row.fields) ? "" : row.fields.userId,
    }),

    async createFor(user: User, toFields: (secret: string) => F, { announce, ...invocation }: Beginning) {
      const owner: Bond = { userId: user.id, seen: stateOf(user) };
      const created = await rows.create((secret) => ({ ...toFields(secret), ...owner }), announce);
      tell(created.row, invocation);
      return created;
    },

    /** Refuses also if the user is gone, disabled or changed since. The secret first; then asks, unless `known`. */
    async openWithUser(token: string, invocation: About, known?: User): Promise<Result<OpenedWithUser<F>, E>> {
      const opened = await open(token, invocation);
      if (!opened.ok) return opened;
      const { userId: id } = opened.row.fields;
      const user = id === known?.id ? known : await users.get(id);
      if (user && (stands(opened.row, stateOf(user)) || isDone(opened.row, user, invocation)))
        return ok({ ...opened, user });
      if (!kind.isHiding?.(opened.row.fields)) return err(kind.invalidToken);
      return ok({ ...opened, user: phantomUser({ id, emailAddress: "" }, ports.passwordHasher) });
    },
  };
}
export type UserRecords<F extends object, E extends string> = ReturnType<typeof userRecords<F, E>>;
