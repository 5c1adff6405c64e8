import { expect, test } from "vitest";
import { createInbox } from "./inbox.ts";

const mailTo = (to: string, subject = "") => ({
  from: "auth@example.com",
  to: [to],
  subject,
  text: "",
  html: undefined,
  at: new Date(0).toISOString(),
  code: undefined,
  link: undefined,
});

test("mails are found by their address in either letter case, the newest first", () => {
  const inbox = createInbox();
  for (const [to, subject] of [
    ["Ann@example.com", "1"],
    ["bob@example.com", "2"],
    ["ann@example.com", "3"],
  ] as const)
    inbox.add(mailTo(to, subject));
  expect(inbox.mails("ANN@example.com").map(({ subject }) => subject)).toEqual(["3", "1"]);
  expect(inbox.mails()).toHaveLength(3);
  expect(inbox.latest("bob@example.com")?.subject).toBe("2");
  expect(inbox.latest("nn@example.com")).toBeUndefined();
});

test("the next mail is the oldest that is wanted, whether it came before or comes after it was asked for", async () => {
  const inbox = createInbox();
  inbox.add(mailTo("ann@example.com", "1"));
  inbox.add(mailTo("ann@example.com", "2"));
  const first = await inbox.next({ to: "ann@example.com" });
  const second = await inbox.next({ to: "ann@example.com", after: first?.id });
  expect([first?.subject, second?.subject]).toEqual(["1", "2"]);

  const third = inbox.next({ to: "ann@example.com", after: second?.id });
  inbox.add(mailTo("bob@example.com", "no"));
  inbox.add(mailTo("ann@example.com", "3"));
  expect((await third)?.subject).toBe("3");
});

test("an id is never used again, so that what was cleared is not taken for the next mail", async () => {
  const inbox = createInbox();
  inbox.add(mailTo("ann@example.com"));
  const before = inbox.latest()?.id;
  inbox.clear();
  expect(inbox.mails()).toEqual([]);
  inbox.add(mailTo("ann@example.com", "new"));
  expect((await inbox.next({ after: before }))?.subject).toBe("new");
});

test("who waits is told when the time is up, or the inbox ends", async () => {
  const inbox = createInbox();
  expect(await inbox.next({ timeoutSeconds: 0 })).toBeUndefined();
  const waiting = inbox.next();
  inbox.close();
  expect(await waiting).toBeUndefined();
});
