import type { Role } from '../permissions';
import type { SecondFactorItem, TwoFactorState } from './account';

export interface EnvironmentItem {
  id: number;
  slug: string;
  archive: boolean;
}

export interface ProjectItem {
  id: number;
  name: string;
  slug: string;
  environments: EnvironmentItem[];
  retentionDays: number;
  createdAt: string;
  /** Calls that ingest takes of the project in a minute. */
  quotaPerMinute: number;
  /** Calls that took no longer satisfy: the threshold of Apdex, ms. */
  apdexMs: number;
}

/** A project with what is worth a look; without archives. */
export interface ProjectOverviewItem extends ProjectItem {
  /** The last 24 hours, to the minute. */
  lastDay: {
    calls: number;
    errors: number;
    /** Null without calls. */
    errorRatio: number | null;
    /** Calls of the last 24 hours of the clock, the oldest first; the last one is still running. Null for those that ended before there was the project. */
    callsByHour: (number | null)[];
  };
  openIncidents: number;
}

export interface ProjectsAnswer {
  projects: ProjectOverviewItem[];
}

export interface OrganizationItem {
  id: string;
  name: string;
  slug: string;
  role: Role;
  requireTwoFactor: boolean;
  /** It requires a second factor that the user has not: nothing of it can be read, and `projects` is empty. */
  locked: boolean;
  projects: ProjectItem[];
}

/** Who is signed in and what they may open. */
export interface MeAnswer {
  user: { id: string; name: string; email: string; instanceAdmin: boolean };
  twoFactor: TwoFactorState;
  /** Sensitive changes are open until then; a time that is past asks for password or code first. */
  reauthenticatedUntil: string;
  organizations: OrganizationItem[];
}

export interface IngestKeyItem {
  id: string;
  name: string;
  hint: string;
  environment: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export interface KeysAnswer {
  keys: IngestKeyItem[];
}

/** The only answer that ever holds the key itself. */
export interface NewKeyAnswer {
  key: string;
  item: IngestKeyItem;
}

/** Is the instance still waiting for its set-up? */
export interface SetUpStatusAnswer {
  needed: boolean;
}

/** The only answer that ever holds the first ingest key; it comes with the session cookie of the new owner. */
export interface SetUpAnswer {
  organization: { id: string; name: string; slug: string };
  project: ProjectItem;
  ingestKey: string;
}

/** Answer of a sign-in: exactly one of the two is there. */
export interface SignInAnswer {
  user: { id: string; name: string; email: string; instanceAdmin: boolean } | null;
  /** The password was right; the code of the authenticator app is missing. */
  secondFactor: SecondFactorItem | null;
}
