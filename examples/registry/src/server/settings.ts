import type { S3Settings } from "./bundles/s3-bundles.ts";

export interface Settings {
  /** 0 picks a free one. */
  readonly port: number;
  /** A folder for the database in SQLite, for bundles on the disk, and for what arrives. */
  readonly dataPath: string;
  /** Of Postgres; SQLite without it. */
  readonly databaseUrl?: string | undefined;
  /** Bundles are on the disk without it. */
  readonly s3?: S3Settings | undefined;
  readonly authServerUrl: string;
  /** How people reach the auth server, if it is another address. */
  readonly publicAuthServerUrl?: string | undefined;
  /** What the registry and the auth server sign their requests to each other with. */
  readonly sharedSecret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const s3Names = ["S3_BUCKET_URL", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];

/** @throws {Error} with the names of all that are missing. */
export function readSettings(environment: Environment): Settings {
  const usesS3 = s3Names.some((name) => environment[name]);
  const required = ["AUTH_SERVER_URL", "SHARED_SECRET", ...(usesS3 ? s3Names : [])];
  const missing = required.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`Not set in the environment: ${missing.join(", ")}`);
  const { PORT = "4000", DATA_PATH = "registry-data", AUTH_SERVER_URL = "", SHARED_SECRET = "" } = environment;
  return {
    port: Number(PORT),
    dataPath: DATA_PATH,
    databaseUrl: environment.DATABASE_URL,
    s3: usesS3 ? readS3Settings(environment) : undefined,
    authServerUrl: AUTH_SERVER_URL,
    publicAuthServerUrl: environment.PUBLIC_AUTH_SERVER_URL,
    sharedSecret: SHARED_SECRET,
  };
}

function readS3Settings(environment: Environment): S3Settings {
  const [bucketUrl = "", region = "", accessKeyId = "", secretAccessKey = ""] = s3Names.map(
    (name) => environment[name],
  );
  return { bucketUrl, region, accessKeyId, secretAccessKey };
}
