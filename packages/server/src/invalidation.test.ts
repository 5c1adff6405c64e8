import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { person, type Step } from "../testing/person.ts";
import {
  changed,
  deletionVerified,
  disabled,
  emailUpdateVerified,
  enabled,
  gone,
  passwordUpdateReady,
  resetReady,
  signedUp,
  signinVerified,
  userOf,
} from "../testing/steps.ts";
import { readTable } from "../testing/table.ts";
import { testServer } from "../testing/test-server.ts";

/** What ends when something about its user changes. `-`: nothing ends. `signed out`: its session does. */
const table = `
                            | e-mail counter | password counter | disabled counter | sessions counter | disabled   | disabled and enabled | gone       | name
  signin                    | -              | ends             | ends             | -                | ends       | ends                 | ends       | -
  user_email_address_update | ends           | ends             | signed out       | signed out       | signed out | signed out           | signed out | -
  user_password_update      | -              | ends             | signed out       | signed out       | signed out | signed out           | signed out | -
  user_password_reset       | ends           | ends             | ends             | -                | ends       | ends                 | ends       | -
  user_deletion             | -              | ends             | signed out       | signed out       | signed out | signed out           | signed out | -
  session                   | -              | -                | signed out       | signed out       | signed out | signed out           | signed out | -
`;

const changes: Readonly<Record<string, readonly Step[]>> = {
  "e-mail counter": [changed(({ emailAddressCounter }) => ({ emailAddressCounter: emailAddressCounter + 1 }))],
  "password counter": [changed(({ passwordHashCounter }) => ({ passwordHashCounter: passwordHashCounter + 1 }))],
  "disabled counter": [changed(({ disabledCounter }) => ({ disabledCounter: disabledCounter + 1 }))],
  "sessions counter": [changed(({ sessionsCounter }) => ({ sessionsCounter: sessionsCounter + 1 }))],
  disabled: [disabled],
  "disabled and enabled": [disabled, enabled],
  gone: [gone],
  name: [changed(() => ({ displayName: "Alice" }))],
};

const flows: Readonly<Record<string, { readonly steps: readonly Step[]; readonly refusal: string }>> = {
  signin: { steps: signinVerified, refusal: "invalid_signin_token" },
  user_email_address_update: { steps: emailUpdateVerified, refusal: "invalid_user_email_address_update_token" },
  user_password_update: { steps: passwordUpdateReady, refusal: "invalid_password_update_token" },
  user_password_reset: { steps: resetReady, refusal: "invalid_user_password_reset_token" },
  user_deletion: { steps: deletionVerified, refusal: "invalid_user_deletion_token" },
  session: { steps: [], refusal: "invalid_session_token" },
};

describe("what ends when its user changes", () => {
  for (const { title, cells } of readTable(table)) {
    const { steps = [], refusal = "" } = flows[title] ?? {};
    // Both are actions: the titles of the table are the words that actions are named with.
    const look = `get_${title}` as ActionName;
    const finish = (title === "session" ? "delete_session" : `complete_${title}`) as ActionName;

    it.each([...cells])(`${title}: %s: %s`, async (change, ends) => {
      const alice = person(testServer());
      await alice.does(...signedUp, ...steps, ...(changes[change] ?? []));
      const expected = { "-": "ok", ends: refusal, "signed out": "invalid_session_token" }[ends];
      expect(await alice.tries(look)).toBe(expected);
      expect(await alice.tries(finish)).toBe(expected);
    });

    it.each([...cells.keys()])(`${title}: %s: destroys nothing: what was a mistake can be undone`, async (change) => {
      const alice = person(testServer());
      await alice.does(...signedUp, ...steps);
      const before = userOf(alice);
      await alice.does(...(changes[change] ?? []));
      await alice.tries(look);
      alice.server.users.users.set(before.id, before);
      expect(await alice.tries(look)).toBe("ok");
    });
  }

  it("a signup has no user", async () => {
    const alice = person(testServer());
    const bob = person(alice.server, "bob@example.com");
    await alice.does("create_signup");
    await bob.does(...signedUp, gone);
    expect(await alice.tries("get_signup")).toBe("ok");
  });

  it("a password reset ends every flow that is bound to the password, itself included", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...signinVerified, ...passwordUpdateReady, ...resetReady);
    const { userPasswordResetToken = "" } = alice.args;
    await alice.does("create_user_password_reset", ["complete_user_password_reset", { userPasswordResetToken }]);
    expect(await alice.tries("complete_signin")).toBe("invalid_signin_token");
    expect(await alice.tries("get_user_password_reset")).toBe("invalid_user_password_reset_token");
    expect(await alice.tries("get_user_password_reset", { userPasswordResetToken })).toBe(
      "invalid_user_password_reset_token",
    );
    expect(await alice.tries("complete_user_password_update")).toBe("invalid_password_update_token");
  });
});
