import { expect, test } from 'vitest';
import { memberRules, rolesToGive } from '../../../../components/members/member-rules';

const owner = { role: 'owner', self: false } as const;
const viewer = { role: 'viewer', self: false } as const;

test('owners are made by owners alone', () => {
  expect(rolesToGive('owner')).toEqual(['owner', 'admin', 'member', 'viewer']);
  expect(rolesToGive('admin')).toEqual(['admin', 'member', 'viewer']);
});

test('what is refused says why, and what is not has no reason', () => {
  expect(memberRules('owner', viewer, 1)).toMatchObject({ roleRefused: null, endRefused: null });
  expect(memberRules('admin', viewer, 1)).toMatchObject({ roleRefused: null, endRefused: null });
  expect(memberRules('admin', owner, 2).roleRefused).toContain('Only an owner');
  expect(memberRules('admin', owner, 2).endRefused).toContain('Only an owner');
  expect(memberRules('member', viewer, 1).endRefused).toContain('Only owners and admins');
});

test('the last owner neither steps down nor leaves; everybody else may leave', () => {
  const self = { ...owner, self: true };
  expect(memberRules('owner', self, 1).roleRefused).toContain('last owner');
  expect(memberRules('owner', self, 1).endRefused).toContain('last owner');
  expect(memberRules('owner', self, 2)).toMatchObject({ roleRefused: null, endRefused: null });
  expect(memberRules('viewer', { role: 'viewer', self: true }, 1).endRefused).toBeNull();
});
