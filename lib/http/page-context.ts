import { randomUUID } from 'node:crypto';
import { cache } from 'react';
import { loadMe, type Context } from '../access';
import { readSession } from '../auth';
import { AppError, type MeAnswer } from '../shared';
import { hasUsers } from '../storage';
import { NONCE_HEADER } from './request/nonce-header';
import { PATH_HEADER } from './request/path-header';
import { REQUEST_ID_HEADER } from './request/request-id';
import { resolveContext } from './request/resolve-context';
import { getRuntime } from './runtime';

export interface PageContext {
  /** Null when nobody is signed in. */
  me: MeAnswer | null;
  /** True until the first user exists: only the set-up link leads on. */
  needsSetup: boolean;
  /** For inline scripts of the page. */
  nonce: string | undefined;
  /** Of the application. */
  version: string;
  /** Public base URL, for snippets. */
  url: string;
  /** Path and query of the page. */
  path: string;
}

/** What the browser sent. Asked for first: it makes the page dynamic, so that no build renders it. */
async function readSent(): Promise<Headers> {
  const { headers } = await import('next/headers'); // here, so that the server's own bundle gets along without Next
  return new Headers(await headers());
}

const readSignedIn = cache(async () => {
  const sent = await readSent();
  return readSession(getRuntime(), sent, { prolong: false });
});

/** What every page of the frame needs, read once a render. */
export const getPageContext = cache(async (): Promise<PageContext> => {
  const sent = await readSent();
  const session = await readSignedIn();
  const { version, env, storage } = getRuntime();
  const me = session && (await loadMe(storage, session));
  const needsSetup = me === null && !(await hasUsers(storage));
  const path = sent.get(PATH_HEADER) ?? '/';
  return { me, needsSetup, nonce: sent.get(NONCE_HEADER) ?? undefined, version, url: env.url, path };
});

/** When the page is drawn, epoch ms: one time for all parts of a render. */
export const getPageTime = cache((): number => getRuntime().now().getTime());

/**
 * The Context that requests of the page about this project will have, for what it may read before it is sent. Null where
 * a person only goes on from another page: that shows what the browser still knows. Throws as those requests would.
 */
export const getReadContext = cache(async (projectId: string): Promise<Context | null> => {
  const sent = await readSent();
  if (!sent.get('accept')?.includes('text/html')) return null;
  const session = await readSignedIn();
  if (!session) throw new AppError('unauthenticated', 'sign in first');
  const { id, name } = session.user;
  return resolveContext(
    getRuntime(),
    { kind: 'user', actor: { kind: 'user', id, name }, session },
    { requestId: sent.get(REQUEST_ID_HEADER) ?? randomUUID(), projectId, organizationId: undefined },
  );
});
