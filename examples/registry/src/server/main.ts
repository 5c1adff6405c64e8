import { openRegistry } from "./open-registry.ts";
import { readSettings } from "./settings.ts";
import { startRegistry } from "./start.ts";

const settings = readSettings(process.env);
const { url, stop } = await startRegistry(await openRegistry(settings), settings);
process.stdout.write(`Listening at ${url}\n`);
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
