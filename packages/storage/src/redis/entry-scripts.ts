import { script } from "./script.ts";

/*
 * KEYS[1]: the entry. ARGV: how it is to be stored; when it may be removed, by the clock of who asks (Unix milliseconds);
 * how long it is to live from now on by that clock (ms). Redis removes it at the later of both: a clock that is wrong
 * here removes nothing early, neither what was stored by a right one nor what it stores itself.
 */
const put = `
  local time = redis.call("TIME")
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local ends = math.max(tonumber(ARGV[2]), now + tonumber(ARGV[3]))
  if ends <= now then
    redis.call("DEL", KEYS[1])
  else
    redis.call("SET", KEYS[1], ARGV[1], "PXAT", string.format("%.0f", ends))
  end
  return 1`;

/** Stores an entry if there is none. Answers 1 if it did. */
export const addScript = script(`
  if redis.call("EXISTS", KEYS[1]) == 1 then return 0 end${put}`);

/** Replaces an entry that begins with ARGV[4]: its counter. Answers 1 if it did. */
export const updateScript = script(`
  if redis.call("GETRANGE", KEYS[1], 0, #ARGV[4] - 1) ~= ARGV[4] then return 0 end${put}`);
