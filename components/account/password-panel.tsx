'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { changePassword, sessionsQuery } from '../../lib/client';
import { countOf } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Panel } from '../ui/layout/panel';
import { useMe } from './me-provider';

const EMPTY = { currentPassword: '', newPassword: '' };

/** Another password; whoever is signed in elsewhere has to sign in anew. */
export function PasswordPanel() {
  const { user } = useMe();
  const client = useQueryClient();
  const [said, setSaid] = useState('');
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = submitTo(form, async (values) => {
    const { endedSessions } = await changePassword(values);
    form.reset(EMPTY);
    setSaid(`Changed. ${countOf(endedSessions, 'other session')} ended.`);
    await client.invalidateQueries({ queryKey: sessionsQuery().queryKey });
  });
  return (
    <Panel title="Password" divided>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <input type="text" autoComplete="username" value={user.email} readOnly hidden />
        <Field label="Current password" error={errors.currentPassword?.message}>
          <Input
            type="password"
            autoComplete="current-password"
            {...form.register('currentPassword', { required: 'Enter the password that you have now' })}
          />
        </Field>
        <Field
          label="New password"
          error={errors.newPassword?.message}
          hint="At least 12 characters. Your other sessions end."
        >
          <Input
            type="password"
            autoComplete="new-password"
            {...form.register('newPassword', { required: 'Enter a new password' })}
          />
        </Field>
        <FormRefusal message={errors.root?.message} />
        <div className="flex flex-wrap items-center gap-x-3">
          <Button type="submit" size="touch" busy={isSubmitting && 'Changing…'}>
            Change password
          </Button>
          <output className="text-12 text-ink-3 max-md:basis-full">{isDirty ? '' : said}</output>
        </div>
      </form>
    </Panel>
  );
}
