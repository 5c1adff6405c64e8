import { expect, it } from "vitest";
import { mails } from "../../testing/mails.ts";
import { createConsoleEmailSender } from "./console.ts";

it("writes the mail out and says that it was not sent", async () => {
  const written: string[] = [];
  const email = createConsoleEmailSender({ write: (text) => written.push(text), codeLifetimeSeconds: 600 });
  await email.send(mails.signup_verification);
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^MAIL NOT SENT, .*TIAUTH_EMAIL=console/);
  expect(written[0]).toContain("To: ada@example.com\nSubject: Signup verification code\n\nYour email address");
  expect(written[0]).toContain("code is ABCDEFGH.");
  expect(written[0]).toContain("good for 10 minutes");
  await email.close();
});

it("warns when it is checked", async () => {
  const written: string[] = [];
  await createConsoleEmailSender({ write: (text) => written.push(text) }).check();
  expect(written.join()).toContain("NO MAIL IS SENT");
});
