const date = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "long" });

/** `January 2, 2006 15:04:05`, in UTC. */
export const formatUtc = (at: Date) => `${date.format(at)} ${at.toISOString().slice(11, 19)}`;
