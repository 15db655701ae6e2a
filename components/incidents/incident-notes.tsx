'use client';

import { type FormEvent, useState } from 'react';
import type { IncidentDetail } from '../../lib/shared';
import { formatMoment } from '../../lib/shared';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { TextArea } from '../ui/control/input';
import { Panel } from '../ui/layout/panel';
import { useWriteNote } from './use-change-incident';

/** Notes that stay with the incident, and a field for the next one. */
export function IncidentNotes({ incident, now }: { incident: IncidentDetail; now: number }) {
  const { project, role } = useProject();
  const [note, setNote] = useState('');
  const write = useWriteNote({ projectId: project.id, incidentId: incident.id }, () => setNote(''));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (note.trim() !== '') write.submit(note.trim());
  };
  const written = incident.events.filter((event) => event.note !== null);
  return (
    <Panel title="Notes" note="kept with the incident">
      <ul className="grid gap-2.5">
        {written.map((event) => (
          <li key={event.id}>
            <p className="text-12 text-ink-3">
              {event.actor ?? 'Callwatch'}, {formatMoment(event.at, now, 'minute')} UTC
            </p>
            <p className="whitespace-pre-wrap wrap-anywhere">{event.note}</p>
          </li>
        ))}
      </ul>
      {role === 'viewer' ? null : (
        <form id="incident-note" onSubmit={submit} className="mt-2.5 grid justify-items-start gap-2">
          <div className="w-full">
            <Field label="Write a note" error={write.error?.message}>
              <TextArea value={note} maxLength={2_000} onChange={(event) => setNote(event.target.value)} />
            </Field>
          </div>
          <Button type="submit" size="sm" busy={write.underWay && 'Saving…'}>
            Add note
          </Button>
        </form>
      )}
    </Panel>
  );
}
