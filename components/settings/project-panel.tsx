'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useForm, useWatch } from 'react-hook-form';
import { updateProject } from '../../lib/client';
import type { ProjectItem } from '../../lib/shared';
import { countOf, formatCount, formatDate, formatLatency } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';

/** Name, calls a minute and Apdex threshold of the project; only facts for those who may not change them. */
export function ProjectPanel() {
  const { project } = useProject();
  const may = useMay('project:update');
  return (
    <Panel title="Project" divided>
      {may ? (
        <ProjectForm />
      ) : (
        <Facts
          facts={[
            { label: 'Name', value: project.name },
            { label: 'Calls a minute', value: `${formatCount(project.quotaPerMinute)} at most` },
            { label: 'Apdex threshold', value: formatLatency(project.apdexMs) },
            { label: 'Created', value: formatDate(project.createdAt) },
          ]}
        />
      )}
    </Panel>
  );
}

const pickSettings = ({ name, quotaPerMinute, apdexMs }: ProjectItem) => ({
  name,
  quotaPerMinute,
  apdexMs,
});

/** What is typed, as a number that is easily read; nothing while it is none. */
const quotaWords = (quota: number): string =>
  Number.isFinite(quota) ? `Ingest takes at most ${countOf(quota, 'call')} in a minute. ` : '';

function ProjectForm() {
  const { project } = useProject();
  const router = useRouter();
  const client = useQueryClient();
  const form = useForm({ defaultValues: pickSettings(project) });
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = form.formState;
  const quotaPerMinute = useWatch({ control: form.control, name: 'quotaPerMinute' });
  const submit = submitTo(form, async (values) => {
    const saved = await updateProject(project.id, values);
    form.reset(pickSettings(saved), { keepIsSubmitSuccessful: true });
    router.refresh(); // the frame shows the name
    await client.invalidateQueries({ queryKey: ['project', project.id] });
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Name" error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name', { required: 'Must not be empty' })} />
      </Field>
      <Field
        label="Calls a minute"
        error={errors.quotaPerMinute?.message}
        hint={`${quotaWords(quotaPerMinute)}From 60 to 10,000,000. Beyond it senders get 429 with Retry-After: an SDK waits and sends later, and drops and counts the newest calls once its buffer is full. It protects this server and slows no call of your API.`}
      >
        <Input
          type="number"
          unit="/min"
          min={60}
          max={10_000_000}
          {...form.register('quotaPerMinute', { valueAsNumber: true })}
        />
      </Field>
      <Field
        label="Apdex threshold"
        error={errors.apdexMs?.message}
        hint="1 to 15,000 ms. Calls that take no longer satisfy, up to four times as long they are tolerated; Apdex is the share of the first plus half that of the second, whatever they were answered."
      >
        <Input type="number" unit="ms" min={1} max={15_000} {...form.register('apdexMs', { valueAsNumber: true })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex flex-wrap items-center gap-x-3">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
          Save
        </Button>
        <output className="text-12 text-ink-3 max-md:basis-full">
          {isSubmitSuccessful && !isDirty ? 'Saved.' : ''}
        </output>
      </div>
    </form>
  );
}
