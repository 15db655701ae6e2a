import type { Page } from 'playwright-core';

/** Counts from now on what a page posts to this path. */
export function posts(page: Page, path: string): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === path) count += 1;
  });
  return () => count;
}
