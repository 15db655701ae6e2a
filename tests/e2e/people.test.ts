import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MeAnswer, Role } from '../../lib/shared';
import { launchBrowser } from '../support';
import { waitingForControls } from '../support/hydrated';
import { openInstance, openPage, OWNER, setUpShop, type OpenInstance } from '../support/open-instance';

const VERA = { name: 'Vera', email: 'vera@shop.test', password: 'copper-meadow-19-thistle' };

let browser: Browser;
let instance: OpenInstance;
/** The owner's page, and the one of whoever was invited. */
let owner: Page;
let vera: Page;
let members = '';

beforeAll(async () => {
  [browser, instance] = await Promise.all([launchBrowser(), openInstance()]);
  ({ page: owner } = await openPage(browser, instance.url));
  ({ page: vera } = await openPage(browser, instance.url));
  await setUpShop(owner.request, instance);
  const me: MeAnswer = await (await owner.request.get('/api/v1/me')).json();
  members = `/organizations/${me.organizations[0]?.id}/members`;
});
afterAll(async () => {
  await browser.close();
  await instance.close();
});

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('table', { name: 'Members' }).getByRole('row').filter({ hasText: name });
const invitationOf = (email: string): Locator =>
  owner.getByRole('table', { name: 'Invitations' }).getByRole('row').filter({ hasText: email });

/** Opens the list of members; whoever looks stands in it. */
async function openMembers(page: Page, self: string): Promise<void> {
  await page.goto(members);
  await rowOf(page, self).waitFor();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Invites by the form and gives the link that is shown in it. */
async function invite(email: string, role: Role): Promise<string> {
  await openMembers(owner, OWNER.name);
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  await owner.getByLabel('Email', { exact: true }).fill(email);
  await choose(owner, 'Role', role);
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await owner.getByLabel(`Invitation link for ${email}`).inputValue();
  await owner.getByRole('button', { name: 'I have copied it' }).click();
  await invitationOf(email).getByText('Waits').waitFor();
  return link;
}

async function join(page: Page, { link, name, password }: { link: string; name: string; password: string }) {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Join shop' }).waitFor();
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make an account and join' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/invitation'));
}

test('an invitation is mailed without its link for others, and its link leads into the organization once', async () => {
  const mailbox = waitingForControls(await owner.context().newPage());
  await mailbox.goto('/projects/1/mailbox');
  await mailbox.getByText('No mail stayed here yet.').waitFor();
  const link = await invite(VERA.email, 'viewer');
  const secret = new URL(link).hash.slice(1);
  await mailbox.getByRole('heading', { name: 'Join shop on Callwatch' }).first().waitFor(); // it comes by itself
  const mail = mailbox.frameLocator('iframe[title^="Message"]');
  await mail.getByRole('heading', { name: 'Join shop on Callwatch' }).waitFor();
  expect(await mail.locator('html').innerHTML()).not.toContain(secret);
  expect(await mailbox.content()).not.toContain(secret);
  await mailbox.close();

  await join(vera, { link, ...VERA });
  await openMembers(vera, VERA.name);
  await openMembers(owner, OWNER.name);
  expect(await rowOf(owner, VERA.name).innerText()).toMatch(/vera@shop\.test\s+viewer/);
  await owner.getByText('Nobody is invited.').waitFor();
  const { page: late } = await openPage(browser, instance.url);
  await late.goto(link);
  await late.getByRole('heading', { name: 'This invitation is over' }).waitFor();
});

test('a viewer sees who is there, and no button but the one to leave', async () => {
  await openMembers(vera, VERA.name);
  await rowOf(vera, OWNER.name).waitFor();
  const buttons = vera.getByRole('main').getByRole('button');
  const changing = await buttons.filter({ hasNotText: /^(Name|Email|Role|Joined)$/ }).allInnerTexts(); // the others sort
  expect(changing.map((text) => text.split('\n'))).toEqual([['Leave…', 'Vera']]);
  expect(await vera.getByText('Invitations').count()).toBe(0);
  expect(await vera.getByRole('link', { name: 'API tokens' }).count()).toBe(0);
});

test('the link of an invitation that was revoked says that it is over', async () => {
  const email = 'late@shop.test';
  const link = await invite(email, 'member');
  await invitationOf(email)
    .getByRole('button', { name: /^Revoke/ })
    .click();
  await invitationOf(email).waitFor({ state: 'detached' });
  const { page } = await openPage(browser, instance.url);
  await page.goto(link);
  await page.getByRole('heading', { name: 'This invitation is over' }).waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
});

test('another role holds from the next page on; an admin cannot change an owner, and the last owner stays one', async () => {
  await openMembers(owner, OWNER.name);
  await rowOf(owner, OWNER.name)
    .getByRole('button', { name: /^Change/ })
    .click();
  await owner.getByText('Stays owner. The last owner: make somebody else an owner first.').waitFor();
  await owner.keyboard.press('Escape');
  await rowOf(owner, VERA.name)
    .getByRole('button', { name: /^Change/ })
    .click();
  await choose(owner, 'Role', 'admin');
  await owner.getByRole('button', { name: 'Save role' }).click();
  await rowOf(owner, VERA.name).getByText('admin', { exact: true }).waitFor();

  await openMembers(vera, VERA.name);
  await vera.getByRole('button', { name: 'Invite', exact: true }).waitFor();
  await rowOf(vera, OWNER.name)
    .getByRole('button', { name: /^Change/ })
    .click();
  await vera.getByText('Stays owner. Only an owner changes or removes owners.').waitFor();
  expect(await vera.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
});

test('whoever is removed sees nothing of the organization any more', async () => {
  await openMembers(owner, OWNER.name);
  await rowOf(owner, VERA.name)
    .getByRole('button', { name: /^Change/ })
    .click();
  await owner.getByRole('button', { name: 'Remove…' }).click();
  await owner.getByText('Remove Vera from shop?').waitFor();
  await owner.getByRole('button', { name: 'Remove 1 member' }).click();
  await rowOf(owner, VERA.name).waitFor({ state: 'detached' });
  await vera.goto('/');
  await vera.getByText('You are in no organization.').waitFor();
  expect((await vera.goto(members))?.status()).toBe(404);
});

test('a member leaves by themselves', async () => {
  const link = await invite('mo@shop.test', 'member');
  const { page: mo } = await openPage(browser, instance.url);
  await join(mo, { link, name: 'Mo', password: 'lantern-orchard-62-pewter' });
  await openMembers(mo, 'Mo');
  await rowOf(mo, 'Mo')
    .getByRole('button', { name: /^Leave/ })
    .click();
  await mo.getByRole('button', { name: 'Leave shop…' }).click();
  await mo.getByRole('button', { name: 'Leave', exact: true }).click();
  await mo.getByText('You are in no organization.').waitFor();
  await openMembers(owner, OWNER.name);
  expect(await rowOf(owner, 'Mo').count()).toBe(0);
});
