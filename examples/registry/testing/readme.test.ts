import { expect, it, onTestFinished } from "vitest";
import { type Machine, openMachine } from "./machine.ts";
import { readSession, type Step } from "./readme.ts";
import { openStage } from "./stage.ts";

it("the README's session works as it is printed, line by line", async () => {
  const stage = await openStage();
  onTestFinished(() => stage.close());
  const machines = new Map<string, Machine>();
  const machineOf = (who: string) => {
    const machine = machines.get(who) ?? openMachine({ registryUrl: stage.url, tiauth: stage.tiauth });
    machines.set(who, machine);
    return machine;
  };
  const steps = readSession();
  expect(steps.length).toBeGreaterThan(25);
  for (const { who, command, lines } of steps) {
    const [, loginAddress] = /^reg login (\S+)$/.exec(command) ?? [];
    if (loginAddress) expectSeen(lines, (await machineOf(who).login(loginAddress)).output);
    else expect({ command, lines: linesOf(await machineOf(who).type(command)) }).toEqual({ command, lines });
  }
});

const linesOf = ({ output, errors }: { readonly output: string; readonly errors: string }): Step["lines"] =>
  `${output}${errors}`.split("\n").filter(Boolean);

/** A terminal is drawn again and again: each line was on it; the one that somebody types into may not have been shown. */
function expectSeen(lines: Step["lines"], screen: string): void {
  for (const line of lines) if (!line.includes("Code: ")) expect(screen).toContain(line);
  expect(screen).toContain("Code: ");
}
