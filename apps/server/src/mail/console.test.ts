import { expect, it } from "vitest";
import { mails } from "../../testing/mails.ts";
import { createConsoleEmailSender } from "./console.ts";
import { createRendering } from "./rendering.ts";

it("writes the mail out and says that it was not sent", async () => {
  const written: string[] = [];
  const rendering = createRendering({ codeLifetimeSeconds: 600 });
  const email = createConsoleEmailSender({ write: (text) => written.push(text), rendering });
  await email.send(mails.signup_verification);
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^MAIL NOT SENT, .*TIAUTH_EMAIL=console/);
  expect(written[0]).toContain("To: ada@example.com\nSubject: Signup verification code\n\nYour email address");
  expect(written[0]).toContain("code is ABCDEFGH.");
  expect(written[0]).toContain("good for 10 minutes");
  expect(written[0]).not.toContain("<");
  await email.close();
});

it("warns when it is checked", async () => {
  const written: string[] = [];
  const rendering = createRendering();
  await createConsoleEmailSender({ write: (text) => written.push(text), rendering }).check();
  expect(written.join()).toContain("NO MAIL IS SENT");
});
