'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { createIgnoreRule, ignoreRulesQuery } from '../../../lib/client';
import { METHODS } from '../../../lib/shared';
import type { CallPattern } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { submitTo } from '../../forms/submit-to';
import { useFirstFocus } from '../../forms/use-first-focus';
import { useProject } from '../../project/project-provider';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Select } from '../../ui/control/select';
import { MatchPreview } from './match-preview';

type IgnoreRuleFormProps = { from: Partial<CallPattern>; onDone: () => void };

const ANY = 'any';
const METHOD_OPTIONS = [
  { value: ANY, label: 'Any method' },
  ...METHODS.filter((method) => method !== 'OTHER').map((method) => ({ value: method, label: method })),
];

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Which calls a new rule is to ignore, with what it would have matched. */
export function IgnoreRuleForm({ from, onDone }: IgnoreRuleFormProps) {
  const { project } = useProject();
  const client = useQueryClient();
  const [method, setMethod] = useState<string>(from.method ?? ANY);
  const form = useForm({
    defaultValues: { path: from.path ?? '', userAgent: from.userAgent ?? '', network: from.network ?? '' },
  });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, from.userAgent ? 'userAgent' : 'path');
  const [path, userAgent, network] = useWatch({ control: form.control, name: ['path', 'userAgent', 'network'] });
  const pattern = {
    method: method === ANY ? null : method,
    path: orNull(path),
    userAgent: orNull(userAgent),
    network: orNull(network),
  };
  const says = [pattern.path, pattern.userAgent, pattern.network].some((part) => part !== null);
  const submit = submitTo(form, async () => {
    await createIgnoreRule(project.id, pattern);
    await client.invalidateQueries({ queryKey: ignoreRulesQuery(project.id).queryKey });
    onDone();
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3 border-b border-line px-4 py-3">
      <div className="grid items-start gap-3 md:grid-cols-2 xl:grid-cols-[140px_1fr_1fr_1fr]">
        <Field label="Method">
          <Select value={method} options={METHOD_OPTIONS} onChange={setMethod} />
        </Field>
        <Field label="Path" error={errors.path?.message} hint="* stands for any characters: /health*">
          <Input mono autoComplete="off" {...form.register('path')} />
        </Field>
        <Field label="User agent has" error={errors.userAgent?.message} hint="A part of it, in any case.">
          <Input autoComplete="off" {...form.register('userAgent')} />
        </Field>
        <Field label="Caller" error={errors.network?.message} hint="An address, or a CIDR such as 10.0.0.0/8.">
          <Input mono autoComplete="off" {...form.register('network')} />
        </Field>
      </div>
      <MatchPreview
        pattern={says ? pattern : null}
        nothingYet="A rule needs a path, a user agent or a caller. What is given must all match."
      />
      <FormRefusal message={errors.root?.message} />
      <div className="flex flex-wrap gap-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
          Ignore these calls
        </Button>
        <Button size="touch" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
