/**
 * What the database goes through, in this order, in words that SQLite and Postgres both know. A table that people have is
 * never written anew: changes are added at the end.
 */
export const migrations: readonly string[] = [
  `create table users (
    id text primary key,
    email_address text not null unique,
    password_hash bytea not null,
    password_hash_algorithm_id text not null,
    password_salt bytea not null,
    disabled integer not null,
    display_name text not null,
    email_address_counter integer not null,
    password_hash_counter integer not null,
    disabled_counter integer not null,
    sessions_counter integer not null
  )`,
  `create table identities (
    name text primary key,
    created_by text not null,
    created_at bigint not null
  )`,
  "create index identities_created_at on identities (created_at)",
  `create table members (
    identity text not null references identities (name),
    user_id text not null references users (id),
    permission text not null check (permission in ('download', 'publish', 'administer')),
    primary key (identity, user_id)
  )`,
  "create index members_user_id on members (user_id)",
  `create table packages (
    name text primary key,
    identity text not null references identities (name),
    visibility text not null check (visibility in ('public', 'private')),
    description text not null
  )`,
  "create index packages_identity on packages (identity)",
  `create table versions (
    package text not null references packages (name),
    version text not null,
    compiler text not null,
    size_bytes bigint not null,
    sha256 text not null,
    bundle text not null unique,
    published_by text not null,
    published_at bigint not null,
    revoked_at bigint,
    primary key (package, version)
  )`,
  `create table loose_bundles (
    key text primary key,
    remove_after bigint not null
  )`,
];
