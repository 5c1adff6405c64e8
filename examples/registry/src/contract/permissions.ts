/** What a member of an identity may do. Each includes those before it. */
export const permissions = ["download", "publish", "administer"] as const;

export type Permission = (typeof permissions)[number];

export const isPermission = (text: unknown): text is Permission =>
  permissions.some((permission) => permission === text);

/** Whether who holds one permission may do what needs the other. */
export const includesPermission = (held: Permission, needed: Permission): boolean =>
  permissions.indexOf(held) >= permissions.indexOf(needed);
