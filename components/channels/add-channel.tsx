'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, type UseFormReturn } from 'react-hook-form';
import { channelsQuery, createChannel, type NewChannel } from '../../lib/client';
import type { ChannelKind } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Segmented } from '../ui/control/segmented';
import { Panel } from '../ui/layout/panel';
import { SecretOnce } from './secret-once';

const KINDS = [
  { value: 'email', label: 'Email' },
  { value: 'webhook', label: 'Webhook' },
] as const;

interface Values {
  to: string;
  url: string;
  name: string;
}

const request = (kind: ChannelKind, { to, url, name }: Values): NewChannel => {
  const named = name.trim() === '' ? {} : { name: name.trim() };
  return kind === 'email' ? { kind, to, ...named } : { kind, url, ...named };
};

type AddChannelProps = { onClose: () => void };

/** A new mail address or webhook; a webhook's secret is shown here once. */
export function AddChannel({ onClose }: AddChannelProps) {
  const [secret, setSecret] = useState<string | null>(null);
  if (secret === null) return <AddChannelForm onClose={onClose} onSecret={setSecret} />;
  return (
    <Panel title="Webhook added">
      <SecretOnce secret={secret} onDone={onClose} />
    </Panel>
  );
}

function AddChannelForm({ onClose, onSecret }: AddChannelProps & { onSecret: (secret: string) => void }) {
  const { project } = useProject();
  const client = useQueryClient();
  const [kind, setKind] = useState<ChannelKind>('email');
  const form = useForm<Values>({ defaultValues: { to: '', url: '', name: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, kind === 'email' ? 'to' : 'url');
  const submit = submitTo(form, async (values) => {
    const { secret } = await createChannel(project.id, request(kind, values));
    await client.invalidateQueries({ queryKey: channelsQuery(project.id).queryKey });
    if (secret === null) onClose();
    else onSecret(secret);
  });
  return (
    <Panel title="Add a channel">
      <form onSubmit={(event) => void submit(event)} noValidate className="mt-2 grid max-w-120 gap-4">
        <div>
          <Segmented<ChannelKind> label="Kind" value={kind} options={KINDS} onChange={setKind} />
        </div>
        <TargetField key={kind} kind={kind} form={form} />
        <Field label="Name" error={errors.name?.message} hint="Optional, such as pager.">
          <Input autoComplete="off" {...form.register('name')} />
        </Field>
        <FormRefusal message={errors.root?.message} />
        <div className="flex gap-2">
          <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Adding…'}>
            {kind === 'email' ? 'Add email' : 'Add webhook'}
          </Button>
          <Button size="touch" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function TargetField({ kind, form }: { kind: ChannelKind; form: UseFormReturn<Values> }) {
  const { errors } = form.formState;
  if (kind === 'email') {
    return (
      <Field label="Address" error={errors.to?.message} hint="One address. A list belongs on your mail server.">
        <Input
          type="email"
          autoComplete="off"
          {...form.register('to', { required: 'Enter one mail address', shouldUnregister: true })}
        />
      </Field>
    );
  }
  return (
    <Field label="URL" error={errors.url?.message} hint="It gets a signed POST with JSON; the secret follows.">
      <Input
        type="url"
        mono
        autoComplete="off"
        placeholder="https://hooks.example.com/callwatch"
        {...form.register('url', { required: 'Enter a URL', shouldUnregister: true })}
      />
    </Field>
  );
}
