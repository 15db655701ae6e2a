import type { Storage } from '../storage';
import type { Auth } from './create-auth';

export interface SessionDeps {
  auth: Auth;
  storage: Storage;
  now(): Date;
}

/** What changes to accounts lean on. */
export interface AuthDeps extends SessionDeps {
  env: {
    /** Public base URL, without a slash at the end. */
    url: string;
    /** CALLWATCH_SECRET. */
    secret: string;
  };
}

/** A request of somebody who is not known yet. */
export interface AuthCall extends AuthDeps {
  headers: Headers;
  clientAddress: string | null;
}
