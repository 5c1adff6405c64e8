import { createHandler, type UserHandlers } from "@tiauth/user-server";

/** The secrets of a user server while they are changed. */
interface Secrets {
  readonly next: string;
  readonly former: string;
}

/** Answers what is signed with either secret: for the minutes between the restarts of the two servers. */
export function createHandlerForEither(handlers: UserHandlers, { next, former }: Secrets) {
  const answerNext = createHandler({ handlers, secret: next });
  const answerFormer = createHandler({ handlers, secret: former });
  return async (request: Request): Promise<Response> => {
    const copy = request.clone();
    const response = await answerNext(request);
    return response.status === 401 ? answerFormer(copy) : response;
  };
}
