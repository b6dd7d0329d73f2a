import {
  DuckDBDecimalValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  TIMESTAMP,
  TIMESTAMP_MS,
  TIMESTAMP_NS,
  TIMESTAMP_S,
  TIMESTAMPTZ,
} from '@duckdb/node-api'
import { type Data, type Decimal, type Timestamp, TimeUnit } from 'apache-arrow'
import { ColumnFault } from './column_fault.ts'

/** The value that stands in a row which is not null. */
export type Reader = (data: Data, row: number) => DuckDBValue

/** The widest decimal that the engine holds. */
export const mostDigits = 38

export function decimalReader({ precision, scale }: Decimal): Reader {
  const most = 10n ** BigInt(precision)
  return (data, row) => {
    const value = integerAt(data, row)
    if (value >= most || value <= -most)
      throw new ColumnFault('is damaged: a decimal has more digits than the column')
    return new DuckDBDecimalValue(value, precision, scale)
  }
}

/** For decimals that are wider than the engine's, or count in tens. */
export function decimalTextReader({ scale }: Decimal): Reader {
  return (data, row) => {
    const value = integerAt(data, row)
    const digits = String(value < 0n ? -value : value)
    const sign = value < 0n ? '-' : ''
    if (scale <= 0) return sign + (value === 0n ? '0' : digits + '0'.repeat(-scale))
    const padded = digits.padStart(scale + 1, '0')
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
  }
}

/** The whole number that a decimal is held as, in words of 32 bits from the lowest to the highest. */
function integerAt({ values, stride }: Data, row: number): bigint {
  const words: Uint32Array = values
  let value = 0n
  for (let word = stride - 1; word >= 0; word--)
    value = (value << 32n) | BigInt(words[row * stride + word] ?? 0)
  return BigInt.asIntN(32 * stride, value)
}

/** Times with a zone are moments; those without are a clock's, and mean nothing before the contract reads them. */
export function timestampColumn({ unit, timezone }: Timestamp): { type: DuckDBType; reader: Reader } {
  if (timezone) return { type: TIMESTAMPTZ, reader: momentReader(unit) }
  const at = (data: Data, row: number): bigint => data.values[row]
  switch (unit) {
    case TimeUnit.SECOND:
      return { type: TIMESTAMP_S, reader: (data, row) => new DuckDBTimestampSecondsValue(at(data, row)) }
    case TimeUnit.MILLISECOND:
      return {
        type: TIMESTAMP_MS,
        reader: (data, row) => new DuckDBTimestampMillisecondsValue(at(data, row)),
      }
    case TimeUnit.MICROSECOND:
      return { type: TIMESTAMP, reader: (data, row) => new DuckDBTimestampValue(at(data, row)) }
    default:
      return { type: TIMESTAMP_NS, reader: (data, row) => new DuckDBTimestampNanosecondsValue(at(data, row)) }
  }
}

const perMicrosecond = {
  [TimeUnit.SECOND]: 1_000_000n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1n,
}

/** In microseconds, which is all that is kept: nanoseconds beyond are cut off. */
function momentReader(unit: TimeUnit): Reader {
  return (data, row) => {
    const value: bigint = data.values[row]
    const micros = unit === TimeUnit.NANOSECOND ? floor(value, 1_000n) : value * perMicrosecond[unit]
    if (micros >= DuckDBTimestampTZValue.PosInf.micros) return DuckDBTimestampTZValue.PosInf
    if (micros <= DuckDBTimestampTZValue.NegInf.micros) return DuckDBTimestampTZValue.NegInf
    return new DuckDBTimestampTZValue(micros)
  }
}

const floor = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by

/** A day that is held in milliseconds, as text; with its time where it is not a whole day. */
export const millisecondDayReader: Reader = (data, row) => {
  const moment = new Date(Number(data.values[row]))
  if (Number.isNaN(moment.getTime())) return String(data.values[row])
  const [day = '', time = ''] = moment.toISOString().split('T')
  return time === '00:00:00.000Z' ? day : `${day}T${time}`
}
