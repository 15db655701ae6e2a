/** Text that gives a secret away by its look, with what is left of it. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(cwk_[a-z0-9-]{1,40}|cwt)_[0-9A-Za-z]{8,}/g, '$1_…'],
  [/\b(whsec_)[0-9A-Za-z+/=_-]{8,}/g, '$1…'],
  [/\b(bearer|basic) +[^\s"',;\\]+/gi, '$1 …'],
  [/(:\/\/[^\s:/@"\\]*):[^\s/@"\\]+@/g, '$1:…@'],
  [/([?&](?:[a-z_-]*(?:token|secret|password|key|code|signature))=)[^\s&"'\\]+/gi, '$1…'],
];

/** A line of the log without what looks like keys, tokens, passwords in addresses and secrets in queries. */
export const scrub = (text: string): string =>
  SECRETS.reduce((rest, [secret, left]) => rest.replace(secret, left), text);
