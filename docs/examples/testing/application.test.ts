import { startTiauth, succeeded, type Tiauth } from "@tiauth/testing";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApplication } from "./application.ts";

let tiauth: Tiauth;
let application: ReturnType<typeof createApplication>;

beforeAll(async () => {
  tiauth = await startTiauth();
  application = createApplication(tiauth.url);
});
beforeEach(() => tiauth.reset());
afterAll(() => tiauth.close());

const visit = ({ sessionToken }: { readonly sessionToken: string }) =>
  application(new Request("http://localhost/", { headers: { Authorization: `Bearer ${sessionToken}` } }));

test("somebody who is signed in is greeted", async () => {
  const ann = await tiauth.signUp("ann@example.com");
  const response = await visit(ann);
  expect(await response.text()).toBe(`Hello, ${ann.session.userId}`);
});

test("a session that nobody used for a year is over", async () => {
  const ann = await tiauth.signUp();
  tiauth.clock.advance(365 * 24 * 3600);
  expect((await visit(ann)).status).toBe(401);
});

test("somebody who was disabled is not let in, not even with an old session", async () => {
  const ann = await tiauth.signUp();
  tiauth.users.disable(ann.session.userId);
  expect((await visit(ann)).status).toBe(401);
});

test("a forgotten password is replaced with the temporary one from the mail", async () => {
  const { emailAddress, password } = await tiauth.signUp();
  const { userPasswordResetToken } = await succeeded(
    tiauth.client.createUserPasswordReset({ userEmailAddress: emailAddress }),
  );
  const temporaryPassword = await tiauth.nextCode(emailAddress);
  await succeeded(
    tiauth.client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword }),
  );
  const replacement = "correct horse battery staple";
  await succeeded(tiauth.client.setUserPasswordResetNewPassword({ userPasswordResetToken, password: replacement }));
  await succeeded(tiauth.client.completeUserPasswordReset({ userPasswordResetToken }));
  await expect(tiauth.signIn({ emailAddress, password })).rejects.toThrow("incorrect_password");
  await tiauth.signIn({ emailAddress, password: replacement });
});
