'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../ui/control/button';
import { Input } from '../ui/control/input';
import { Segmented } from '../ui/control/segmented';
import type { CallFilters } from './call-filters';

const CLASSES = [
  { value: 'all', label: 'All' },
  { value: '2xx', label: '2xx' },
  { value: '3xx', label: '3xx' },
  { value: '4xx', label: '4xx' },
  { value: '5xx', label: '5xx' },
] as const;

type FilterBarProps = {
  filters: CallFilters;
  /** Name of the endpoint that the filter names by its id. */
  endpointName: string | null;
  onChange: (filters: Partial<CallFilters>) => void;
};

/** Filters as tokens with a way to take each off, the status class, and a field for a caller. */
export function FilterBar({ filters, endpointName, onChange }: FilterBarProps) {
  const statusClass = CLASSES.find(({ value }) => value === filters.status)?.value;
  const tokens = tokensOf(filters, endpointName);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented<string>
        label="Status class"
        options={CLASSES}
        value={statusClass ?? (filters.status === null ? 'all' : '')}
        onChange={(value) => onChange({ status: value === 'all' ? null : value })}
      />
      <CallerField onFilter={(caller) => onChange({ caller })} />
      {tokens.map(({ name, text }) => (
        <Button key={name} onClick={() => onChange({ [name]: null })} aria-label={`Take the filter ${text} off`}>
          {text} <span aria-hidden="true">×</span>
        </Button>
      ))}
    </div>
  );
}

function tokensOf({ status, endpoint, consumer, caller }: CallFilters, endpointName: string | null) {
  const exact = status !== null && !CLASSES.some(({ value }) => value === status);
  return [
    exact && { name: 'status', text: `Status ${status}` },
    endpoint && { name: 'endpoint', text: endpointName ?? `Endpoint ${endpoint}` },
    consumer && { name: 'consumer', text: `Consumer ${consumer}` },
    caller && { name: 'caller', text: `Caller ${caller}` },
  ].filter((token) => token !== false && token !== null && token !== '');
}

function CallerField({ onFilter }: { onFilter: (caller: string) => void }) {
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onFilter(text.trim());
    setText('');
  };
  return (
    <form onSubmit={submit} className="w-44">
      <Input
        mono
        aria-label="Filter by caller"
        placeholder="Caller, 192.0.2.17 ↵"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
