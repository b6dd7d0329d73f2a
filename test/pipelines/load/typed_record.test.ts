import { expect, test } from 'vitest'
import { typedRecord } from '../../../pipelines/load/typed_record.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

const values: Record<string, string> = {
  'a wide.decimal': `12345678901234567890.12345678::decimal(38, 8)`,
  'no number': `'nan'::double`,
  endless: `'-infinity'::float`,
  small: `1e-300::double`,
  huge: `170141183460469231731687303715884105727::hugeint`,
  moment: `timestamptz '2024-05-01 10:00:00.123456+02'`,
  nanoseconds: `timestamp_ns '2024-05-01 10:00:00.123456789'`,
  day: `date '2024-02-29'`,
  'it’s "quoted" \'twice\'': `'said "so"' || chr(10)`,
  nested: `{a: [1, 2]}`,
  nothing: 'null::integer',
}

test('a typed record reads back from its JSON as the same values', async () => {
  const warehouse = await Warehouse.open(':memory:')
  const name = (column: string) => `"${column.replaceAll('"', '""')}"`
  const row = Object.entries(values).map(([column, value]) => `${value} as ${name(column)}`)
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe select ${row.join(', ')}`,
  )
  const columns = described.map(({ column_name }) => column_name)
  const types = described.map(({ column_type }) => column_type)
  const fields = columns.map((column, place) => `${name(column)} ${types[place]}`)
  const [read] = await warehouse.rows(
    `select p as sent, cast((${typedRecord('p', { columns, types })})::json as struct(${fields.join(', ')})) as read
     from (select ${row.join(', ')}) p`,
  )
  expect(Object.keys(read?.sent as object)).toEqual(Object.keys(values))
  expect(read?.read).toEqual(read?.sent)
  warehouse.close()
})
