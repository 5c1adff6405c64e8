import { expect, it } from "vitest";
import { person } from "../testing/person.ts";
import { emailAddressUpdated, passwordReset, signedIn, signedUp } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

it("every mail says in which language it was asked for, as that was sent", async () => {
  const acceptLanguage = "de-CH, fr;q=0.7, *;q=0.1";
  const server = testServer();
  const alice = person({ ...server, client: server.callerWith({ acceptLanguage }) });
  await alice.does(...signedUp, ...signedIn, ...emailAddressUpdated);
  await alice.does(({ args }) => Object.assign(args, { userEmailAddress: args.newEmailAddress }), ...passwordReset);
  await server.idle();
  expect(server.mails.map(({ type }) => type)).toEqual([
    "signup_verification",
    "signin_notification",
    "email_update_verification",
    "email_updated",
    "password_reset",
    "password_updated",
    "signin_notification",
  ]);
  for (const { to } of server.mails) expect(to).toMatchObject({ acceptLanguage });

  await person(server, "bob@example.com").does("create_signup");
  expect(server.mails.at(-1)?.to.acceptLanguage).toBeUndefined();
});
