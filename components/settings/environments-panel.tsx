'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { createEnvironment } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Panel } from '../ui/layout/panel';

/** Production, staging …; each ingest key belongs to one. */
export function EnvironmentsPanel() {
  const { project } = useProject();
  const may = useMay('project:update');
  return (
    <Panel title="Environments" divided>
      <ul className="grid gap-1">
        {project.environments.map(({ id, slug, archive }) => (
          <li key={id} className="flex gap-2">
            <span className="font-medium">{slug}</span>
            {archive ? <span className="text-ink-3">for imports: kept for good, alerts nobody</span> : null}
          </li>
        ))}
      </ul>
      {may ? <AddEnvironment /> : null}
    </Panel>
  );
}

function AddEnvironment() {
  const { project } = useProject();
  const router = useRouter();
  const form = useForm({ defaultValues: { slug: '' } });
  const { errors, isSubmitting } = form.formState;
  const submit = submitTo(form, async (values) => {
    await createEnvironment(project.id, values);
    form.reset();
    router.refresh(); // the list of environments comes with the frame
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="mt-4 grid gap-3 border-t border-line pt-3.5">
      <Field label="New environment" error={errors.slug?.message} hint="Small letters, digits and hyphens: staging.">
        <Input mono autoComplete="off" {...form.register('slug', { required: 'Enter a name such as staging' })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button type="submit" size="touch" busy={isSubmitting && 'Adding…'}>
          Add environment
        </Button>
      </div>
    </form>
  );
}
