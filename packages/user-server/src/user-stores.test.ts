import { describe, expect } from "vitest";
import { done, hash, otherHash, refused, userStores } from "./testing/user-stores.ts";

const fresh = { emailAddressCounter: 0, passwordHashCounter: 0, disabledCounter: 0, sessionsCounter: 0 };

describe.each(userStores)("the $name user store", ({ it }) => {
  describe("create_user", () => {
    it("stores every field as given, enabled, nameless and with all counters at 0", async ({ create, stored }) => {
      const user = await create("Ann@Example.com");

      const expected = {
        id: user.id,
        emailAddress: "Ann@Example.com",
        ...hash,
        ...fresh,
        disabled: false,
        displayName: "",
      };
      expect(user).toEqual(expected);
      expect(await stored(user.id)).toEqual(expected);
    });

    it("gives each user an id of 24 lower-case letters of their own, not used again after a deletion", async ({
      create,
      users,
    }) => {
      const ids = new Set<string>();
      for (let count = 0; count < 20; count++) {
        const { id } = await create("ann@example.com");
        await users.deleteUser({ userId: id });
        ids.add(id);
      }
      expect(ids.size).toBe(20);
      for (const id of ids) expect(id).toMatch(/^[a-km-np-z2-9]{24}$/);
    });

    it("refuses an address that is used, and leaves its user as they are", async ({ create, stored, users }) => {
      const ann = await create("ann@example.com");

      expect(await users.createUser({ emailAddress: "ann@example.com", ...otherHash })).toEqual(
        refused("email_address_already_used"),
      );
      expect(await stored(ann.id)).toEqual(ann);
    });

    it("tells addresses apart by letter case, and does not trim them", async ({ create, users }) => {
      const addresses = ["ann@example.com", "Ann@example.com", " ann@example.com", "ann@example.com "];
      const created = [];
      for (const address of addresses) created.push(await create(address));

      for (const user of created)
        expect(await users.getUserByEmailAddress({ emailAddress: user.emailAddress })).toMatchObject({
          user,
        });
    });

    it("gives an address to exactly one of 20 who ask for it at once", async ({ users }) => {
      const attempts = Array.from({ length: 20 }, () => users.createUser({ emailAddress: "ann@example.com", ...hash }));
      const outcomes = await Promise.all(attempts);

      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    });
  });

  describe("get_user and get_user_by_email_address", () => {
    it("find the one who was asked for", async ({ create, users }) => {
      const [ann, bob] = [await create("ann@example.com"), await create("bob@example.com")];

      expect(await users.getUser({ userId: bob.id })).toEqual({ ...done, user: bob });
      expect(await users.getUserByEmailAddress({ emailAddress: "ann@example.com" })).toEqual({
        ...done,
        user: ann,
      });
    });

    it("answer user_not_found for anybody else", async ({ create, users }) => {
      await create("ann@example.com");

      expect(await users.getUser({ userId: "ann@example.com" })).toEqual(refused("user_not_found"));
      expect(await users.getUserByEmailAddress({ emailAddress: "ANN@example.com" })).toEqual(refused("user_not_found"));
    });
  });

  describe("delete_user", () => {
    it("deletes that user once, and frees the address", async ({ create, stored, users }) => {
      const [ann, bob] = [await create("ann@example.com"), await create("bob@example.com")];

      expect(await users.deleteUser({ userId: ann.id })).toEqual(done);
      expect(await users.deleteUser({ userId: ann.id })).toEqual(refused("user_not_found"));
      expect(await stored(ann.id)).toBe("user_not_found");
      expect(await stored(bob.id)).toEqual(bob);
      expect((await create("ann@example.com")).id).not.toBe(ann.id);
    });
  });

  describe("disable and enable", () => {
    it("count each change in the disabled counter only", async ({ create, store, stored }) => {
      const ann = await create("ann@example.com");

      expect(store.disable(ann.id)).toBe(true);
      expect(await stored(ann.id)).toEqual({ ...ann, disabled: true, disabledCounter: 1 });
      expect(store.enable(ann.id)).toBe(true);
      expect(await stored(ann.id)).toEqual({ ...ann, disabled: false, disabledCounter: 2 });
    });

    it("do nothing where there is nothing to change", async ({ create, store, stored }) => {
      const ann = await create("ann@example.com");

      expect([store.enable(ann.id), store.disable("nobody")]).toEqual([false, false]);
      expect(await stored(ann.id)).toEqual(ann);
    });
  });
});
