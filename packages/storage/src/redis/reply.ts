/** What Redis answers. Texts of any length are bytes, short ones that it made itself are strings. */
export type Reply = string | number | Buffer | null | readonly Reply[];

/** What is in a reply that should be a list; of anything else nothing. */
export const listOf = (reply: Reply | undefined): readonly Reply[] => (isList(reply) ? reply : []);

const isList = (reply: Reply | undefined): reply is readonly Reply[] => Array.isArray(reply);
