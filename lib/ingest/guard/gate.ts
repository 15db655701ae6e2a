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

/** Beside its largest post, which may be as large as a door takes one, a project holds this part of the bytes. */
const PROJECT_SHARE = 1 / 4;
/** Projects that hold more than their share leave the rest to the others. */
const ABOVE_SHARE = 3 / 4;

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

  private fits(post: Post, bytes: number, account: Account): boolean {
    const ofProject = account.bytes + bytes;
    const share = this.limitBytes * PROJECT_SHARE;
    if (ofProject <= share) return this.bytes + bytes <= this.limitBytes;
    const largest = Math.max(account.largest, post.bytes + bytes);
    return ofProject - largest <= share && this.bytes + bytes <= this.limitBytes * ABOVE_SHARE;
  }
}

/**
 * Bounds the bytes of all posts in flight: beyond, clients are told to come back before anything is parsed. No project fills
 * the process alone, however many bodies it begins and does not end.
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
