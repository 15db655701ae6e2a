'use client';

import { InlineField } from './field';
import { Select, type SelectOption } from './select';

type SelectWordProps<Value extends string> = {
  label: string;
  error: string | undefined;
  value: Value;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  /** What follows the word. */
  after?: string;
};

/** One of a few as a word of a sentence. */
export function SelectWord<Value extends string>({ label, error, after = ' ', ...select }: SelectWordProps<Value>) {
  return (
    <>
      <InlineField label={label} error={error}>
        <Select<Value> look="sentence" {...select} />
      </InlineField>
      {after}
    </>
  );
}
