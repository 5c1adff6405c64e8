const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** `January 2, 2006 15:04:05`, in UTC. Not by `Intl`, whose tables every server would load at its start. */
export const formatUtc = (at: Date) =>
  `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)}`;
