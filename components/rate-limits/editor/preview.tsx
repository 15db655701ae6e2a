'use client';

import { useNow } from '../../../lib/client';
import type { RatePreviewAnswer } from '../../../lib/shared';
import { countOf, formatCount } from '../../../lib/shared';
import { NOTHING_YET, TriedPanel } from '../../rules/editor/tried-panel';
import { KeysTable } from '../keys-table';
import { lateWords, lookedBackWords, type RateDefinition, triedWords } from '../rate-words';
import { definitionOf, type PolicyDraft } from './policy-draft';
import type { usePreview } from './use-preview';

type PreviewProps = { draft: PolicyDraft; result: ReturnType<typeof usePreview> };

/** What the policy would have shown on the calls that are stored. */
export function Preview({ draft, result }: PreviewProps) {
  const definition = definitionOf(draft);
  return (
    <TriedPanel
      title="The last 24 h with this policy"
      what="policy"
      height={200}
      instead={definition ? null : NOTHING_YET}
      result={result}
    >
      {(answer) => definition && <Tried answer={answer} policy={{ ...definition, endpoint: draft.endpoint }} />}
    </TriedPanel>
  );
}

type TriedProps = { answer: RatePreviewAnswer; policy: RateDefinition & Pick<PolicyDraft, 'endpoint'> };

function Tried({ answer, policy }: TriedProps) {
  const now = useNow(30_000);
  const { keys, keysSeen, from, to } = answer;
  return (
    <>
      <output className="block px-4 py-2.5 text-14">
        {triedWords(answer, policy)}{' '}
        <span className="text-ink-2">
          {lateWords(answer)} {lookedBackWords(answer, now)}
        </span>
      </output>
      {keys.length > 0 ? (
        <div className="border-t border-line">
          <KeysTable
            label="Busiest of the last 24 h"
            keys={keys}
            policy={policy}
            during={{ from, to }}
            foot={
              keysSeen > keys.length
                ? `The busiest ${keys.length} of ${formatCount(keysSeen)}`
                : countOf(keysSeen, policy.key)
            }
            now={now}
          />
        </div>
      ) : null}
    </>
  );
}
