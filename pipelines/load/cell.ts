import type { Kind } from '../../warehouse/columns.ts'

/** One column of a source. */
export type Cell = {
  readonly sql: string
  /** Whether the SQL gives the contract's own kind of value, so that there is no text to read. */
  readonly isValue: boolean
}

export const textCell = (sql: string): Cell => ({ sql, isValue: false })

/** SQL of a zoned time in UTC. Counting microseconds needs no calendar, which takes twenty times as long. */
export const inUtc = (time: string): string =>
  `case when isfinite(${time}) then make_timestamp(epoch_us(${time})) else timezone('UTC', ${time}) end`

/** A cell whose type the engine knows: taken as it is where the kind can hold it exactly, else as text. */
export function typedCell(sql: string, engineType: string, kind: Kind): Cell {
  if (kind === 'instant' && engineType === 'TIMESTAMP WITH TIME ZONE')
    return { sql: inUtc(sql), isValue: true }
  if (isExact(engineType, kind)) return { sql, isValue: true }
  if (kind === 'integer' && /^(FLOAT|DOUBLE)$/.test(engineType))
    return textCell(
      `case when ${sql} = floor(${sql}) then coalesce(try_cast(${sql} as bigint)::varchar, ${sql}::varchar) else ${sql}::varchar end`,
    )
  return textCell(`nullif(${sql}::varchar, '')`)
}

function isExact(engineType: string, kind: Kind): boolean {
  if (kind === 'integer') return /^(TINYINT|SMALLINT|INTEGER|BIGINT)$/.test(engineType)
  if (kind === 'boolean') return engineType === 'BOOLEAN'
  if (kind === 'day') return engineType === 'DATE'
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(engineType)
  if (!decimal) return false
  const places = Number(decimal[2])
  const whole = Number(decimal[1]) - places
  return (kind === 'money' && whole <= 14 && places <= 4) || (kind === 'rate' && whole <= 10 && places <= 8)
}
