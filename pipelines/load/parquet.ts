import { listValue } from '@duckdb/node-api'
import { globLiteral } from '../../warehouse/duckdb/glob.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { isOwnFault } from './failures.ts'
import type { ShapeOrFault } from './shape.ts'

/** Only the file says what is in it: the names of its folders add no columns. */
export const parquetOptions = 'binary_as_string = true, hive_partitioning = false'

/** The shape of a Parquet file, and how many rows it has; or the sentence why it cannot be read. */
export async function parquetShape(
  absolute: string,
  warehouse: Warehouse,
): Promise<{ shape: ShapeOrFault; rows: number }> {
  const bound = [listValue([globLiteral(absolute)])]
  try {
    const described = await warehouse.rows<{ column_name: string; column_type: string }>(
      `describe select * from read_parquet($1, ${parquetOptions})`,
      bound,
    )
    const rows = await warehouse.count('select sum(num_rows) from parquet_file_metadata($1)', bound)
    const columns = described.map((column) => column.column_name)
    const types = described.map((column) => column.column_type)
    return { shape: { format: 'parquet', gzip: false, delimiter: '', columns, types }, rows }
  } catch (problem) {
    if (isOwnFault(problem)) throw problem
    const fault = 'It is not a Parquet file that can be read: it is damaged or cut short.'
    return { shape: { fault }, rows: 0 }
  }
}
