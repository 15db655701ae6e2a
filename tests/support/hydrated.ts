import type { Page } from 'playwright-core';

/** Once React has taken over what the server drew: a control that is pressed before does nothing. */
async function untilHydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button, input, select, textarea')].every((control) =>
      Object.keys(control).some((key) => key.startsWith('__reactFiber$')),
    ),
  );
}

/** A page whose `goto` and `reload` end when its controls answer. */
export function waitingForControls(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const hydrated = async <Result>(loading: Promise<Result>): Promise<Result> => {
    const result = await loading;
    await untilHydrated(page);
    return result;
  };
  page.goto = (...args) => hydrated(goto(...args));
  page.reload = (...args) => hydrated(reload(...args));
  return page;
}
