/** Where one line of the log goes. */
export type WriteLine = (line: { readonly msg: string } & Readonly<Record<string, unknown>>) => void;

/** One JSON object a line on standard output. */
export const writeLine: WriteLine = (line) => void process.stdout.write(`${JSON.stringify(line)}\n`);
