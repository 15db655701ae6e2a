'use client';

import { ThemeChoice } from '../frame/theme-choice';
import { Checkbox } from '../ui/control/checkbox';
import { useKeysPreference } from '../ui/keys/keys-preference';
import { Panel } from '../ui/layout/panel';

/** What this browser alone remembers. */
export function AppearancePanel() {
  const [keysOn, setKeysOn] = useKeysPreference();
  return (
    <Panel title="Appearance" note="in this browser" divided>
      <div className="grid justify-items-start gap-4">
        <div className="grid gap-1">
          <h3 className="font-medium">Theme</h3>
          <ThemeChoice />
        </div>
        <Checkbox
          label="Single keys work on pages"
          hint="Off keeps only enter, escape and the arrow keys."
          checked={keysOn}
          onChange={setKeysOn}
        />
      </div>
    </Panel>
  );
}
