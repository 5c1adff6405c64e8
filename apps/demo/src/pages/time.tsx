const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

export const Time = ({ at }: { readonly at: Date }) => <time dateTime={at.toISOString()}>{format.format(at)}</time>;
