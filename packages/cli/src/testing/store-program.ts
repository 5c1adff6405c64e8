import { openStore } from "../store/store.ts";

// Signs in at 25 servers, one after the other, beside others that do the same.
const [path = "", name = ""] = process.argv.slice(2);
const session = { token: `${name}.secret`, email: "me@example.com", userId: name, expiresAt: null };
for (let index = 0; index < 25; index++)
  await openStore(path, `https://${name}-${index}.example.com/`).update(() => ({ session }));
