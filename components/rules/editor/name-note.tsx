'use client';

import { useMay } from '../../project/use-may';
import { Button } from '../../ui/control/button';

type NameNoteProps = {
  /** It has a name of its own, not that of its sentence. */
  named: boolean;
  name: string;
  /** Null: named after its sentence. */
  onRename: (name: string | null) => void;
};

/** After the title of what is a sentence: how it is named, with the way to another name for those who may change it. */
export function NameNote({ named, name, onRename }: NameNoteProps) {
  const mayWrite = useMay('rule:write');
  if (!mayWrite) return named ? null : 'named from the sentence';
  if (named) {
    return (
      <Button size="sm" kind="quiet" onClick={() => onRename(null)}>
        Name it after its sentence
      </Button>
    );
  }
  return (
    <span className="inline-flex items-center gap-1">
      named from the sentence
      <Button size="sm" kind="quiet" onClick={() => onRename(name)}>
        Rename
      </Button>
    </span>
  );
}
