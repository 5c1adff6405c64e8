/** `docs/settings.md`: what holds for every setting, then the tables that the server makes of its declarations. */
export const settingsPage = (tables: string) => `\
<!-- Generated from the server's own declarations by \`pnpm generate\`; not to be edited. -->

# Settings

The settings of the command \`tiauth\`. None has to be set to try it: by default everything listens on and talks to this machine, and
mails are handed to the backend. \`tiauth --help\` says the same as this page.

- **Where they come from**: a flag of the command line wins over the environment, which wins over the env file (\`--env-file PATH\`, or
  \`.env\` if there is one). A named file that is missing is a mistake; some versions of Node say so themselves, with exit code 9. An
  empty variable counts as not set.
- **Names**: every one also works with the prefix \`FAROE_\` instead of \`TIAUTH_\`; the latter wins.
- **Durations** are written \`90s\`, \`15m\`, \`2160h\` or \`1h30m\`.
- **Limits** are written \`BURST/INTERVAL\`: \`5/1m\` is five at once, and one more every minute.
- **Mistakes** are listed all at once, by name and never with their value, before anything starts; the exit code is 2. Risky
  combinations and unknown \`TIAUTH_\` names are warnings.
- **Secrets** have no flag: every user of a machine can read its command lines.

The flags are in the [server's README](../apps/server/README.md#commands); \`tiauth check\` tries the settings out. Traces have no
settings of Tiauth's: [the variables of OpenTelemetry](monitoring.md#traces) turn them on.

${tables}`;
