/** Verbs of every route of app/api, by its path as the folders are called (`/api/v1/projects/[projectId]`). */
export type ApiMethods = Readonly<Record<string, readonly string[]>>;

const PLACEHOLDER = /\[(\.\.\.)?[^\]]+\]/g;

// folders are named by letters, digits, hyphens and placeholders: nothing else needs escaping
function patternOf(path: string): RegExp {
  const source = path.replace(PLACEHOLDER, (_, rest: string | undefined) => (rest ? '.+' : '[^/]+'));
  return new RegExp(`^${source}/?$`);
}

/** Fixed parts go before variable ones, those before a rest: as Next chooses. */
const rankOf = (path: string): string =>
  path.replace(PLACEHOLDER, (_, rest: string | undefined) => (rest ? '~~' : '~'));

/** Can its percent-encoding be read? Of `%E0%A4%A` it cannot: nothing has such a name. */
export function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Tells the verbs of a path of the API: none for one that there is not, or that cannot be read. HEAD goes where GET does. */
export function createMethodBook(methods: ApiMethods): (path: string) => readonly string[] {
  const routes = Object.entries(methods)
    .sort(([a], [b]) => (rankOf(a) < rankOf(b) ? -1 : 1))
    .map(([path, verbs]) => ({
      pattern: patternOf(path),
      verbs: [...new Set(verbs.flatMap((verb) => (verb === 'GET' ? ['GET', 'HEAD'] : [verb])))],
    }));
  return (path) => (isReadable(path) && routes.find(({ pattern }) => pattern.test(path))?.verbs) || [];
}
