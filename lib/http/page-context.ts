import { cache } from 'react';
import { loadMe } from '../access';
import { readSession } from '../auth';
import type { MeAnswer } from '../shared';
import { hasUsers } from '../storage';
import { NONCE_HEADER } from './request/nonce-header';
import { PATH_HEADER } from './request/path-header';
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

/** What every page of the frame needs, read once a render. */
export const getPageContext = cache(async (): Promise<PageContext> => {
  const { headers } = await import('next/headers'); // here, so that the server's own bundle gets along without Next
  const sent = await headers(); // first: it makes the page dynamic, so that no build renders it
  const { version, env, ...deps } = getRuntime();
  const session = await readSession(deps, new Headers(sent), { prolong: false });
  const me = session && (await loadMe(deps.storage, session));
  const needsSetup = me === null && !(await hasUsers(deps.storage));
  const path = sent.get(PATH_HEADER) ?? '/';
  return { me, needsSetup, nonce: sent.get(NONCE_HEADER) ?? undefined, version, url: env.url, path };
});
