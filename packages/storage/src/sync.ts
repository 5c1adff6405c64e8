/** A port with every answer given at once, so that nothing can come between a read and the write that follows it. */
export type Sync<Port> = {
  readonly [Name in keyof Port]: Port[Name] extends ((...given: infer Given) => infer Answer) | undefined
    ? (...given: Given) => Exclude<Answer, Promise<unknown>>
    : Sync<Port[Name]>;
};
