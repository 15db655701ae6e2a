'use client';

import { Input } from '../ui/control/input';
import { Segmented } from '../ui/control/segmented';
import { Select } from '../ui/control/select';
import { type EndpointFilters, ERROR_LEVELS, METHODS } from './endpoint-filters';

const LEVELS = [
  { value: 'all', label: 'All' },
  { value: 'any', label: 'With errors' },
  { value: '1', label: 'Above 1 %' },
  { value: '5', label: 'Above 5 %' },
] as const;
const ANY_METHOD = 'all';
const METHOD_OPTIONS = [
  { value: ANY_METHOD, label: 'All methods' },
  ...METHODS.map((method) => ({ value: method, label: method })),
];

type FilterBarProps = { filters: EndpointFilters; onChange: (change: Partial<EndpointFilters>) => void };

/** A part of the route, the method, how many errors. */
export function EndpointsFilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <search className="flex flex-wrap items-center gap-2">
      <div className="w-52 max-md:w-full">
        <Input
          mono
          type="search"
          aria-label="Filter by route"
          placeholder="Route, /v1/orders"
          value={filters.q ?? ''}
          onChange={(event) => onChange({ q: event.target.value })}
        />
      </div>
      <Select<string>
        label="Method"
        look="token"
        options={METHOD_OPTIONS}
        value={filters.method ?? ANY_METHOD}
        onChange={(method) => onChange({ method: method === ANY_METHOD ? null : method })}
      />
      <Segmented<string>
        label="Error ratio"
        options={LEVELS}
        value={filters.errors ?? 'all'}
        onChange={(value) => onChange({ errors: ERROR_LEVELS.find((level) => level === value) ?? null })}
      />
    </search>
  );
}
