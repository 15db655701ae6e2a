'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

type TabsProps<Value extends string> = {
  label: string;
  value: Value;
  tabs: readonly { value: Value; label: ReactNode }[];
  onChange: (value: Value) => void;
  /** The bar runs from edge to edge of a frame: its words keep the distance of the frame's padding. */
  inset?: boolean;
  children: ReactNode;
};

/** Tabs with a 2 px ink underline. Wrap each body in `TabBody`. */
export function Tabs<Value extends string>({ label, value, tabs, onChange, inset, children }: TabsProps<Value>) {
  const pick = (next: string) => {
    const tab = tabs.find((t) => t.value === next);
    if (tab) onChange(tab.value);
  };
  return (
    <Radix.Root value={value} onValueChange={pick}>
      <div className="flex border-b border-line">
        <Radix.List aria-label={label} className={`flex min-w-0 flex-1 gap-4 overflow-x-auto ${inset ? 'px-3.5' : ''}`}>
          {tabs.map((tab) => (
            <Radix.Trigger
              key={tab.value}
              value={tab.value}
              className="state-motion ring-focus-in -mb-px h-9 border-b-2 border-transparent text-13 whitespace-nowrap text-ink-3 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink max-md:h-11"
            >
              {tab.label}
            </Radix.Trigger>
          ))}
        </Radix.List>
      </div>
      {children}
    </Radix.Root>
  );
}

/** The body that belongs to the tab of the same value. */
export function TabBody({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className="ring-focus-in">
      {children}
    </Radix.Content>
  );
}
