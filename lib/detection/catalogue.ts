import { RATE_LIMITS, type Severity } from '../shared';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Detectors, the most telling first: of two findings equally severe the earlier here names the incident. */
export const DETECTORS = ['stuffing-ip', 'brute-ip', 'brute-account', 'success-after-burst', 'rate-violation'] as const;
export type DetectorId = (typeof DETECTORS)[number];

/** Every number that the detectors compare with. Windows slide over finish times and are half-open. */
export interface Thresholds {
  /** Many failures by one caller. */
  bruteIp: { failures: number; windowMs: number; severity: Severity; maxGoodShare: number };
  /** Many failures on one account, whoever makes them. */
  bruteAccount: {
    failures: number;
    windowMs: number;
    severity: Severity;
    raisedFailures: number;
    raisedSeverity: Severity;
  };
  /** One caller tries many accounts, each once or twice: a list of stolen passwords. */
  stuffingIp: {
    failures: number;
    accounts: number;
    windowMs: number;
    /** Of the accounts, `accountShare` must have had no more tries than this. */
    triesPerAccount: number;
    accountShare: number;
    severity: Severity;
    /** Silent when the good logins of other accounts are more than this share: people behind one address. */
    maxGoodShare: number;
  };
  /**
   * A login that a burst led to. Evidence is the decayed count of the caller's failures: `evidence` on `otherAccounts`
   * accounts besides the one entered, or `ownEvidence` on that account alone.
   */
  successAfterBurst: {
    evidence: number;
    otherAccounts: number;
    ownEvidence: number;
    /** What one account that logged in well through the same caller weighs against it. */
    goodWeight: number;
    halfLifeMs: number;
    severity: Severity;
  };
  /**
   * A rate policy is exceeded; worse when a key stays over `raisedTimes` of it for so long. Or so many `refusals` (answers
   * 429) a minute in two consecutive minutes.
   */
  rateViolation: {
    severity: Severity;
    raisedTimes: number;
    raisedMs: number;
    raisedSeverity: Severity;
    refusals: number;
  };
  /** A finding goes on while its failures are no further apart than this; so does an incident. */
  quietMs: number;
  /** A resolved incident that the same attacker comes back to reopens for this long. */
  reopenMs: number;
  /** An attack that merely goes on reopens what a person resolved only after this. */
  resolvedGraceMs: number;
  /** Half-life of the usual rate of failures, the baseline that findings are shown against. */
  baselineHalfLifeMs: number;
  /** A client (user agent) with this many good logins is an ordinary one and no fingerprint of an attack. */
  ordinaryClientLogins: number;
}

export const CATALOGUE: Thresholds = {
  bruteIp: { failures: 20, windowMs: 5 * MINUTE_MS, severity: 'medium', maxGoodShare: 0.5 },
  bruteAccount: {
    failures: 10,
    windowMs: 15 * MINUTE_MS,
    severity: 'low',
    raisedFailures: 40,
    raisedSeverity: 'medium',
  },
  stuffingIp: {
    failures: 25,
    accounts: 10,
    windowMs: 15 * MINUTE_MS,
    triesPerAccount: 2,
    accountShare: 0.8,
    severity: 'high',
    maxGoodShare: 0.5,
  },
  successAfterBurst: {
    evidence: 10,
    otherAccounts: 5,
    ownEvidence: 9,
    goodWeight: 2,
    halfLifeMs: 30 * MINUTE_MS,
    severity: 'critical',
  },
  rateViolation: {
    severity: 'low',
    raisedTimes: 3,
    raisedMs: 10 * MINUTE_MS,
    raisedSeverity: 'medium',
    refusals: 5,
  },
  quietMs: 30 * MINUTE_MS,
  reopenMs: 24 * HOUR_MS,
  resolvedGraceMs: 5 * MINUTE_MS,
  baselineHalfLifeMs: 6 * HOUR_MS,
  ordinaryClientLogins: 3,
};

/** What one project may hold in memory, whatever the number of its callers. */
export const LIMITS = {
  callers: 10_000,
  accounts: 10_000,
  historyCallers: 2_000,
  historyAccounts: 2_000,
  /** Latest failures kept of one caller or account; above every threshold. */
  failures: 48,
  /** Latest accounts that logged in well through one caller. */
  goods: 32,
  /** Latest accounts that one caller entered. */
  entered: 500,
  /** For so long after a burst led a caller into an account are its further logins there the attacker's. */
  enteredMs: 24 * HOUR_MS,
  /** Endpoints listed of them. */
  enteredEndpoints: 8,
  trustedPairs: 50_000,
  clients: 2_000,
  environments: 100,
  /** A track without a failure or entry for this long is dropped from a snapshot, unless it has entered an account lately. */
  trackMs: 6 * HOUR_MS,
  /** Callers, accounts and entries listed of one incident. */
  incidentEntities: 1_000,
  /** Spans over a rate limit listed of one incident, those furthest over. */
  incidentRates: 100,
  /** An incident about a rate of more keys than this is about the policy: what else its callers do is another attack. */
  ratedAttackers: 5,
} as const;

/** Bounds of what is counted for rate policies. */
export const RATE_BOUNDS = {
  /** Cells (key and second) of one project, each key taken for eight more: 30 MB at most. */
  cells: 200_000,
  /** A call finds its place when it comes so late after later ones. Live calls come 15 minutes late at most. */
  lateSeconds: 1_800,
  /** Endpoints and partners kept of a key that is answered 429. */
  names: 8,
  /** Keys of a policy, environment and hour whose peaks are kept for sure, and at most; those over the limit beyond it. */
  shownKeys: RATE_LIMITS.shownKeys,
  mostShownKeys: 1_000,
  mostOverKeys: 10_000,
} as const;

/** Severity of a finding once an account was entered. */
export const ENTERED: Severity = 'critical';
