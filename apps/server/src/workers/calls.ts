import { StartError } from "../start-error.ts";

/** The process on the other side is gone, and with it whatever it was asked. */
export class ProcessGone extends Error {
  override readonly name = "ProcessGone";

  constructor() {
    super("the other process is gone");
  }
}

/** What the process on the other side may call. Arguments and results travel as JSON. */
export type Callable = Readonly<Record<string, (...args: never[]) => unknown>>;

/** One end of what connects two processes. */
export interface Channel {
  /** Does nothing if the other side is gone. */
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

export interface Calls<Theirs extends Callable> {
  /**
   * Calls what the other side has under this name. Rejects with what was thrown there, a `StartError` or an `Error` with
   * its message, and with {@link ProcessGone} if the other side is gone before it has answered.
   */
  call<Name extends keyof Theirs & string>(
    name: Name,
    ...args: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** The same without an answer. What goes wrong with it is nobody's concern. */
  tell<Name extends keyof Theirs & string>(name: Name, ...args: Parameters<Theirs[Name]>): void;
}

type Message =
  | { readonly kind: "call"; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: "result"; readonly id: number; readonly value?: unknown }
  | {
      readonly kind: "failure";
      readonly id: number;
      readonly message: string;
      readonly exitCode?: StartError["exitCode"];
    };

/**
 * Lets two processes of this program call each other.
 *
 * @param ours what the other side may call.
 */
export function connectCalls<Theirs extends Callable>({ send, onMessage, onClose }: Channel, ours: Callable) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastId = 0;
  let isClosed = false;

  onMessage((received) => {
    const message = received as Message; // the other side is this program, too
    if (message.kind === "call") void perform(ours, message).then(send);
    else settle(message);
  });
  onClose(() => {
    isClosed = true;
    for (const { reject } of waiting.values()) reject(new ProcessGone());
    waiting.clear();
  });

  function settle(message: Exclude<Message, { kind: "call" }>) {
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "result") caller?.resolve(message.value);
    else caller?.reject(errorOf(message));
  }

  const calls: Calls<Theirs> = {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new ProcessGone());
        lastId += 1;
        // The value is what the function of this name has returned over there.
        waiting.set(lastId, { resolve: resolve as (value: unknown) => void, reject });
        send({ kind: "call", id: lastId, name, args });
      }),
    tell: (name, ...args) => send({ kind: "call", id: ++lastId, name, args }),
  };
  return calls;
}

async function perform(ours: Callable, { id, name, args }: Extract<Message, { kind: "call" }>): Promise<Message> {
  try {
    // Whoever calls was type-checked against the type of this function.
    return { kind: "result", id, value: await ours[name]?.(...(args as never[])) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "it failed";
    return { kind: "failure", id, message, ...(error instanceof StartError && { exitCode: error.exitCode }) };
  }
}

const errorOf = ({ message, exitCode }: Extract<Message, { kind: "failure" }>) =>
  exitCode === undefined ? new Error(message) : new StartError(message, exitCode);
