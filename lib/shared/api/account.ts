import type { Role } from '../permissions';

// ---- sign-in ----

/** The password was right and a code is missing: a cookie holds the place until `expiresAt`. */
export interface SecondFactorItem {
  expiresAt: string;
}

/** Has this user a second factor, and must there be one? */
export interface TwoFactorState {
  enabled: boolean;
  enabledAt: string | null;
  /** Recovery codes that were not used yet. */
  recoveryCodesLeft: number;
  /** Names of the organizations that require it. */
  requiredBy: string[];
}

/** What an authenticator app needs. The only answer that ever holds the secret. */
export interface TwoFactorEnrolment {
  /** Base32, for typing in. */
  secret: string;
  /** `otpauth://totp/…` */
  uri: string;
  /** An SVG document that shows the URI. */
  qrSvg: string;
}

/** The only answer that ever holds the codes; each works once. */
export interface RecoveryCodesAnswer {
  recoveryCodes: string[];
}

// ---- account ----

export interface SessionItem {
  id: string;
  /** Such as `Firefox on Linux`. */
  device: string;
  address: string | null;
  createdAt: string;
  lastActiveAt: string;
  /** The one that asks. */
  current: boolean;
}

export interface SessionsAnswer {
  sessions: SessionItem[];
}

export interface EndedSessionsAnswer {
  endedSessions: number;
}

/** Sensitive changes are open until then. */
export interface ReauthenticatedAnswer {
  until: string;
}

// ---- organizations and people ----

export interface OrganizationDetail {
  id: string;
  name: string;
  slug: string;
  /** Of the one who asks. */
  role: Role;
  requireTwoFactor: boolean;
  createdAt: string;
}

export interface MemberItem {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: Role;
  /** Null for whoever may not manage members. */
  twoFactor: boolean | null;
  joinedAt: string;
  /** When any of the person's sessions was last used; null without one, and for whoever may not manage members. */
  lastActiveAt: string | null;
  /** The one who asks. */
  self: boolean;
}

export interface MembersAnswer {
  members: MemberItem[];
}

export interface InvitationItem {
  id: string;
  email: string;
  role: Role;
  state: 'pending' | 'expired' | 'accepted' | 'revoked';
  createdAt: string;
  expiresAt: string;
  invitedBy: string;
}

export interface InvitationsAnswer {
  invitations: InvitationItem[];
}

/** `link` is null where mail is sent; without an SMTP server it is given once, to be passed on by hand. */
export interface InvitedAnswer {
  invitation: InvitationItem;
  link: string | null;
}

/** What an invited person sees before accepting. */
export interface InvitationView {
  organization: string;
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: string;
  /** Sign in with the address; otherwise name and password make an account. */
  hasAccount: boolean;
}

export interface JoinedAnswer {
  organizationId: string;
}

export interface ApiTokenItem {
  id: string;
  name: string;
  hint: string;
  scopes: ('read' | 'write')[];
  /** Name of the person; null when made from the command line or the person is gone. */
  createdBy: string | null;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

export interface ApiTokensAnswer {
  tokens: ApiTokenItem[];
}

/** The only answer that ever holds the token itself. */
export interface NewApiTokenAnswer {
  token: string;
  item: ApiTokenItem;
}
