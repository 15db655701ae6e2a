'use client';

import type { ReactNode } from 'react';
import { Button } from '../control/button';
import { useCopy } from '../hooks/use-copy';

type CodeBlockProps = {
  code: string;
  /** What the code is and where it goes. */
  label: ReactNode;
  /** Without a frame of its own, for blocks that share one. */
  bare?: boolean;
};

/** Code to be copied: mono 12, sunken, long lines wrap. */
export function CodeBlock({ code, label, bare = false }: CodeBlockProps) {
  return (
    <figure className={bare ? undefined : 'overflow-hidden rounded-2 border border-line bg-sunken'}>
      <figcaption className="flex items-center justify-between gap-3 pt-2 pr-2 pl-3.5 text-12 text-ink-2">
        <span className="min-w-0">{label}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre className="px-3.5 pt-1.5 pb-3 font-mono text-12 leading-[18px] wrap-anywhere whitespace-pre-wrap text-ink">
        {code}
      </pre>
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
