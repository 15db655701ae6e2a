'use client';

import { SelectWord } from '../../ui/control/select-word';

type EnvironmentWordProps = {
  /** Slug; null: every one. */
  value: string | null;
  /** Slugs to choose from. */
  environments: readonly string[];
  /** How every one of them is said. */
  everyOne: string;
  error: string | undefined;
  onChange: (environment: string | null) => void;
};

/** One environment, or every one, as a word of a sentence. */
export function EnvironmentWord({ value, environments, everyOne, error, onChange }: EnvironmentWordProps) {
  const slugs = [...new Set([...environments, ...(value === null ? [] : [value])])];
  const options = [{ value: '', label: everyOne }, ...slugs.map((slug) => ({ value: slug, label: slug }))].map(
    (option) => ({ ...option, value: `=${option.value}` }), // Radix takes no empty value, and an environment may be named "all"
  );
  return (
    <SelectWord<string>
      label="Environment"
      error={error}
      value={`=${value ?? ''}`}
      options={options}
      onChange={(next) => onChange(next === '=' ? null : next.slice(1))}
    />
  );
}
