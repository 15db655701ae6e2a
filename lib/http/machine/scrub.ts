/** Names of fields whose values are secrets. */
const FIELD = '[a-z_-]{0,40}(?:password|passwd|passphrase|secret|token|signature|api_?key|authorization|cookie)';

/** Text that gives a secret away by its look, with what is left of it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(cwk_[a-z0-9-]{1,40}|cwt)_[0-9A-Za-z]{8,}/g, '$1_…'],
  [/\b(whsec_)[0-9A-Za-z+/=_-]{8,}/g, '$1…'],
  [/\b(bearer|basic) +[^\s"',;\\]+/gi, '$1 …'],
  [/(:\/\/[^\s:/@"\\]{0,256}):[^\s"\\]{1,1024}@/g, '$1:…@'], // passwords hold @ and / where nobody encoded them
  [new RegExp(`("${FIELD}" *: *")(?:[^"\\\\]|\\\\.)*`, 'gi'), '$1…'],
  [new RegExp(`(\\\\"${FIELD}\\\\" *: *\\\\")(?:[^"\\\\]|\\\\{3}"|\\\\{4}|\\\\[^"])*`, 'gi'), '$1…'], // JSON in a text
  [/([?&](?:[a-z_-]*(?:token|secret|password|key|code|signature))=)[^\s&"'\\]+/gi, '$1…'],
];

/** A line of the log without what looks like keys, tokens, passwords in addresses and secrets in queries. */
export const scrub = (text: string): string =>
  SECRETS.reduce((rest, [secret, left]) => rest.replace(secret, left), text);
