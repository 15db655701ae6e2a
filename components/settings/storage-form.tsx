'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { changeStorage, previewStorage, storageQuery, type KeptDays } from '../../lib/client';
import { countOf, formatCount, formatDate, formatTime } from '../../lib/shared';
import type { DeletedTier, StorageAnswer, StoragePreviewAnswer } from '../../lib/shared';
import { FormFoot } from '../forms/form-foot';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useProject } from '../project/project-provider';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { ConfirmBox } from '../ui/overlay/confirm-box';

const FIELDS = [
  { tier: 'calls', label: 'Calls', hint: 'Each call, and what callers sent by day.' },
  { tier: 'minutes', label: 'By the minute', hint: 'What rules are tried on.' },
  { tier: 'hours', label: 'By the hour', hint: 'Calls are found by them: at least as long as calls.' },
  { tier: 'days', label: 'By the day', hint: 'At least as long as hours.' },
] as const;

const daysOf = ({ tiers }: StorageAnswer): KeptDays => {
  const of = (name: string): number => tiers.find(({ tier }) => tier === name)?.days ?? 0;
  return { calls: of('calls'), minutes: of('minutes'), hours: of('hours'), days: of('days') };
};

const wordsOf = ({ tier, rows, before }: DeletedTier): string => {
  const what =
    tier === 'calls' ? countOf(rows, 'call') : `${formatCount(rows)} rows of figures by the ${tier.slice(0, -1)}`;
  return `${what} before ${formatDate(before)}`;
};

type Asked = StoragePreviewAnswer & { values: KeptDays };
type StorageFormProps = { storage: StorageAnswer; onDone: () => void };

/** Four times; what shorter ones delete and hide is told before it is confirmed. */
export function StorageForm({ storage, onDone }: StorageFormProps) {
  const { project } = useProject();
  const save = useSave(onDone);
  const [asked, setAsked] = useState<Asked | null>(null);
  const form = useForm<KeptDays>({ defaultValues: daysOf(storage) });
  const { errors, isSubmitting } = form.formState;
  const submit = submitTo(form, async (values) => {
    const goes = await previewStorage(project.id, values);
    if (goes.deletes.length > 0 || goes.hidesCallsBefore !== null) setAsked({ values, ...goes });
    else await save.mutateAsync({ ...values, confirmed: false });
  });
  if (asked) {
    return (
      <div className="grid gap-2 border-b border-line p-4">
        <ConfirmChange
          asked={asked}
          busy={save.isPending}
          onConfirm={() => save.mutate({ ...asked.values, confirmed: true })}
          onCancel={() => setAsked(null)}
        />
        <FormRefusal message={save.error?.message} />
      </div>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3 border-b border-line p-4">
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {FIELDS.map(({ tier, label, hint }) => (
          <Field key={tier} label={label} hint={hint} error={errors[tier]?.message}>
            <Input type="number" unit="d" {...form.register(tier, { valueAsNumber: true })} />
          </Field>
        ))}
      </div>
      <FormFoot refusal={errors.root?.message} verb="Save" busy={isSubmitting && 'Saving…'} onCancel={onDone} />
    </form>
  );
}

function useSave(onSaved: () => void) {
  const { project } = useProject();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (change: KeptDays & { confirmed: boolean }) => changeStorage(project.id, change),
    onSuccess: (saved) => {
      client.setQueryData(storageQuery(project.id).queryKey, saved);
      router.refresh(); // other pages tell how long calls are kept
      onSaved();
    },
  });
}

type ConfirmProps = { asked: Asked; busy: boolean; onConfirm: () => void; onCancel: () => void };

function Hidden({ before }: { before: string }) {
  return (
    <p>
      Calls before {formatDate(before)} {formatTime(before)} (UTC) are no longer shown from now on, and deleted when
      their day is over.
    </p>
  );
}

function ConfirmHiding({ before, ...rest }: Omit<ConfirmProps, 'asked'> & { before: string }) {
  return (
    <ConfirmBox question="Keep less, and show less from now on?" confirmLabel="Keep less" busyLabel="Saving…" {...rest}>
      <Hidden before={before} />
      Archives stay.
    </ConfirmBox>
  );
}

function ConfirmChange({ asked, ...rest }: ConfirmProps) {
  const { deletes, hidesCallsBefore } = asked;
  if (deletes.length === 0 && hidesCallsBefore !== null) return <ConfirmHiding before={hidesCallsBefore} {...rest} />;
  return <ConfirmDeletion asked={asked} {...rest} />;
}

function ConfirmDeletion({ asked: { deletes, hidesCallsBefore }, ...rest }: ConfirmProps) {
  const rows = deletes.reduce((sum, one) => sum + one.rows, 0);
  return (
    <ConfirmBox
      question="Keep less, and delete what is older?"
      confirmLabel={`Delete ${formatCount(rows)} rows`}
      busyLabel="Saving…"
      typeToConfirm="delete"
      {...rest}
    >
      <ul>
        {deletes.map((one) => (
          <li key={one.tier}>{wordsOf(one)}</li>
        ))}
      </ul>
      They are no longer shown from now on, and deleted within an hour. Archives stay. This cannot be taken back.
      {hidesCallsBefore === null ? null : <Hidden before={hidesCallsBefore} />}
    </ConfirmBox>
  );
}
