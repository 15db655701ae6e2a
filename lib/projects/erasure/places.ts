/**
 * Where in a JSON value what is searched for may stand: `a.b` is a field, `*` each item of a list. Fields that are not named,
 * and the names of all fields, are words of our own and stay.
 */
export interface JsonPlace {
  /** Free text. */
  words?: readonly string[];
  /** The name of a consumer and nothing else. */
  consumers?: readonly string[];
  /** The hash of an account, alone or in an id. */
  accounts?: readonly string[];
}

/** Free text, HTML, the query of a page, an id with the hash of an account in it, or JSON. */
export type Place = 'words' | 'html' | 'query' | 'accounts' | JsonPlace;

/**
 * Every column, by table, in which a consumer's name or an account's hash may stand, besides those that have statements of
 * their own. A text or JSON column that is in no list fails a test: tests/integration/lifecycle/erase-columns.test.ts.
 */
export const PLACES: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  alert: { data: { words: ['ruleName'], consumers: ['definition.filters.consumer'] } },
  allowed_caller: { note: 'words' },
  finding: {
    id: 'accounts',
    entity: { accounts: ['accounts.*'] },
    evidence: { accounts: ['query.account'] },
  },
  incident: {
    title: 'words',
    entities: {
      words: ['rates.*.policy'],
      accounts: ['accounts.*', 'targets.*', 'entries.*.account', 'rates.*.key', 'rates.*.findingId'],
    },
  },
  incident_event: { data: { words: ['note'], accounts: ['entry.account'] } },
  mailbox_message: { subject: 'words', text: 'words', html: 'html' },
  outbox: {
    subject: 'words',
    payload: {
      words: [
        'rule.name',
        'incident.title',
        'incident.summary',
        'incident.entities.endpoints.*',
        'alert.title',
        'alert.summary',
        'alert.endpoint',
        'title',
        'paragraphs.*',
      ],
      consumers: ['alert.definition.filters.consumer'],
      accounts: ['incident.entities.accounts.*'],
    },
  },
  rate_policy: { name: 'words' },
  rule: { name: 'words', definition: { consumers: ['filters.consumer'] } },
  saved_view: { name: 'words', query: 'query' },
};
