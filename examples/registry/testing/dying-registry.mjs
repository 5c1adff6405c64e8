// The built registry, which kills itself (as `kill -9` does) at one point of its work: `node dying-registry.mjs <point>`.
import { openRegistry } from "../dist/server/open-registry.js";
import { readSettings } from "../dist/server/settings.js";
import { startRegistry } from "../dist/server/start.js";

const dieAt = process.argv[2];
const reach = (point) => {
  if (point === dieAt) process.kill(process.pid, "SIGKILL");
};

const settings = readSettings(process.env);
const { database, bundles, ...registry } = await openRegistry(settings);
let changes = 0;

const dying = {
  ...registry,
  database: {
    ...database,
    change: async (work) => {
      const number = ++changes;
      reach(`before change ${number}`);
      const result = await database.change(async (queries) => {
        const done = await work(queries);
        reach(`within change ${number}`);
        return done;
      });
      reach(`after change ${number}`);
      return result;
    },
  },
  bundles: {
    ...bundles,
    put: async (key, file) => {
      reach("before put");
      await bundles.put(key, file);
      reach("after put");
    },
    remove: async (key) => {
      reach("before remove");
      await bundles.remove(key);
      reach("after remove");
    },
  },
};

const { url } = await startRegistry(dying, settings);
process.stdout.write(`${url}\n`);
