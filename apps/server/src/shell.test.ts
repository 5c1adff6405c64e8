import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { startShell } from "./shell.ts";

function start(clear = async () => {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const [exit, cleared] = [vi.fn(), vi.fn(clear)];
  const reset = { description: "clear it all", run: () => cleared().then(() => "Storage cleared") };
  const shell = startShell({ reset, exit, input, output });
  let said = "";
  output.on("data", (chunk) => {
    said += String(chunk);
  });
  return { shell, input, exit, cleared, said: () => said };
}

test("reset clears the storage, then says so", async () => {
  const { input, said, cleared } = start();
  input.write("reset\n");
  await vi.waitFor(() => expect(said()).toContain("Storage cleared"));
  expect(cleared).toHaveBeenCalledTimes(1);
});

test("help names every command", async () => {
  const { input, said } = start();
  input.write("help\n");
  await vi.waitFor(() => expect(said()).toMatch(/reset +clear it all\nhelp .*\nexit /));
});

test("exit asks the server to stop, after what was typed before", async () => {
  const { input, exit, cleared } = start();
  input.write("\nreset\nexit\n");
  await vi.waitFor(() => expect(exit).toHaveBeenCalledTimes(1));
  expect(cleared).toHaveBeenCalledTimes(1);
});

test("anything else does nothing and says where to look", async () => {
  const { input, said, exit, cleared } = start();
  input.write("constructor\n");
  await vi.waitFor(() => expect(said()).toContain("try help"));
  expect(exit).not.toHaveBeenCalled();
  expect(cleared).not.toHaveBeenCalled();
});

test("the end of the input does not stop the server, nor does a reset that fails", async () => {
  const { input, said, exit } = start(async () => {
    throw new Error("disk full");
  });
  input.end("reset\n");
  await vi.waitFor(() => expect(said()).toContain("disk full"));
  expect(exit).not.toHaveBeenCalled();
});

test("a line is printed above what is being typed, which stays", async () => {
  const { shell, input, said, cleared } = start();
  await vi.waitFor(() => expect(said()).toContain("tiauth> "));
  input.write("res");
  shell.print("a mail came");
  expect(said()).toMatch(/a mail came\ntiauth> $/);
  input.write("et\n");
  await vi.waitFor(() => expect(cleared).toHaveBeenCalledTimes(1));
});
