import type { Sql } from '../core/storage';
import { arrayLiteral } from './array-literal';
import type { Masks, PartsOfHours } from './columns';
import { PARTS_TYPE } from './hour-parts';

/** The day (UTC) of `u.day`, a number of minutes since the epoch. */
export const DAY_OF_MINUTE = `date '1970-01-01' + (u.day / 1440)::int`;

interface Target {
  name: string;
  /** Expression over the unnested columns. */
  source: string;
  /** Expression over `t` (stored) and `excluded` (new). */
  merged: string;
}

/** INSERT … SELECT FROM unnest … ON CONFLICT, put together column by column. */
export class Upsert {
  private readonly values: string[] = [];
  private readonly names: string[] = [];
  private readonly types: string[] = [];
  private readonly keys: { name: string; source: string }[] = [];
  private readonly targets: Target[] = [];

  constructor(
    private readonly table: string,
    private readonly environmentId: number,
  ) {}

  /** A part of the key after project and environment; rows are sorted by the parts in the order given. */
  key(name: string, input: { type: string; literal: string; source?: string }): this {
    this.unnest(name, input.type, input.literal);
    this.keys.push({ name, source: input.source ?? name });
    return this;
  }

  sums(names: readonly string[], columns: readonly (readonly number[])[]): this {
    names.forEach((name, index) => {
      this.unnest(name, 'bigint', arrayLiteral(columns[index] ?? []));
      this.targets.push({ name, source: name, merged: `t.${name} + excluded.${name}` });
    });
    return this;
  }

  mask(name: string, mask: Masks): this {
    this.unnest(`${name}_low`, 'bigint', arrayLiteral(mask.low));
    this.unnest(`${name}_high`, 'bigint', arrayLiteral(mask.high));
    this.targets.push({ name, source: `${name}_high << 30 | ${name}_low`, merged: `t.${name} | excluded.${name}` });
    return this;
  }

  /** Bits of an hour's parts; a row that does not tell them does not from then on. */
  parts(name: string, parts: PartsOfHours): this {
    this.unnest(name, 'text', arrayLiteral(parts.map((bits) => bits ?? 'null')));
    this.targets.push({ name, source: `${name}::${PARTS_TYPE}`, merged: `t.${name} | excluded.${name}` });
    return this;
  }

  /** A column whose new value takes the place of the stored one, which it was merged with before. */
  column(name: string, input: { type: string; literal: string; source?: string }): this {
    const { type, literal, source = name } = input;
    this.unnest(name, type, literal);
    this.targets.push({ name, source, merged: `excluded.${name}` });
    return this;
  }

  /** Runs it; two workers never wait for each other in a circle, since rows are written in the order of the key. */
  async run(sql: Sql, projectId: number): Promise<void> {
    const keyNames = this.keys.map(({ name }) => name);
    const columns = [...keyNames, ...this.targets.map(({ name }) => name)];
    const sources = [...this.keys, ...this.targets].map(({ source }) => source);
    const unnested = this.types.map((type, index) => `$${index + 3}::${type}[]`);
    const text = `
      insert into ${this.table} as t (project_id, environment_id, ${columns.join(', ')})
      select $1::int, $2::smallint, ${sources.join(', ')}
      from unnest(${unnested.join(', ')}) u(${this.names.join(', ')})
      order by ${keyNames.map((name) => `u.${name}`).join(', ')}
      on conflict (project_id, environment_id, ${keyNames.join(', ')}) do update
      set ${this.targets.map(({ name, merged }) => `${name} = ${merged}`).join(', ')}`;
    await sql.query(text, [projectId, this.environmentId, ...this.values]);
  }

  private unnest(name: string, type: string, literal: string): void {
    this.names.push(name);
    this.types.push(type);
    this.values.push(literal);
  }
}
