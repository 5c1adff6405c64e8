import { describe, expect, it, onTestFinished } from "vitest";
import { describeOnEngines } from "./describe-on-engines.ts";
import { anyName, found, memberPath } from "./founding.ts";
import { openStage, type User } from "./stage.ts";

describeOnEngines("an identity", (stage) => {
  it("is administered by who created it, and its name is taken", async () => {
    const [ann, bob] = [await found(await stage().newUser()), await stage().newUser()];
    expect((await ann.ask("GET", "/me")).body).toEqual({
      emailAddress: ann.emailAddress,
      identities: [{ name: ann.identity, permission: "administer" }],
    });
    expect((await bob.ask("POST", "/identities", { name: ann.identity })).code).toBe("identity_name_taken");
    expect((await bob.ask("GET", "/me")).body).toMatchObject({ identities: [] });
  });

  it("is asked for in few words: more are refused, and are no accident", async () => {
    const { ann } = await stage().people();
    const answer = await ann.ask("POST", "/identities", { name: "x".repeat(20_000) });
    expect(answer).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("has members who are added, changed and removed by administrators only", async () => {
    const { bob, eve, ...people } = await stage().people();
    const ann = await found(people.ann);
    const { identity } = ann;
    const members = async () => (await ann.ask("GET", `/identities/${identity}/members`)).body;

    expect((await eve.ask("PUT", memberPath(identity, eve), { permission: "download" })).code).toBe("not_permitted");
    expect((await eve.ask("GET", `/identities/${identity}/members`)).code).toBe("not_permitted");
    expect((await ann.ask("PUT", memberPath(identity, bob), { permission: "publish" })).status).toBe(204);
    expect((await bob.ask("PUT", memberPath(identity, bob), { permission: "administer" })).code).toBe("not_permitted");
    expect((await bob.ask("DELETE", memberPath(identity, ann))).code).toBe("not_permitted");
    expect((await eve.ask("DELETE", memberPath(identity, eve))).code).toBe("not_permitted");
    expect(await members()).toEqual({
      members: [
        { emailAddress: ann.emailAddress, permission: "administer" },
        { emailAddress: bob.emailAddress, permission: "publish" },
      ].toSorted((one, other) => (one.emailAddress < other.emailAddress ? -1 : 1)),
    });
    expect((await ann.ask("PUT", memberPath(identity, bob), { permission: "download" })).status).toBe(204);
    expect((await bob.ask("GET", `/identities/${identity}/members`)).status).toBe(200);
    expect((await ann.ask("DELETE", memberPath(identity, bob))).status).toBe(204);
    expect((await bob.ask("GET", `/identities/${identity}/members`)).code).toBe("not_permitted");
    expect(await members()).toEqual({ members: [{ emailAddress: ann.emailAddress, permission: "administer" }] });
  });

  it("says who is missing: the identity, the user or the member", async () => {
    const { bob, ...people } = await stage().people();
    const ann = await found(people.ann);
    const download = { permission: "download" };
    expect((await ann.ask("PUT", memberPath(anyName(), bob), download)).code).toBe("identity_not_found");
    const nobody = `/identities/${ann.identity}/members/nobody@example.com`;
    expect((await ann.ask("PUT", nobody, download)).code).toBe("user_not_found");
    expect((await ann.ask("DELETE", nobody)).code).toBe("member_not_found");
    expect((await ann.ask("DELETE", memberPath(ann.identity, bob))).code).toBe("member_not_found");
    expect((await ann.ask("PUT", memberPath(ann.identity, bob), { permission: "own" })).code).toBe(
      "invalid_permission",
    );
  });

  it("keeps its last administrator, who neither leaves nor becomes less", async () => {
    const { ann } = await stage().people();
    const { identity } = await found(ann);
    const own = memberPath(identity, ann);
    expect((await ann.ask("DELETE", own)).code).toBe("last_administrator");
    expect((await ann.ask("PUT", own, { permission: "publish" })).code).toBe("last_administrator");
    expect((await ann.ask("GET", `/identities/${identity}/members`)).body).toEqual({
      members: [{ emailAddress: ann.emailAddress, permission: "administer" }],
    });
  });

  it("keeps one of two administrators who leave at once, ten times", async () => {
    const { bob, ...people } = await stage().people();
    const ann = await found(people.ann);
    const [annsPath, bobsPath] = [memberPath(ann.identity, ann), memberPath(ann.identity, bob)];
    for (let time = 0; time < 10; time++) {
      await ann.ask("PUT", bobsPath, { permission: "administer" });
      await bob.ask("PUT", annsPath, { permission: "administer" });
      const left = await Promise.all([ann.ask("DELETE", annsPath), bob.ask("DELETE", bobsPath)]);
      expect(left.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      const stayed = left[0].status === 409 ? ann : bob;
      await stayed.ask("PUT", left[0].status === 409 ? bobsPath : annsPath, { permission: "administer" });
    }
  });

  it("has one owner when many want its name at once", async () => {
    const name = anyName();
    const users = await stage().people();
    const answers = await Promise.all(Object.values(users).map(({ ask }) => ask("POST", "/identities", { name })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409, 409]);
  });

  it("is not for who is not signed in", async () => {
    const { ask, newUser } = stage();
    expect((await ask("POST", "/identities", { name: anyName() })).code).toBe("not_signed_in");
    expect((await ask("GET", "/me")).code).toBe("not_signed_in");
    const user = await newUser();
    await stage().tiauth.client.deleteSession(user);
    expect((await user.ask("GET", "/me")).code).toBe("not_signed_in");
    expect((await user.ask("GET", "/packages")).code).toBe("not_signed_in");
  });
});

describe("Against floods of identities", () => {
  const day = 24 * 60 * 60 * 1000;
  const create = ({ ask }: User) => ask("POST", "/identities", { name: anyName() });

  it("a user creates a few a day, all together some more, also at once", async () => {
    const stage = await openStage({ limits: { identitiesPerUserPerDay: 2, identitiesPerDay: 3 } });
    onTestFinished(() => stage.close());
    const [ann, bob] = [await stage.newUser(), await stage.newUser()];
    const anns = await Promise.all(Array.from({ length: 8 }, () => create(ann)));
    expect(anns.filter(({ status }) => status === 204)).toHaveLength(2);
    expect(anns.filter(({ code }) => code === "too_many_identities")).toHaveLength(6);
    const bobs = await Promise.all(Array.from({ length: 8 }, () => create(bob)));
    expect(bobs.filter(({ status }) => status === 204)).toHaveLength(1);

    stage.wait(day + 1);
    expect((await create(ann)).status).toBe(204);
  });

  it("a clock that was days ahead for a while locks nobody out", async () => {
    const stage = await openStage({ limits: { identitiesPerUserPerDay: 1 } });
    onTestFinished(() => stage.close());
    const ann = await stage.newUser();
    stage.wait(10 * day);
    expect((await create(ann)).status).toBe(204);
    stage.wait(-10 * day);
    expect((await create(ann)).status).toBe(204);
    expect((await create(ann)).code).toBe("too_many_identities");
  });

  it("a name that nobody can have does not count", async () => {
    const stage = await openStage({ limits: { identitiesPerUserPerDay: 1 } });
    onTestFinished(() => stage.close());
    const { ask } = await stage.newUser();
    const names = ["", "-a", "a-", "A", "a.b", "a_b", "a/b", "..", "a b", "аcme", "a\u0000", "a".repeat(65)];
    for (const name of names) expect((await ask("POST", "/identities", { name })).code).toBe("invalid_identity_name");
    expect((await ask("POST", "/identities", { name: 7 })).code).toBe("invalid_request");
    expect((await ask("POST", "/identities", { name: "a".repeat(64) })).status).toBe(204);
  });
});
