import { dehydrate, type DehydratedState, QueryClient } from '@tanstack/react-query';
import { noteFailure, type Query, type ReadPlace, readPlace, type Segment } from './read-place';

/** Reads into the client what a page asks for first, each under the key that the page itself uses. */
export type Reads = (client: QueryClient, place: ReadPlace) => readonly Promise<unknown>[];

type From = { params: Segment; searchParams?: Query; withinMs?: number };

/** The frame is sent before, and the browser would wait for the same. */
const WITHIN_MS = 800;
const NO_QUERY: Query = Promise.resolve({});

/**
 * What a page asks for first, read while it is drawn, so that it arrives with its figures and nothing moves when they come.
 * What fails or takes longer than `withinMs` the browser asks for, as it does on the way from page to page.
 */
export async function readFirst(
  reads: Reads,
  { params, searchParams = NO_QUERY, withinMs = WITHIN_MS }: From,
): Promise<DehydratedState | null> {
  const place = await readPlace(params, searchParams);
  if (!place) return null;
  const client = new QueryClient();
  const all = Promise.all(reads(client, place).map((read) => read.catch(noteFailure)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, withinMs)));
  await Promise.race([all, late]);
  clearTimeout(timer);
  return dehydrate(client);
}
