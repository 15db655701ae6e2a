import { comeBack } from '../pipeline/refusal';

/** The share of one post in the bytes that the process may hold. */
export interface Lease {
  /** Takes more; throws a refusal when the process holds too much already. */
  take(bytes: number): void;
  release(): void;
}

export interface Gate {
  open(): Lease;
  readonly heldBytes: number;
}

/** Bounds the bytes of all posts in flight: beyond, clients are told to come back before anything is parsed. */
export function createGate(limitBytes: number): Gate {
  let heldBytes = 0;
  return {
    get heldBytes() {
      return heldBytes;
    },
    open() {
      let taken = 0;
      return {
        take(bytes) {
          if (heldBytes + bytes > limitBytes) {
            throw comeBack('overloaded', 'unavailable', 'too many calls are being stored right now');
          }
          heldBytes += bytes;
          taken += bytes;
        },
        release() {
          heldBytes -= taken;
          taken = 0;
        },
      };
    },
  };
}
