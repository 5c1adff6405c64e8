import { describe, expect } from "vitest";
import { done, type Fixtures, otherHash, refused, userStores } from "./testing/user-stores.ts";

type Users = Fixtures["users"];

/** The three updates: which counter each is about, and what else it changes. */
const updates = [
  {
    action: "update_user_email_address",
    counter: "emailAddressCounter",
    changes: { emailAddress: "Ann@new.example" },
    update: (users: Users, userId: string, counter: number) =>
      users.updateUserEmailAddress({
        userId,
        emailAddress: "Ann@new.example",
        userEmailAddressCounter: counter,
      }),
  },
  {
    action: "update_user_password_hash",
    counter: "passwordHashCounter",
    changes: otherHash,
    update: (users: Users, userId: string, counter: number) =>
      users.updateUserPasswordHash({ userId, ...otherHash, userPasswordHashCounter: counter }),
  },
  {
    action: "increment_user_sessions_counter",
    counter: "sessionsCounter",
    changes: {},
    update: (users: Users, userId: string, counter: number) =>
      users.incrementUserSessionsCounter({ userId, userSessionsCounter: counter }),
  },
] as const;

describe.each(userStores)("the $name user store", ({ it }) => {
  describe.each(updates)("$action", ({ counter, changes, update }) => {
    it("changes that user and increments its own counter only", async ({ create, stored, users }) => {
      const [ann, bob] = [await create("ann@example.com"), await create("bob@example.com")];

      expect(await update(users, ann.id, 0)).toEqual(done);
      expect(await stored(ann.id)).toEqual({ ...ann, ...changes, [counter]: 1 });
      expect(await update(users, ann.id, 1)).toEqual(done);
      expect(await stored(ann.id)).toEqual({ ...ann, ...changes, [counter]: 2 });
      expect(await stored(bob.id)).toEqual(bob);
    });

    it("answers user_not_found to another counter and for nobody, and changes nothing", async ({
      create,
      stored,
      users,
    }) => {
      const ann = await create("ann@example.com");

      for (const wrong of [-1, 1, 2 ** 31 - 1])
        expect(await update(users, ann.id, wrong)).toEqual(refused("user_not_found"));
      expect(await update(users, "nobody", 0)).toEqual(refused("user_not_found"));
      expect(await stored(ann.id)).toEqual(ann);
    });

    it("happens once where 20 ask with the same counter", async ({ create, stored, users }) => {
      const ann = await create("ann@example.com");
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => update(users, ann.id, 0)));

      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect(await stored(ann.id)).toEqual({ ...ann, ...changes, [counter]: 1 });
    });
  });

  describe("update_user_email_address", () => {
    const update = (users: Users, userId: string, emailAddress: string, userEmailAddressCounter: number) =>
      users.updateUserEmailAddress({ userId, emailAddress, userEmailAddressCounter });

    it("frees the old address for somebody else", async ({ create, users }) => {
      const ann = await create("ann@example.com");
      await update(users, ann.id, "ann@new.example", 0);

      expect(await users.getUserByEmailAddress({ emailAddress: "ann@example.com" })).toEqual(refused("user_not_found"));
      expect((await create("ann@example.com")).id).not.toBe(ann.id);
    });

    it("takes the address that the user has already, and counts it as a change", async ({ create, stored, users }) => {
      const ann = await create("ann@example.com");

      expect(await update(users, ann.id, "ann@example.com", 0)).toEqual(done);
      expect(await stored(ann.id)).toEqual({ ...ann, emailAddressCounter: 1 });
    });

    it("refuses another user's address, and changes nothing", async ({ create, stored, users }) => {
      const [ann, bob] = [await create("ann@example.com"), await create("bob@example.com")];

      expect(await update(users, ann.id, "bob@example.com", 0)).toEqual(refused("email_address_already_used"));
      expect([await stored(ann.id), await stored(bob.id)]).toEqual([ann, bob]);
    });

    it("looks at the counter before the address", async ({ create, users }) => {
      const ann = await create("ann@example.com");
      await create("bob@example.com");

      expect(await update(users, ann.id, "bob@example.com", 1)).toEqual(refused("user_not_found"));
      expect(await update(users, "nobody", "bob@example.com", 0)).toEqual(refused("user_not_found"));
    });
  });
});
