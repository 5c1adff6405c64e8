import { ErrorReply } from "@redis/client";
import { describe, expect, it } from "vitest";
import { isRefusal, toTrouble } from "./troubles.ts";

/** As Redis 6.2 says what a script was refused. */
const inScript = (reason: string) =>
  new ErrorReply(`ERR Error running script (call to f_${"0a".repeat(20)}): @user_script:9: @user_script: 9: ${reason}`);

describe("what Redis 6.2 refuses a script", () => {
  it("is taken for what it is: a master that became a replica, no room, a key of somebody else", () => {
    expect(isRefusal(inScript("-READONLY You can't write against a read only replica."), "READONLY")).toBe(true);
    const noRoom = inScript("-OOM command not allowed when used memory > 'maxmemory'.");
    expect(toTrouble(noRoom, "a")).toMatchObject({ code: "disk_full" });
    expect(toTrouble(inScript("WRONGTYPE Operation against a key"), "a")).toMatchObject({ code: "foreign" });
  });

  it("is not looked for in what a script itself says", () => {
    expect(isRefusal(new ErrorReply("ERR the value is -READONLY now"), "READONLY")).toBe(false);
  });
});
