import { comeBack } from '../pipeline/refusal';

/** The part of one post in the bytes that the process may hold. */
export interface Lease {
  /** Takes more for the post of a project; throws a refusal when the process, or the project, holds too much already. */
  take(bytes: number, projectId: number): void;
  release(): void;
}

export interface Gate {
  open(): Lease;
  readonly heldBytes: number;
}

/** Of the bytes that other projects leave free, a project holds this part beside its largest post, */
const SHARE = 1 / 4;
/** and this part in all. It is enough for the largest post that a door takes, packed and inflated, when nobody else sends. */
const WITH_LARGEST = 2 / 3;

interface Post {
  bytes: number;
}

/** What the posts of a project hold. */
interface Account {
  bytes: number;
  posts: Set<Post>;
  /** Most bytes of one of them. */
  largest: number;
}

function largestOf(posts: Iterable<Post>): number {
  let largest = 0;
  for (const { bytes } of posts) if (bytes > largest) largest = bytes;
  return largest;
}

/** Bytes of all posts in flight, whole and by project. */
class Holdings {
  bytes = 0;
  private readonly accounts = new Map<number, Account>();

  constructor(private readonly limitBytes: number) {}

  add(post: Post, bytes: number, projectId: number): Account {
    const account = this.accounts.get(projectId) ?? { bytes: 0, posts: new Set(), largest: 0 };
    if (!this.fits(post, bytes, account)) {
      throw comeBack('overloaded', 'unavailable', 'too many calls are being stored right now');
    }
    if (account.posts.size === 0) this.accounts.set(projectId, account);
    account.posts.add(post);
    this.move(post, bytes, account);
    account.largest = Math.max(account.largest, post.bytes);
    return account;
  }

  remove(post: Post, account: Account, projectId: number): void {
    const wasLargest = post.bytes === account.largest;
    this.move(post, -post.bytes, account);
    account.posts.delete(post);
    if (wasLargest) account.largest = largestOf(account.posts);
    if (account.posts.size === 0) this.accounts.delete(projectId);
  }

  private move(post: Post, bytes: number, account: Account): void {
    post.bytes += bytes;
    account.bytes += bytes;
    this.bytes += bytes;
  }

  /** What is left is shared again, so that the next project always finds some room, whatever those before it do. */
  private fits(post: Post, bytes: number, account: Account): boolean {
    const free = this.limitBytes - (this.bytes - account.bytes);
    const ofProject = account.bytes + bytes;
    const largest = Math.max(account.largest, post.bytes + bytes);
    return ofProject <= free * SHARE || (ofProject - largest <= free * SHARE && ofProject <= free * WITH_LARGEST);
  }
}

/**
 * Bounds the bytes of all posts in flight: beyond, clients are told to come back before anything is parsed. No project fills
 * the process, and a few together do not either, however many bodies they begin and do not end.
 */
export function createGate(limitBytes: number): Gate {
  const holdings = new Holdings(limitBytes);
  return {
    get heldBytes() {
      return holdings.bytes;
    },
    open() {
      const post: Post = { bytes: 0 };
      let close: (() => void) | null = null;
      return {
        take(bytes, projectId) {
          const account = holdings.add(post, bytes, projectId);
          close ??= () => holdings.remove(post, account, projectId);
        },
        release() {
          close?.();
          close = null;
        },
      };
    },
  };
}
