import type { ContentType } from '../../lib/shared';

const WORDS: Readonly<Record<ContentType, string>> = {
  none: 'none told',
  json: 'JSON',
  form: 'form',
  multipart: 'multipart',
  xml: 'XML',
  text: 'text',
  binary: 'binary',
  other: 'another type',
};

/** What kind of body a call sent, as its Content-Type says. */
export const contentTypeWords = (type: ContentType): string => WORDS[type];
