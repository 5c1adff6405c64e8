import { ownScript } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import type { Entrant } from "./scenario.ts";

/** As many hashes as there can be on the server's core: what sign-ins are measured against. */
export async function bareHash(stage: Stage): Promise<Entrant> {
  const server = await stage.start({ command: [ownScript("contestants/hash-server")], place: "server" });
  const url = `http://127.0.0.1:${server.port}/${stage.options.seconds * 2}`;
  return {
    name: "Bare hash",
    round: async () => ({ perSecond: Number(await (await fetch(url)).text()) }),
  };
}
