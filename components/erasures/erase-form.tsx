'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError, erasuresQuery, requestErasure, type ErasureSubject } from '../../lib/client';
import { useProven } from '../account/proof/proof-provider';
import { FormRefusal } from '../forms/form-refusal';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Segmented } from '../ui/control/segmented';
import { ConfirmBox } from '../ui/overlay/confirm-box';

type Kind = 'consumer' | 'account' | 'accountHash';

const KINDS = [
  { value: 'consumer', label: 'Consumer' },
  { value: 'account', label: 'Account' },
  { value: 'accountHash', label: 'Account by hash' },
] as const;

const FIELDS: Readonly<Record<Kind, { label: string; hint: string }>> = {
  consumer: { label: 'Name of the consumer', hint: 'As the API names it in its calls.' },
  account: {
    label: 'Login name of the account',
    hint: 'Such as an email address. It is hashed with the key of the project and not stored.',
  },
  accountHash: { label: 'Hash of the account', hint: '32 hexadecimal digits, as the API tells them.' },
};

const subjectOf = (kind: Kind, text: string): ErasureSubject => {
  if (kind === 'consumer') return { consumer: text };
  return kind === 'account' ? { account: text } : { accountHash: text };
};

/** Which consumer or account, then what will happen and the confirmation. */
export function EraseForm({ onDone }: { onDone: () => void }) {
  const { project } = useProject();
  const client = useQueryClient();
  const proven = useProven();
  const [kind, setKind] = useState<Kind>('consumer');
  const [text, setText] = useState('');
  const [sure, setSure] = useState(false);
  const request = useMutation({
    mutationFn: () => proven(() => requestErasure(project.id, subjectOf(kind, text.trim()))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: erasuresQuery(project.id).queryKey });
      onDone();
    },
    onError: () => setSure(false),
  });
  const fault = request.error instanceof ApiError ? request.error.details.fields?.[kind] : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') setSure(true);
  };
  if (sure) {
    const confirm = { busy: request.isPending, onConfirm: () => request.mutate(), onCancel: () => setSure(false) };
    return <Confirm noun={kind === 'consumer' ? 'consumer' : 'account'} text={text.trim()} {...confirm} />;
  }
  const { label, hint } = FIELDS[kind];
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-3">
      <div className="flex">
        <Segmented label="What to erase" value={kind} options={KINDS} onChange={setKind} />
      </div>
      <Field label={label} hint={hint} error={fault}>
        <Input
          mono={kind === 'accountHash'}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {fault ? null : <FormRefusal message={request.error?.message} />}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onDone} size="touch">
          Cancel
        </Button>
        <Button kind="ink" type="submit" size="touch" aria-disabled={text.trim() === '' || undefined}>
          Continue…
        </Button>
      </div>
    </form>
  );
}

type ConfirmProps = { noun: string; text: string; busy: boolean; onConfirm: () => void; onCancel: () => void };

function Confirm({ noun, text, ...rest }: ConfirmProps) {
  return (
    <ConfirmBox
      question={`Erase the ${noun} ${text}?`}
      confirmLabel={`Erase 1 ${noun}`}
      busyLabel="Asking…"
      typeToConfirm="erase"
      {...rest}
    >
      Calls stay and are nobody’s: totals do not change. Name, paths, traces and attributes go from calls, evidence,
      messages and mail. It takes about a minute and cannot be taken back. What is sent later under the same name is new
      data.
    </ConfirmBox>
  );
}
