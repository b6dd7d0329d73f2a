import { DuckDBDecimalValue, type DuckDBValue } from '@duckdb/node-api'
import { type Data, DataType } from 'apache-arrow'
import { ColumnFault } from './column_fault.ts'

type ValueAt = (data: Data, row: number) => DuckDBValue

export const isNested = (type: DataType): boolean =>
  DataType.isStruct(type) ||
  DataType.isMap(type) ||
  DataType.isList(type) ||
  DataType.isLargeList(type) ||
  DataType.isFixedSizeList(type)

/** The JSON of a value that is made of others, with numbers as they are; `leafAt` gives those that are not. */
export function nestedJson(data: Data, row: number, leafAt: ValueAt): string {
  const { type } = data
  if (!isNested(type)) return leafJson(leafAt(data, row))
  if (!data.getValid(row)) return 'null'
  const json = (child: Data, at: number) => nestedJson(child, at, leafAt)
  if (DataType.isStruct(type))
    return object(data.children.map((child, nth) => [type.children[nth]?.name ?? '', json(child, row)]))
  const [from, to] = elementsOf(data, row)
  const [elements] = data.children
  if (!elements || from < 0 || to > elements.length || from > to)
    throw new ColumnFault('is damaged: a list lies beyond its end')
  const rows = Array.from({ length: to - from }, (_, nth) => from + nth)
  if (!DataType.isMap(type)) return `[${rows.map((at) => json(elements, at)).join(',')}]`
  const [keys, values] = elements.children
  if (!keys || !values) throw new ColumnFault('is damaged: a map has no keys or values')
  return object(rows.map((at) => [String(leafAt(keys, at)), json(values, at)]))
}

const object = (entries: readonly (readonly [string, string])[]): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`

function elementsOf({ type, valueOffsets, stride }: Data, row: number): [number, number] {
  if (DataType.isFixedSizeList(type)) return [row * stride, (row + 1) * stride]
  return [Number(valueOffsets[row]), Number(valueOffsets[row + 1])]
}

function leafJson(value: DuckDBValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return value instanceof DuckDBDecimalValue ? value.toString() : JSON.stringify(String(value))
}
