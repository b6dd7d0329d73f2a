import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Catalog } from '../runner/catalog.ts'

/** What is left of a row that was turned away, once it is old. */
export const clearedRecord = '{"(expired)":true}'

/**
 * SQL of a cell that keeps pseudonyms, of the columns of that name in `p`, in place of the values they were made of.
 * No contract lets in the character that it begins with, so that no sender can write such a cell.
 */
export const kept = (names: readonly string[]): string => {
  const pairs = names.map((name) => `'${name}=' || p.${quoted(name)}`)
  return `chr(1) || nullif(concat_ws(';', ${pairs.join(', ')}), '')`
}

/** SQL of the value of a personal cell; null where only its pseudonym is kept. */
export const inTheClear = (cell: string): string =>
  `case when not starts_with(${cell}, chr(1)) then ${cell} end`

/** The raw columns whose cells may keep pseudonyms. */
const keepingColumns = ({ feeds, logged }: Catalog): { table: string; column: string }[] =>
  [...feeds, ...logged].flatMap(({ raw, columns }) =>
    Object.entries(columns).flatMap(([column, { facts }]) =>
      facts.personal ? [{ table: raw.name, column }] : [],
    ),
  )

/** Whether any cell keeps pseudonyms. */
export async function isAnyKept(warehouse: Warehouse, catalog: Catalog): Promise<boolean> {
  for (const { table, column } of keepingColumns(catalog)) {
    const keeps = `starts_with(${quoted(column)}, chr(1))`
    if ((await warehouse.count(`select count(*) from ${quoted(table)} where ${keeps}`)) > 0) return true
  }
  return false
}

/** Brings pseudonyms whose values are gone along to a new key: each becomes the pseudonym of itself. */
export async function bringKeptAlong(warehouse: Warehouse, catalog: Catalog, key: string): Promise<void> {
  await warehouse.setKey('next', key)
  await warehouse.run(
    `create or replace temp macro under_next(pair) as split_part(pair, '=', 1) || '=' || sha256(getvariable('next_outer')
       || unhex(sha256(getvariable('next_inner') || encode(split_part(pair, '=', 2)))))`,
  )
  for (const { table, column } of keepingColumns(catalog)) {
    const cell = quoted(column)
    await warehouse.run(
      `update ${quoted(table)} set ${cell} = chr(1) || array_to_string(
         list_transform(string_split(substr(${cell}, 2), ';'), lambda pair: under_next(pair)), ';')
       where starts_with(${cell}, chr(1))`,
    )
  }
}
