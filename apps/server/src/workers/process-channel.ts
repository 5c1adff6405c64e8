import type { Channel } from "./calls.ts";

/** A process with a channel to this one, or this one with a channel to the process that started it. */
interface Connected {
  readonly connected: boolean;
  send?(message: unknown, done: (error: Error | null) => void): boolean;
  on(event: "message", listener: (message: unknown) => void): unknown;
  once(event: "disconnect", listener: () => void): unknown;
}

export function processChannel(connected: Connected): Channel {
  return {
    send(message) {
      // An error is that of a process that is gone: "disconnect" tells.
      if (connected.connected) connected.send?.(message, () => undefined);
    },
    onMessage: (listener) => void connected.on("message", listener),
    onClose: (listener) => void connected.once("disconnect", listener),
  };
}

/** The same channel. What is sent before the other side listens would be lost: it waits until something came from there. */
export function whenHeard(channel: Channel): Channel {
  const early: unknown[] = [];
  let isHeard = false;
  channel.onMessage(() => {
    if (isHeard) return;
    isHeard = true;
    early.forEach(channel.send);
  });
  return { ...channel, send: (message) => (isHeard ? channel.send(message) : void early.push(message)) };
}
