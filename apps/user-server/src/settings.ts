import { z } from "zod";

const port = "must be a port from 0 to 65535; 0 picks a free one";

const environment = z
  .object({
    HOST: z.string().min(1, "must not be empty").default("127.0.0.1"),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/, port)
      .transform(Number)
      .pipe(z.number().max(65_535, port))
      .default(8079),
    DB_PATH: z.string().min(1, "must not be empty").default("./users.sqlite"),
    USER_SERVER_SECRET: z.string().min(1, "must not be empty; leave it out to answer unsigned requests").optional(),
  })
  .transform(({ HOST, PORT, DB_PATH, USER_SERVER_SECRET }) => ({
    host: HOST,
    port: PORT,
    dbPath: DB_PATH,
    secret: USER_SERVER_SECRET,
  }));

export type Settings = Readonly<z.output<typeof environment>>;

/** The settings, or every mistake in them: one line each, with the variable's name and never its value. */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings | readonly string[] {
  const settings = environment.safeParse(variables);
  if (settings.success) return settings.data;
  return settings.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
}
