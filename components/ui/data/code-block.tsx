'use client';

import { Button } from '../control/button';
import { useCopy } from '../hooks/use-copy';

type CodeBlockProps = {
  code: string;
  /** What the code is, for assistive tools and the head. */
  label: string;
  /** Drop the head when the block sits in a frame that has its own copy button. */
  bare?: boolean;
};

/** Code to be copied: mono 12, sunken, long lines wrap. */
export function CodeBlock({ code, label, bare = false }: CodeBlockProps) {
  const text = (
    <pre className="px-3.5 py-3 font-mono text-12 leading-[18px] wrap-anywhere whitespace-pre-wrap text-ink">
      {code}
    </pre>
  );
  if (bare) return text;
  return (
    <figure className="overflow-hidden rounded-2 border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-3 border-b border-line py-1.5 pr-1.5 pl-3 text-12 text-ink-2">
        {label}
        <CopyButton text={code} />
      </figcaption>
      {text}
    </figure>
  );
}

/** Copies a text and says "Copied" for 2 s, keeping its width. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const { copied, failed, copy } = useCopy();
  const said = failed ? 'Refused' : 'Copied';
  return (
    <Button size="sm" onClick={() => void copy(text)} busy={(copied || failed) && said}>
      <span className="inline-block min-w-11 text-center">{label}</span>
    </Button>
  );
}
