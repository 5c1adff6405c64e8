import { script } from "../redis/script.ts";

/*
 * An outbox is, each under KEYS[1], which holds a hash tag, so that all of it is in one slot of a cluster:
 *
 *   ids            the last id: Unix microseconds, or one more than before. So none comes twice, not even if a fail-over
 *                  loses this
 *   topics         a set
 *   item:<id>      a hash: topic, payload, copies, failures, and the owner as long as there is one
 *   due:<topic>    a sorted set of the ids of the topic by when they are due (Unix milliseconds)
 *   order:<topic>  the same ids by id
 *
 * Ids have 16 digits, so that those that are due at once are in order. Which items a script touches it finds out itself.
 *
 * KEYS are two that never exist: while a slot moves from one master to another, a key that is not there may still be at
 * the other one. Asked about two of those a cluster runs nothing before the slot has arrived.
 */
const prelude = `
  local base = KEYS[1]
  local function item(id) return base .. "item:" .. id end
  local function due(topic) return base .. "due:" .. topic end
  local function order(topic) return base .. "order:" .. topic end
  local function remove(id)
    local topic = redis.call("HGET", item(id), "topic")
    if not topic then return end
    redis.call("DEL", item(id))
    redis.call("ZREM", due(topic), id)
    redis.call("ZREM", order(topic), id)
  end
`;
const outboxScript = (source: string) => script(prelude + source);

/** Begins what only who holds the item may do: ARGV are id and owner. Answers 0 to others. */
const held = `
  local id, owner = ARGV[1], ARGV[2]
  if redis.call("HGET", item(id), "owner") ~= owner then return 0 end
  local topic = redis.call("HGET", item(id), "topic")
`;

/** ARGV: topic, payload, copies, failures, when it is due, and maybe "owner" and the owner. Answers the id. */
export const addItem = outboxScript(`
  local topic = ARGV[1]
  local time = redis.call("TIME")
  local number = math.max(redis.call("INCR", base .. "ids"), time[1] * 1000000 + time[2])
  redis.call("SET", base .. "ids", string.format("%.0f", number))
  local id = string.format("%016.0f", number)
  redis.call("SADD", base .. "topics", topic)
  redis.call("HSET", item(id), "topic", topic, "payload", ARGV[2], "copies", ARGV[3], "failures", ARGV[4], unpack(ARGV, 6))
  redis.call("ZADD", due(topic), ARGV[5], id)
  redis.call("ZADD", order(topic), id, id)
  return id`);

/** ARGV: topic, owner, now, the latest time that is believed, the end of the lease, limit. Answers id, payload, copies, failures. */
export const takeItems = outboxScript(`
  local topic, owner, now, latest, lease, limit = unpack(ARGV)
  local ids = redis.call("ZRANGEBYSCORE", due(topic), "-inf", now, "LIMIT", 0, limit)
  local left = limit - #ids
  if left > 0 then
    for _, id in ipairs(redis.call("ZRANGEBYSCORE", due(topic), "(" .. latest, "+inf", "LIMIT", 0, left)) do
      table.insert(ids, id)
    end
  end
  local taken = {}
  for _, id in ipairs(ids) do
    redis.call("HSET", item(id), "owner", owner)
    redis.call("ZADD", due(topic), lease, id)
    local found = redis.call("HMGET", item(id), "payload", "copies", "failures")
    table.insert(taken, { id, found[1], found[2], found[3] })
  end
  return taken`);

/** ARGV: id, owner, the end of the lease. */
export const renewItem = outboxScript(`${held}
  redis.call("ZADD", due(topic), ARGV[3], id)
  return 1`);

/** ARGV: id, owner. */
export const noteCopyOfItem = outboxScript(`${held}
  redis.call("HINCRBY", item(id), "copies", 1)
  return 1`);

/** ARGV: id, owner, copies, failures, when it is due. */
export const putItemBack = outboxScript(`${held}
  redis.call("HSET", item(id), "copies", ARGV[3], "failures", ARGV[4])
  redis.call("HDEL", item(id), "owner")
  redis.call("ZADD", due(topic), ARGV[5], id)
  return 1`);

/** ARGV: id. */
export const removeItem = outboxScript(`
  remove(ARGV[1])
  return 1`);

/**
 * ARGV: topic, now, limit. Answers how many. Those that are made due leave the range that is looked through page by
 * page; the few that are held stay in it.
 */
export const hastenItems = outboxScript(`
  local topic, now, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
  local hastened, passed = 0, 0
  repeat
    local ids = redis.call("ZRANGEBYSCORE", due(topic), "(" .. now, "+inf", "LIMIT", passed, limit - hastened)
    for _, id in ipairs(ids) do
      local found = redis.call("HMGET", item(id), "owner", "failures")
      if not found[1] and tonumber(found[2]) > 0 then
        redis.call("ZADD", due(topic), now, id)
        hastened = hastened + 1
      else
        passed = passed + 1
      end
    end
  until #ids == 0
  return hastened`);

/** ARGV: topic, how many may stay, how many are removed at most. Answers how many were removed. */
export const trimItems = outboxScript(`
  local topic, most, limit = unpack(ARGV)
  local extra = math.min(redis.call("ZCARD", order(topic)) - most, limit)
  if extra <= 0 then return 0 end
  local ids = redis.call("ZRANGE", order(topic), 0, extra - 1)
  for _, id in ipairs(ids) do remove(id) end
  return #ids`);
