import { readSettings } from "./settings.ts";
import { startApplication } from "./start.ts";

const { url, stop } = await startApplication(readSettings(process.env));
process.stdout.write(`Listening at ${url}\n`);
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, stop);
