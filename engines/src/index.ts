export type { Availability, Engine } from "./engine.ts";
export { type PostgresOptions, postgresAvailability, startPostgres } from "./postgres.ts";
