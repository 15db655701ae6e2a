'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { quotasQuery, setQuotas, useNow } from '../../lib/client';
import { countOf, formatBytes, formatCount, formatMoment, formatRatio } from '../../lib/shared';
import type { QuotaItem, QuotasAnswer } from '../../lib/shared';
import { ReadError } from '../failures/read-error';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useProject } from '../project/project-provider';
import { useMay } from '../project/use-may';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { SkeletonRows } from '../ui/state/skeleton';
import { StateLabel } from '../ui/state/state-label';

/** What the project may send in a day and a month, what of it is used, and what was refused. */
export function QuotaPanel() {
  const { project } = useProject();
  const may = useMay('quota:update');
  const result = useQuery(quotasQuery(project.id));
  return (
    <Panel title="Quota" note="days and months of UTC" divided>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={4} />}
        failing={(error, retry) => <ReadError title="The quotas could not be read." onRetry={retry} error={error} />}
        isEmpty={() => false}
        empty={null}
      >
        {(quotas) => (
          <div className="grid gap-4">
            <Use quotas={quotas} />
            {may ? <QuotaForm quotas={quotas} /> : <p className="text-12 text-ink-3">Owners set the quotas.</p>}
          </div>
        )}
      </AsyncView>
    </Panel>
  );
}

function Use({ quotas: { minute, day, month } }: { quotas: QuotasAnswer }) {
  const now = useNow(30_000);
  const refused = ({ refused: { posts, bytes, lastAt } }: Pick<QuotaItem, 'refused'>, period: string) =>
    posts === 0
      ? `none ${period}`
      : `${countOf(posts, 'post')} ${period} (${formatBytes(bytes)}), the last at ${formatMoment(lastAt ?? now, now, 'minute')} UTC`;
  return (
    <Facts
      facts={[
        { label: 'Today', value: <Share item={day} /> },
        { label: 'This month', value: <Share item={month} /> },
        { label: 'Refused, minute', value: refused(minute, 'today') },
        { label: 'Refused, day', value: refused(day, 'today') },
        { label: 'Refused, month', value: refused(month, 'this month') },
      ]}
    />
  );
}

function Share({ item: { used, limit, resetsAt } }: { item: QuotaItem }) {
  const now = useNow(30_000);
  if (limit === null) return <>{countOf(used, 'call')}, no quota</>;
  const anew = `anew at ${formatMoment(resetsAt, now, 'minute')} UTC`;
  const share = `${formatCount(used)} of ${countOf(limit, 'call')}`;
  if (used < limit * 0.8) return <>{`${share} (${formatRatio(used / limit, 0)}), ${anew}`}</>;
  return (
    <span className="flex flex-wrap gap-x-2">
      {used >= limit ? (
        <StateLabel state="failed">Used up</StateLabel>
      ) : (
        <StateLabel state="degraded">{formatRatio(used / limit, 0)} used</StateLabel>
      )}
      <span>{`${share}, ${anew}`}</span>
    </span>
  );
}

/** A number field says nothing of what is no number, as if it were empty: these are texts. */
const isWhole = (text: string): true | string => /^\d*$/.test(text.trim()) || 'Must be a whole number, or empty';
const orNone = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const valuesOf = ({ day, month }: QuotasAnswer) => ({
  perDay: day.limit === null ? '' : String(day.limit),
  perMonth: month.limit === null ? '' : String(month.limit),
});

const MONTH_HINT =
  'Empty: no quota. At 80 % owners and admins get a mail, at 100 % posts are answered 429 unread until the period is over.';

/** What a quota would do at once: it may be used up already. */
function atOnce(text: string, { used }: QuotaItem): string | null {
  const limit = orNone(text);
  const isUsedUp = limit !== null && limit <= used;
  return isUsedUp ? `${countOf(used, 'call')} came already: with this quota posts are refused at once.` : null;
}

function QuotaForm({ quotas }: { quotas: QuotasAnswer }) {
  const { project } = useProject();
  const client = useQueryClient();
  const form = useForm({ defaultValues: valuesOf(quotas) });
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = form.formState;
  const [perDay, perMonth] = useWatch({ control: form.control, name: ['perDay', 'perMonth'] });
  const submit = submitTo(form, async ({ perDay, perMonth }) => {
    const saved = await setQuotas(project.id, { perDay: orNone(perDay), perMonth: orNone(perMonth) });
    form.reset(valuesOf(saved), { keepIsSubmitSuccessful: true });
    await client.invalidateQueries({ queryKey: ['project', project.id] });
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4 border-t border-line pt-3.5">
      <Field label="Calls a day" error={errors.perDay?.message} hint={atOnce(perDay, quotas.day) ?? 'Empty: no quota.'}>
        <Input inputMode="numeric" unit="/day" {...form.register('perDay', { validate: isWhole })} />
      </Field>
      <Field label="Calls a month" error={errors.perMonth?.message} hint={atOnce(perMonth, quotas.month) ?? MONTH_HINT}>
        <Input inputMode="numeric" unit="/month" {...form.register('perMonth', { validate: isWhole })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex flex-wrap items-center gap-x-3">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
          Save quotas
        </Button>
        <output className="text-12 text-ink-3 max-md:basis-full">
          {isSubmitSuccessful && !isDirty ? 'Saved.' : ''}
        </output>
      </div>
    </form>
  );
}
