export interface StartOptions {
  /** Of the application's own user server: `http://127.0.0.1:8000/invoke` for instance. Without it users are embedded. */
  readonly userServerUrl?: string | undefined;
  /** Settings, `TIAUTH_…` by name. What the tests have in their environment does not count. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** A free one by default. */
  readonly port?: number | undefined;
  /** Takes each line that says what went wrong, with its line break. Standard error by default. */
  readonly log?: ((line: string) => void) | undefined;
}

export const toStandardError = (line: string): void => void process.stderr.write(line);
