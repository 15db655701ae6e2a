'use client';

import { ApiError, useNow } from '../../../lib/client';
import type { RatePreviewAnswer } from '../../../lib/shared';
import { countOf, formatCount } from '../../../lib/shared';
import { ReadError } from '../../failures/read-error';
import { Panel } from '../../ui/layout/panel';
import { AsyncView } from '../../ui/state/async-view';
import { EmptyState } from '../../ui/state/empty-state';
import { SkeletonBlock } from '../../ui/state/skeleton';
import { KeysTable } from '../keys-table';
import { lookedBackWords, type RateDefinition, triedWords } from '../rate-words';
import { definitionOf, type PolicyDraft } from './policy-draft';
import type { usePreview } from './use-preview';

const HEIGHT = 200;

type PreviewProps = { draft: PolicyDraft; result: ReturnType<typeof usePreview> };

/** What the policy would have shown on the calls that are stored. */
export function Preview({ draft, result }: PreviewProps) {
  const definition = definitionOf(draft);
  return (
    <Panel title="The last 24 h with this policy" divided flush>
      {definition ? (
        <AsyncView
          result={result}
          loading={<SkeletonBlock height={HEIGHT} />}
          failing={(error, retry) => <Failing error={error} retry={retry} />}
        >
          {(answer) => <Tried answer={answer} policy={{ ...definition, endpoint: draft.endpoint }} />}
        </AsyncView>
      ) : (
        <EmptyState minHeight={120} title="There is nothing to try yet.">
          It is tried once what is wrong in the sentence is mended.
        </EmptyState>
      )}
    </Panel>
  );
}

function Failing({ error, retry }: { error: Error; retry: () => void }) {
  if (error instanceof ApiError && error.code === 'invalid') {
    return (
      <EmptyState minHeight={HEIGHT} title="There is nothing to try yet.">
        {error.message}
      </EmptyState>
    );
  }
  return <ReadError title="The policy could not be tried." onRetry={retry} error={error} minHeight={HEIGHT} />;
}

type TriedProps = { answer: RatePreviewAnswer; policy: RateDefinition & Pick<PolicyDraft, 'endpoint'> };

function Tried({ answer, policy }: TriedProps) {
  const now = useNow(30_000);
  const { keys, keysSeen, from, to } = answer;
  return (
    <>
      <output className="block px-4 py-2.5 text-14">
        {triedWords(answer, policy)} <span className="text-ink-2">{lookedBackWords(answer, now)}</span>
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
