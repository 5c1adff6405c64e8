import type { Call, Reply, SyncHandlers, UserServerActions } from "@tiauth/protocol";

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/** One decoded request, as a union discriminated by `action`: one `switch` over it is a whole user server. */
export type UserEffect = Call<UserServerActions>;

/** What an effect can be answered with: `ok({ user })`, `ok()` or `err(code)`. */
export type UserReply = Reply<UserServerActions[keyof UserServerActions]>;

/** One function per action, each answering at once. A missing action or an undeclared code does not compile. */
export type SyncUserHandlers = SyncHandlers<UserServerActions>;

/** One function per action, each answering at once or with a promise. */
export type UserHandlers = {
  readonly [K in keyof SyncUserHandlers]: (
    ...parameters: Parameters<SyncUserHandlers[K]>
  ) => Awaitable<ReturnType<SyncUserHandlers[K]>>;
};
