/**
 * What the database goes through, in this order. A table that people have is never written anew: changes are added at the
 * end.
 */
export const migrations: readonly string[] = [
  // What Tiauth asks about: see "Implementing a user server" in its documentation.
  `create table users (
    id text primary key,
    email_address text not null unique,
    password_hash blob not null,
    password_hash_algorithm_id text not null,
    password_salt blob not null,
    disabled integer not null default 0,
    display_name text not null default '',
    email_address_counter integer not null default 0,
    password_hash_counter integer not null default 0,
    disabled_counter integer not null default 0,
    sessions_counter integer not null default 0
  ) strict`,
  // What is the application's own.
  "alter table users add column bio text not null default ''",
];
