import type { Client } from 'pg';
import { distributedTables, referenceTables, telemetryTables } from '../../../scripts/database/telemetry.mjs';

const DISTRIBUTED = new Set(distributedTables());
const TELEMETRY = new Set(telemetryTables());
const REFERENCE = new Set(referenceTables());
const NAMES_ONE = new RegExp(`\\b(${[...TELEMETRY, ...REFERENCE].join('|')})(_\\d{8})?\\b`);
const DAY = /\b(call|endpoint_minute|consumer_minute|caller_hour)_\d{8}\b/g;
const ONE_PROJECT = /^\(?(\w+\.)?project_id = (\$\d+|\d+)\)?$/;
const CONDITIONS = ['Index Cond', 'Recheck Cond', 'Filter', 'TID Cond', 'Join Filter'];

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Schema?: string;
  Operation?: string;
  'Subplan Name'?: string;
  Plans?: PlanNode[];
  [key: string]: unknown;
}

interface Scan {
  table: string;
  /** Read before the rest and by itself: a CTE that is materialized. */
  apart: boolean;
  bound: boolean;
}

/** What is said at once, of a condition as Postgres writes it: `((a = 1) AND ((b = 2) OR (c = 3)))`. */
function conjunctsOf(condition: string): string[] {
  const parts = condition.replace(/^\((\(.*\))\)$/s, '$1').split(' AND ');
  const conjuncts: string[] = [];
  let open = '';
  for (const part of parts) {
    open = open === '' ? part : `${open} AND ${part}`;
    if (open.split('(').length !== open.split(')').length) continue;
    conjuncts.push(open);
    open = '';
  }
  return conjuncts;
}

const bindsOne = (condition: string): boolean => conjunctsOf(condition).some((part) => ONE_PROJECT.test(part));

const tableOf = (name: string): string => name.replace(/_\d{8}$/, '');

function scansOf(node: PlanNode, apart = false): Scan[] {
  const below = apart || (node['Subplan Name']?.startsWith('CTE ') ?? false);
  const name = node['Relation Name'];
  const conditions = CONDITIONS.map((key) => node[key]).filter((it) => typeof it === 'string');
  const own =
    name === undefined || node['Node Type'] === 'ModifyTable'
      ? []
      : [{ table: tableOf(name), apart: below, bound: conditions.some(bindsOne) }];
  return [...own, ...(node.Plans ?? []).flatMap((child) => scansOf(child, below))];
}

/** Does a statement name a table of telemetry, or of names, and can Postgres say how it would carry it out? */
export const isOnTelemetry = (text: string): boolean =>
  NAMES_ONE.test(text) && /^\s*(with|select|insert|update|delete|merge)\b/i.test(text);

const columnsOfInsert = (text: string): string[] => {
  const columns = /\binsert\s+into\s+\S+(?:\s+as\s+\w+)?\s*\(([^)]*)\)/i.exec(text)?.[1];
  return (
    columns
      ?.replaceAll('"', '')
      .split(',')
      .map((column) => column.trim()) ?? []
  );
};

export interface Scope {
  /** Tables that are read or changed without one project_id. */
  unbound: string[];
  /** Ordinary tables that are joined with distributed ones and not read before; names of endpoints and the like are everywhere. */
  joined: string[];
}

/** How a statement reaches telemetry, as the planner of Postgres sees it: by a plan for any values of its parameters. */
export async function scopeOf(client: Client, text: string): Promise<Scope> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (generic_plan, format json) ${text.replaceAll(DAY, '$1')}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0].Plan;
  if (!plan) throw new Error('there is no plan');
  const scans = scansOf(plan);
  const target = plan['Node Type'] === 'ModifyTable' ? tableOf(plan['Relation Name'] ?? '') : '';
  const inserted = plan.Operation === 'Insert' && TELEMETRY.has(target);
  const unbound = scans.filter(({ table, bound }) => TELEMETRY.has(table) && !bound).map(({ table }) => table);
  const distributed = DISTRIBUTED.has(target) || scans.some(({ table, apart }) => DISTRIBUTED.has(table) && !apart);
  const isOrdinary = ({ table, apart }: Scan): boolean =>
    !DISTRIBUTED.has(table) && !REFERENCE.has(table) && !table.startsWith('pg_') && !apart;
  const joined = scans.filter(isOrdinary);
  return {
    unbound: [...new Set([...unbound, ...(inserted && !columnsOfInsert(text).includes('project_id') ? [target] : [])])],
    joined: distributed ? [...new Set(joined.map(({ table }) => table))] : [],
  };
}
