import { startBetterAuth } from "../contestants/better-auth.ts";
import { peerOf } from "../contestants/peer.ts";
import { startTiauth } from "../contestants/tiauth.ts";
import type { Stage } from "../stage/stage.ts";
import { bareHash } from "./bare-hash.ts";
import { loadFigures } from "./loaded.ts";
import type { Entrant, Scenario } from "./scenario.ts";
import { visited } from "./visiting.ts";

/** The heavy path. */
export const signIn: Scenario = {
  name: "sign-in",
  title: "Full sign-ins",
  about:
    "8 at once, users in turn. With Tiauth three requests (create, verify, complete) and a notice by mail; with Better Auth one. " +
    "The server has one core and hashes one password at a time (`TIAUTH_HASH_CONCURRENCY=1`); the bare hash is Tiauth's hasher " +
    "alone on that core.",
  unit: "sign-ins",
  figures: loadFigures,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { TIAUTH_HASH_CONCURRENCY: "1" } });
    const visitors = stage.people;
    return [
      await bareHash(stage, "server"),
      visited(stage, { name: "Tiauth", server, visit: "tiauthSignIn", visitors }),
      await betterAuth(stage, "scrypt"),
      await betterAuth(stage, "argon2id"),
      ...(await peerEntrant(stage)),
    ];
  },
};

const names = { scrypt: "Better Auth", argon2id: "Better Auth, Argon2id" } as const;

async function betterAuth(stage: Stage, hash: keyof typeof names): Promise<Entrant> {
  const server = await startBetterAuth(stage, hash);
  return visited(stage, { name: names[hash], server, visit: "betterAuthSignIn", visitors: server.visitors });
}

async function peerEntrant(stage: Stage): Promise<readonly Entrant[]> {
  const peer = await peerOf(stage);
  if (!peer) return [];
  return [visited(stage, { name: "Peer", server: peer, visit: "tiauthSignIn", visitors: peer.people })];
}
