'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createKey, createProject } from '../../lib/client';
import type { OrganizationItem } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Select } from '../ui/control/select';
import { handOverKey } from './fresh-key';

type NewProjectFormProps = {
  organizations: readonly OrganizationItem[];
  /** The one that is chosen at first. */
  initialId: string;
};

/** Makes a project and its first key, then leads to its first call. */
export function NewProjectForm({ organizations, initialId }: NewProjectFormProps) {
  const router = useRouter();
  const [done, setDone] = useState(false);
  const [organizationId, setOrganizationId] = useState(initialId);
  const form = useForm({ defaultValues: { name: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async ({ name }) => {
    const project = await createProject({ name, organizationId });
    const environment = project.environments.find(({ archive }) => !archive)?.slug ?? 'production';
    const { key } = await createKey(project.id, { name: 'First key', environment });
    handOverKey({ projectId: project.id, key });
    setDone(true);
    router.push(`/projects/${project.id}/start`);
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      {organizations.length > 1 ? (
        <Field label="Organization">
          <Select
            value={organizationId}
            options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setOrganizationId}
          />
        </Field>
      ) : null}
      <Field label="Project" error={errors.name?.message} hint="The API that is watched, such as shop-api.">
        <Input autoComplete="off" {...form.register('name', { required: 'Name the API that is watched' })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || done) && 'Creating…'}>
          Create project
        </Button>
      </div>
    </form>
  );
}
