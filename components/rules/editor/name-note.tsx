'use client';

import { Button } from '../../ui/control/button';

type NameNoteProps = {
  /** It has a name of its own, not that of its sentence. */
  named: boolean;
  name: string;
  /** Null: named after its sentence. */
  onRename: (name: string | null) => void;
};

/** After the title of what is a sentence: how to name it. */
export function NameNote({ named, name, onRename }: NameNoteProps) {
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
