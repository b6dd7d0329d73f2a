import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDateValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  SMALLINT,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api'
import { type Data, DataType, DateUnit, type Decimal, type Dictionary, Precision, Vector } from 'apache-arrow'
import { FileFault } from '../failures.ts'
import { ColumnFault } from './column_fault.ts'
import { damaged } from './messages.ts'
import { isNested, nestedJson } from './nested.ts'
import {
  decimalReader,
  decimalTextReader,
  millisecondDayReader,
  mostDigits,
  type Reader,
  timestampColumn,
} from './scalars.ts'
import { textsOf, viewedTextsOf } from './texts.ts'

/** How the values of an Arrow column come to the engine. */
export type ArrowColumn = {
  /** What the engine holds them as. */
  readonly type: DuckDBType
  /** The values from one row to before another. */
  readonly valuesOf: (data: Data, from: number, to: number) => DuckDBValue[]
}

/** Of a decimal in 256 bits. */
const mostScale = 76

/** Types that the engine has are kept. All others are texts, which the contract can read: nested ones are JSON. */
export function columnOf(type: DataType): ArrowColumn {
  if (DataType.isInt(type)) {
    const held = integerTypes[`${type.isSigned}`][type.bitWidth]
    if (!held) throw new FileFault(damaged)
    return each(held, valueAt)
  }
  if (DataType.isFloat(type) && type.precision !== Precision.HALF)
    return each(type.precision === Precision.SINGLE ? FLOAT : DOUBLE, valueAt)
  if (DataType.isFloat(type)) return each(FLOAT, libraryValueAt)
  if (DataType.isBool(type)) return each(BOOLEAN, bitAt, (data) => Math.ceil(data.length / 8))
  if (DataType.isDecimal(type)) return decimalColumn(type)
  if (DataType.isDate(type))
    return type.unit === DateUnit.DAY ? each(DATE, dayAt) : each(VARCHAR, millisecondDayReader)
  if (DataType.isTimestamp(type)) {
    const { type: held, reader } = timestampColumn(type)
    return each(held, reader)
  }
  if (DataType.isDictionary(type)) return dictionaryColumn(type)
  if (
    DataType.isUtf8(type) ||
    DataType.isLargeUtf8(type) ||
    DataType.isBinary(type) ||
    DataType.isLargeBinary(type)
  )
    return { type: VARCHAR, valuesOf: textsOf }
  if (DataType.isUtf8View(type) || DataType.isBinaryView(type))
    return { type: VARCHAR, valuesOf: viewedTextsOf }
  if (DataType.isFixedSizeBinary(type)) return each(VARCHAR, hexAt)
  if (DataType.isNull(type)) return { type: VARCHAR, valuesOf: (_, from, to) => Array(to - from).fill(null) }
  if (isNested(type))
    return each(
      VARCHAR,
      (data, row) => nestedJson(data, row, leafAt),
      () => 0,
    )
  return each(
    VARCHAR,
    (data, row) => String(libraryValueAt(data, row)),
    () => 0,
  )
}

function decimalColumn(type: Decimal): ArrowColumn {
  const { precision, scale } = type
  if (Math.abs(scale) > mostScale) throw new FileFault(damaged)
  const isHeld = precision > 0 && precision <= mostDigits && scale >= 0 && scale <= precision
  return isHeld
    ? each(DECIMAL(precision, scale), decimalReader(type))
    : each(VARCHAR, decimalTextReader(type))
}

const leafAt = (data: Data, row: number): DuckDBValue =>
  columnOf(data.type).valuesOf(data, row, row + 1)[0] ?? null

/** Each row names a value by its place in the dictionary. */
function dictionaryColumn({ dictionary: type }: Dictionary): ArrowColumn {
  const column = columnOf(type)
  const known = new WeakMap<Vector, DuckDBValue[]>()
  const wordsOf = (dictionary: Vector) => {
    const words =
      known.get(dictionary) ?? dictionary.data.flatMap((data) => column.valuesOf(data, 0, data.length))
    known.set(dictionary, words)
    return words
  }
  const wordAt: Reader = ({ dictionary, values }, row) => {
    const word = dictionary && wordsOf(dictionary)[Number(values[row])]
    if (word === undefined) throw new ColumnFault('is damaged: a value is in no dictionary')
    return word
  }
  return each(column.type, wordAt)
}

const integerTypes = {
  true: { 8: TINYINT, 16: SMALLINT, 32: INTEGER, 64: BIGINT },
  false: { 8: UTINYINT, 16: USMALLINT, 32: UINTEGER, 64: UBIGINT },
}

const valueAt: Reader = ({ values }, row) => values[row]
const bitAt: Reader = ({ values }, row) => (values[row >> 3] & (1 << (row & 7))) !== 0
const dayAt: Reader = ({ values }, row) => new DuckDBDateValue(values[row])
const hexAt: Reader = ({ values, stride }, row) =>
  Buffer.from(values.subarray(row * stride, (row + 1) * stride)).toString('hex')
const libraryValueAt: Reader = (data, row) => new Vector([data]).get(row)

/** A column whose values are read one at a time, from at least so many elements. */
function each(
  type: DuckDBType,
  reader: Reader,
  elements = ({ length, stride }: Data) => length * stride,
): ArrowColumn {
  const valuesOf = (data: Data, from: number, to: number) => {
    if ((data.values?.length ?? 0) < elements(data))
      throw new ColumnFault('is damaged: it has fewer values than rows')
    const values: DuckDBValue[] = []
    for (let row = from; row < to; row++) values.push(data.getValid(row) ? reader(data, row) : null)
    return values
  }
  return { type, valuesOf }
}
