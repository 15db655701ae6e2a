import type { ReactNode } from 'react';

export type Figure = { label: string; value: ReactNode; note?: ReactNode };

/** A row of 3 to 7 related figures with hairlines between them, each as wide as its words need; two per row on phones. */
export function Figures({ figures, label }: { figures: readonly Figure[]; label: string }) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 gap-px bg-line max-md:*:last:odd:col-span-2 md:flex md:flex-wrap"
    >
      {figures.map((figure) => (
        <div key={figure.label} className="flex flex-auto flex-col bg-surface px-4 py-3 md:whitespace-nowrap">
          <dt className="text-12 text-ink-3">{figure.label}</dt>
          <dd className="text-16 font-medium">{figure.value}</dd>
          {figure.note ? <dd className="mt-1.5 text-12 text-ink-3">{figure.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
