'use client';

import type { RuleFilters } from '../../../lib/shared';
import { ruleMeasureInfo } from '../../../lib/shared';
import { Combobox, type ComboOption } from '../../ui/control/combobox';
import { InlineField } from '../../ui/control/field';
import { type Faults, faultAt, type MetricDraft } from './draft';
import { ALL, type Choices, consumerOption, scopeOf, withScope } from './use-choices';

type ScopeTokenProps = {
  draft: MetricDraft;
  choices: Choices;
  faults: Faults;
  onFilters: (filters: RuleFilters) => void;
};

/** Which calls: of the whole project, of one endpoint or of one consumer, as far as the measure can be narrowed. */
export function ScopeToken({ draft, choices, faults, onFilters }: ScopeTokenProps) {
  const { filters } = ruleMeasureInfo(draft.measure);
  if (!filters.includes('endpoint')) return null;
  const byConsumer = filters.includes('consumer');
  const label = byConsumer ? 'Endpoint or consumer' : 'Endpoint';
  const everything: ComboOption = { value: ALL, label: byConsumer ? 'all calls' : 'all endpoints' };
  const known = choices.scopes.filter(({ group }) => byConsumer || group === 'Endpoints');
  const value = scopeOf(draft.filters);
  const options = [everything, ...known, ...missingOption(value, known)];
  return (
    <>
      of{' '}
      <InlineField label={label} error={faultAt(faults, 'filters.endpoint', 'filters.consumer')}>
        <Combobox
          label={label}
          value={value}
          options={options}
          onChange={(next) => onFilters(withScope(draft.filters, next))}
          placeholder={byConsumer ? 'Route or consumer' : 'Route'}
          {...(byConsumer && { typedOption: consumerOption })}
        />
      </InlineField>{' '}
    </>
  );
}

/** What the rule names and nobody has called for long. */
function missingOption(value: string, known: readonly ComboOption[]): ComboOption[] {
  if (value === ALL || known.some((option) => option.value === value)) return [];
  return [
    { value, label: value.replace(/^(endpoint|consumer):/, (_, kind) => (kind === 'endpoint' ? 'endpoint ' : '')) },
  ];
}
