/** How a tag is coloured; its word carries the meaning. */
export type Tone = 'attack' | 'degraded' | 'healthy' | 'neutral';

/** What a mail says, before it is HTML or text. */
export interface MailContent {
  /** First words in a list of mails. */
  preview: string;
  tag: { word: string; tone: Tone } | null;
  title: string;
  paragraphs: string[];
  facts: { label: string; value: string }[];
  lists: { label: string; items: string[]; more: number }[];
  button: { label: string; url: string } | null;
  /** Why the recipient got this. */
  why: string;
}
