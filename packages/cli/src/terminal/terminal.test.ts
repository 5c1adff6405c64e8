import { expect, test, vi } from "vitest";
import { hostOf } from "../host.ts";
import { person } from "../testing/person.ts";
import { openTerminal } from "./terminal.ts";

function open(terminalType = "xterm") {
  const somebody = person(terminalType);
  const host = hostOf({ ...somebody.host, env: { TERM: terminalType }, platform: "linux" });
  return { somebody, terminal: openTerminal(host, "Stopped.") };
}

const never = new AbortController().signal;

test("a question is answered by a line", async () => {
  const { somebody, terminal } = open();
  const answer = terminal.ask("E-mail address: ");
  await somebody.answers("E-mail address: ", "me@example.com");
  expect(await answer).toBe("me@example.com");
  terminal.close();
  expect(somebody.hasTerminalBack()).toBe(true);
});

test("a spinner turns in front of a question, and the text beside it follows what goes on", async () => {
  const { somebody, terminal } = open();
  let text = "Waiting: ";
  const answer = terminal.askMeanwhile(() => text, never);
  for (const frame of ["⠋ Waiting: ", "⠙ Waiting: ", "⠹ Waiting: "]) await somebody.sees(frame);
  somebody.types("AB");
  text = "Approved: ";
  await somebody.sees("Approved: AB");
  somebody.types("CD\r");
  expect(await answer).toBe("ABCD");
  terminal.close();
});

test("what is typed while nothing is asked answers the next question, but an empty line does not", async () => {
  const { somebody, terminal } = open();
  let finish = () => {};
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const busy = terminal.busy("Checking", work);
  await somebody.sees("Checking");
  somebody.types("\rahead\r");
  await somebody.sees("ahead");
  finish();
  await busy;
  expect(await terminal.ask("First: ")).toBe("ahead");
  const second = terminal.ask("Second: ");
  await somebody.answers("Second: ", "");
  expect(await second).toBe("");
  terminal.close();
});

test("a question that no longer stands takes what was typed with it", async () => {
  const { somebody, terminal } = open();
  const denied = new AbortController();
  const answer = terminal.askMeanwhile(() => "Code: ", denied.signal);
  await somebody.sees("Code: ");
  somebody.types("half");
  await somebody.sees("half");
  denied.abort(new Error("denied"));
  await expect(answer).rejects.toThrow("denied");
  const next = terminal.ask("Again? ");
  await somebody.answers("Again? ", "y");
  expect(await next).toBe("y");
  terminal.close();
});

test.each([
  ["Ctrl-C", "\u0003", "\u001b[0J"],
  ["Ctrl-D", "\u0004", "\n"],
])("%s stops whatever goes on, and gives the terminal back at the beginning of a line", async (_, key, end) => {
  const { somebody, terminal } = open();
  const answer = terminal.ask("Code: ");
  await somebody.sees("Code: ");
  expect(somebody.hasTerminalBack()).toBe(false);
  somebody.types(key);
  await expect(answer).rejects.toMatchObject({ code: "cancelled", message: "Stopped.", exitCode: 130 });
  expect(terminal.stopped.aborted).toBe(true);
  await expect(terminal.ask("More? ")).rejects.toMatchObject({ code: "cancelled" });
  terminal.close();
  expect([somebody.hasTerminalBack(), somebody.unread().endsWith(end)]).toEqual([true, true]);
});

test("a terminal that is gone stops it too", async () => {
  const { somebody, terminal } = open();
  const answer = terminal.askMeanwhile(() => "Code: ", never);
  somebody.leaves();
  await expect(answer).rejects.toMatchObject({ code: "cancelled" });
  terminal.close();
});

test("where nothing on the screen can be changed each text is written once", async () => {
  const { somebody, terminal } = open("dumb");
  let text = "Waiting: ";
  let looks = 0;
  const look = () => {
    looks++;
    return text;
  };
  const answer = terminal.askMeanwhile(look, never);
  await vi.waitFor(() => expect(looks).toBeGreaterThan(3), 20_000);
  await somebody.sees("* Waiting: ");
  text = "Approved: ";
  await somebody.sees("* Approved: ");
  expect(somebody.everything().match(/Waiting/g)).toHaveLength(1);
  somebody.types("ABCD\r");
  expect(await answer).toBe("ABCD");
  terminal.close();
  expect(somebody.unread()).not.toMatch(/Waiting|Approved/);
  expect(somebody.unread()).not.toContain("\u001b");
});
