'use client';

import type { ChannelItem } from '../../../lib/shared';
import { ALL_CHANNELS } from '../../../lib/shared';
import { InlineField } from '../../ui/control/field';
import { controlClass } from '../../ui/control/input';
import { Select } from '../../ui/control/select';
import { sentenceClass } from '../../ui/control/sentence-class';
import { CloseGlyph } from '../../ui/state/glyphs';

const CLASSES = {
  sentence: sentenceClass,
  token: `${controlClass} h-7 w-auto! font-medium hover:bg-hover max-md:h-11`,
};

type ChannelTokensProps = {
  value: readonly string[];
  channels: readonly ChannelItem[];
  error: string | undefined;
  /** As words of a sentence, or as controls of a form. */
  look: 'sentence' | 'token';
  onChange: (channels: string[]) => void;
};

/** Whom a rule tells: a word for each channel that takes it out, and one that adds another. */
export function ChannelTokens({ value, channels, error, look, onChange }: ChannelTokensProps) {
  const everyone = value.includes(ALL_CHANNELS);
  const chosen = channels.filter(({ id }) => value.includes(id));
  const others = channels.filter(({ id }) => !value.includes(id));
  const options = [
    ...(everyone ? [] : [{ value: ALL_CHANNELS, label: 'every channel', note: 'later ones too' }]),
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const add = (id: string) =>
    onChange(id === ALL_CHANNELS ? [ALL_CHANNELS] : [...chosen.map((channel) => channel.id), id]);
  return (
    <>
      {everyone ? <Chosen name="every channel" look={look} onRemove={() => onChange([])} /> : null}
      {chosen.map(({ id, name }) => (
        <Chosen
          key={id}
          name={name}
          look={look}
          onRemove={() => onChange(chosen.flatMap((other) => (other.id === id ? [] : [other.id])))}
        />
      ))}
      {value.length === 0 ? <span className="text-ink-3">nobody </span> : null}
      {options.length > 0 ? (
        <InlineField label="Channel to add" error={error}>
          <Select<string>
            look={look}
            value={undefined}
            placeholder={everyone ? 'only one channel' : 'add channel'}
            options={options}
            onChange={add}
          />
        </InlineField>
      ) : null}{' '}
    </>
  );
}

type ChosenProps = { name: string; look: 'sentence' | 'token'; onRemove: () => void };

function Chosen({ name, look, onRemove }: ChosenProps) {
  return (
    <>
      <button
        type="button"
        onClick={onRemove}
        aria-label={`Do not tell ${name}`}
        className={`${CLASSES[look]} inline-flex items-center gap-2 align-baseline`}
      >
        <span className="truncate">{name}</span>
        <CloseGlyph />
      </button>{' '}
    </>
  );
}
