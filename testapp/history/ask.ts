import type { Answer, Operation } from "./model.ts";
import type { AskedStorage } from "./remote-storage.ts";

const expiresAt = new Date("2100-01-01T00:00:00.000Z");

/** Asks a storage. Undefined if there was no answer. */
export async function askStorage(
  storage: AskedStorage,
  key: string,
  operation: Operation,
): Promise<{ readonly answer: Answer } | undefined> {
  try {
    return { answer: await answerOf(storage, key, operation) };
  } catch {
    return undefined;
  }
}

async function answerOf(storage: AskedStorage, key: string, operation: Operation): Promise<Answer> {
  switch (operation.kind) {
    case "get": {
      const found = await storage.get(key);
      return found && { value: Buffer.from(found.value).toString(), counter: found.counter };
    }
    case "add":
      return storage.add(key, { value: Buffer.from(operation.value), expiresAt });
    case "update":
      return storage.update(key, { value: Buffer.from(operation.value), expiresAt }, operation.counter);
    case "delete":
      return storage.delete(key);
  }
}
