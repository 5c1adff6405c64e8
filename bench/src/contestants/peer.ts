import { createPeople, type Person } from "../stage/people.ts";
import type { Stage } from "../stage/stage.ts";
import { type SignedIn, signInAll } from "./tiauth.ts";

/** A server of the same protocol that somebody else started. */
export interface Peer {
  readonly port: number;
  /** Undefined if nobody said. */
  readonly pid: number | undefined;
  readonly people: readonly Person[];
  readonly visitors: SignedIn["visitors"];
}

/** The peer that was given, with users of its own; undefined if none was. It listens on this machine, at the path `/`. */
export function peerOf(stage: Stage): Promise<Peer | undefined> {
  const { peer, peerUserServer, peerPid: pid } = stage.options;
  return stage.once("peer", async () => {
    if (peer === undefined || peerUserServer === undefined) return undefined;
    const port = Number(new URL(peer).port || 80);
    const people = await createPeople(peerUserServer, 300);
    return { port, pid, people, visitors: await signInAll(port, people.slice(0, 50)) };
  });
}
