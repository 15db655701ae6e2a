import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Context } from '../access';
import type { SignedIn } from '../auth';
import { errorAnswer } from './answer/error-answer';
import { completeAnswer, jsonAnswer } from './answer/json-answer';
import { CLIENT_ADDRESS_HEADER } from './request/client-address';
import { identify, type Accepted } from './request/identity';
import { queryOf } from './request/query-of';
import { readBody } from './request/read-body';
import { refuseBadText } from './request/refuse-bad-text';
import { refuseCrossSite } from './request/refuse-cross-site';
import { refuseUnknownFields, refuseUnknownReadQuery } from './request/refuse-unknown';
import { REQUEST_ID_HEADER } from './request/request-id';
import { resolveAgain } from './request/resolve-again';
import { resolveContext } from './request/resolve-context';
import { getRuntime, type Runtime } from './runtime';

/** What Next hands to a route besides the request. */
export interface Segment {
  /** Undefined on paths without a variable part. */
  params: Promise<Record<string, string | string[] | undefined> | undefined>;
}
export type RouteHandler = (request: Request, segment: Segment) => Promise<Response>;

/** A request of nobody in particular, or of a user before an organization is known. */
export interface Call {
  runtime: Runtime;
  request: Request;
  requestId: string;
  clientAddress: string | null;
  /** Set-Cookie values that the answer will carry; add to them. */
  cookies: string[];
}

type Input = Record<string, unknown>;
type Work = (call: Call, input: { params: Input; rest(): Promise<Input> }) => Promise<unknown>;
interface Door {
  schema: z.ZodType;
  work: Work;
}

/** Runs the work; whatever it throws becomes an answer here and nowhere else. */
async function serve(request: Request, segment: Segment, { schema, work }: Door): Promise<Response> {
  const runtime = getRuntime();
  const requestId = request.headers.get(REQUEST_ID_HEADER) ?? randomUUID();
  const cookies: string[] = [];
  const options = { url: runtime.env.url, requestId, log: runtime.log, cookies };
  try {
    const clientAddress = request.headers.get(CLIENT_ADDRESS_HEADER);
    const query = queryOf(request.url);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const params = (await segment.params) ?? {};
    // the path wins over the query and both over the body: a body never says which project it belongs to
    const rest = async (): Promise<Input> => {
      const body = await readBody(request);
      const input = { ...body, ...query, ...params };
      refuseBadText(input);
      refuseUnknownFields(schema, body);
      if (isRead) refuseUnknownReadQuery(schema, query);
      return input;
    };
    const result = await work({ runtime, request, requestId, clientAddress, cookies }, { params, rest });
    return result instanceof Response ? completeAnswer(result, options) : jsonAnswer(result, options);
  } catch (error) {
    return errorAnswer(error, options);
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * A door for members and API tokens: checks who it is, reads path, query and body (JSON, ≤ 1 MiB) through the schema, and
 * answers what the handler returns: a value (200), nothing (204) or a Response. The path's `projectId` must be of the
 * caller's organization, else 404. The handler checks the permission; one whose answer goes on for long asks again who it is for.
 */
export function route<S extends z.ZodType>(
  schema: S,
  handler: (ctx: Context, input: z.output<S>, again: () => Promise<Context>) => unknown,
  options: { auth?: Accepted } = {},
): RouteHandler {
  return (request, segment) =>
    serve(request, segment, {
      schema,
      work: async (call, { params, rest }) => {
        const identity = await identify(call.runtime, request, options.auth ?? 'both');
        if (identity.kind === 'user') call.cookies.push(...identity.session.cookies);
        const input = await rest();
        const place = {
          requestId: call.requestId,
          projectId: textOf(params['projectId']),
          organizationId: textOf(input['organizationId']),
        };
        const ctx = await resolveContext(call.runtime, identity, place);
        const again = (): Promise<Context> => resolveAgain(call.runtime, { request, identity, place });
        return handler(ctx, schema.parse(input), again);
      },
    });
}

/** A door for whoever is signed in, of no organization in particular. */
export function userRoute<S extends z.ZodType>(
  schema: S,
  handler: (call: Call & { session: SignedIn }, input: z.output<S>) => unknown,
): RouteHandler {
  return (request, segment) =>
    serve(request, segment, {
      schema,
      work: async (call, { rest }) => {
        const identity = await identify(call.runtime, request, 'session');
        if (identity.kind !== 'user') throw new Error('a session identifies a user');
        call.cookies.push(...identity.session.cookies);
        return handler({ ...call, session: identity.session }, schema.parse(await rest()));
      },
    });
}

/** A door for everybody: sign-in, set-up, status. A change must come from this site's own pages. */
export function publicRoute<S extends z.ZodType>(
  schema: S,
  handler: (call: Call, input: z.output<S>) => unknown,
): RouteHandler {
  return (request, segment) =>
    serve(request, segment, {
      schema,
      work: async (call, { rest }) => {
        refuseCrossSite(request, call.runtime.env.url);
        return handler(call, schema.parse(await rest()));
      },
    });
}
