const ID = ':id';
const SLUG = ':slug';
const NAME = ':name';
const FILE = ':file';

const MAX_SEGMENT_LENGTH = 64;
/** What no page is called: markup, quotes, shell and control characters. */
const GARBAGE = /[\p{Cc}<>"`{}|\\^\uFFFD]/u;
const KEPT = /^(?:v\d{1,3}|[a-z]{1,12}\d{1,2})$/i; // versions and names such as oauth2, s3, step1
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const KEYED = /^([a-z]\w*)\(.*\)$/i; // Products(1) of OData
const NUMBER = /^[+-]?\d+(?:[.,:_-]\d+)*$/; // numbers, dates, ranges
const VARIABLE: readonly RegExp[] = [
  /^(?=.*\d)[0-9a-f]{8,}$/i, // hashes and object ids
  /^[0-9a-f]{16,}$/i,
  /^[a-z]+[_-](?=[a-z0-9]*\d)[a-z0-9]{1,64}$/i, // usr_1a2b3c, order-1042
  /^(?=[^\d]*\d)(?=.*[a-z])[\w~=+-]{16,}$/i, // ULIDs, tokens, base64
  /@/, // mail addresses
  /\d{4,}/, // whatever carries a long number
];

const YEAR = /^(?:19|20)\d\d$/;
const MONTH = /^(?:0[1-9]|1[0-2]|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)$/i;
const DAY = /^(?:0[1-9]|[12]\d|3[01])$/;

/** Their children are entries of a list: tags, authors … */
const LISTS = /^(?:tags?|labels?|topics?|categor(?:y|ies)|authors?)$/i;
/** Their children are titles as soon as they have a hyphen. */
const COLLECTIONS = /^(?:articles?|blogs?|posts?|news|stor(?:y|ies)|presentations?|talks?|recipes|guides|events)$/i;
/** Children of a list that are pages of their own. */
const ACTIONS = /^(?:all|add|count|create|edit|feed|index|latest|list|me|new|popular|recent|rss|search|top|trending)$/i;
/** Folders that gather files. */
const ASSETS =
  /^(?:_next|assets?|bundles?|css|dist|downloads?|files?|fonts?|icons?|images?|img|js|lib|media|plugins?|photos?|public|scripts?|static|styles?|themes?|thumbs?|uploads?|vendor|videos?)$/i;
const ASSET_FILE =
  /\.(?:avif|bmp|bz2|css|csv|deb|dmg|docx?|eot|epub|exe|flv|gif|gz|ico|iso|jar|jpe?g|js|map|mjs|mp[34]|msi|og[gv]|otf|pdf|png|pptx?|rar|rpm|svgz?|swf|tar|tgz|tiff?|ttf|wasm|wav|web[mp]|woff2?|xlsx?|xz|zip|7z)$/i;
const ANY_FILE = /^.+\.[a-z][a-z0-9]{0,5}$/i;
const PAGE = /\.(?:x?html?|md)$/i;
/** These are run, wherever they are: each is an endpoint. */
const PROGRAM = /\.(?:aspx?|cfm|cgi|do|jsp|php\d?)$/i;
/** Builds and cameras name files by hash, date and number. */
const VARIED_FILE = /(?:^|[._-])(?=[0-9a-f]*\d)[0-9a-f]{6,}[._-]|\d{4}/i;
const NUMBERED_PAGE = /^\d+\.x?html?$/i;

export interface Directories {
  folded: string[];
  /** As they came, decoded. */
  names: string[];
  /** The last one belongs to a date. */
  dated: boolean;
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Several words with hyphens; a number may be among them. */
function isSlug(text: string, words: number): boolean {
  const parts = text.split('-');
  return parts.length >= words && parts.filter((part) => /^\p{L}{3,}/u.test(part)).length >= 2;
}

/** A segment by its own shape and the folder it is in. */
function foldByShape(segment: string, parent: string | undefined): string {
  const text = decoded(segment);
  const child = parent !== undefined;
  if (child && LISTS.test(parent)) return ACTIONS.test(text) ? segment : NAME;
  if (text.length > MAX_SEGMENT_LENGTH || GARBAGE.test(text) || UUID.test(text) || NUMBER.test(text)) return ID;
  if (KEYED.test(segment)) return segment.replace(KEYED, `$1(${ID})`);
  if (KEPT.test(text)) return segment;
  if (child && COLLECTIONS.test(parent) && text.includes('-')) return SLUG;
  if (child && isSlug(text, 4)) return SLUG;
  if (!VARIABLE.some((shape) => shape.test(text))) return segment;
  return isSlug(text, 3) ? SLUG : ID;
}

/** Folds the folders before the segment `last`. A year counts as one only before a month, else it may be any number. */
export function foldDirectories(segments: readonly string[], last?: string): Directories {
  const directories: Directories = { folded: [], names: [], dated: false };
  for (const [at, segment] of segments.entries()) {
    const date = datePart(directories.folded, segment, segments[at + 1] ?? last);
    directories.folded.push(date ?? foldByShape(segment, directories.names.at(-1)));
    directories.names.push(decoded(segment));
    directories.dated = date !== null;
  }
  return directories;
}

function datePart(before: readonly string[], segment: string, next: string | undefined): string | null {
  if (before.at(-1) === ':year' && MONTH.test(segment)) return ':month';
  if (before.at(-1) === ':month' && DAY.test(segment)) return ':day';
  return YEAR.test(segment) && next !== undefined && MONTH.test(next) ? ':year' : null;
}

/** The folder that gathers files, with all above it; two folders when none is known for that. */
function gatheringFolder({ folded, names }: Directories): string[] {
  const at = names.findIndex((name) => ASSETS.test(name));
  return folded.slice(0, at < 0 ? 2 : at + 1);
}

/** Folds the last segment below its folders. */
export function foldLast(segment: string, directories: Directories): string[] {
  const { folded, names, dated } = directories;
  const text = decoded(segment);
  const below = names.length > 0;
  if (!below && ASSET_FILE.test(text) && VARIED_FILE.test(text)) return [FILE];
  const inAssets = names.some((name) => ASSETS.test(name));
  const isFile = ANY_FILE.test(text) && !PROGRAM.test(text) && !GARBAGE.test(text);
  if (isFile && below && (ASSET_FILE.test(text) || inAssets)) return [...gatheringFolder(directories), FILE];
  const date = datePart(folded, segment, undefined);
  if (date !== null) return [...folded, date];
  if (dated && below) return [...folded, SLUG];
  if (NUMBERED_PAGE.test(text)) return [...folded, ID];
  if (PAGE.test(text) && below && text.includes('-')) return [...folded, SLUG];
  return [...folded, foldByShape(segment, names.at(-1))];
}
