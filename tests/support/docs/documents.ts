import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../../..');

const below = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .sort();

/** Everything that people read, by its path in the project. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'sdk/README.md',
  'bench/RESULTS.md',
  ...below('docs'),
];

export const readDocument = (document: string): string => readFileSync(path.join(ROOT, document), 'utf8');

/** A fenced block of a document. */
export interface Block {
  document: string;
  /** Of its opening fence, from 1. */
  line: number;
  /** Empty when the fence names none. */
  language: string;
  text: string;
}

export const nameOf = ({ document, line }: Block): string => `${document}:${line}`;

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*(\S*)\s*$/;

/** The fenced blocks of a text. Throws for one that has no end. */
export function parseBlocks(document: string, markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: (Block & { mark: string }) | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    const [, mark, language = ''] = FENCE.exec(line) ?? [];
    if (open && mark?.startsWith(open.mark) && language === '') {
      const { mark: _, ...block } = open;
      blocks.push(block);
      open = null;
    } else if (open) open.text += `${line}\n`;
    else if (mark) open = { document, line: index + 1, language, text: '', mark };
  }
  if (open) throw new Error(`${nameOf(open)}: the block has no end`);
  return blocks;
}

/** Every fenced block of every document, in order. */
export const readBlocks = (): Block[] => DOCUMENTS.flatMap((document) => parseBlocks(document, readDocument(document)));

export const blocksOf = (language: string): Block[] => readBlocks().filter((block) => block.language === language);

/** A document without its fenced blocks, their lines left empty. */
export function proseOf(document: string): string {
  const lines = readDocument(document).split('\n');
  for (const { line, text } of parseBlocks(document, lines.join('\n')))
    lines.fill('', line - 1, line + text.split('\n').length);
  return lines.join('\n');
}
