import { formatCount } from '../../shared';
import type { MailContent } from './content';

const list = ({ label, items, more }: MailContent['lists'][number]): string =>
  `${label}:\n${[...items, ...(more > 0 ? [`and ${formatCount(more)} more`] : [])].map((item) => `  ${item}`).join('\n')}`;

/** The plain-text twin of a mail. */
export function renderText(content: MailContent): string {
  const width = Math.max(0, ...content.facts.map((fact) => fact.label.length)) + 2;
  const facts = content.facts.map(({ label, value }) => `${`${label}:`.padEnd(width)}${value}`).join('\n');
  const blocks = [
    content.tag?.word ?? '',
    content.title,
    ...content.paragraphs,
    facts,
    ...content.lists.map(list),
    content.button ? `${content.button.label}:\n${content.button.url}` : '',
    `--\n${content.why}`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
