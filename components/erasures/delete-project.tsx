'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { deleteProject } from '../../lib/client';
import { useProven } from '../account/proof/proof-provider';
import { FormRefusal } from '../forms/form-refusal';
import { useProject } from '../project/project-provider';
import { ConfirmBox } from '../ui/overlay/confirm-box';

/** Asks for the name of the project before all of it goes. */
export function DeleteProject({ onCancel }: { onCancel: () => void }) {
  const { project } = useProject();
  const router = useRouter();
  const proven = useProven();
  const remove = useMutation({
    mutationFn: () => proven(() => deleteProject(project.id, project.name)),
    onSuccess: ({ organizationId }) => router.replace(`/organizations/${organizationId}/settings`),
  });
  return (
    <div className="grid gap-2">
      <ConfirmBox
        question={`Delete ${project.name} with all its data?`}
        confirmLabel="Delete 1 project"
        busyLabel="Deleting…"
        busy={remove.isPending}
        typeToConfirm={project.name}
        onConfirm={() => remove.mutate()}
        onCancel={onCancel}
      >
        It is gone at once: its keys are refused, its pages are closed, its channels are told nothing any more. Calls,
        figures, incidents, rules, messages and mail are erased after that, the archive included. A receipt stays in the
        settings of the organization. This cannot be taken back.
      </ConfirmBox>
      <FormRefusal message={remove.error?.message} />
    </div>
  );
}
