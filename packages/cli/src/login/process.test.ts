import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openStore } from "../store/store.ts";
import { approve, authServer } from "../testing/auth-server.ts";
import { bundle } from "../testing/bundle.ts";
import { temporaryFolder } from "../testing/folder.ts";
import { hasPseudoTerminal, inPseudoTerminal } from "../testing/pseudo-terminal.ts";

/** What `stty -g` says of a terminal. */
const state = /^([0-9a-f:]{20,})\r?$/m;

test.skipIf(!hasPseudoTerminal)(
  "in a real terminal: Ctrl-C, the next login, and each time the terminal as it was",
  async () => {
    const server = await authServer();
    const program = await bundle("login-program");
    const env = { SERVER: server.url, XDG_CONFIG_HOME: temporaryFolder() };
    const command = `stty -g; "${process.execPath}" "${program}"; echo "exit=$?"; stty -g`;

    const first = inPseudoTerminal(command, env);
    const [, before] = await first.sees(state);
    await first.sees(/E-mail address: /);
    first.types("me@example.com\r");
    await first.sees(/⠙ Waiting for you to approve\. Code: /);
    first.types("half a co\u0003");
    await first.sees(/Stopped\. Run reg login again to go on\.\r\nexit=130/);
    expect((await first.sees(state))[1]).toBe(before);

    const second = inPseudoTerminal(command, env);
    await second.sees(/Go on with it\? \[Y\/n\] /);
    second.types("\r");
    const code = await approve(server.client, await server.nextLink());
    await second.sees(/Code: /);
    second.types(`${code.toLowerCase()}\r`);
    await second.sees(/Signed in as me@example\.com\.\r\nme@example\.com is \w+\r\nexit=0/);
    expect((await second.sees(state))[1]).toBe(before);
    await Promise.all([first.ended, second.ended]);
  },
);

test("a process without a terminal ends at once, with the variable to set", async () => {
  const program = await bundle("login-program");
  const env = { SERVER: "http://127.0.0.1:3777/", XDG_CONFIG_HOME: temporaryFolder() };
  const child = spawn(process.execPath, [program], { env, stdio: ["pipe", "pipe", "pipe"] });
  const [output, [code]] = await Promise.all([child.stderr.setEncoding("utf8").toArray(), once(child, "close")]);
  expect([output.join(""), code]).toEqual([expect.stringContaining("Set REG_TOKEN"), 1]);
});

test("processes that write at once lose nothing of each other's", async () => {
  const program = await bundle("store-program");
  const path = join(temporaryFolder(), "reg", "sessions.json");
  const names = ["a", "b", "c", "d"];
  const ends = names.map((name) => once(spawn(process.execPath, [program, path, name], { stdio: "inherit" }), "close"));
  expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0, 0, 0]);
  const servers = names.flatMap((name) => Array.from({ length: 25 }, (_, i) => `https://${name}-${i}.example.com/`));
  expect(servers.filter((server) => !openStore(path, server).read().session)).toEqual([]);
  expect(readdirSync(dirname(path))).toEqual(["sessions.json"]);
});
